"""Lanes: where the rows of a split go, and what they become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.dataset.interleave import ID_COLUMNS, output_schema, pieces
from cda.dataset.outcome import RowFailure
from cda.dataset.pairs import PAIRS_SCHEMA
from cda.dataset.plan import Target
from cda.dataset.strategies.chance import CHANCES, chance
from cda.dataset.views.view import shape_of
from cda.errors import ConversionError, OptionError
from cda.export.formats import format_named
from cda.export.parquet import ShardedWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from cda.dataset.identify import Identity
    from cda.dataset.recipe import Recipe
    from cda.dataset.source import Block
    from cda.export.formats.format import Target as Written
    from cda.export.formats.sinks import Sink
    from cda.export.parquet import Limits
    from cda.run.job import AugmentJob

_OWN = ("hf", "parquet", "jsonl", "csv")
"""The formats in which rows keep all their columns."""

PARTS = ("train", "test")
"""What ``--split`` makes of rows that have no splits."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows of a split become, before anything is opened.

    Args:
        target: Their columns with originals and counterfactuals together.
        written: What the format makes of them.
    """

    target: Target
    written: Written


def shape_for(job: AugmentJob, recipe: Recipe, schema: pa.Schema) -> Shape:
    """Settle what the rows of a split become.

    Args:
        job: What was asked.
        recipe: What is done with the rows.
        schema: The columns of the input.

    Returns:
        The shape.

    Raises:
        OptionError: If the id columns cannot be added.
        ConversionError: If the format cannot hold such rows.
    """
    taken = sorted(set(ID_COLUMNS) & set(schema.names))
    if job.with_ids and taken:
        hint = "leave --with-ids out, or take these columns out of the input"
        raise OptionError(f"the input has columns that --with-ids adds: {', '.join(taken)}", hint=hint)
    if job.with_ids and job.format not in _OWN:
        hint = "leave --with-ids out: pairs says by place which row is whose counterfactual"
        raise OptionError(f"--format {job.format} has no place for the columns of --with-ids", hint=hint)
    own = output_schema(schema, recipe.changing, with_ids=job.with_ids)
    written = format_named(job.format).target(shape_of(schema), own, recipe.view.text_column)
    return Shape(Target(own, job.with_ids), written)


def pairs_sink(folder: Path, split: str, limits: Limits) -> Sink:
    """Open the files for ``pairs``, which are Parquet whatever the format of the rows is."""
    return ShardedWriter(folder, f"pairs-{split}", PAIRS_SCHEMA, limits)


def parts_of(split: str, there: Sequence[str], share: float | None) -> tuple[str, ...]:
    """The splits that the rows of a split are written to.

    Raises:
        OptionError: If the rows have splits already.
    """
    if share is None:
        return (split,)
    if list(there) != [PARTS[0]]:
        hint = f"leave --split out; the splits are: {', '.join(there)}"
        raise OptionError("--split is for rows that have no splits yet", hint=hint)
    return PARTS


def part_for(id_: str, share: float | None, seed: int) -> int:
    """Which of the parts a row goes to, with all its counterfactuals: decided by its id alone.

    Args:
        id_: The id of the row.
        share: The share of the first part, from 0 to 1; ``None`` where there is one part.
        seed: The seed.

    Returns:
        0 or 1.
    """
    return 0 if share is None or chance(seed, "split", id_) < int(share * CHANCES) else 1


def routed(
    block: Block, identity: Identity, parts: int, job: AugmentJob
) -> Iterator[tuple[int, pa.RecordBatch, Sequence[int], Sequence[str]]]:
    """Cut a block into pieces, and give each part of a split its rows.

    Args:
        block: The block.
        identity: How its rows are named.
        parts: Into how many splits the rows go.
        job: What was asked.

    Yields:
        The number of a part and some rows for it, with their numbers within the source and their ids.
    """
    done = 0
    for piece in pieces(block.table, job.limits.block_bytes):
        numbers = block.rows[done : done + piece.num_rows]
        done += piece.num_rows
        ids = identity.ids(piece, numbers)
        if parts == 1:
            yield 0, piece, numbers, ids
            continue
        where = [part_for(id_, job.split, job.seed) for id_ in ids]
        for part in range(parts):
            rows = [row for row, place in enumerate(where) if place == part]
            if rows:
                yield part, piece.take(rows), [numbers[row] for row in rows], [ids[row] for row in rows]


def refusals(piece: pa.RecordBatch, written: Written, name: str) -> dict[int, RowFailure]:
    """Find the rows that a format cannot hold; their counterfactuals have the same form.

    Args:
        piece: The rows.
        written: What the format makes of them.
        name: The format.

    Returns:
        The number of each such row, and why.
    """
    if not written.choosy:
        return {}
    reasons = ((row, written.refusal(values)) for row, values in enumerate(piece.to_pylist()))
    return {row: RowFailure(ConversionError.code, f"--format {name}: {reason}") for row, reason in reasons if reason}
