"""CSV and TSV with a header line, plain or gzipped."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from cda.dataset.read.csv_types import Guess, typed_column
from cda.dataset.read.files import ending, open_text, size_of
from cda.dataset.read.rows import BadRow, OnError, Row, ascii_json, blocks_of, good_rows, place
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Stretch
from cda.errors import BrokenInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cda.dataset.source import Block

# A C long on every system; Python's own limit of 128 KiB a cell is too small for documents.
_CELL_LIMIT = 2**31 - 1
# Python has one limit for all threads: whoever raises it holds this until it is back.
_LIMIT_LOCK = Lock()
# Rows read while the limit is raised: few, since a row may be huge.
_GULP = 8

_BROKEN_UTF8 = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV or TSV file.

    Args:
        name: The file, as the user named it.
        split: The split its rows belong to.
        schema: The schema of its rows.
        on_error: What a bad row does.
    """

    name: str
    split: str
    schema: pa.Schema
    on_error: OnError

    @classmethod
    def open(cls, name: str, split: str, on_error: OnError) -> Self:
        """Read the file once to find the types of its columns.

        Raises:
            InputError: The file is not there.
            BrokenInput: The header or a row cannot be read and ``on_error`` is ``stop``.
        """
        guesses = {column: Guess() for column in _header(name)}
        for _, row in good_rows(_records(name), name, on_error):
            guesses = {column: guesses[column].after(cell) for column, cell in row.values.items()}
        return cls(name, split, pa.schema([(column, guess.type()) for column, guess in guesses.items()]), on_error)

    def extent(self) -> Extent:
        """Count the rows."""
        return Extent(sum(1 for _ in _records(self.name)), size_of(self.name))

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A row cannot be read and bad rows are not skipped.
        """
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows; see `blocks`."""
        return blocks_of(
            tapes.rows(self.name, rows.start, rows.stop, lambda: _records(self.name)),
            name=self.name,
            schema=self.schema,
            size=size,
            on_error=self.on_error,
            column=typed_column,
            first=rows.start,
        )


def _header(path: str) -> list[str]:
    first = next(_cells(path), None)
    if first is None:
        return []
    if isinstance(first, BadRow):
        raise BrokenInput(f"the header cannot be read: {first.message}", where=f"{path} line 1")
    cells, raw, _ = first
    if _BROKEN_UTF8.search(raw):
        raise BrokenInput("the header is not valid UTF-8", where=f"{path} line 1", hint="save the file as UTF-8")
    twice = next((cell for cell in cells if cells.count(cell) > 1), None)
    if twice is not None:
        raise BrokenInput(f"two columns are called {twice!r}", where=place(path, 0, 1), hint="rename one of them")
    return cells


def _records(path: str) -> Iterator[Row | BadRow]:
    header = _header(path)
    for item in islice(_cells(path), 1, None):
        if isinstance(item, BadRow):
            yield item
            continue
        cells, raw, line = item
        if _BROKEN_UTF8.search(raw):
            yield BadRow("the row is not valid UTF-8", ascii_json(raw), line)
        elif len(cells) != len(header):
            message = f"the row has {len(cells)} cells where the header has {len(header)}"
            yield BadRow(message, ascii_json(cells), line)
        else:
            yield Row(dict(zip(header, cells, strict=True)), len(raw), line)


def _cells(path: str) -> Iterator[tuple[list[str], str, int] | BadRow]:
    """Give the cells of each row with its text and first line; blank lines hold no row."""
    with open_text(path) as file:
        taken: list[str] = []

        def lines() -> Iterator[str]:
            for line in file:
                taken.append(line)
                yield line

        # Strict, since the reader would otherwise drop quotes that stand in the wrong place.
        reader = csv.reader(lines(), delimiter="\t" if ending(path) == ".tsv" else ",", strict=True)
        rows = _rows(reader, taken)
        while True:
            with _raised_limit():
                gulp = list(islice(rows, _GULP))
            yield from gulp
            if len(gulp) < _GULP:
                return


def _rows(reader: Any, taken: list[str]) -> Iterator[tuple[list[str], str, int] | BadRow]:
    while True:
        line = reader.line_num + 1
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield BadRow(f"the row is not CSV: {problem}", ascii_json("".join(taken)), line)
        else:
            if cells:
                yield cells, "".join(taken), line


@contextmanager
def _raised_limit() -> Iterator[None]:
    with _LIMIT_LOCK:
        before = csv.field_size_limit(_CELL_LIMIT)
        try:
            yield
        finally:
            csv.field_size_limit(before)
