"""The rows of a run on their way into files: shard by shard, in order."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cda.dataset.outcome import Counts, nothing
from cda.export.folder import REJECTS, shard_names
from cda.export.formats.sinks import sink
from cda.export.parquet import writing
from cda.run.balance import Balanced, balanced
from cda.run.job import AugmentJob, Progress
from cda.run.lanes import Lane, pairs_sink
from cda.run.shard import RunConfig, ShardDone, ShardJob, moved, run_shard, shards
from cda.run.splits import LeftAlone
from cda.run.strategy import strategy_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cda.dataset.identify import Identity
    from cda.dataset.source import Reject
    from cda.run.pool import Mapper


@dataclass(slots=True)
class Run:
    """What is open while a run goes on.

    Args:
        job: What is to be done.
        config: What all shards share.
        mapper: Runs shards.
        rejects: Where rows go that cannot go on.
        progress: Told of every shard that is done.
        total: How many rows there are, where that is known.
        chosen: The splits that are augmented.
        counts: What was done so far.
        splits: Split to the number of its rows in ``default``, of splits that are done.
        pair_splits: Split to the number of its rows in ``pairs``.
        names: Split to its data files.
        balances: Split to what was made equal in it.
    """

    job: AugmentJob
    config: RunConfig
    mapper: Mapper
    rejects: IO[str]
    progress: Progress
    total: int | None
    chosen: tuple[str, ...]
    counts: Counts = field(default_factory=nothing)
    splits: dict[str, int] = field(default_factory=dict)
    pair_splits: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    balances: dict[str, Balanced] = field(default_factory=dict)


def write_split(run: Run, split: str, sources: Sequence[Identity], tmp: Path) -> dict[str, Path]:
    """Write the rows of a split of the input.

    Args:
        run: The run.
        split: The split.
        sources: Its sources, in order.
        tmp: Where the files go for now.

    Returns:
        Final name to temporary file.
    """
    plan = run.config.plans[split]
    written = plan.shape.written
    files: dict[str, Path] = {}
    with ExitStack() as stack:
        lanes = [
            Lane(part, sink(written, tmp, f"data-{part}", run.job.limits), pairs_sink(tmp, part, run.job.limits))
            for part in plan.parts
        ]
        for lane in lanes:
            stack.callback(lane.pairs.abandon)
            stack.callback(lane.default.abandon)
        for done in run.mapper(run_shard, _jobs(run, split, sources)):
            _write_shard(run, done, lanes)
        for lane in lanes:
            found = lane.default.close()
            names = [written.file_name(lane.split, number, len(found)) for number in range(len(found))]
            files |= dict(zip(names, found, strict=True))
            files |= shard_names("pairs", lane.split, lane.pairs.close())
            run.names[lane.split] = names
            run.splits[lane.split], run.pair_splits[lane.split] = lane.default.rows, lane.pairs.rows
    return files


def _jobs(run: Run, split: str, sources: Sequence[Identity]) -> Iterator[ShardJob]:
    """The shards of a split, each with what is written of the rows of each part; a balance reads them once to know."""
    parts = run.config.plans[split].parts
    chosen = [part in run.chosen for part in parts]
    if run.config.rule is None or not any(chosen):
        strategies = tuple(strategy_of(run.job) if one else LeftAlone() for one in chosen)
        for shard in shards(split, sources, run.job):
            yield replace(shard, strategies=strategies)
        return
    found = balanced(run.mapper, run.config.rule, shards(split, sources, run.job), len(parts))
    run.balances |= {part: one for part, one, its in zip(parts, found, chosen, strict=True) if its}
    for number, shard in enumerate(shards(split, sources, run.job)):
        strategies = tuple(one.strategy(number) if its else LeftAlone() for one, its in zip(found, chosen, strict=True))
        yield replace(shard, strategies=strategies)


def _write_shard(run: Run, done: ShardDone, lanes: Sequence[Lane]) -> None:
    for lane, part, strategy in zip(lanes, done.parts, done.strategies, strict=True):
        before = lane.default.rows
        for batch in part.default:
            lane.default.write(batch)
        for pairs in part.pairs:
            lane.pairs.write(moved(pairs, before))
        if lane.split in run.balances:
            run.balances[lane.split].take(strategy)
    run.counts += done.counts
    with writing(Path(run.job.output) / REJECTS):
        run.rejects.writelines(map(_reject_line, done.rejects))
    run.progress(run.counts.rows, run.total)


def _reject_line(reject: Reject) -> str:
    names = ("source", "row", "line", "code", "message", "raw")
    return json.dumps({name: getattr(reject, name) for name in names}) + "\n"
