"""A JSON file that is one array of objects, read an element at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cda.dataset.read.files import open_text, size_of
from cda.dataset.read.json_rows import json_row, json_schema
from cda.dataset.read.rows import BadRow, OnError, Row, ascii_json, blocks_of, good_rows
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from cda.dataset.source import Block

_CHUNK = 1024 * 1024
_OUTSIDE = re.compile(r'[\[\]{},"]')
# The rest of a string; it stops before the quote at its end, or before a backslash that the chunk ends with.
_INSIDE = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class JsonArray:
    """A file that holds one JSON array.

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
        """Count the rows."""
        with open_text(self.name) as file:
            rows = sum(1 for _ in split_array(iter(lambda: file.read(_CHUNK), "")))
        return Extent(rows, size_of(self.name))

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A row cannot be read and bad rows are not skipped.
        """
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows; see `blocks`."""
        records = tapes.rows(self.name, rows.start, rows.stop, lambda: _records(self.name))
        return blocks_of(
            records, name=self.name, schema=self.schema, size=size, on_error=self.on_error, first=rows.start
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """The text between two commas of the array, or what is wrong around it.

    Args:
        text: The text without the blanks around it.
        line: The line where it starts.
        problem: Why it is no element, or empty.
    """

    text: str
    line: int
    problem: str = ""


def _records(path: str) -> Iterator[Row | BadRow]:
    with open_text(path) as file:
        for piece in split_array(iter(lambda: file.read(_CHUNK), "")):
            if piece.problem:
                yield BadRow(piece.problem, ascii_json(piece.text), piece.line)
            else:
                yield json_row(piece.text, piece.line)


def split_array(chunks: Iterable[str]) -> Iterator[Piece]:
    """Cut the text of a JSON array into its elements, without reading them.

    Only brackets, commas and quotes are looked at, so that an element that is no JSON ends where it should and
    the next one is found.

    Args:
        chunks: The text of the file, in pieces of any size.

    Yields:
        The elements in order.
    """
    depth, line, parts = 0, 1, list[str]()
    ended = empty = False
    for mark, text in _marks(chunks):
        parts.append(text)
        if not ended and mark == "[" and depth == 0:
            line += text.count("\n")
            parts, empty, depth = [], True, 1
        elif not ended and mark in {",", "]"} and depth == 1:
            piece, line = _piece(parts, line)
            ended = mark == "]"
            if piece.text:
                yield piece
            elif not (ended and empty):
                yield Piece("", piece.line, "there is a comma too many in the array")
            parts, empty = [], False
        else:
            parts.append(mark)
            # A brace too many spoils its element; it must not end the array.
            depth = max(min(depth, 1), depth + (mark in {"[", "{"}) - (mark in {"]", "}"}))
    rest, _ = _piece(parts, line)
    if ended and rest.text:
        yield Piece(rest.text, rest.line, "there is text after the end of the array")
    elif not ended and (depth or rest.text):
        yield Piece(rest.text, rest.line, "the file ends before the array does")


def _piece(parts: list[str], line: int) -> tuple[Piece, int]:
    text = "".join(parts)
    content = text.lstrip(_BLANK)
    start = line + text.count("\n", 0, len(text) - len(content))
    return Piece(content.rstrip(_BLANK), start), line + text.count("\n")


def _marks(chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each bracket and comma outside of strings, with the text before it; at the end ``""`` with the rest."""
    quoted = escaped = False
    for chunk in chunks:
        begin = at = 0
        while at < len(chunk):
            if escaped:
                at, escaped = at + 1, False
            elif quoted:
                rest = _INSIDE.match(chunk, at)
                at = rest.end() + 1 if rest else at
                quoted = chunk[at - 1 : at] != '"'
                escaped = chunk[at - 1 : at] == "\\"
            elif found := _OUTSIDE.search(chunk, at):
                at = found.end()
                quoted = found.group() == '"'
                if not quoted:
                    yield found.group(), chunk[begin : found.start()]
                    begin = at
            else:
                break
        yield "", chunk[begin:]
