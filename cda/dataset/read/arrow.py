"""Record batches that come from Arrow itself: fitted to a schema, and checked for text that is no Unicode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.read.rows import BadRow, OnError, ascii_json, judge
from cda.dataset.source import Block
from cda.errors import BrokenInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def arrow_blocks(  # noqa: PLR0913 - each is one independent fact about the source
    batches: Iterable[pa.RecordBatch], *, name: str, schema: pa.Schema, size: int, on_error: OnError, first: int = 0
) -> Iterator[Block]:
    """Cut batches into blocks of one schema.

    Args:
        batches: Batches of the source in order.
        name: The source, as the user named it.
        schema: The schema of the blocks.
        size: How many rows a block has at most.
        on_error: What a row with broken text does.
        first: The number of the first row.

    Raises:
        BrokenInput: A value does not fit the schema, or a row is bad and ``on_error`` is ``stop``.
    """
    start = first
    for batch in batches:
        for offset in range(0, batch.num_rows, size):
            yield _block(batch.slice(offset, size), start + offset, name, schema, on_error)
        start += batch.num_rows


def _block(batch: pa.RecordBatch, start: int, name: str, schema: pa.Schema, on_error: OnError) -> Block:
    rows = range(start, start + batch.num_rows)
    # Neither Parquet nor Arrow files promise that their strings are UTF-8: the first use would fail, far from here.
    problem = _problem(batch)
    if problem is None:
        return Block(source=name, rows=tuple(rows), table=_fit(batch, schema, name, start))
    found = [_problem(batch.slice(offset, 1)) for offset in range(batch.num_rows)]
    rejects = tuple(
        judge(BadRow(f"the row is broken: {message}", _raw(batch, offset)), name, start + offset, on_error)
        for offset, message in enumerate(found)
        if message is not None
    )
    if not rejects:
        raise BrokenInput(f"a part of the file is broken: {problem}", where=f"{name} rows {start} to {rows.stop - 1}")
    kept = [offset for offset, message in enumerate(found) if message is None]
    table = _fit(batch.take(pa.array(kept, pa.int64())), schema, name, start)
    return Block(source=name, rows=tuple(start + offset for offset in kept), table=table, rejects=rejects)


def _problem(batch: pa.RecordBatch) -> str | None:
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid as problem:
        return str(problem)
    return None


def _fit(batch: pa.RecordBatch, schema: pa.Schema, name: str, start: int) -> pa.RecordBatch:
    if batch.schema.equals(schema):
        return pa.RecordBatch.from_arrays(batch.columns, schema=schema) if len(schema) else batch
    columns = []
    for field in schema:
        index = batch.schema.get_field_index(field.name)
        try:
            column = pa.nulls(batch.num_rows, field.type) if index < 0 else batch.column(index).cast(field.type)
        except pa.ArrowException as problem:
            raise BrokenInput(
                f"column {field.name!r} cannot be read as {field.type}: {problem}",
                where=f"{name} rows {start} to {start + batch.num_rows - 1}",
                hint="give all input files the same column types",
            ) from problem
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _raw(batch: pa.RecordBatch, offset: int) -> str:
    return ascii_json({field.name: _cell(batch.column(i), offset) for i, field in enumerate(batch.schema)})


def _cell(column: pa.Array, offset: int) -> Any:
    try:
        return column[offset].as_py()
    except UnicodeDecodeError as problem:
        # The decoder was given the bytes of the text, of a nested one too.
        return bytes(problem.object).decode(errors="surrogateescape")
