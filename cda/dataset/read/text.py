"""Plain text: a document a line, plain or gzipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pyarrow as pa

from cda.dataset.read.files import lines_extent, open_binary, raw_lines
from cda.dataset.read.rows import BadRow, OnError, Row, ascii_json, blocks_of
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Mark, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cda.dataset.source import Block


@dataclass(frozen=True, slots=True)
class TextLines:
    """A text file with a document a line; a blank line is an empty document.

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
        """Check that the file is there.

        Raises:
            InputError: It is not, or may not be read.
        """
        with open_binary(name):
            return cls(name, split, pa.schema([("text", pa.string())]), on_error)

    def extent(self) -> Extent:
        """Count the rows, and mark places from which they can be read."""
        return lines_extent(self.name, blank=True)

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A line is not UTF-8 and bad rows are not skipped.
        """
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows; see `blocks`."""
        first = rows.mark.row if rows.mark else 0
        records = tapes.rows(self.name, rows.start, rows.stop, lambda: _records(self.name, rows.mark), first)
        return blocks_of(
            records, name=self.name, schema=self.schema, size=size, on_error=self.on_error, first=rows.start
        )


def _records(path: str, mark: Mark | None = None) -> Iterator[Row | BadRow]:
    for number, _, line in raw_lines(path, mark):
        try:
            text = line.decode()
        except UnicodeDecodeError as problem:
            raw = ascii_json(line.decode(errors="surrogateescape"))
            yield BadRow(f"the line is not valid UTF-8 at byte {problem.start + 1}", raw, number)
        else:
            yield Row({"text": text}, len(text), number)
