"""What is to be written for a block of rows: a pure function of the block and its rewriting."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from cda.dataset.ids import counterfactual_id
from cda.dataset.interleave import ID_COLUMNS, interleave
from cda.dataset.outcome import Counts, RowFailure, RowResult, count, outcome_of_one
from cda.dataset.pairs import Pair
from cda.swapping.variant import SWAPPED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Target:
    """What the rows are written to.

    Args:
        schema: The schema of ``default``.
        fields: The text fields.
        attribute: The attributes that are changed, joined by ``+``.
        with_ids: Whether the rows carry their ids.
    """

    schema: pa.Schema
    fields: tuple[str, ...]
    attribute: str
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
        pairs: For each original what became of it: a pair for every counterfactual, or one that says why there is none.
        counts: The same in figures.
    """

    default: pa.RecordBatch
    pairs: tuple[tuple[Pair, ...], ...]
    counts: Counts


def _pairs(origin: Origin, results: Sequence[RowResult], target: Target, first: int) -> Iterator[tuple[Pair, ...]]:
    """For each row a pair for every counterfactual, and one for a row without any."""
    place = first
    for source_id, result in zip(origin.ids, results, strict=True):
        if isinstance(result, RowFailure):
            yield (Pair(source_id, origin.source, place, None, "failed", target.attribute, None, result),)
            place += 1
            continue
        twins = accumulate((one.changed for one in result), initial=place)
        next(twins)
        yield tuple(
            Pair(
                source_id,
                origin.source,
                place,
                twin if one.changed else None,
                outcome_of_one(one),
                one.attribute,
                one.group,
                one,
            )
            for one, twin in zip(result, twins, strict=True)
        )
        place += 1 + sum(one.changed for one in result)


def _id_columns(pairs: Sequence[Sequence[Pair]]) -> Mapping[str, Sequence[str | None]]:
    rows: list[tuple[str, str, str | None, str | None]] = []
    for some in pairs:
        source = some[0].source_id
        rows.append((source, source, None, None))
        for pair in some:
            if pair.counterfactual_row is not None:
                group = pair.group or SWAPPED
                rows.append((counterfactual_id(source, pair.attribute, group), source, pair.attribute, group))
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
    rewritten = [
        (row, one.texts)
        for row, result in enumerate(results)
        if not isinstance(result, RowFailure)
        for one in result
        if one.changed
    ]
    columns = _id_columns(pairs) if target.with_ids else {}
    default = interleave(batch, target.schema, rewritten, target.fields, columns)
    return Plan(default, pairs, count(results))
