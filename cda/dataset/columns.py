"""Columns in plain Python: originals and counterfactuals of a batch, for ``Dataset.map(batched=True)``."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.outcome import RowFailure
from cda.dataset.plan import changed_columns
from cda.dataset.recipe import Recipe, span_rules
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.strategies.plain import Augment
from cda.dataset.views.texts import read
from cda.dataset.views.view import View, view_of
from cda.errors import CdaError, FieldNotText, MissingField, SpanCut
from cda.swapping.row import row_id
from cda.swapping.variant import JOINED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cda.dataset.strategies.selection import Strategy
    from cda.engine import Engine


def schema_of(batch: Mapping[str, Sequence[Any]]) -> pa.Schema:
    """The types of columns of Python values; a column of values that go together in no type is one of bytes.

    Args:
        batch: Columns.

    Returns:
        Their types.
    """
    return pa.schema([(name, _type_of(values)) for name, values in batch.items()])


def map_batch(
    rewriter: Engine, batch: Mapping[str, Sequence[Any]], fields: Sequence[str] | None = None
) -> dict[str, list[Any]]:
    """Put the counterfactuals of each row of a batch directly after it.

    Made for ``Dataset.map(batched=True)``: every column that comes in comes out.

    Args:
        rewriter: The engine.
        batch: Columns of equal length.
        fields: Columns and paths to texts, such as ``messages[*].content``; where none is named, they are found by the
            columns and their types.

    Returns:
        The columns with originals and counterfactuals. Null and empty texts stay as they are.

    Raises:
        MissingField: If a named column is not there, or it is not clear which column holds the text.
        FieldNotText: If a text column holds something other than strings and nulls.
        CdaError: If a row cannot be rewritten.
    """
    columns = {name: list(batch[name]) for name in batch}
    if fields is None and not any(columns.values()):
        return columns
    schema = schema_of(columns)
    view = _view(columns, schema, fields)
    recipe = Recipe(view, JOINED.join(rewriter.attributes), span_rules(schema, view))
    return map_recipe(rewriter, columns, recipe, schema, Augment())


def map_recipe(
    rewriter: Engine, batch: Mapping[str, Sequence[Any]], recipe: Recipe, schema: pa.Schema, strategy: Strategy
) -> dict[str, list[Any]]:
    """Write originals and counterfactuals of a batch of columns.

    Args:
        rewriter: The engine.
        batch: Columns of equal length, one row or more.
        recipe: What is done with the rows.
        schema: The types of the columns.
        strategy: What is written of each row; rows are known to it by a hash of their texts.

    Returns:
        The columns.

    Raises:
        CdaError: If a row cannot be rewritten.
    """
    columns = {name: list(batch[name]) for name in batch}
    names = (*recipe.changing, *(rule.field for rule in recipe.spans), *(label.name for label in recipe.labels))
    needed = dict.fromkeys(names)
    kinds = [schema.field(name).type for name in needed]
    arrays = [pa.array(columns[name], kind) for name, kind in zip(needed, kinds, strict=True)]
    table = pa.RecordBatch.from_arrays(arrays, names=list(needed))
    ids = [row_id(row.prose.values()) for row in read(table, recipe.view)]
    done, _ = rewrite_batch(rewriter, table, recipe, ids, strategy)
    for row, one in enumerate(done):
        if isinstance(one.result, RowFailure) and one.result.code == SpanCut.code:
            # The row stays, without a counterfactual, as in a run over files.
            warnings.warn(f"row {row} of a batch has no counterfactual: {one.result.message}", stacklevel=2)
        elif isinstance(one.result, RowFailure):
            raise CdaError(f"row {row} of the batch cannot be rewritten: {one.result.message}")
    copies = [(row, place) for row, one in enumerate(done) for place in one.chosen]
    new = {name: iter(array.to_pylist()) for name, array in changed_columns(table, done, copies, recipe).items()}
    out: dict[str, list[Any]] = {name: [] for name in columns}
    for row, one in enumerate(done):
        for name, values in columns.items():
            out[name] += [values[row]] * one.original
            out[name] += [next(new[name]) if name in new else values[row] for _ in one.chosen]
    return out


def _view(columns: Mapping[str, Sequence[Any]], schema: pa.Schema, fields: Sequence[str] | None) -> View:
    try:
        return view_of(schema, fields or ())
    except MissingField as error:
        mixed = next(filter(None, (_misfit(name, values) for name, values in columns.items())), None)
        hint = f"{error.hint} (fields=[...])"
        raise mixed or MissingField(error.message, where=error.where, hint=hint) from None


def _misfit(name: str, values: Sequence[Any]) -> FieldNotText | None:
    """What is wrong with a column of which some values are texts."""
    kinds = {type(value).__name__ for value in values if value is not None}
    if "str" not in kinds or len(kinds) == 1:
        return None
    return FieldNotText(f"column {name!r} holds {', '.join(sorted(kinds - {'str'}))} beside text", hint="give strings")


def _type_of(values: Sequence[Any]) -> pa.DataType:
    try:
        return pa.array(values).type
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return pa.binary()
