"""The lexicon of occupations: words for what people do, which an audit looks for beside the mentions of groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cda.errors import LexiconFormatError
from cda.lexicon.digest import verified_hash
from cda.lexicon.find import find
from cda.lexicon.model import LexiconRef
from cda.lexicon.read import read_manifest
from cda.lexicon.schema import OccupationRow
from cda.lexicon.tables import cells, validate

NEWEST = "occupations"
"""The lexicon that is read where none is named."""

_TABLE = "occupations.tsv"


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation.

    Args:
        id: Its id, such as ``occupation.flight_attendant``.
        name: The word for one who has it.
        noun: Whether its forms are other words too (*to cook*), and count only as the noun of a phrase.
    """

    id: str
    name: str
    noun: bool


@dataclass(frozen=True, slots=True)
class Occupations:
    """Words for occupations.

    Args:
        ref: Name, version and hash of the lexicon.
        forms: Each form, in small letters, words separated by one blank, to its occupation.
        capital: The forms that are written with a capital wherever they stand, such as ``CEO``.
        longest: The number of words of the longest form.
    """

    ref: LexiconRef
    forms: Mapping[str, Occupation]
    capital: frozenset[str]
    longest: int


def load_occupations(spec: str | None = None) -> Occupations:
    """Find and read a lexicon of occupations; one that ships with the toolkit is read once.

    Args:
        spec: ``occupations``, ``occupations@0.1.0`` or the path of a folder; the newest published one where it
            is left off.

    Returns:
        The occupations.

    Raises:
        UnknownLexicon: If there is none.
        LexiconFormatError: If it cannot be read, or has no ``occupations.tsv``.
        LexiconHashError: If its content is not what its manifest says.

    Example:
        >>> load_occupations().forms["flight attendants"].name
        'flight attendant'
    """
    return _read(find(spec or NEWEST))


@lru_cache(maxsize=4)
def _read(folder: Path) -> Occupations:
    manifest = read_manifest(folder)
    digest = verified_hash(folder, f"{manifest.id} {manifest.version}", manifest.sha256)
    table = folder / _TABLE
    if not table.is_file():
        hint = "occupations stand there, see lexicons/FORMAT.md"
        raise LexiconFormatError(f"the lexicon has no {_TABLE}", where=str(folder), hint=hint)
    forms: dict[str, Occupation] = {}
    capital: set[str] = set()
    for line, values in cells(table):
        row = validate(table, line, OccupationRow, dict(values))
        occupation = Occupation(row.id, row.one, "noun" in row.guards)
        for form in filter(None, (row.one, row.several)):
            if forms.setdefault(form.lower(), occupation) != occupation:
                raise LexiconFormatError(f"the form {form!r} stands twice", where=f"{table} line {line}")
            if not form.islower():
                capital.add(form)
    longest = max((len(form.split()) for form in forms), default=0)
    ref = LexiconRef(manifest.id, manifest.version, digest)
    return Occupations(ref, MappingProxyType(forms), frozenset(capital), longest)
