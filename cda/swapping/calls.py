"""Names in structured data: what a name becomes in the text of a row, it becomes in its calls and JSON too."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from cda.detection.json_zones import Literal, json_spans, may_hold_json, string_values
from cda.detection.zones import Zone, zones
from cda.swapping.apply import apply
from cda.types import AppliedEdit, Edit, Held, Mention, Rewrite, RowRewrite

NOTE = "a name that changes in the text of the row"
"""The note of an edit that follows a name into structured data."""

_OF_NAMES = ("name.", "first.", "last.")
_DEEPEST = 4
"""How many times JSON may stand in a string of JSON; what stands deeper is left alone."""

_BEFORE = r"(?<![\w@/\\#$\-])(?<![^\W\d_]\.)(?<!\w['’])"
_AFTER = r"(?![\w@/\\\-]|\.\w)"
_MARKS_OF_CODE = re.compile(r"(?:`++|~{3,}+)[ \t]*+\w*+[\s,]*+[`~]*+[ \t]*+")
"""What is left of code that is nothing but JSON: its marks, the name of a language, commas."""

_HEX = r"[\da-fA-F]"
_CHARACTER = re.compile(rf"\\u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|\\u{_HEX}{{4}}|(?s:\\.)|[^\\]+|\\")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a name becomes.

    Args:
        new: The new name; the old one where it stays.
        entry: The id of the lexicon entry; empty where the name stays.
    """

    new: str
    entry: str


@dataclass(frozen=True, slots=True)
class _Names:
    """What names become, and how they are found."""

    become: Mapping[str, Renamed]
    pattern: re.Pattern[str]


def renamings(
    edits: Iterable[Edit | AppliedEdit], mentions: Iterable[Mention] = (), held: Iterable[Held] = ()
) -> dict[str, Renamed]:
    """Collect what names became.

    Args:
        edits: The edits of a row.
        mentions: Its mentions, of which names are looked at.
        held: What is left alone in it.

    Returns:
        Each word of a name that changes, as it is written, to what it becomes; so too names with a hyphen of which all
        parts change (*Anne-Marie*), and names that stay although one of their words changes elsewhere.

    Example:
        >>> renamings([Edit(0, 4, "Mary", "John", "name.mary"), Edit(5, 8, "she", "he", "pron.he-she")])
        {'Mary': Renamed(new='John', entry='name.mary')}
    """
    found: dict[str, Renamed] = {}
    for edit in edits:
        if any(entry.startswith(_OF_NAMES) for entry in edit.entry.split()):
            old, new = _bare(edit)
            found.setdefault(" ".join(old.split()), Renamed(new, edit.entry))
    if found:
        words = dict(found)
        found.update(_hyphened(mentions, words))
        found.update(_staying(held, words))
    return found


def call_edits(text: str, names: Mapping[str, Renamed]) -> tuple[Edit, ...]:
    """Plan the edits of names in the JSON of a text: in strings that are values, and nowhere else.

    Args:
        text: Any text.
        names: What names become; see `renamings`.

    Returns:
        The edits, sorted and disjoint. JSON stays JSON: what is written is escaped as what stood there. Code counts
        where it is nothing but JSON.

    Example:
        >>> call = '{"name": "book", "arguments": {"Mary": "Mary"}}'
        >>> [(edit.start, edit.new) for edit in call_edits(call, {"Mary": Renamed("John", "name.mary")})]
        [(40, 'John')]
    """
    if not names or not may_hold_json(text):
        return ()
    return tuple(_in_json(text, zones(text), _compiled(names), 0))


def carried(result: RowRewrite, values: Mapping[str, str]) -> RowRewrite:
    """Let names that changed in a row change in further values of it, in which nothing else may.

    Args:
        result: The rewriting of the row.
        values: Field to value, of fields that were not rewritten: what functions are called with.

    Returns:
        The rewriting with these fields as well.
    """
    every = tuple(result.values())
    edits = (edit for one in every for edit in one.edits)
    names = renamings(
        edits, (said for one in every for said in one.mentions), (left for one in every for left in one.held)
    )
    ready = _compiled(names) if names else None
    more: dict[str, Rewrite] = {}
    for field, value in values.items():
        text, applied = apply(value, _in_value(value, ready, 0) if ready else ())
        more[field] = Rewrite(value, text, applied)
    return replace(result, rewrites={**result.rewrites, **more})


def _bare(edit: Edit | AppliedEdit) -> tuple[str, str]:
    """A name and what it becomes, without the apostrophe of a possessive that the edit covers (*James' hat*)."""
    mark = edit.old[-1:]
    if mark in {"'", "’"} and mark in edit.new:
        return edit.old[:-1], edit.new.rpartition(mark)[0]
    return edit.old, edit.new


def _hyphened(mentions: Iterable[Mention], words: Mapping[str, Renamed]) -> Iterator[tuple[str, Renamed]]:
    for mention in mentions:
        for name in mention.text.split() if mention.kind == "name" and "-" in mention.text else ():
            parts = [words[part] for part in name.split("-") if part in words]
            if len(parts) == name.count("-") + 1 > 1:
                yield name, Renamed("-".join(part.new for part in parts), " ".join(part.entry for part in parts))


def _staying(held: Iterable[Held], words: Mapping[str, Renamed]) -> Iterator[tuple[str, Renamed]]:
    """Names of several words that are held; one word alone says too little of who is meant."""
    for one in held:
        name = one.text.split()
        if len(name) > 1 and not words.keys().isdisjoint(name):
            yield " ".join(name), Renamed(" ".join(name), "")


def _compiled(names: Mapping[str, Renamed]) -> _Names:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    forms = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return _Names(names, re.compile(f"{_BEFORE}(?:{'|'.join(forms)}){_AFTER}"))


def _in_json(text: str, closed: Iterable[Zone], names: _Names, depth: int) -> Iterator[Edit]:
    """The edits in the JSON among the zones of a text."""
    for zone in closed if depth < _DEEPEST else ():
        stretch = text[zone.start : zone.end]
        for start, end in _spans(stretch, zone.what):
            for value in string_values(stretch, start, end):
                yield from _in_literal(text, value.at(zone.start), names, depth)


def _spans(stretch: str, what: str) -> Sequence[tuple[int, int]]:
    """Where the JSON of a zone stands."""
    if what not in {"json", "code"}:
        return ()
    spans = list(json_spans(stretch))
    ends = (0, *chain.from_iterable(spans), len(stretch))
    rest = "".join(stretch[start:end] for start, end in list(pairwise(ends))[::2])
    return spans if what == "json" or _MARKS_OF_CODE.fullmatch(rest) else ()


def _in_literal(text: str, literal: Literal, names: _Names, depth: int) -> Iterator[Edit]:
    """The edits in a string of JSON, planned in what it says and written as it is written."""
    raw = text[literal.start : literal.end]
    verbatim = literal.quote == "'" and _parses(raw)
    value, places = (raw, range(len(raw) + 1)) if verbatim or "\\" not in raw else _decoded(raw)
    if not names.pattern.search(value) and "\\" not in value:
        return
    for edit in _in_value(value, names, depth):
        start, end = places[edit.start], places[edit.end]
        old = raw[start:end]
        new = edit.new if verbatim else _escaped(edit.new, old, literal.quote)
        yield replace(edit, start=literal.start + start, end=literal.start + end, old=old, new=new)


def _in_value(value: str, names: _Names, depth: int) -> list[Edit]:
    """The edits in what a string says: of names that stand as words, and in JSON of its own."""
    closed = zones(value)
    found = [*_in_json(value, closed, names, depth + 1)]
    for match in names.pattern.finditer(value):
        renamed = names.become[" ".join(match[0].split())]
        before = bisect_left(closed, match.end(), key=lambda zone: zone.start) - 1
        if renamed.entry and renamed.new != match[0] and not (before >= 0 and match.start() < closed[before].end):
            found.append(Edit(*match.span(), match[0], renamed.new, renamed.entry, NOTE))
    return sorted(found, key=lambda edit: edit.start)


def _parses(raw: str) -> bool:
    """Whether what stands between single quotes is JSON as it is, as models write it, and not escaped once more."""
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(raw: str) -> tuple[str, Sequence[int]]:
    """What a string of JSON says, and where each of its characters begins; the end is the last place."""
    pieces: list[str] = []
    places: list[int] = []
    for match in _CHARACTER.finditer(raw):
        piece = match[0]
        if piece[0] == "\\" and len(piece) > 1:
            places.append(match.start())
            pieces.append(_character(piece))
        else:
            places += range(*match.span())
            pieces.append(piece)
    return "".join(pieces), [*places, len(raw)]


def _character(escape: str) -> str:
    """The character that an escape stands for; an unknown one stands for its letter."""
    if len(escape) > 2:  # noqa: PLR2004 - a backslash and a letter; longer ones are of code units
        units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in escape.split("\\u")[1:])
        return units.decode("utf-16-be", "surrogatepass")
    return _ESCAPES.get(escape[1], escape[1])


def _escaped(new: str, old: str, quote: str) -> str:
    """A name escaped for a string of JSON, in the way in which the old one is."""
    written = _CHARACTER.findall(old)
    units = [one for one in written if one[:2] == "\\u"]
    form = "04X" if any(unit[2:] != unit[2:].lower() for unit in units) else "04x"
    if units and len(units) == len(written):
        return "".join(_units(one, form) for one in new)
    plain = json.dumps(new, ensure_ascii=False)[1:-1]
    plain = plain.replace("'", "\\'") if quote == "'" else plain
    return "".join(one if one.isascii() or not units else _units(one, form) for one in plain)


def _units(character: str, form: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2], 'big'):{form}}" for at in range(0, len(units), 2))
