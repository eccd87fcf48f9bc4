"""The way from single rows, good and bad, to blocks: shared by every kind that is read row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from cda.dataset.source import Block, Reject
from cda.errors import BrokenInput, CdaError

OnError = Literal["stop", "skip"]
Column = Callable[[Sequence[Any], pa.DataType], pa.Array]

# An Arrow string array ends at 2 GiB and a block is held whole: huge rows make shorter blocks.
BLOCK_CHARACTERS = 32 * 1024 * 1024

SKIP_HINT = "correct the row, or leave such rows out with --on-error skip"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read.

    Args:
        values: Its cells by column; a column may be missing.
        size: About how many characters it takes.
        line: Its line in the file, from 1.
    """

    values: Mapping[str, Any]
    size: int
    line: int | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read.

    Args:
        message: What is wrong with it.
        raw: The row as ASCII with JSON escapes.
        line: Its line in the file, from 1.
        error: What it is reported as.
        fatal: Whether it ends the run unless bad rows are skipped.
    """

    message: str
    raw: str
    line: int | None = None
    error: type[CdaError] = BrokenInput
    fatal: bool = True


def place(name: str, row: int, line: int | None) -> str:
    """Say where a row is, as a person would look for it."""
    return f"{name} row {row}" if line is None else f"{name} line {line}, row {row}"


def ascii_json(value: object) -> str:
    """Give a value as ASCII JSON; what JSON has no form for is given as text."""
    return json.dumps(value, ensure_ascii=True, default=str)


def judge(bad: BadRow, name: str, row: int, on_error: OnError) -> Reject:
    """Turn a bad row into a reject, or end the run with it.

    Raises:
        BrokenInput: The row is fatal and ``on_error`` is ``stop``.
    """
    if bad.fatal and on_error == "stop":
        raise bad.error(bad.message, where=place(name, row, bad.line), hint=SKIP_HINT)
    return Reject(source=name, row=row, code=bad.error.code, message=bad.message, raw=bad.raw, line=bad.line)


def good_rows(records: Iterable[Row | BadRow], name: str, on_error: OnError) -> Iterator[tuple[int, Row]]:
    """Number the rows and pass on those that could be read.

    Raises:
        BrokenInput: A row is bad and ``on_error`` is ``stop``.
    """
    for number, record in enumerate(records):
        if isinstance(record, Row):
            yield number, record
        else:
            judge(record, name, number, on_error)


def plain_column(values: Sequence[Any], wanted: pa.DataType) -> pa.Array:
    """Make a column of values that already have their type."""
    return pa.array(values, wanted)


def values_json(values: Mapping[str, Any]) -> str:
    """Give the cells of a row as ASCII JSON."""
    return ascii_json(dict(values))


def blocks_of(  # noqa: PLR0913 - each is one independent fact about the source
    records: Iterable[Row | BadRow],
    *,
    name: str,
    schema: pa.Schema,
    size: int,
    on_error: OnError,
    column: Column = plain_column,
    first: int = 0,
) -> Iterator[Block]:
    """Gather rows into blocks.

    Args:
        records: Rows of the source in order.
        name: The source, as the user named it.
        schema: The schema of the blocks.
        size: How many rows a block has at most, bad ones counted.
        on_error: What a bad row does.
        column: Makes the array of one column out of its cells.
        first: The number of the first row.

    Raises:
        BrokenInput: A row is bad and ``on_error`` is ``stop``.
    """
    rows: list[tuple[int, Row]] = []
    rejects: list[Reject] = []
    weight = 0
    for number, record in enumerate(records, first):
        if isinstance(record, Row):
            rows.append((number, record))
            weight += record.size
        else:
            rejects.append(judge(record, name, number, on_error))
            weight += len(rejects[-1].raw)
        if len(rows) + len(rejects) >= size or weight >= BLOCK_CHARACTERS:
            yield _block(rows, rejects, name, schema, on_error, column)
            rows, rejects, weight = [], [], 0
    if rows or rejects:
        yield _block(rows, rejects, name, schema, on_error, column)


def _block(  # noqa: PLR0913, PLR0917 - as blocks_of
    rows: list[tuple[int, Row]],
    rejects: list[Reject],
    name: str,
    schema: pa.Schema,
    on_error: OnError,
    column: Column,
) -> Block:
    try:
        table = _batch([row for _, row in rows], schema, column)
    except (ValueError, TypeError, OverflowError):
        kept = []
        for number, row in rows:
            problem = _misfit(row, schema, column)
            if problem is None:
                kept.append((number, row))
            else:
                rejects.append(judge(problem, name, number, on_error))
        rejects.sort(key=lambda reject: reject.row)
        rows = kept
        table = _batch([row for _, row in rows], schema, column)
    return Block(source=name, rows=tuple(number for number, _ in rows), table=table, rejects=tuple(rejects))


def _batch(rows: Sequence[Row], schema: pa.Schema, column: Column) -> pa.RecordBatch:
    if not len(schema):
        # Without a column only a struct array can say how many rows there are.
        return pa.RecordBatch.from_struct_array(pa.array([{}] * len(rows), pa.struct([])))
    arrays = [column([row.values.get(field.name) for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _misfit(row: Row, schema: pa.Schema, column: Column) -> BadRow | None:
    for field in schema:
        try:
            column([row.values.get(field.name)], field.type)
        except (ValueError, TypeError, OverflowError) as problem:
            message = f"column {field.name!r} cannot be stored as {field.type}: {problem}"
            return BadRow(message, values_json(row.values), row.line)
    return None
