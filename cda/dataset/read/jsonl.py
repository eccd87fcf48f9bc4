"""JSON Lines: an object a line, plain or gzipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cda.dataset.read.files import lines_extent, raw_lines
from cda.dataset.read.json_rows import json_row, json_schema
from cda.dataset.read.rows import BadRow, OnError, Row, blocks_of, good_rows
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Mark, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from cda.dataset.source import Block


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A file of JSON Lines.

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
        """Read the file once to find its schema.

        Raises:
            InputError: The file is not there.
            BrokenInput: A row cannot be read and ``on_error`` is ``stop``, or a column mixes types.
        """
        return cls(name, split, json_schema(good_rows(_records(name), name, on_error), name), on_error)

    def extent(self) -> Extent:
        """Count the rows, and mark places from which they can be read."""
        return lines_extent(self.name, blank=False)

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A row cannot be read and bad rows are not skipped.
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
    for line in raw_lines(path, mark):
        # A blank line, as at the end of many files, holds no row.
        if line.content.strip():
            yield json_row(line.content.decode(errors="surrogateescape"), line.number)
