"""Opening files, plain or gzipped, and cutting them into lines."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO, cast

from cda.dataset.source import Extent, Mark
from cda.errors import BrokenInput, InputError
from cda.storage.places import at

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNPACKED = 3
"""How much larger text is than its gzip, about."""

MARKED = 1_000
"""Rows between two marks of a file."""


def is_gzipped(path: str | Path) -> bool:
    """Tell by its name whether a file is gzipped."""
    return PurePath(str(path)).suffix.lower() == ".gz"


def ending(path: str | Path) -> str:
    """Give the ending that tells the kind of a file, in lower case: ``.jsonl`` for ``a.JSONL.gz``."""
    whole = PurePath(str(path))
    inner = whole.with_suffix("") if is_gzipped(path) else whole
    return inner.suffix.lower()


def size_of(path: str) -> int:
    """The bytes that a file takes; of one that is gzipped about as many as it has unpacked.

    Raises:
        InputError: It is not there.
    """
    try:
        size = at(path).stat().st_size
    except OSError as problem:
        hint = "check that the file is there and may be read"
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path, hint=hint) from problem
    return size * _UNPACKED if is_gzipped(path) else size


@contextmanager
def open_binary(path: str) -> Iterator[BinaryIO]:
    """Open a file for its bytes, unpacked where it is gzipped.

    Raises:
        InputError: It is not there or may not be read.
        BrokenInput: It is not whole gzip.
    """
    try:
        with at(path).open("rb") as file:
            if is_gzipped(path):
                with gzip.open(file, "rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield cast("BinaryIO", file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise BrokenInput(f"the gzip file is broken: {problem}", where=path, hint="make or fetch it again") from problem
    except OSError as problem:
        hint = "check that the file is there and may be read"
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path, hint=hint) from problem


@contextmanager
def open_text(path: str) -> Iterator[TextIO]:
    r"""Open a file for its text, without its byte order mark; line ends stay as they are.

    Bytes that are no UTF-8 come as lone surrogates, so that one bad row does not end the file.

    Raises:
        InputError: It is not there or may not be read.
        BrokenInput: It is not whole gzip.
    """
    with (
        open_binary(path) as file,
        io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="") as text,
    ):
        yield text


class Line(NamedTuple):
    """A line of a file without its end: its number, from 1, and its first byte."""

    number: int
    byte: int
    content: bytes


def raw_lines(path: str, mark: Mark | None = None) -> Iterator[Line]:
    r"""Give the lines of a file without their ends; only ``\n`` and ``\r\n`` end a line.

    Args:
        path: The file.
        mark: Where to begin; a file that is gzipped has no marks.

    Raises:
        InputError: It is not there or may not be read.
        BrokenInput: It is not whole gzip.
    """
    with open_binary(path) as file:
        byte = file.seek(mark.byte) if mark else 0
        for number, line in enumerate(file, mark.line if mark else 1):
            content = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            # A byte order mark alone is an empty file, not an empty line.
            if content or not line:
                yield Line(number, byte, _without_end(content))
            byte += len(line)


def lines_extent(path: str, *, blank: bool) -> Extent:
    """Count the rows of a file with a row a line, and mark places from which it can be read.

    Args:
        path: The file.
        blank: Whether a blank line is a row.

    Returns:
        Its extent, with a mark at each row whose number is a multiple of `MARKED`; none where it is gzipped.
    """
    rows = size = 0
    marks: list[Mark] = []
    sought = not is_gzipped(path)
    for line in raw_lines(path):
        size = line.byte + len(line.content)
        if blank or line.content.strip():
            if sought and rows % MARKED == 0:
                marks.append(Mark(rows, line.number, line.byte))
            rows += 1
    return Extent(rows, size, tuple(marks))


def _without_end(line: bytes) -> bytes:
    return line[:-1].removesuffix(b"\r") if line.endswith(b"\n") else line
