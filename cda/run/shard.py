"""A shard: some rows of a file, worked on apart from all others, in this process or another, and committed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cda.dataset.balancing.passes import Counted, Tallying
from cda.dataset.balancing.tally import Tally
from cda.dataset.outcome import nothing
from cda.dataset.pairs import PAIRS_SCHEMA
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.source import Reject
from cda.dataset.strategies.plain import Augment
from cda.export.formats.sinks import Sink, sink
from cda.export.parquet import ShardedWriter
from cda.run.prints import check_prints
from cda.run.receipt import (
    FileFacts,
    PartReceipt,
    PartTally,
    Receipt,
    placed_name,
    receipt_name,
    stem,
    tallies_json,
    tally_name,
)
from cda.run.rows import moved, pieces_of, rewritten
from cda.run.work import RunConfig, ShardJob
from cda.storage.store import Store
from cda.storage.writing import writing


@dataclass(frozen=True, slots=True)
class PlaceJob:
    """The pairs of a shard, on their way to their places in the split.

    Args:
        number: The number of the shard.
        pairs: Its files of ``pairs``, for each part.
        before: How many rows of ``default`` stand before the shard, for each part.
    """

    number: int
    pairs: tuple[tuple[FileFacts, ...], ...]
    before: tuple[int, ...]


def run_shard(job: ShardJob, config: RunConfig) -> Receipt:
    """Rewrite the rows of a shard, write what is to be written of them, and commit it.

    Files get their names once they are whole and safe on the disk; the receipt is written last. A shard that is run
    again writes the same again.

    Args:
        job: The rows.
        config: What all shards share.

    Returns:
        The receipt.

    Raises:
        RunChanged: If the input is not what it was when the run was planned.
        CdaError: If the engine cannot work at all, or the output cannot be written.
    """
    leaf = config.leaves[job.leaf]
    plan = config.plans[leaf.split]
    store, name = config.store, leaf.file.name
    check_prints(config.prints, (name,))
    with store.scratch() as scratch, ExitStack() as stack:
        lanes = []
        for number, _ in enumerate(plan.parts):
            default = sink(plan.shape.written, scratch, f"{number}-data", plan.job.limits)
            pairs: Sink = ShardedWriter(scratch, f"{number}-pairs", PAIRS_SCHEMA, plan.job.limits)
            stack.callback(pairs.abandon)
            stack.callback(default.abandon)
            lanes.append((default, pairs))
        counts, unread = nothing(), 0
        rejects: list[tuple[str, Reject]] = []
        for done in rewritten(job, config):
            for (default, pairs), part in zip(lanes, done.parts, strict=True):
                for batch in part.default:
                    default.write(batch)
                for batch in part.pairs:
                    pairs.write(batch)
            counts += done.counts
            unread += done.unread
            rejects += done.rejects
        check_prints(config.prints, (name,))  # a file that was written over half-way gives rows of two
        written = [(_closed(default), _closed(pairs)) for default, pairs in lanes]
        parts = tuple(
            PartReceipt(
                _committed(store, data, f"{stem(job.number)}-{number}-data"),
                _committed(store, pairs_files, f"{stem(job.number)}-{number}-pairs"),
                strategy.counting if isinstance(strategy, Counted) else None,
            )
            for number, ((data, pairs_files), strategy) in enumerate(zip(written, job.strategies, strict=True))
        )
        refused = _committed_rejects(store, scratch, job.number, rejects)
        receipt = Receipt(job.number, config.key, parts, counts, unread, refused)
        store.put_text(receipt.dumps(), receipt_name(job.number))
    return receipt


def tally_shard(job: ShardJob, config: RunConfig) -> int:
    """Count the rows of a shard for a balance, and commit what was found.

    Args:
        job: The rows.
        config: What all shards share.

    Returns:
        The number of the shard.

    Raises:
        ValueError: If no balance was asked for.
    """
    if config.rule is None:
        raise ValueError("there is no balance to count for")
    leaf = config.leaves[job.leaf]
    plan = config.plans[leaf.split]
    check_prints(config.prints, (leaf.file.name,))
    tallies = [Tally.of(config.rule) for _ in plan.parts]
    for block in leaf.blocks(plan.job.limits.block_rows, job.rows, config.tapes):
        for piece in pieces_of(block, job, config):
            strategy = Tallying(tallies[piece.part])
            rewrite_batch(config.rewriter, piece.rows, plan.recipe, piece.ids, strategy, piece.refused)
    found = [PartTally(tally.counting, tally.gains(), tally.blocked) for tally in tallies]
    config.store.put_text(tallies_json(found, job.number, config.key), tally_name(job.number))
    return job.number


def try_shard(job: ShardJob, config: RunConfig) -> None:
    """Rewrite the rows of a shard and write nothing: to see whether they can be.

    Args:
        job: The rows.
        config: What all shards share.
    """
    if not job.strategies:  # those of a shard that is to be counted are not known yet
        parts = config.plans[config.leaves[job.leaf].split].parts
        job = replace(job, strategies=(Augment(),) * len(parts))
    for _ in rewritten(job, config):
        pass


def place_shard(job: PlaceJob, config: RunConfig) -> int:
    """Give the pairs of a shard their places in the split, and commit them.

    Args:
        job: The pairs.
        config: What all shards share.

    Returns:
        The number of the shard.
    """
    store = config.store
    with store.scratch() as scratch:
        placed = []
        for number, (some, before) in enumerate(zip(job.pairs, job.before, strict=True)):
            if not before:
                placed.append(some)
                continue
            limits = next(iter(config.plans.values())).job.limits
            writer = ShardedWriter(scratch, f"{number}-placed", PAIRS_SCHEMA, limits)
            for file in some:
                for batch in _batches(store, file.name, limits.block_rows):
                    writer.write(moved(batch, before))
            placed.append(_committed(store, _closed(writer), f"{stem(job.number)}-{number}-placed"))
        text = json.dumps(
            {
                "shard": job.number,
                "key": config.key,
                "pairs": [[[one.name, one.rows, one.bytes, one.sha256] for one in some] for some in placed],
            }
        )
        store.put_text(text, placed_name(job.number))
    return job.number


def read_placed(text: str) -> list[tuple[FileFacts, ...]]:
    """The files that `place_shard` committed, for each part."""
    return [tuple(FileFacts(*facts) for facts in some) for some in json.loads(text)["pairs"]]


def _batches(store: Store, name: str, size: int) -> Iterator[pa.RecordBatch]:
    with store.path(name).open("rb") as file, pq.ParquetFile(file, pre_buffer=False) as parquet:
        yield from parquet.iter_batches(size)


def _closed(lane: Sink) -> list[tuple[Path, int]]:
    """The files of a lane with their rows; none where it has no rows."""
    if not lane.rows:
        lane.abandon()
        return []
    return list(zip(lane.close(), lane.file_rows, strict=True))


def _committed(store: Store, written: Iterable[tuple[Path, int]], name: str) -> tuple[FileFacts, ...]:
    return tuple(_put(store, path, rows, f"{name}-{number}") for number, (path, rows) in enumerate(written))


def _committed_rejects(
    store: Store, scratch: Path, shard: int, rejects: Sequence[tuple[str, Reject]]
) -> FileFacts | None:
    if not rejects:
        return None
    path = scratch / "rejects.jsonl"
    with writing(path):
        path.write_text("".join(_reject_line(id_, reject) for id_, reject in rejects), "ascii")
    return _put(store, path, len(rejects), f"{stem(shard)}-rejects")


def _reject_line(id_: str, reject: Reject) -> str:
    names = ("source", "row", "line", "code", "message", "raw")
    return json.dumps({"id": id_, **{name: getattr(reject, name) for name in names}}) + "\n"


def _put(store: Store, path: Path, rows: int, name: str) -> FileFacts:
    with writing(path), path.open("rb") as file:
        sha256, size = hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
    full = f"{name}{path.suffix}"
    store.put(path, full)
    return FileFacts(full, rows, size, sha256)
