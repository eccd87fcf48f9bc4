"""What is to be written for a block of rows: a pure function of the block and its rewriting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.dataset.ids import counterfactual_id
from cda.dataset.interleave import ID_COLUMNS, interleave
from cda.dataset.outcome import SWAPPED, Counts, RowFailure, RowResult, group_of, outcome_of
from cda.dataset.pairs import Pair
from cda.types import RowRewrite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Target:
    """What the rows are written to.

    Args:
        schema: The schema of ``default``.
        fields: The text fields.
        attribute: The attribute that is changed.
        to: The group that was asked for, where one was.
        with_ids: Whether the rows carry their ids.
    """

    schema: pa.Schema
    fields: tuple[str, ...]
    attribute: str
    to: str | None
    with_ids: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows came from.

    Args:
        source: The file or folder, as the user named it.
        ids: The id of each row.
    """

    source: str
    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written for a block.

    Args:
        default: Originals and counterfactuals.
        pairs: What became of each original.
        counts: The same in figures.
    """

    default: pa.RecordBatch
    pairs: tuple[Pair, ...]
    counts: Counts


def count(results: Sequence[RowResult]) -> Counts:
    """Count the outcomes of rows, and the words that were held in them.

    Args:
        results: What the engine gave for each row.

    Returns:
        The counts.
    """
    held: Counter[str] = Counter(
        held.reason
        for result in results
        if not isinstance(result, RowFailure)
        for rewrite in result.values()
        for held in rewrite.held
    )
    guarded = Counter(
        group
        for result in results
        if isinstance(result, RowRewrite) and outcome_of(result) == "held"
        for group in result.guarded
    )
    return Counts(Counter(outcome_of(result) for result in results), held, guarded)


def _pairs(origin: Origin, results: Sequence[RowResult], target: Target, first: int) -> Iterator[Pair]:
    place = first
    for source_id, result in zip(origin.ids, results, strict=True):
        outcome = outcome_of(result)
        written = outcome == "augmented"
        group = group_of(result, target.to) if isinstance(result, RowRewrite) else None
        twin = place + 1 if written else None
        yield Pair(source_id, origin.source, place, twin, outcome, target.attribute, group, result)
        place += 2 if written else 1


def _id_columns(pairs: Sequence[Pair]) -> Mapping[str, Sequence[str | None]]:
    rows: list[tuple[str, str, str | None]] = []
    for pair in pairs:
        rows.append((pair.source_id, pair.source_id, None))
        if pair.counterfactual_row is not None:
            group = pair.group or SWAPPED
            rows.append((counterfactual_id(pair.source_id, pair.attribute, group), pair.source_id, group))
    return {name: [row[place] for row in rows] for place, name in enumerate(ID_COLUMNS)}


def plan_batch(batch: pa.RecordBatch, results: Sequence[RowResult], origin: Origin, target: Target, first: int) -> Plan:
    """Plan what is written for some rows.

    Args:
        batch: The rows.
        results: What the engine gave for each row.
        origin: Where they came from.
        target: What they are written to.
        first: The place of the first row in ``default`` within its split.

    Returns:
        The plan.
    """
    pairs = tuple(_pairs(origin, results, target, first))
    rewritten = {
        row: {field: rewrite.text for field, rewrite in result.items()}
        for row, result in enumerate(results)
        if isinstance(result, RowRewrite) and result.changed
    }
    columns = _id_columns(pairs) if target.with_ids else {}
    default = interleave(batch, target.schema, rewritten, target.fields, columns)
    return Plan(default, pairs, count(results))
