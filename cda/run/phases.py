"""The shards of a run that are still to be done: counted for a balance first, then rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cda.dataset.outcome import Counts, nothing
from cda.errors import RunUnfinished
from cda.run.balance import Balanced, balanced
from cda.run.engines.engine import Mapper
from cda.run.job import AugmentJob, Progress
from cda.run.plan import RunPlan
from cda.run.receipt import Receipt, read_receipt, read_tallies, receipt_name, tally_name
from cda.run.shard import run_shard, tally_shard
from cda.run.splits import LeftAlone
from cda.run.strategy import strategy_of
from cda.run.work import RunConfig, ShardJob


@dataclass(slots=True)
class Run:
    """What is known while a run goes on.

    Args:
        job: What was asked.
        plan: The plan.
        config: What all shards share.
        chosen: The splits that are augmented.
        there: The names of the files in the output folder when the run began.
        counts: What was done so far.
        balances: Split to what is made equal in it.
    """

    job: AugmentJob
    plan: RunPlan
    config: RunConfig
    chosen: tuple[str, ...]
    there: frozenset[str]
    counts: Counts = field(default_factory=nothing)
    balances: dict[str, Balanced] = field(default_factory=dict)

    def mine(self, number: int) -> bool:
        """Whether a shard is for this machine."""
        place, machines = self.job.shard or (1, 1)
        return number % machines == place - 1


def done_before(run: Run, name: Callable[[int], str]) -> frozenset[int]:
    """The shards that have a receipt, or whatever else is named.

    Args:
        run: The run.
        name: Shard to the name of the file that says that it is done.

    Returns:
        Their numbers.
    """
    return frozenset(number for number, _, _ in run.plan.shards() if name(number) in run.there)


def receipts(run: Run, numbers: Sequence[int]) -> Iterator[Receipt]:
    """Read receipts.

    Args:
        run: The run.
        numbers: The shards.

    Yields:
        The receipt of each.

    Raises:
        RunUnfinished: If one is of another run, or cannot be read.
    """
    for number in numbers:
        name = receipt_name(number)
        text = run.config.store.text(name)
        try:
            receipt = read_receipt(text or "")
        except (ValueError, KeyError, TypeError) as problem:
            hint = "remove it and give --resume: the shard is done again"
            raise RunUnfinished("the receipt of a shard cannot be read", where=name, hint=hint) from problem
        if receipt.key != run.config.key:
            hint = "begin anew with --overwrite"
            raise RunUnfinished("the receipt of a shard is of another run", where=name, hint=hint)
        yield receipt


def count_rows(run: Run, mapper: Mapper) -> bool:
    """Count the rows for a balance, where one was asked for, and settle what each shard may write.

    Args:
        run: The run.
        mapper: Runs shards.

    Returns:
        Whether all is counted; where machines share the shards, others may still be at it.
    """
    rule = run.config.rule
    if rule is None or not any(set(plan.parts) & set(run.chosen) for plan in run.config.plans.values()):
        return True
    done = done_before(run, tally_name)
    open_ = [job for job in _jobs(run) if job.number not in done and run.mine(job.number)]
    for _ in mapper(tally_shard, open_):
        pass
    there = frozenset(run.config.store.names()) if run.job.shard else None
    for split, plan in run.config.plans.items():
        numbers = [number for number, leaf, _ in run.plan.shards() if run.config.leaves[leaf].split == split]
        if there is not None and any(tally_name(number) not in there for number in numbers):
            return False
        found = balanced(rule, len(plan.parts), (read_tallies(_text(run, tally_name(number))) for number in numbers))
        run.balances |= {part: one for part, one in zip(plan.parts, found, strict=True) if part in run.chosen}
    return True


def rewrite_rows(run: Run, mapper: Mapper, progress: Progress) -> None:
    """Rewrite the shards that are still to be done.

    Args:
        run: The run.
        mapper: Runs shards.
        progress: Told of every shard that is done.
    """
    done = done_before(run, receipt_name)
    for receipt in receipts(run, sorted(number for number in done if run.mine(number))):
        run.counts += receipt.counts
    open_ = (job for job in _strategic(run) if job.number not in done and run.mine(job.number))
    for receipt in mapper(run_shard, open_):
        run.counts += receipt.counts
        progress(run.counts.rows, run.plan.rows)


def _jobs(run: Run) -> Iterator[ShardJob]:
    for number, leaf, rows in run.plan.shards():
        yield ShardJob(number, leaf, rows)


def _strategic(run: Run) -> Iterator[ShardJob]:
    """The shards, each with what is written of the rows of each part."""
    places: dict[str, int] = {}
    for number, leaf, rows in run.plan.shards():
        split = run.config.leaves[leaf].split
        place = places.get(split, 0)
        places[split] = place + 1
        strategies = tuple(
            run.balances[part].strategy(place)
            if part in run.balances
            else strategy_of(run.job)
            if part in run.chosen
            else LeftAlone()
            for part in run.config.plans[split].parts
        )
        yield ShardJob(number, leaf, rows, strategies)


def _text(run: Run, name: str) -> str:
    text = run.config.store.text(name)
    if text is None:
        raise RunUnfinished("what was counted in a shard is gone", where=name, hint="give --resume")
    return text
