"""JSON Lines: an object a line, plain or gzipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cda.dataset.read.files import raw_lines
from cda.dataset.read.json_rows import json_row, json_schema
from cda.dataset.read.rows import BadRow, OnError, Row, blocks_of, good_rows

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

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A row cannot be read and bad rows are not skipped.
        """
        return blocks_of(_records(self.name), name=self.name, schema=self.schema, size=size, on_error=self.on_error)


def _records(path: str) -> Iterator[Row | BadRow]:
    for number, line in enumerate(raw_lines(path), start=1):
        # A blank line, as at the end of many files, holds no row.
        if line.strip():
            yield json_row(line.decode(errors="surrogateescape"), number)
