"""Originals and counterfactuals in one Arrow batch, in the order in which they are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from cda.dataset.views.leaves import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ID_COLUMNS = ("cda_id", "cda_source_id", "cda_attribute", "cda_group")
"""The columns that ``--with-ids`` adds."""

_HUGGINGFACE = b"huggingface"


def _widened(kind: pa.DataType) -> pa.DataType:
    # A narrow index may have no room for the new texts, and Arrow would refuse them in the middle of a run.
    if pa.types.is_dictionary(kind) and kind.index_type.bit_width < pa.int32().bit_width:
        return pa.dictionary(pa.int32(), kind.value_type, ordered=kind.ordered)
    return kind


def _features_with_ids(metadata: bytes) -> bytes:
    try:
        described = json.loads(metadata)
        features = described["info"]["features"]
        features |= {name: {"dtype": "string", "_type": "Value"} for name in ID_COLUMNS}
    except (ValueError, KeyError, TypeError):  # no description of features: none to add to
        return metadata
    return json.dumps(described).encode()


def output_schema(schema: pa.Schema, changing: Iterable[str], *, with_ids: bool) -> pa.Schema:
    """Tell the schema of the output.

    Args:
        schema: The schema of the input.
        changing: The columns in which counterfactuals differ.
        with_ids: Whether the id columns are added.

    Returns:
        The same columns in the same order with the same metadata, and the id columns where asked for.
    """
    for field in changing:
        place = schema.get_field_index(field)
        schema = schema.set(place, schema.field(place).with_type(_widened(schema.field(place).type)))
    if not with_ids:
        return schema
    for name in ID_COLUMNS:
        schema = schema.append(pa.field(name, pa.string()))
    metadata = dict(schema.metadata or {})
    if _HUGGINGFACE in metadata:
        metadata[_HUGGINGFACE] = _features_with_ids(metadata[_HUGGINGFACE])
        schema = schema.with_metadata(metadata)
    return schema


def pieces(batch: pa.RecordBatch, limit: int) -> Iterator[pa.RecordBatch]:
    """Cut a batch so that no piece holds much more than some bytes: plain Arrow strings end at 2 GiB.

    Args:
        batch: The rows.
        limit: The bytes that a piece of several rows may hold.

    Yields:
        The pieces, in order; a batch without rows gives none.
    """
    if batch.num_rows > 1 and batch.nbytes > limit:
        half = batch.num_rows // 2
        yield from pieces(batch.slice(0, half), limit)
        yield from pieces(batch.slice(half), limit)
    elif batch.num_rows:
        yield batch


def _take(column: pa.Array, order: Sequence[int]) -> pa.Array:
    try:
        return column.take(pa.array(order, pa.int64()))
    except pa.ArrowNotImplementedError:  # views have no such kernel, nor has anything that holds them
        return pa.concat_arrays([column.slice(0, 0), *(column.slice(row, 1) for row in order)])


def _joined_column(column: pa.Array, new: pa.Array, order: Sequence[int]) -> pa.Array:
    # Dictionaries cannot be joined, and views cannot be taken from, in every Arrow: go through the plain values.
    if pa.types.is_dictionary(column.type) or pa.types.is_string_view(column.type):
        return _joined_column(as_text(column), as_text(new), order).cast(new.type)
    return _take(pa.concat_arrays([column, new]), order)


def take_rows(batch: pa.RecordBatch, columns: Iterable[str], rows: Sequence[int]) -> pa.RecordBatch:
    """Copy some columns of some rows.

    Args:
        batch: The rows.
        columns: The columns.
        rows: The numbers of the rows, in the order wanted; one may come several times.

    Returns:
        The copies.
    """
    names = list(dict.fromkeys(columns))
    arrays = [_take(batch.column(name), rows) for name in names]
    fields = [batch.schema.field(batch.schema.names.index(name)) for name in names]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


@dataclass(frozen=True, slots=True)
class Order:
    """Which rows come out, in order.

    Args:
        rows: For each row that comes out, the number of its original in the batch.
        copies: For each, the number of the counterfactual that it is, ``None`` for an original.
    """

    rows: tuple[int, ...]
    copies: tuple[int | None, ...]


def interleave(
    batch: pa.RecordBatch,
    schema: pa.Schema,
    order: Order,
    changed: Mapping[str, pa.Array],
    ids: Mapping[str, Sequence[str | None]],
) -> pa.RecordBatch:
    """Put originals and counterfactuals in their order.

    Args:
        batch: The originals.
        schema: The schema of the output.
        order: What comes out.
        changed: The columns in which counterfactuals differ: for each a value for every counterfactual.
        ids: The values of the id columns, one for each row that comes out; empty where there are none.

    Returns:
        The rows. Columns that do not change are copied.
    """
    total = batch.num_rows
    places = [row if copy is None else total + copy for row, copy in zip(order.rows, order.copies, strict=True)]
    columns = []
    for field in schema:
        if field.name in ids:
            columns.append(pa.array(ids[field.name], pa.string()))
        elif field.name in changed:
            columns.append(_joined_column(batch.column(field.name), changed[field.name], places).cast(field.type))
        else:
            columns.append(_take(batch.column(field.name), order.rows))
    return pa.RecordBatch.from_arrays(columns, schema=schema)
