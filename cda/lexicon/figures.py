"""The lexicon of public figures: full names that everybody knows, read once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cda.errors import LexiconFormatError
from cda.lexicon.digest import verified_hash
from cda.lexicon.find import find, is_path
from cda.lexicon.model import LexiconRef
from cda.lexicon.read import read_manifest
from cda.lexicon.tables import cells

NEWEST = "public-figures"
"""The lexicon that is read where none is named."""

_TABLE = "figures.tsv"
_COLUMNS = ("id", "name", "sources", "note")
_ID = re.compile(r"[a-z0-9][a-z0-9._\-]{0,119}")


@dataclass(frozen=True, slots=True)
class Figures:
    """Names of public figures, and nothing else about them.

    Args:
        ref: Name, version and hash of the lexicon.
        names: The full names as they are written, in the order of the table.
        ids: Each name to its id, such as ``figure.albert_einstein``.
    """

    ref: LexiconRef
    names: tuple[str, ...]
    ids: Mapping[str, str]


def load_figures(spec: str | None = None) -> Figures:
    """Find and read a lexicon of public figures; one that ships with the toolkit is read once.

    Args:
        spec: ``public-figures``, ``public-figures@1``, ``public-figures@1.0.0`` or a path to a folder of one's own,
            which may extend a published one; the newest published one where it is left off.

    Returns:
        The names; those of the folder in place of names with the same id in what it extends.

    Raises:
        UnknownLexicon: If there is none.
        LexiconFormatError: If it cannot be read, has no ``figures.tsv``, or extends itself.
        LexiconHashError: If its content is not what its manifest says.

    Example:
        >>> load_figures().ids["Albert Einstein"]
        'figure.albert_einstein'
    """
    return _load(spec or NEWEST, ())


def _load(spec: str, above: tuple[str, ...]) -> Figures:
    if spec in above:
        raise LexiconFormatError(f"lexicon {spec!r} extends itself", hint="break the circle in 'extends'")
    folder = find(spec)
    return _read(folder, (*above, spec)) if is_path(spec) else _read_once(folder)


@lru_cache(maxsize=8)
def _read_once(folder: Path) -> Figures:
    return _read(folder, ())


def _read(folder: Path, above: tuple[str, ...]) -> Figures:
    manifest = read_manifest(folder)
    digest = verified_hash(folder, f"{manifest.id} {manifest.version}", manifest.sha256)
    rows = _rows(folder / _TABLE)
    if manifest.extends:
        below = _load(manifest.extends, above)
        rows = {**{id_: name for name, id_ in below.ids.items()}, **rows}
        digest = hashlib.sha256(f"{below.ref.sha256}\0{digest}".encode()).hexdigest()
    ids = {name: id_ for id_, name in rows.items()}
    return Figures(LexiconRef(manifest.id, manifest.version, digest), tuple(ids), MappingProxyType(ids))


def _rows(path: Path) -> dict[str, str]:
    """The names of a table by id."""
    if not path.is_file():
        raise LexiconFormatError(
            f"the lexicon has no {_TABLE}",
            where=str(path.parent),
            hint="public figures stand there, see lexicons/FORMAT.md",
        )
    found: dict[str, str] = {}
    names: set[str] = set()
    for line, row in cells(path):
        wrong = _wrong(row, found, names)
        if wrong:
            raise LexiconFormatError(wrong, where=f"{path} line {line}", hint="see figures.tsv in lexicons/FORMAT.md")
        found[row["id"]] = row["name"]
        names.add(row["name"])
    return found


def _wrong(row: Mapping[str, str], ids: Mapping[str, str], names: set[str]) -> str:
    """What is wrong with a row; empty where nothing is."""
    if tuple(row) != _COLUMNS:
        return f"the columns are {', '.join(row)}: use {', '.join(_COLUMNS)}"
    if not _ID.fullmatch(row["id"]):
        return f"column 'id': {row['id']!r} is no id"
    if len(row["name"].split()) < 2:  # noqa: PLR2004
        return f"column 'name': {row['name']!r} is no full name"
    if row["id"] in ids:
        return f"the id {row['id']!r} stands twice"
    if row["name"] in names:
        return f"the name {row['name']!r} stands twice"
    return ""
