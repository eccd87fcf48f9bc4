"""The smaller tables of a lexicon of names, and the key under which a name is looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cda.errors import LexiconFormatError
from cda.lexicon.model import Protected
from cda.types import Group

_LETTERS = str.maketrans({"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Þ": "TH"})


@dataclass(frozen=True, slots=True)
class RaceName:
    """A name that one group has nearly alone, and the names of the other groups that stand in its row.

    Args:
        id: The id of the row.
        group: The group that has the name.
        gender: ``masculine`` or ``feminine``; empty for a surname.
        forms: Group to name; groups without a name are absent.
    """

    id: str
    group: Group
    gender: str
    forms: Mapping[Group, str]


@lru_cache(maxsize=1 << 15)
def name_key(word: str) -> str:
    """The key of a name: upper case, letters alone, without diacritics and without the ending of a possessive.

    Args:
        word: A name as it stands in a text.

    Returns:
        The key.

    Example:
        >>> name_key("José"), name_key("O'Brien"), name_key("Mary's")
        ('JOSE', 'OBRIEN', 'MARY')
    """
    upper = word.upper()
    if upper.isascii() and upper.isalpha():
        return upper
    for ending in ("'S", "’S"):
        upper = upper.removesuffix(ending)
    plain = unicodedata.normalize("NFKD", upper.translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalpha())


def families(folder: Path) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Read ``nicknames.tsv``.

    Args:
        folder: The folder of one version.

    Returns:
        Key of a name to the families that it stands in, its own first.
    """
    every = [
        tuple(name.strip() for name in row["members"].split(",")) for row in table(folder / "nicknames.tsv", "members")
    ]
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for family in every:
        for name in family:
            key = name_key(name)
            before = found.get(key, ())
            # The family of a full name is its own, wherever it stands in the table.
            found[key] = (family, *before) if name == family[0] else (*before, family)
    return MappingProxyType(found)


def names_by_group(folder: Path) -> Mapping[tuple[str, str], RaceName]:
    """Read ``race_names.tsv``.

    Args:
        folder: The folder of one version.

    Returns:
        ``first`` or ``last`` and the key of a name, to what it is by group.
    """
    found: dict[tuple[str, str], RaceName] = {}
    for row in table(folder / "race_names.tsv", "id", "part", "gender"):
        forms = {group: name for group, name in row.items() if name and group not in {"id", "part", "gender"}}
        for group, name in forms.items():
            found[row["part"], name_key(name)] = RaceName(row["id"], group, row["gender"], MappingProxyType(forms))
    return MappingProxyType(found)


def protected(folder: Path) -> tuple[Protected, ...]:
    """Read ``protected.tsv``.

    Args:
        folder: The folder of one version.

    Returns:
        The phrases.
    """
    return tuple(
        Protected(row["id"], row["phrase"], row["case"] == "exact", row["category"])
        for row in table(folder / "protected.tsv", "id", "phrase", "case", "category")
    )


def lines(path: Path) -> list[str]:
    """The lines of a table, its header first, without comments; none where there is no such table."""
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconFormatError("the table is not UTF-8", where=str(path), hint="save it as UTF-8") from error
    return [line for line in text.split("\n") if line and line[0] != "#"]


def table(path: Path, *columns: str) -> Iterator[Mapping[str, str]]:
    """The rows of a table that has certain columns, no more than taken apart; none where there is no such table."""
    header, *rows = (line.split("\t") for line in lines(path) or ["\t".join(columns)])
    missing = [column for column in columns if column not in header]
    if missing:
        raise LexiconFormatError(
            f"there is no column {missing[0]!r}", where=str(path), hint="see lexicons/FORMAT.md for what it holds"
        )
    for row in rows:
        if len(row) != len(header):
            raise LexiconFormatError(
                f"a row has {len(row)} cells, the header {len(header)}: {row[0]!r}",
                where=str(path),
                hint="cells are separated by one tab; leave an empty cell for 'none'",
            )
        yield dict(zip(header, row, strict=True))
