"""Opening files, plain or gzipped, and cutting them into lines."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from cda.errors import BrokenInput, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_gzipped(path: str | Path) -> bool:
    """Tell by its name whether a file is gzipped."""
    return Path(path).suffix.lower() == ".gz"


def ending(path: str | Path) -> str:
    """Give the ending that tells the kind of a file, in lower case: ``.jsonl`` for ``a.JSONL.gz``."""
    inner = Path(path).with_suffix("") if is_gzipped(path) else Path(path)
    return inner.suffix.lower()


@contextmanager
def open_binary(path: str) -> Iterator[BinaryIO]:
    """Open a file for its bytes, unpacked where it is gzipped.

    Raises:
        InputError: It is not there or may not be read.
        BrokenInput: It is not whole gzip.
    """
    try:
        with gzip.open(path, "rb") if is_gzipped(path) else Path(path).open("rb") as file:
            yield cast("BinaryIO", file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise BrokenInput(f"the gzip file is broken: {problem}", where=path, hint="make or fetch it again") from problem
    except OSError as problem:
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path) from problem


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


def raw_lines(path: str) -> Iterator[bytes]:
    r"""Give the lines of a file without their ends; only ``\n`` and ``\r\n`` end a line.

    Raises:
        InputError: It is not there or may not be read.
        BrokenInput: It is not whole gzip.
    """
    with open_binary(path) as file:
        first = True
        for line in file:
            content = line.removeprefix(codecs.BOM_UTF8) if first else line
            first = False
            # A byte order mark alone is an empty file, not an empty line.
            if content or not line:
                yield _without_end(content)


def _without_end(line: bytes) -> bytes:
    return line[:-1].removesuffix(b"\r") if line.endswith(b"\n") else line
