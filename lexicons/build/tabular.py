"""What the build scripts of name tables share: reading and writing tables, spelling of names."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def source(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a source table: comma-separated, with a header, gzipped where its name ends in ``.gz``."""
    with (
        gzip.open(path, "rt", encoding="utf-8", newline="")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8", newline="") as lines
    ):
        yield from csv.DictReader(lines)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a lexicon table: tab-separated, with a header, comments left out."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return (dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


def write(path: Path, header: Sequence[str], table: Iterable[Sequence[str]]) -> None:
    """Write a lexicon table."""
    path.write_text("".join("\t".join(row) + "\n" for row in (header, *table)), encoding="utf-8", newline="\n")


def plain(text: str) -> str:
    """A text without diacritics; letters that have none stay."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def key(name: str) -> str:
    """A name as the Census writes it: upper case, letters only, no diacritics."""
    return re.sub(r"[^A-Z]", "", plain(name).upper())


class Ids:
    """Makes an id of a phrase; the second phrase with the same letters gets ``-2``, and so on.

    Args:
        prefix: What an id begins with.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: dict[str, int] = {}

    def make(self, phrase: str) -> str:
        """A new id."""
        slug = re.sub(r"[^a-z0-9]+", "_", re.sub("['’.]", "", plain(phrase).lower())).strip("_")
        number = self._taken[slug] = self._taken.get(slug, 0) + 1
        return f"{self._prefix}.{slug}" + (f"-{number}" if number > 1 else "")
