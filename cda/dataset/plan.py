"""What is to be written for a block of rows: a pure function of the block and its rewriting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.ids import counterfactual_id
from cda.dataset.interleave import ID_COLUMNS, Order, interleave, take_rows
from cda.dataset.labels.choices import exchanged
from cda.dataset.outcome import Counts, Done, RowFailure, count, outcome_of_one
from cda.dataset.pairs import Pair
from cda.dataset.spans.columns import written
from cda.dataset.views.texts import write
from cda.swapping.variant import JOINED, SWAPPED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cda.dataset.labels.columns import LabelColumn
    from cda.dataset.recipe import Recipe
    from cda.types import RowRewrite


@dataclass(frozen=True, slots=True)
class Target:
    """What the rows are written to.

    Args:
        schema: The schema of ``default``.
        with_ids: Whether the rows carry their ids.
    """

    schema: pa.Schema
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


def plan_batch(  # noqa: PLR0913, PLR0917 - each is one independent fact about the rows
    batch: pa.RecordBatch, rows: Sequence[Done], origin: Origin, recipe: Recipe, target: Target, first: int
) -> Plan:
    """Plan what is written for some rows.

    Args:
        batch: The rows.
        rows: What became of each row.
        origin: Where they came from.
        recipe: What is done with them.
        target: What they are written to.
        first: The place of the first row in ``default`` within its split.

    Returns:
        The plan.
    """
    pairs = tuple(_pairs(origin, rows, recipe.attribute, first))
    copies = [(row, place) for row, done in enumerate(rows) for place in done.chosen]
    numbers = {copy: number for number, copy in enumerate(copies)}
    order = [
        (row, copy)
        for row, done in enumerate(rows)
        for copy in (*([None] if done.original else []), *(numbers[row, place] for place in done.chosen))
    ]
    batch = _roomy(batch, target.schema, recipe.changing)
    changed = changed_columns(batch, rows, copies, recipe) if copies else {}
    columns = _id_columns(pairs) if target.with_ids else {}
    ordered = Order(tuple(row for row, _ in order), tuple(copy for _, copy in order))
    return Plan(interleave(batch, target.schema, ordered, changed, columns), pairs, count(rows))


def _roomy(batch: pa.RecordBatch, schema: pa.Schema, changing: Iterable[str]) -> pa.RecordBatch:
    """The rows with room for new values: a dictionary with a narrow index may be full."""
    for name in changing:
        place, kind = batch.schema.names.index(name), schema.field(name).type
        if batch.column(place).type != kind:
            batch = batch.set_column(place, batch.schema.field(place).with_type(kind), batch.column(place).cast(kind))
    return batch


def _pairs(origin: Origin, rows: Sequence[Done], attribute: str, first: int) -> Iterator[tuple[Pair, ...]]:
    """For each row a pair for every counterfactual, and one for a row without any."""
    place = first
    for source_id, done in zip(origin.ids, rows, strict=True):
        own = place if done.original else None
        place += done.original
        result = done.result
        if isinstance(result, RowFailure):
            yield (Pair(source_id, origin.source, own, None, "failed", attribute, None, result),)
            continue
        if done.skipped:
            yield (Pair(source_id, origin.source, own, None, "not_selected", attribute, None, result[0]),)
            continue
        some = []
        for number, one in enumerate(result):
            chosen = number in done.chosen
            outcome = outcome_of_one(one, chosen=chosen)
            kept = one if chosen or not one.changed else one.undone()
            some.append(
                Pair(source_id, origin.source, own, place if chosen else None, outcome, one.attribute, kept.group, kept)
            )
            place += chosen
        yield tuple(some)


def _id_columns(pairs: Sequence[Sequence[Pair]]) -> Mapping[str, Sequence[str | None]]:
    rows: list[tuple[str, str, str | None, str | None]] = []
    for some in pairs:
        source = some[0].source_id
        if some[0].row is not None:
            rows.append((source, source, None, None))
        for pair in some:
            if pair.counterfactual_row is not None:
                group = pair.group or SWAPPED
                rows.append((counterfactual_id(source, pair.attribute, group), source, pair.attribute, group))
    return {name: [row[place] for row in rows] for place, name in enumerate(ID_COLUMNS)}


def changed_columns(
    batch: pa.RecordBatch, rows: Sequence[Done], copies: Sequence[tuple[int, int]], recipe: Recipe
) -> dict[str, pa.Array]:
    """Work out the columns in which counterfactuals differ from their originals.

    Args:
        batch: The originals.
        rows: What became of each.
        copies: For each counterfactual the number of its row and the place of its rewriting.
        recipe: What is done with the rows.

    Returns:
        For each such column a value for every counterfactual.
    """
    own = take_rows(batch, recipe.changing, [row for row, _ in copies])
    results = [_rewriting(rows[row], place) for row, place in copies]
    changed = write(own, recipe.view, [one.texts for one in results])
    for rule in recipe.spans:
        for name in rule.columns:
            values: list[Any] = [rows[row].spans[place][name] for row, place in copies]
            changed[name] = written(own.column(name), values)
    for label in recipe.labels:
        if label.name in recipe.choices.maps:
            changed[label.name] = _exchanged(own.column(label.name), label, results, recipe)
    return changed


def _exchanged(column: pa.Array, label: LabelColumn, results: Sequence[RowRewrite], recipe: Recipe) -> pa.Array:
    pairs, named = recipe.choices.maps[label.name], recipe.says.get(label.name, {})

    def says(value: str) -> Collection[str]:
        return named.get(value, ())

    about = recipe.about.get(label.name, frozenset())
    new = [
        exchanged(value, pairs, _written(one, recipe), says)
        if not about or about & {*one.attribute.split(JOINED)}
        else value  # another attribute was changed than the one that the label is about
        for value, one in zip(label.values(column), results, strict=True)
    ]
    return label.column(new, column.type)


def _rewriting(done: Done, place: int) -> RowRewrite:
    if isinstance(done.result, RowFailure):
        raise TypeError("a row that failed has no rewriting")
    return done.result[place]


def _written(one: RowRewrite, recipe: Recipe) -> list[str]:
    """The groups that a text was written to in one direction."""
    return (one.group or "").split(JOINED) if recipe.directed else []
