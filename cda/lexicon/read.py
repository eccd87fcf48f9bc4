"""From a lexicon's folder to a `Lexicon`, through what it extends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from cda.errors import LexiconFormatError
from cda.lexicon.digest import verified_hash
from cda.lexicon.model import Cue, Emoji, Entry, Lexicon, LexiconRef, Pattern, Protected, Sense
from cda.lexicon.patterns import expand
from cda.lexicon.schema import CueRow, EmojiRow, EntryRow, Manifest, PatternRow, ProtectedRow, Row, SenseRow
from cda.lexicon.tables import cells, validate

_Named = TypeVar("_Named", Entry, Pattern, Emoji, Sense, Protected, Cue)
_Row = TypeVar("_Row", bound=Row)
_Formed = TypeVar("_Formed", EntryRow, PatternRow, EmojiRow)


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json``.

    Args:
        folder: The folder of one version.

    Returns:
        The manifest.

    Raises:
        LexiconFormatError: If it is missing, no JSON, or has wrong keys.
    """
    path = folder / "manifest.json"
    try:
        return Manifest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise LexiconFormatError(
            "the folder has no manifest.json", where=str(folder), hint="see lexicons/FORMAT.md for what it holds"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise LexiconFormatError(f"key {key!r}: {first['msg']}", where=str(path)) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, a number too long, brackets too deep
        raise LexiconFormatError(f"the manifest is no JSON: {error}", where=str(path)) from error


def read_lexicon(folder: Path, base: Callable[[str], Lexicon]) -> Lexicon:
    """Read a lexicon folder.

    Args:
        folder: The folder of one version.
        base: Finds the lexicon that this one extends.

    Returns:
        The lexicon; where it extends another, rows with the same id replace those of the other.

    Raises:
        LexiconFormatError: If a file cannot be read.
        LexiconHashError: If the manifest names a hash and the content has another.
    """
    manifest = read_manifest(folder)
    digest = verified_hash(folder, f"{manifest.id} {manifest.version}", manifest.sha256)
    entries = [_entry(row) for row in _formed(folder / "entries.tsv", manifest.groups, EntryRow)]
    senses = [_sense(row) for row in _rows(folder / "senses.tsv", SenseRow)]
    protected = [_protected(row) for row in _rows(folder / "protected.tsv", ProtectedRow)]
    cues = [_cue(row) for row in _rows(folder / "cues.tsv", CueRow)]
    patterns = [_pattern(row) for row in _formed(folder / "patterns.tsv", manifest.groups, PatternRow)]
    emoji = [Emoji(row.id, _filled(row.forms)) for row in _formed(folder / "emoji.tsv", manifest.groups, EmojiRow)]
    if manifest.extends:
        below = base(manifest.extends)
        if (below.language, below.attribute, below.groups) != (manifest.language, manifest.attribute, manifest.groups):
            raise LexiconFormatError(
                f"it extends {below.ref}, which has another language, another attribute or other groups",
                where=str(folder / "manifest.json"),
            )
        entries, patterns, emoji = (
            _over(below.entries, entries),
            _over(below.patterns, patterns),
            _over(below.emoji, emoji),
        )
        senses, protected, cues = (
            _over(below.senses, senses),
            _over(below.protected, protected),
            _over(below.cues, cues),
        )
        digest = hashlib.sha256(f"{below.ref.sha256}\0{digest}".encode()).hexdigest()
    return Lexicon(
        ref=LexiconRef(manifest.id, manifest.version, digest),
        language=manifest.language,
        attribute=manifest.attribute,
        groups=manifest.groups,
        title=manifest.title,
        licence=manifest.licence,
        entries=tuple(entries),
        senses=tuple(senses),
        protected=tuple(protected),
        cues=tuple(cues),
        where=str(folder),
        patterns=tuple(patterns),
        derived=tuple(expand(patterns, entries)),
        emoji=tuple(emoji),
    )


def _rows(path: Path, kind: type[_Row]) -> list[_Row]:
    return [validate(path, line, kind, {**row}) for line, row in cells(path)] if path.is_file() else []


def _formed(path: Path, groups: tuple[str, ...], kind: type[_Formed]) -> Iterator[_Formed]:
    """The rows of a table that has a column of forms for each group, the forms gathered."""
    if not path.is_file():
        return
    for line, row in cells(path):
        missing = [group for group in groups if group not in row]
        if missing:
            raise LexiconFormatError(
                f"there is no column {missing[0]!r}", where=f"{path} line 1", hint="one column for each group"
            )
        forms = {group: row.pop(group) for group in groups}
        yield validate(path, line, kind, {**row, "forms": forms})


def _entry(row: EntryRow) -> Entry:
    return Entry(
        row.id,
        row.pos,
        row.number,
        _filled(row.forms),
        row.directions,
        row.tier,
        row.guards,
        row.sources,
        row.note,
        row.status or "current",
    )


def _pattern(row: PatternRow) -> Pattern:
    return Pattern(
        row.id,
        row.pos,
        row.number,
        _filled(row.forms),
        row.directions,
        row.tier,
        row.guards,
        row.stems,
        frozenset(row.exceptions),
        row.sources,
        row.note,
    )


def _filled(forms: dict[str, str]) -> dict[str, str]:
    return {group: form for group, form in forms.items() if form.strip()}


def _sense(row: SenseRow) -> Sense:
    return Sense(row.id, row.forms, row.when, frozenset(row.words), row.reading)


def _protected(row: ProtectedRow) -> Protected:
    return Protected(row.id, row.phrase, row.case == "exact", row.category)


def _cue(row: CueRow) -> Cue:
    return Cue(row.id, row.cue, row.group, row.strength, row.scope, row.category, row.case == "exact")


def _over(below: Iterable[_Named], above: Iterable[_Named]) -> list[_Named]:
    """Rows of both, those above in place of those below with the same id; what stands twice above stays twice."""
    rows = {row.id: row for row in below}
    first: dict[str, _Named] = {}
    result: list[_Named] = []
    for row in above:
        if row.id in first:
            result.append(row)  # for `check` to report
        first.setdefault(row.id, row)
    rows.update(first)
    result[:0] = rows.values()
    return result
