"""Fortune files: texts with a line ``%`` between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Self

import pyarrow as pa

from cda.dataset.read.files import open_binary, open_text, size_of
from cda.dataset.read.rows import OnError, Row, blocks_of
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Block, Extent, Stretch


@dataclass(frozen=True, slots=True)
class Fortunes:
    """A fortune file; see `FileSource`."""

    name: str
    split: str
    schema: pa.Schema
    on_error: OnError

    @classmethod
    def open(cls, name: str, split: str, on_error: OnError) -> Self:
        """Check that the file is there."""
        with open_binary(name):
            return cls(name, split, pa.schema([("text", pa.string())]), on_error)

    def extent(self) -> Extent:
        """Count the rows."""
        return Extent(sum(1 for _ in _records(self.name)), size_of(self.name))

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows."""
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows."""
        records = tapes.rows(self.name, rows.start, rows.stop, lambda: _records(self.name))
        return blocks_of(
            records, name=self.name, schema=self.schema, size=size, on_error=self.on_error, first=rows.start
        )


def _records(name: str) -> Iterator[Row]:
    """The texts of a file; bytes that are no UTF-8 are told where the block is made."""
    with open_text(name) as file:
        for between, lines in groupby(file, lambda line: line.rstrip("\r\n") == "%"):
            if not between:
                text = "".join(lines).removesuffix("\n").removesuffix("\r")
                yield Row({"text": text}, len(text))
