"""The rows of a run on their way into files: block by block, lane by lane."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cda.dataset.outcome import Counts, Done, RowFailure, nothing
from cda.dataset.pairs import Pair, pairs_batch
from cda.dataset.plan import Origin, Plan, plan_batch
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.source import Block, Reject
from cda.export.folder import REJECTS, shard_names
from cda.export.formats.sinks import sink
from cda.export.parquet import writing
from cda.run.balance import Balanced, first_pass
from cda.run.job import AugmentJob, Progress
from cda.run.lanes import Lane, Shape, pairs_sink, refusals, routed
from cda.run.splits import LeftAlone
from cda.run.strategy import BALANCE, strategy_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from cda.dataset.identify import Identity
    from cda.dataset.recipe import Recipe
    from cda.dataset.strategies.selection import Strategy
    from cda.dataset.views.texts import RowTexts
    from cda.engine import Engine


@dataclass(slots=True)
class Run:
    """What is open while a run goes on.

    Args:
        job: What is to be done.
        rewriter: The engine.
        rejects: Where rows go that cannot go on.
        progress: Told of every block that is done.
        total: How many rows there are, where that is known.
        chosen: The splits that are augmented.
        counts: What was done so far.
        splits: Split to the number of its rows in ``default``, of splits that are done.
        pair_splits: Split to the number of its rows in ``pairs``.
        names: Split to its data files.
        balances: Split to what was made equal in it.
    """

    job: AugmentJob
    rewriter: Engine
    rejects: IO[str]
    progress: Progress
    total: int | None
    chosen: tuple[str, ...]
    counts: Counts = field(default_factory=nothing)
    splits: dict[str, int] = field(default_factory=dict)
    pair_splits: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    balances: dict[str, Balanced] = field(default_factory=dict)


def write_split(  # noqa: PLR0913, PLR0917 - each is one independent fact about the split
    run: Run, sources: Sequence[Identity], parts: Sequence[str], recipe: Recipe, shape: Shape, tmp: Path
) -> dict[str, Path]:
    """Write the rows of a split of the input.

    Args:
        run: The run.
        sources: The sources of the split, in order.
        parts: The splits that its rows go to.
        recipe: What is done with each row.
        shape: What the rows become.
        tmp: Where the files go for now.

    Returns:
        Final name to temporary file.
    """
    limits = run.job.limits
    files: dict[str, Path] = {}
    with ExitStack() as stack:
        strategies = _strategies(run, sources, parts, recipe, shape)
        lanes = [_lane(run, part, strategies[part], recipe, shape, tmp) for part in parts]
        for lane in lanes:
            stack.callback(lane.pairs.abandon)
            stack.callback(lane.default.abandon)
        for identity in sources:
            for block in identity.source.blocks(limits.block_rows):
                _write_block(run, block, identity, lanes)
        for lane in lanes:
            shards = lane.default.close()
            names = [shape.written.file_name(lane.split, number, len(shards)) for number in range(len(shards))]
            files |= dict(zip(names, shards, strict=True))
            files |= shard_names("pairs", lane.split, lane.pairs.close())
            run.names[lane.split] = names
            run.splits[lane.split], run.pair_splits[lane.split] = lane.default.rows, lane.pairs.rows
    return files


def _strategies(
    run: Run, sources: Sequence[Identity], parts: Sequence[str], recipe: Recipe, shape: Shape
) -> Mapping[str, Strategy]:
    """What is written of the rows of each part; a balance reads them once to know."""
    if run.job.strategy != BALANCE:
        return {part: strategy_of(run.job) if part in run.chosen else LeftAlone() for part in parts}
    if not set(parts) & set(run.chosen):
        return {part: LeftAlone() for part in parts}
    found = dict(zip(parts, first_pass(run.job, run.rewriter, sources, len(parts), recipe, shape), strict=True))
    run.balances |= {part: one for part, one in found.items() if part in run.chosen}
    return {part: one.strategy if part in run.chosen else LeftAlone() for part, one in found.items()}


def _lane(  # noqa: PLR0913, PLR0917 - as above
    run: Run, part: str, strategy: Strategy, recipe: Recipe, shape: Shape, tmp: Path
) -> Lane:
    default = sink(shape.written, tmp, f"data-{part}", run.job.limits)
    return Lane(part, recipe, strategy, shape, default, pairs_sink(tmp, part, run.job.limits))


def _write_block(run: Run, block: Block, identity: Identity, lanes: Sequence[Lane]) -> None:
    found: dict[str, list[tuple[int, Pair]]] = {lane.split: [] for lane in lanes}
    rejects = list(block.rejects)
    for reject in block.rejects:
        failure = RowFailure(reject.code, f"{reject.code}: {reject.message}")
        pair = Pair(
            identity.hashed(reject.row), block.source, None, None, "failed", lanes[0].recipe.attribute, None, failure
        )
        found[lanes[0].split].append((reject.row, pair))
    run.counts.outcomes["failed"] += len(rejects)
    for part, piece, numbers, ids in routed(block, identity, len(lanes), run.job):
        lane = lanes[part]
        plan, finished, texts = _planned(run, piece, Origin(block.source, ids), lane)
        lane.default.write(lane.shape.written.convert(plan.default))
        run.counts += plan.counts
        found[lane.split] += ((number, pair) for number, some in zip(numbers, plan.pairs, strict=True) for pair in some)
        rejects += _failures(block, zip(numbers, texts, finished, strict=True))
    for lane in lanes:
        # Rejected rows stand where they stood in the input.
        ordered = (pair for _, pair in sorted(found[lane.split], key=lambda item: item[0]))
        fan = lane.shape.written.fan_out
        lane.pairs.write(pairs_batch(ordered if fan == 1 else (_spread(pair, fan) for pair in ordered)))
    with writing(Path(run.job.output) / REJECTS):
        run.rejects.writelines(_reject_line(reject) for reject in sorted(rejects, key=lambda reject: reject.row))
    run.progress(run.counts.rows, run.total)


def _planned(run: Run, piece: pa.RecordBatch, origin: Origin, lane: Lane) -> tuple[Plan, list[Done], list[RowTexts]]:
    refused = refusals(piece, lane.shape.written, run.job.format)
    rows, texts = rewrite_batch(run.rewriter, piece, lane.recipe, origin.ids, lane.strategy, refused)
    first = lane.default.rows // lane.shape.written.fan_out
    return plan_batch(piece, rows, origin, lane.recipe, lane.shape.target, first), rows, texts


def _spread(pair: Pair, fan: int) -> Pair:
    """A pair whose rows are written as several rows each: it names the first of them."""
    row = None if pair.row is None else pair.row * fan
    twin = None if pair.counterfactual_row is None else pair.counterfactual_row * fan
    return replace(pair, row=row, counterfactual_row=twin)


def _reject_line(reject: Reject) -> str:
    names = ("source", "row", "line", "code", "message", "raw")
    return json.dumps({name: getattr(reject, name) for name in names}) + "\n"


def _failures(block: Block, rows: Iterable[tuple[int, RowTexts, Done]]) -> Iterator[Reject]:
    for number, texts, done in rows:
        if isinstance(done.result, RowFailure):
            yield Reject(block.source, number, done.result.code, done.result.message, json.dumps(texts.prose))
