"""Where lexicons are, and which one a name means."""

from __future__ import annotations

import json
import os.path
import re
from dataclasses import dataclass
from pathlib import Path

from cda.errors import LexiconFormatError, UnknownLexicon
from cda.lexicon.check import check
from cda.lexicon.model import Lexicon
from cda.lexicon.read import read_lexicon

_NAME = re.compile(r"(?P<name>[a-z0-9][a-z0-9\-]*)(?:@(?P<version>[0-9]{1,9}(?:\.[0-9]{1,9}){0,2}))?")
_VERSION = re.compile(r"^\d+\.\d+\.\d+$")


@dataclass(frozen=True, slots=True)
class Published:
    """A lexicon version that ships with the toolkit.

    Args:
        language: The language folder it stands in.
        name: Its name.
        version: Its version, as numbers.
        folder: Where it is.
    """

    language: str
    name: str
    version: tuple[int, ...]
    folder: Path


def root() -> Path:
    """The folder of the published lexicons: the package's, else the repository's (editable installs have no other)."""
    packaged = Path(__file__).resolve().parent.parent / "_lexicons"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "lexicons"


def published() -> tuple[Published, ...]:
    """All versions that ship with the toolkit, sorted by language, name and version."""
    found = [
        Published(folder.parts[-3], folder.parts[-2], tuple(int(part) for part in folder.name.split(".")), folder)
        for folder in root().glob("*/*/*")
        if _VERSION.match(folder.name) and (folder / "manifest.json").is_file()
    ]
    return tuple(sorted(found, key=lambda one: (one.language, one.name, one.version)))


def is_path(spec: str) -> bool:
    """Whether a lexicon specification means a folder of the user's own."""
    return "/" in spec or "\\" in spec or spec.startswith(".")


def find(spec: str) -> Path:
    """The folder that a lexicon specification means.

    Args:
        spec: ``gender``, ``gender@1``, ``gender@1.0.0`` or a path to a folder of one's own. A path has a separator, or
            begins with a dot.

    Returns:
        The folder of one version.

    Raises:
        UnknownLexicon: If there is none; the hint lists what there is.

    Example:
        >>> find("gender@1").parts[-2]
        'gender'
    """
    if is_path(spec):
        folder = Path(os.path.expanduser(spec))  # noqa: PTH111 - leaves '~nobody' as it is, where Path gives up
        if not _is_folder(folder):
            raise UnknownLexicon(f"there is no lexicon folder {spec!r}", hint="give a folder that has a manifest.json")
        return folder
    known = published()
    match = _NAME.fullmatch(spec)
    if match:
        wanted = tuple(int(part) for part in (match["version"] or "").split(".") if part)
        fits = [one for one in known if one.name == match["name"] and one.version[: len(wanted)] == wanted]
        if fits:
            return fits[-1].folder
    names = ", ".join(f"{one.name}@{'.'.join(map(str, one.version))}" for one in known) or "none"
    raise UnknownLexicon(
        f"there is no lexicon {spec!r}", hint=f"there is: {names}; or give the path of a folder, such as ./my-lexicon"
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have
        return False


def attributes() -> dict[str, str]:
    """The attributes that the published lexicons speak of, each with the name of its lexicon.

    Example:
        >>> attributes()["gender"]
        'gender'
    """
    found: dict[str, str] = {}
    for one in published():
        if (one.folder / "entries.tsv").is_file():
            found[json.loads((one.folder / "manifest.json").read_text(encoding="utf-8"))["attribute"]] = one.name
    return dict(sorted(found.items()))


def load(spec: str, *, _above: tuple[str, ...] = ()) -> Lexicon:
    """Find, read and check a lexicon.

    Args:
        spec: As for `find`.

    Returns:
        A lexicon that holds what `cda.lexicon.check.check` demands.

    Raises:
        UnknownLexicon: If there is none.
        LexiconFormatError: If it cannot be read, or extends itself.
        LexiconRuleError: If it contradicts itself.
        LexiconHashError: If its content is not what its manifest says.

    Example:
        >>> load("gender").attribute
        'gender'
    """
    if spec in _above:
        raise LexiconFormatError(f"lexicon {spec!r} extends itself", hint="break the circle in 'extends'")
    lexicon = read_lexicon(find(spec), lambda base: load(base, _above=(*_above, spec)))
    check(lexicon)
    return lexicon
