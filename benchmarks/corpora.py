"""Texts of a corpus, as the benchmarks of speed read them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cda.dataset.read import open_sources
from cda.dataset.views.texts import read
from cda.dataset.views.view import view_of

_BLANK_LINE = re.compile(r"\r?\n\r?\n")
_LONGEST = 50_000
"""A part of a text file that is longer has no blank lines between its paragraphs."""

MEGABYTE = 1_000_000
"""Bytes of UTF-8 in what is called a megabyte here."""


def size(texts: Iterable[str]) -> float:
    """Megabytes of texts."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / MEGABYTE


def corpus(path: Path, megabytes: float) -> list[str]:
    """The first texts of a file.

    Args:
        path: Parquet, JSON lines or anything that ``cda augment`` reads, with a field of text; or a gzipped file of
            plain text, of which every paragraph is a text.
        megabytes: How much of it, about.

    Returns:
        Its texts, whole ones.
    """
    texts = paragraphs(path) if path.name.endswith(".txt.gz") else _rows(path)
    return list(_first(texts, megabytes))


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a gzipped file of plain text: blank lines part them, or line ends where there are none."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for part in _BLANK_LINE.split(lines.read()):
            yield from part.splitlines(keepends=True) if len(part) > _LONGEST else (part,)


def thinned(texts: Sequence[str], megabytes: float) -> list[str]:
    """About so many megabytes of texts, taken from all over them.

    Args:
        texts: Texts.
        megabytes: How much to keep; all of them where there are not more.

    Returns:
        Every n-th text.
    """
    step = max(1, round(size(texts) / megabytes))
    return list(texts[::step])


def _rows(path: Path) -> Iterator[str]:
    for source in open_sources((str(path),), on_error="stop"):
        view = view_of(source.schema, [])
        for block in source.blocks(1000):
            for fields in read(block.table, view):
                yield from fields.prose.values()


def _first(texts: Iterable[str], megabytes: float) -> Iterator[str]:
    stream = iter(texts)
    for text in stream:
        megabytes -= len(text.encode("utf-8", "surrogatepass")) / MEGABYTE
        yield text
        if megabytes <= 0:
            return
