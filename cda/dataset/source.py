"""What every reader gives: a stream of blocks of rows with one Arrow schema, and the rows that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that came in and cannot go on.

    Args:
        source: The file or folder it came from, as the user named it.
        row: Its number within the source, from 0, rejected rows counted.
        code: The code of the error.
        message: What is wrong with it.
        raw: The row as it was read, as ASCII with JSON escapes, so that nothing of it is lost.
        line: Its line in the file, from 1; ``None`` where a file has no lines.
    """

    source: str
    row: int
    code: str
    message: str
    raw: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some consecutive rows of a source.

    Args:
        source: The file or folder they came from, as the user named it.
        rows: The number of each row of ``table`` within the source, from 0, ascending; rejected rows leave gaps.
        table: The rows, in the schema of the source.
        rejects: The rows among them that could not be read.
    """

    source: str
    rows: tuple[int, ...]
    table: pa.RecordBatch
    rejects: tuple[Reject, ...] = ()


class Mark(NamedTuple):
    """A place in a file of lines from which rows can be read.

    Args:
        row: The number of the row that begins there, from 0.
        line: Its line, from 1.
        byte: Its first byte.
    """

    row: int
    line: int
    byte: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a file holds.

    Args:
        rows: Its rows, those counted that cannot be read.
        bytes: About how many bytes they take when they are unpacked.
        marks: Places from which it can be read, in order; none where rows are found in another way, or not at all.
    """

    rows: int
    bytes: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some consecutive rows of a file.

    Args:
        start: The first one.
        stop: One past the last; ``None`` for all that follow.
        mark: A place in the file before the first one, where one is known.
    """

    start: int = 0
    stop: int | None = None
    mark: Mark | None = None


class Source(Protocol):
    """One input file, or one split of an input folder."""

    @property
    def name(self) -> str:
        """The file or folder as the user named it: what ids are made from."""

    @property
    def split(self) -> str:
        """The split that its rows belong to; ``train`` for plain files."""

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of every block, the Hugging Face metadata kept where there is some."""

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows in order, at most ``size`` rows a block, without holding the whole input."""
