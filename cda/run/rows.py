"""The rows of a shard, rewritten: from blocks of the input to batches of the output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from cda.dataset.identify import Identity
from cda.dataset.outcome import Counts, Done, RowFailure, nothing
from cda.dataset.pairs import PAIRS_SCHEMA, Pair, pairs_batch
from cda.dataset.plan import Origin, Plan, plan_batch
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.source import Block, Reject
from cda.dataset.views.texts import RowTexts
from cda.errors import InputError, RowLost
from cda.run.lanes import refusals, routed
from cda.run.work import RunConfig, ShardJob, SplitPlan

_LOST = RowFailure(RowLost.code, f"{RowLost.code}: a worker process ended at this row")


@dataclass(slots=True)
class PartRows:
    """What is written of a block to one part.

    Args:
        default: The rows, as the format has them.
        pairs: What became of each row; places in ``default`` count from the first row of the shard.
    """

    default: list[pa.RecordBatch] = field(default_factory=list)
    pairs: list[pa.RecordBatch] = field(default_factory=list)


@dataclass(slots=True)
class BlockDone:
    """What became of a block.

    Args:
        parts: What is written to each part.
        counts: The same in figures.
        rejects: The rows that could not go on, with their ids.
        unread: How many of these could not be read.
    """

    parts: tuple[PartRows, ...]
    counts: Counts = field(default_factory=nothing)
    rejects: list[tuple[str, Reject]] = field(default_factory=list)
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a block that go to one part.

    Args:
        part: The number of the part.
        rows: The rows.
        numbers: Their numbers in the source.
        ids: Their ids.
        refused: Those that are not looked at, and why.
    """

    part: int
    rows: pa.RecordBatch
    numbers: Sequence[int]
    ids: Sequence[str]
    refused: dict[int, RowFailure]


def pieces_of(block: Block, job: ShardJob, config: RunConfig) -> Iterator[Piece]:
    """Give each part of a split its rows of a block.

    Args:
        block: The block.
        job: The shard.
        config: What all shards share.

    Yields:
        The pieces, in order.
    """
    leaf = config.leaves[job.leaf]
    plan = config.plans[leaf.split]
    lost = {leaf.first + row for row in job.lost}
    for part, rows, numbers, ids in routed(block, leaf.identity, len(plan.parts), plan.job):
        refused = refusals(rows, plan.shape.written, plan.job.format)
        refused |= {row: _LOST for row, number in enumerate(numbers) if number in lost}
        yield Piece(part, rows, numbers, ids, refused)


def rewritten(job: ShardJob, config: RunConfig) -> Iterator[BlockDone]:
    """Rewrite the rows of a shard, block by block.

    Args:
        job: The rows.
        config: What all shards share.

    Yields:
        What became of each block: the same wherever and in whatever order shards are run.

    Raises:
        CdaError: If the engine cannot work at all.
    """
    leaf = config.leaves[job.leaf]
    plan = config.plans[leaf.split]
    before = [0 for _ in plan.parts]
    known: dict[str, int] = {}
    for block in leaf.blocks(plan.job.limits.block_rows, job.rows, config.tapes):
        if leaf.identity.column is not None:
            _refuse_twins(block, leaf.identity, known)
        done = _block(block, job, plan, config, before)
        before = [
            rows + sum(batch.num_rows for batch in part.default) for rows, part in zip(before, done.parts, strict=True)
        ]
        yield done


def _refuse_twins(block: Block, identity: Identity, known: dict[str, int]) -> None:
    """Refuse an id that stands twice in a shard: nobody could tell whose counterfactual a row is."""
    for id_, row in zip(identity.ids(block.table, block.rows), block.rows, strict=True):
        if known.setdefault(id_, row) != row:
            raise InputError(
                f"rows {known[id_]:,} and {row:,} have the same id {id_!r} in column {identity.column!r}",
                where=block.source,
                hint="name a column whose values differ, or leave --id-column out: file and number name a row then",
            )


def _block(block: Block, job: ShardJob, plan: SplitPlan, config: RunConfig, before: Sequence[int]) -> BlockDone:
    done = BlockDone(tuple(PartRows() for _ in plan.parts), unread=len(block.rejects))
    identity, written = config.leaves[job.leaf].identity, plan.shape.written
    found: list[list[tuple[int, Pair]]] = [[] for _ in plan.parts]
    for reject in block.rejects:
        id_ = identity.hashed(reject.row)
        failure = RowFailure(reject.code, f"{reject.code}: {reject.message}")
        pair = Pair(id_, block.source, None, None, "failed", plan.recipe.attribute, None, failure)
        found[0].append((reject.row, pair))
        done.rejects.append((id_, reject))
    done.counts.outcomes["failed"] += len(block.rejects)
    for piece in pieces_of(block, job, config):
        into, strategy = done.parts[piece.part], job.strategies[piece.part]
        rows, texts = rewrite_batch(config.rewriter, piece.rows, plan.recipe, piece.ids, strategy, piece.refused)
        first = before[piece.part] + sum(batch.num_rows for batch in into.default)
        origin = Origin(block.source, piece.ids)
        planned: Plan = plan_batch(piece.rows, rows, origin, plan.recipe, plan.shape.target, first // written.fan_out)
        into.default.append(written.convert(planned.default))
        done.counts += planned.counts
        found[piece.part] += (
            (number, pair) for number, some in zip(piece.numbers, planned.pairs, strict=True) for pair in some
        )
        done.rejects += _failures(block, zip(piece.numbers, piece.ids, texts, rows, strict=True))
    for into, some in zip(done.parts, found, strict=True):
        # Rejected rows stand where they stood in the input.
        ordered = (pair for _, pair in sorted(some, key=lambda item: item[0]))
        into.pairs.append(pairs_batch(_spread(pair, written.fan_out) for pair in ordered))
    done.rejects.sort(key=lambda item: item[1].row)
    return done


def _spread(pair: Pair, fan: int) -> Pair:
    """A pair whose rows are written as several rows each: it names the first of them."""
    if fan == 1:
        return pair
    row = None if pair.row is None else pair.row * fan
    twin = None if pair.counterfactual_row is None else pair.counterfactual_row * fan
    return replace(pair, row=row, counterfactual_row=twin)


def _failures(block: Block, rows: Iterable[tuple[int, str, RowTexts, Done]]) -> Iterator[tuple[str, Reject]]:
    for number, id_, texts, done in rows:
        if isinstance(done.result, RowFailure):
            raw = json.dumps(texts.prose)
            yield id_, Reject(block.source, number, done.result.code, done.result.message, raw)


def moved(pairs: pa.RecordBatch, by: int) -> pa.RecordBatch:
    """Pairs of a shard as they are in the split.

    Args:
        pairs: The pairs, with places that count from the first row of the shard.
        by: How many rows stand before the shard.

    Returns:
        The pairs with places in the split.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - takes a while, and most inputs are one shard

    columns = [
        pc.add(column, pa.scalar(by, pa.int64())) if name in {"row", "counterfactual_row"} else column
        for name, column in zip(pairs.schema.names, pairs.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=PAIRS_SCHEMA)
