"""Rows as lines of text, JSON or CSV, in shards of bounded size, under temporary names until their number is known."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.csv as pc

from cda.export.parquet import Limits
from cda.storage.writing import writing


class Lines(Protocol):
    """How rows are written as lines."""

    @property
    def suffix(self) -> str:
        """The ending of a file."""

    def head(self) -> bytes:
        """What every file begins with."""

    def encode(self, batch: pa.RecordBatch) -> bytes:
        """The lines of some rows."""


@dataclass(frozen=True, slots=True)
class Jsonl:
    r"""One JSON object a line, in UTF-8, nothing escaped that need not be.

    Dates, times and timestamps are strings in the form of ISO 8601, decimal numbers strings of their digits.

    Args:
        drop_nulls: Whether keys that are null are left out, at any depth; items of lists that are null stay.
        raw_json: Columns of strings that are JSON and are written as such.

    Example:
        >>> batch = pa.RecordBatch.from_pydict({"text": ["Zoë\n"], "n": pa.array([None], pa.int8())})
        >>> Jsonl(drop_nulls=True).encode(batch).decode()
        '{"text": "Zoë\\n"}\n'
    """

    drop_nulls: bool = False
    raw_json: Collection[str] = frozenset()

    suffix = "jsonl"

    def head(self) -> bytes:
        """Nothing: every line stands alone."""
        return b""

    def encode(self, batch: pa.RecordBatch) -> bytes:
        """See `Lines.encode`."""
        return "".join(f"{self._line(row)}\n" for row in batch.to_pylist()).encode()

    def _line(self, row: Mapping[str, Any]) -> str:
        pairs = (
            f"{_dumps(name)}: {value if name in self.raw_json and value is not None else self._value(value)}"
            for name, value in row.items()
            if value is not None or not self.drop_nulls
        )
        return f"{{{', '.join(pairs)}}}"

    def _value(self, value: Any) -> str:
        return _dumps(_without_nulls(value) if self.drop_nulls else value)


@dataclass(frozen=True, slots=True)
class CsvTable:
    r"""Comma-separated values in UTF-8: a line of names, text in quotes, null as an empty cell without quotes.

    What comes back depends on the reader. Text with line ends, quotes and commas comes back equal from all. But CSV has
    no types: pandas, and ``datasets`` with it, takes an empty text and words such as ``NA`` for null, and a column of
    digits for numbers, unless it is told ``keep_default_na=False`` and ``dtype=str``; then null is an empty text.
    ``pyarrow.csv`` tells them apart with ``strings_can_be_null=True, quoted_strings_can_be_null=False``. Where there is
    but one column, null is an empty text, since readers skip empty lines.

    Args:
        schema: The columns.

    Example:
        >>> table = CsvTable(pa.schema([("text", pa.string()), ("n", pa.int8())]))
        >>> batch = pa.RecordBatch.from_pylist([{"text": "a, b", "n": 1}, {"text": "", "n": None}], table.schema)
        >>> (table.head() + table.encode(batch)).decode()
        '"text","n"\n"a, b",1\n"",\n'
    """

    schema: pa.Schema

    suffix = "csv"

    def head(self) -> bytes:
        """The names of the columns."""
        return _csv(pa.RecordBatch.from_pylist([], self.schema), header=True)

    def encode(self, batch: pa.RecordBatch) -> bytes:
        """See `Lines.encode`."""
        return _csv(batch, header=False)


def _csv(batch: pa.RecordBatch, *, header: bool) -> bytes:
    columns = [_cells(column) for column in batch.columns]
    if len(columns) == 1:
        columns = [columns[0].cast(pa.large_string()).fill_null("")]
    out = BytesIO()
    table = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    pc.write_csv(table, out, pc.WriteOptions(include_header=header, quoting_style="needed"))
    return out.getvalue()


def _cells(column: pa.Array) -> pa.Array:
    """A column of a type that the writer of Arrow knows, with the same text in its cells."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if kind == pa.string_view() or pa.types.is_null(kind):
        kind = pa.large_string()
    return column if column.type == kind else column.cast(kind)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_text_of)


def _text_of(value: Any) -> str:
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


@dataclass(slots=True)
class LinesWriter:
    """Write batches of one split, in order, into as many files as it takes, as `ShardedWriter` does with Parquet.

    Args:
        folder: Where the temporary files go. It exists.
        stem: What their names begin with.
        lines: How rows are written.
        limits: When to begin a file; its bytes are those of the text.
        rows: The rows that were taken.
        file_rows: The rows of each file that is whole.
    """

    folder: Path
    stem: str
    lines: Lines
    limits: Limits
    rows: int = 0
    file_rows: list[int] = field(default_factory=list)
    _shards: list[Path] = field(default_factory=list)
    _file: IO[bytes] | None = None
    _shard_rows: int = 0
    _shard_bytes: int = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Take rows.

        Args:
            batch: The rows.

        Raises:
            OutputError: Where they cannot be written.
        """
        if not batch.num_rows:
            return
        file = self._file or self._open()
        text = self.lines.encode(batch)
        with writing(self._shards[-1]):
            file.write(text)
        self.rows += batch.num_rows
        self._shard_rows += batch.num_rows
        self._shard_bytes += len(text)
        if self._shard_rows >= self.limits.shard_rows or self._shard_bytes >= self.limits.shard_bytes:
            self.abandon()

    def close(self) -> list[Path]:
        """End the last file.

        Returns:
            The files in order: one at least, without a row where there were none.

        Raises:
            OutputError: Where the rows cannot be written.
        """
        if not self._shards:
            self._open()
        self.abandon()
        return self._shards

    def abandon(self) -> None:
        """Let go of the open file, finished or not."""
        file, self._file = self._file, None
        if file is not None:
            self.file_rows.append(self._shard_rows)
        self._shard_rows = self._shard_bytes = 0
        if file is not None:
            with writing(self._shards[-1]):
                file.close()

    def _open(self) -> IO[bytes]:
        path = self.folder / f"{self.stem}-{len(self._shards):05d}.{self.lines.suffix}"
        self._shards.append(path)
        with writing(path):
            self._file = file = path.open("wb")
            file.write(self.lines.head())
        return file
