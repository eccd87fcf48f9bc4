"""Names of persons: what the lexicon of names says of a first name, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cda.errors import LexiconFormatError
from cda.lexicon.digest import verified_hash
from cda.lexicon.find import find, is_path
from cda.lexicon.model import LexiconRef, Protected
from cda.lexicon.name_tables import RaceName, families, lines, name_key, names_by_group, protected
from cda.types import Group

__all__ = ["COLUMNS", "MOSTLY", "NAMES", "NameEntry", "NameLexicon", "RaceName", "load_names", "name_key", "parse"]

NAMES = "names-us"
"""The lexicon of names that is read where none is named."""

MOSTLY = 0.1
"""A name is of one gender where at most this share of its bearers has the other one."""

COLUMNS = (
    "name",
    "bearers",
    "female",
    "white",
    "black",
    "asian_pacific",
    "native",
    "several",
    "hispanic",
    "born",
    "ambiguity",
    "classes",
    "counterpart",
)
"""The columns of ``names.tsv``, in their order."""

_SHARES = slice(3, 9)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What is known of a first name. It speaks of all who have the name, not of anybody.

    Args:
        name: The name as it is written.
        bearers: How many have it in the Census.
        female: The share of women among them.
        shares: The shares of the Census groups: white, Black, Asian and Pacific, native, several, Hispanic.
        born: Their median year of birth; 0 where it is not known.
        ambiguity: How easily the word is no first name: empty, ``low``, ``medium`` or ``high``.
        classes: What else it is, such as ``city`` or ``mostly_surname``.
        counterpart: The name of the other gender that is written for it; empty where there is none.
    """

    name: str
    bearers: int
    female: float
    shares: tuple[float, ...]
    born: int
    ambiguity: str = ""
    classes: frozenset[str] = frozenset()
    counterpart: str = ""

    @property
    def id(self) -> str:
        """The id that edits name, such as ``name.john``."""
        return f"name.{name_key(self.name).lower()}"

    @property
    def group(self) -> Group:
        """``masculine``, ``feminine``, or ``neutral`` where both genders have the name."""
        return "masculine" if self.female <= MOSTLY else "feminine" if self.female >= 1 - MOSTLY else "neutral"


@dataclass(frozen=True, slots=True, eq=False)
class NameLexicon:
    """A version of the lexicon of names.

    Args:
        ref: Name, version and hash.
        where: The folder it was read from.
        lines: Key of a name to its row, not yet taken apart: there are many, and a text has few.
        families: Key of a full name or nickname to the families that it stands in, its own first; a family is its names
            in the order of rank, the full name first.
        race: ``first`` or ``last`` and the key of a name, to what it is by group.
        protected: Phrases that hold a first name and mean nobody.
    """

    ref: LexiconRef
    where: str
    lines: Mapping[str, str] = field(repr=False)
    families: Mapping[str, tuple[tuple[str, ...], ...]] = field(repr=False)
    race: Mapping[tuple[str, str], RaceName] = field(repr=False)
    protected: tuple[Protected, ...] = field(repr=False)
    _parsed: dict[str, NameEntry] = field(default_factory=dict, repr=False)

    def get(self, word: str) -> NameEntry | None:
        """What is known of a first name.

        Args:
            word: The name in any spelling.

        Returns:
            Its entry, or ``None`` where the lexicon does not have it.

        Example:
            >>> load_names().get("JOSÉ").name
            'Jose'
        """
        key = name_key(word)
        entry = self._parsed.get(key)
        if entry is None and (line := self.lines.get(key)):
            entry = self._parsed[key] = parse(line)
        return entry

    def entries(self) -> Iterator[NameEntry]:
        """All names, the most common first."""
        return (entry for key in self.lines if (entry := self.get(key)))


def parse(line: str) -> NameEntry:
    """Take a row of ``names.tsv`` apart.

    Args:
        line: The row.

    Returns:
        The entry.

    Raises:
        LexiconFormatError: If it has other columns, or a number is none.
    """
    cells = line.split("\t")
    try:
        name, bearers, female, *_, born, ambiguity, classes, counterpart = cells
        shares = tuple(map(float, cells[_SHARES]))
        kinds = frozenset(filter(None, classes.split(";")))
        return NameEntry(name, int(bearers), float(female), shares, int(born or 0), ambiguity, kinds, counterpart)
    except ValueError as error:
        raise LexiconFormatError(f"a row of names.tsv cannot be read: {line!r} ({error})") from error


def load_names(spec: str | None = None) -> NameLexicon:
    """Find and read a lexicon of names.

    Args:
        spec: ``names-us``, ``names-us@1``, ``names-us@1.0.0``, or the path of a folder; by default the newest.

    Returns:
        The lexicon. Its rows are parsed when they are asked for; `cda.lexicon.check_names` checks them all.

    Raises:
        UnknownLexicon: If there is none.
        LexiconFormatError: If it cannot be read.
        LexiconHashError: If its content is not what its manifest says.

    Example:
        >>> load_names().get("John").group
        'masculine'
    """
    asked = spec or NAMES
    return _load(find(asked)) if is_path(asked) else _published(asked)


@lru_cache(maxsize=4)
def _published(spec: str) -> NameLexicon:
    return _load(find(spec))  # a published version never changes, so it is looked for once


@lru_cache(maxsize=4)
def _load(folder: Path) -> NameLexicon:
    # The manifest is read without its schema: this lexicon is loaded where a text of one line is rewritten, too.
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        id_, version = manifest["id"], manifest["version"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise LexiconFormatError(f"the manifest cannot be read: {error}", where=str(folder)) from error
    ref = LexiconRef(id_, version, verified_hash(folder, f"{id_} {version}", manifest.get("sha256")))
    rows = lines(folder / "names.tsv")
    if not rows or tuple(rows[0].split("\t")) != COLUMNS:
        raise LexiconFormatError("names.tsv is missing or has other columns", where=str(folder))
    return NameLexicon(
        ref,
        str(folder),
        MappingProxyType({name_key(line[: line.find("\t")]): line for line in rows[1:]}),
        families(folder),
        names_by_group(folder),
        protected(folder),
    )
