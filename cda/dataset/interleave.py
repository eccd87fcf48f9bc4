"""Originals and counterfactuals in one Arrow batch, each counterfactual directly after its original."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def output_schema(schema: pa.Schema, fields: Sequence[str], *, with_ids: bool) -> pa.Schema:
    """Tell the schema of the output.

    Args:
        schema: The schema of the input.
        fields: Its text fields.
        with_ids: Whether the id columns are added.

    Returns:
        The same columns in the same order with the same metadata, and the id columns where asked for.
    """
    for field in fields:
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


def _text_column(column: pa.Array, kind: pa.DataType, new: Sequence[str | None], order: Sequence[int]) -> pa.Array:
    # Dictionaries cannot be joined, and views cannot be taken from, in every Arrow: go through the plain values.
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    plain = pa.large_string() if plain == pa.string_view() else plain
    joined = pa.concat_arrays([column.cast(plain), pa.array(new, plain)])
    return joined.take(pa.array(order, pa.int64())).cast(kind)


def interleave(
    batch: pa.RecordBatch,
    schema: pa.Schema,
    rewritten: Sequence[tuple[int, Mapping[str, str]]],
    fields: Sequence[str],
    ids: Mapping[str, Sequence[str | None]],
) -> pa.RecordBatch:
    """Put the counterfactuals of each row directly after it.

    Args:
        batch: The originals.
        schema: The schema of the output.
        rewritten: For each counterfactual the number of its row in ``batch``, and the new text of each field that has
            one; in the order of the rows.
        fields: The text fields.
        ids: The values of the id columns, one for each row that comes out; empty where there are none.

    Returns:
        All originals in order, and their counterfactuals. Columns that are not text are copied.
    """
    after: dict[int, list[int]] = {}
    for number, (row, _) in enumerate(rewritten):
        after.setdefault(row, []).append(batch.num_rows + number)
    order = [at for row in range(batch.num_rows) for at in (row, *after.get(row, ()))]
    copied = [row for row in range(batch.num_rows) for _ in range(1 + len(after.get(row, ())))]
    columns = []
    for field in schema:
        if field.name in ids:
            columns.append(pa.array(ids[field.name], pa.string()))
            continue
        column = batch.column(field.name)
        if field.name in fields:
            new = [texts.get(field.name, column[row].as_py()) for row, texts in rewritten]
            columns.append(_text_column(column, field.type, new, order))
        else:
            columns.append(_take(column, copied))
    return pa.RecordBatch.from_arrays(columns, schema=schema)
