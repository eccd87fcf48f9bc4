"""The first pass of a balanced run: every row is rewritten and counted, and none is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.dataset.balancing.allowance import Allowance, shared_out
from cda.dataset.balancing.balance import Balance
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.passes import Counted
from cda.dataset.balancing.report import BalanceReport, balance_report
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import Gains, Tally, spread
from cda.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cda.dataset.balancing.candidates import Cell
    from cda.dataset.strategies.selection import Strategy
    from cda.engine import Engine
    from cda.run.job import AugmentJob
    from cda.run.receipt import PartTally

_PAIR = 2


@dataclass(slots=True)
class Balanced:
    """What the first pass of a part leads to.

    Args:
        rule: What is made equal.
        allowed: What each shard may write.
        tally: What there is.
        counting: What is written, counted as shards are done.
    """

    rule: BalanceRule
    allowed: Sequence[Allowance]
    tally: Tally
    counting: Counting

    def strategy(self, shard: int) -> Strategy:
        """What is written of the rows of a shard in the second pass."""
        return Counted(Balance(self.rule, self.allowed[shard]), Counting(self.rule.groups))

    def take(self, counting: Counting) -> None:
        """Take in what was written of a shard."""
        self.counting += counting

    def report(self) -> BalanceReport:
        """What was found and done, once the second pass is over."""
        return balance_report(self.tally, self.counting)


def rule_of(job: AugmentJob, rewriter: Engine) -> BalanceRule:
    """Settle what a balance makes equal.

    Args:
        job: What was asked.
        rewriter: The engine.

    Returns:
        The rule.

    Raises:
        OptionError: If there are several attributes, a group that the attribute has not, or no way to every group.
    """
    if len(rewriter.attributes) > 1:
        raise OptionError("a balance is of one attribute", hint="run it once for each attribute, one after the other")
    groups = rewriter.groups[rewriter.attributes[0]]
    unknown = [group for group in job.groups if group not in groups]
    if unknown:
        raise OptionError(f"there is no group {unknown[0]!r}", hint=f"the groups are: {', '.join(groups)}")
    if len(groups) > _PAIR and rewriter.to != "all":
        raise OptionError("a balance of several groups needs a way to each of them", hint="give --to all")
    if job.fixed_size and job.unit == "mention" and len(job.groups or groups) > _PAIR:
        hint = "leave --fixed-size out, count rows, or name two --groups"
        raise OptionError("mentions of more than two groups cannot be balanced by replacing rows", hint=hint)
    return BalanceRule(
        job.groups or groups,
        job.unit,  # type: ignore[arg-type]  # checked by the rule
        job.fixed_size,
        only_present=not job.groups and len(groups) > _PAIR,
        seed=job.seed,
    )


def balanced(rule: BalanceRule, parts: int, tallies: Iterable[Sequence[PartTally]]) -> list[Balanced]:
    """Work out what is to be written of a split, once its rows are counted.

    Args:
        rule: What is made equal.
        parts: Into how many splits its rows go; each is balanced by itself.
        tallies: What was found in each shard, for each part.

    Returns:
        For each part what each shard of it may write.
    """
    wholes = [Tally.of(rule) for _ in range(parts)]
    gains: list[list[Mapping[Cell, Gains]]] = [[] for _ in range(parts)]
    for some in tallies:
        for part, tally in enumerate(some):
            wholes[part] += Tally(rule, tally.counting, spread(tally.gains), tally.blocked)
            gains[part].append(tally.gains)  # their histograms would be more than the rows
    return [
        Balanced(rule, shared_out(whole, some), whole, Counting(rule.groups))
        for whole, some in zip(wholes, gains, strict=True)
    ]
