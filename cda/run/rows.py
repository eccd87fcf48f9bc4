"""A shard: some rows of a split, worked on apart from all others, in this process or another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pyarrow as pa

from cda.dataset.balancing.passes import Tallying
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import Tally
from cda.dataset.identify import Identity
from cda.dataset.outcome import Counts, Done, RowFailure, nothing
from cda.dataset.pairs import PAIRS_SCHEMA, Pair, pairs_batch
from cda.dataset.plan import Origin, Plan, plan_batch
from cda.dataset.recipe import Recipe
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.source import Block, Reject
from cda.dataset.strategies.selection import Strategy
from cda.dataset.views.texts import RowTexts
from cda.engine import Engine
from cda.run.job import AugmentJob
from cda.run.lanes import Shape, refusals, routed, shape_for


@dataclass(frozen=True)
class SplitPlan:
    """What is done with the rows of a split.

    Args:
        job: What was asked.
        parts: The splits that its rows go to.
        recipe: What is done with each row.
        schema: The schema of the rows.
    """

    job: AugmentJob
    parts: tuple[str, ...]
    recipe: Recipe
    schema: pa.Schema

    @cached_property
    def shape(self) -> Shape:
        """What the rows become; another process works it out again, since what a format does cannot be sent."""
        return shape_for(self.job, self.recipe, self.schema)

    def __getstate__(self) -> dict[str, object]:
        """All but the shape."""
        return {name: value for name, value in vars(self).items() if name != "shape"}


@dataclass(frozen=True, slots=True)
class RunConfig:
    """What all shards of a run share.

    Args:
        rewriter: The engine; another process makes one of its own from the options.
        plans: Split to what is done with its rows.
        rule: What a balance makes equal, where one is asked for.
    """

    rewriter: Engine
    plans: Mapping[str, SplitPlan]
    rule: BalanceRule | None = None


@dataclass(frozen=True, slots=True)
class ShardJob:
    """The rows of a shard.

    Args:
        split: The split of the input.
        identity: How the rows are named.
        blocks: The rows, consecutive ones of a source.
        strategies: What is written of the rows of each part.
    """

    split: str
    identity: Identity
    blocks: tuple[Block, ...]
    strategies: tuple[Strategy, ...] = ()


@dataclass(slots=True)
class PartDone:
    """What is written of a shard to one part.

    Args:
        default: The rows, as the format has them.
        pairs: What became of each row; places in ``default`` count from the first row of the shard.
    """

    default: list[pa.RecordBatch] = field(default_factory=list)
    pairs: list[pa.RecordBatch] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows in ``default``."""
        return sum(batch.num_rows for batch in self.default)


@dataclass(slots=True)
class ShardDone:
    """What became of a shard.

    Args:
        parts: What is written to each part.
        counts: The same in figures.
        rejects: The rows that could not go on.
        strategies: The strategies as they are after it.
    """

    parts: tuple[PartDone, ...]
    strategies: tuple[Strategy, ...]
    counts: Counts = field(default_factory=nothing)
    rejects: list[Reject] = field(default_factory=list)


def run_shard(job: ShardJob, config: RunConfig) -> ShardDone:
    """Rewrite the rows of a shard, and make what is written of them.

    Args:
        job: The rows.
        config: What all shards share.

    Returns:
        What became of them: the same wherever and in whatever order shards are run.

    Raises:
        CdaError: If the engine cannot work at all.
    """
    plan = config.plans[job.split]
    done = ShardDone(tuple(PartDone() for _ in plan.parts), job.strategies)
    for block in job.blocks:
        _run_block(block, job, plan, config, done)
    return done


def tally_shard(job: ShardJob, config: RunConfig) -> list[Tally]:
    """Count the rows of a shard for a balance.

    Args:
        job: The rows.
        config: What all shards share.

    Returns:
        The tally of each part.

    Raises:
        ValueError: If no balance was asked for.
    """
    if config.rule is None:
        raise ValueError("there is no balance to count for")
    plan = config.plans[job.split]
    tallies = [Tally.of(config.rule) for _ in plan.parts]
    for block in job.blocks:
        for part, piece, _, ids in routed(block, job.identity, len(plan.parts), plan.job):
            refused = refusals(piece, plan.shape.written, plan.job.format)
            rewrite_batch(config.rewriter, piece, plan.recipe, ids, Tallying(tallies[part]), refused)
    return tallies


def _run_block(block: Block, job: ShardJob, plan: SplitPlan, config: RunConfig, done: ShardDone) -> None:
    found: list[list[tuple[int, Pair]]] = [[] for _ in plan.parts]
    rejects = list(block.rejects)
    for reject in block.rejects:
        failure = RowFailure(reject.code, f"{reject.code}: {reject.message}")
        id_ = job.identity.hashed(reject.row)
        pair = Pair(id_, block.source, None, None, "failed", plan.recipe.attribute, None, failure)
        found[0].append((reject.row, pair))
    done.counts.outcomes["failed"] += len(rejects)
    written = plan.shape.written
    for part, piece, numbers, ids in routed(block, job.identity, len(plan.parts), plan.job):
        into = done.parts[part]
        refused = refusals(piece, written, plan.job.format)
        rows, texts = rewrite_batch(config.rewriter, piece, plan.recipe, ids, job.strategies[part], refused)
        first = into.rows // written.fan_out
        planned: Plan = plan_batch(piece, rows, Origin(block.source, ids), plan.recipe, plan.shape.target, first)
        into.default.append(written.convert(planned.default))
        done.counts += planned.counts
        found[part] += ((number, pair) for number, some in zip(numbers, planned.pairs, strict=True) for pair in some)
        rejects += _failures(block, zip(numbers, texts, rows, strict=True))
    for into, some in zip(done.parts, found, strict=True):
        # Rejected rows stand where they stood in the input.
        ordered = (pair for _, pair in sorted(some, key=lambda item: item[0]))
        into.pairs.append(pairs_batch(_spread(pair, written.fan_out) for pair in ordered))
    done.rejects += sorted(rejects, key=lambda reject: reject.row)


def moved(pairs: pa.RecordBatch, by: int) -> pa.RecordBatch:
    """Pairs of a shard as they are in the split.

    Args:
        pairs: The pairs, with places that count from the first row of the shard.
        by: How many rows stand before the shard.

    Returns:
        The pairs with places in the split.
    """
    if not by:
        return pairs
    import pyarrow.compute as pc  # noqa: PLC0415 - takes a while, and most inputs are one shard

    columns = [
        pc.add(column, pa.scalar(by, pa.int64())) if name in {"row", "counterfactual_row"} else column
        for name, column in zip(pairs.schema.names, pairs.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=PAIRS_SCHEMA)


def _spread(pair: Pair, fan: int) -> Pair:
    """A pair whose rows are written as several rows each: it names the first of them."""
    if fan == 1:
        return pair
    row = None if pair.row is None else pair.row * fan
    twin = None if pair.counterfactual_row is None else pair.counterfactual_row * fan
    return replace(pair, row=row, counterfactual_row=twin)


def _failures(block: Block, rows: Iterable[tuple[int, RowTexts, Done]]) -> Iterator[Reject]:
    for number, texts, done in rows:
        if isinstance(done.result, RowFailure):
            yield Reject(block.source, number, done.result.code, done.result.message, json.dumps(texts.prose))


def shards(split: str, sources: Sequence[Identity], job: AugmentJob) -> Iterator[ShardJob]:
    """Cut the rows of a split into shards.

    Args:
        split: The split.
        sources: Its sources, in order.
        job: What was asked; its limits say how large a shard is.

    Yields:
        The shards in order, without strategies. The same ones whenever the sources are read.
    """
    limits = job.limits
    for identity in sources:
        blocks: list[Block] = []
        rows = size = 0
        for block in identity.source.blocks(limits.block_rows):
            blocks.append(block)
            rows += block.table.num_rows + len(block.rejects)
            size += block.table.nbytes
            if rows >= limits.job_rows or size >= limits.block_bytes:
                yield ShardJob(split, identity, tuple(blocks))
                blocks, rows, size = [], 0, 0
        if blocks:
            yield ShardJob(split, identity, tuple(blocks))
