"""The first pass of a balanced run: every row is rewritten and counted, none is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.dataset.balancing.allowance import allowances
from cda.dataset.balancing.balance import Balance
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.passes import Counted, Tallying
from cda.dataset.balancing.report import BalanceReport, balance_report
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import Tally
from cda.dataset.rewriting import rewrite_batch
from cda.errors import OptionError
from cda.run.lanes import refusals, routed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.dataset.identify import Identity
    from cda.dataset.recipe import Recipe
    from cda.dataset.strategies.selection import Strategy
    from cda.engine import Engine
    from cda.run.job import AugmentJob
    from cda.run.lanes import Shape

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Balanced:
    """What the first pass of a split leads to.

    Args:
        strategy: What is written of each row in the second pass.
        tally: What there is.
        counting: What is written, counted as the second pass goes on.
    """

    strategy: Strategy
    tally: Tally
    counting: Counting

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


def first_pass(  # noqa: PLR0913, PLR0917 - each is one independent fact about the split
    job: AugmentJob, rewriter: Engine, sources: Sequence[Identity], parts: int, recipe: Recipe, shape: Shape
) -> list[Balanced]:
    """Read a split once, and work out what is to be written of it.

    Args:
        job: What was asked.
        rewriter: The engine.
        sources: The sources of the split.
        parts: Into how many splits its rows go; each is balanced by itself.
        recipe: What is done with each row.
        shape: What the rows become; rows that cannot are not counted.

    Returns:
        A strategy with its report for each part.
    """
    rule = rule_of(job, rewriter)
    tallies = [Tally.of(rule) for _ in range(parts)]
    for identity in sources:
        for block in identity.source.blocks(job.limits.block_rows):
            for part, piece, _, ids in routed(block, identity, parts, job):
                refused = refusals(piece, shape.written, job.format)
                rewrite_batch(rewriter, piece, recipe, ids, Tallying(tallies[part]), refused)
    return [_balanced(tally, rule) for tally in tallies]


def _balanced(tally: Tally, rule: BalanceRule) -> Balanced:
    (allowance,) = allowances([tally], rule)
    counting = Counting(rule.groups)
    return Balanced(Counted(Balance(rule, allowance), counting), tally, counting)
