"""Names in structured data: what a name becomes in the text of a row, it becomes in its calls and JSON too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cda.detection.json_zones import json_spans, may_hold_json, string_values
from cda.detection.zones import zones
from cda.swapping.apply import apply
from cda.types import AppliedEdit, Edit, Rewrite, RowRewrite

NOTE = "a name that changes in the text of the row"
"""The note of an edit that follows a name into structured data."""

_OF_NAMES = ("name.", "first.", "last.")
_BEFORE = r"(?:(?<![\w@/.\-\\])|(?<=[^\\]\\[nrt]))"
_AFTER = r"(?![\w@/\-]|\.\w)"


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a name becomes.

    Args:
        new: The new name.
        entry: The id of the lexicon entry.
    """

    new: str
    entry: str


def renamings(edits: Iterable[Edit | AppliedEdit]) -> dict[str, Renamed]:
    """Collect what names became.

    Args:
        edits: The edits of a row.

    Returns:
        Each name that changes, as it is written, to what it becomes.

    Example:
        >>> renamings([Edit(0, 4, "Mary", "John", "name.mary"), Edit(5, 8, "she", "he", "pron.he-she")])
        {'Mary': Renamed(new='John', entry='name.mary')}
    """
    found: dict[str, Renamed] = {}
    for edit in edits:
        if any(entry.startswith(_OF_NAMES) for entry in edit.entry.split()):
            found.setdefault(edit.old, Renamed(edit.new, edit.entry))
    return found


def call_edits(text: str, names: Mapping[str, Renamed]) -> tuple[Edit, ...]:
    """Plan the edits of names in the JSON of a text: in strings that are values, and nowhere else.

    Args:
        text: Any text.
        names: What names become; see `renamings`.

    Returns:
        The edits, sorted and disjoint. JSON stays JSON: what is written is escaped as what stood there.

    Example:
        >>> call = '{"name": "book", "arguments": {"Mary": "Mary"}}'
        >>> [(edit.start, edit.new) for edit in call_edits(call, {"Mary": Renamed("John", "name.mary")})]
        [(40, 'John')]
    """
    if not names or not may_hold_json(text):
        return ()
    pattern = _pattern(names)
    code = [(zone.start, zone.end) for zone in zones(text) if zone.what == "code"]
    return tuple(
        edit
        for start, end in json_spans(text, code)
        for value in string_values(text, start, end)
        for edit in _in_words(text, value.start, value.end, pattern, names)
    )


def carried(result: RowRewrite, values: Mapping[str, str]) -> RowRewrite:
    """Let names that changed in a row change in further values of it, in which nothing else may.

    Args:
        result: The rewriting of the row.
        values: Field to value, of fields that were not rewritten: what functions are called with.

    Returns:
        The rewriting with these fields as well.
    """
    names = renamings(edit for rewrite in result.values() for edit in rewrite.edits)
    more = {field: _carried(value, names) for field, value in values.items()}
    return replace(result, rewrites={**result.rewrites, **more})


def _carried(value: str, names: Mapping[str, Renamed]) -> Rewrite:
    edits: Sequence[Edit] = ()
    if names:
        structured = may_hold_json(value) and any(json_spans(value))
        edits = (
            call_edits(value, names) if structured else tuple(_in_words(value, 0, len(value), _pattern(names), names))
        )
    text, applied = apply(value, edits)
    return Rewrite(value, text, applied)


def _pattern(names: Mapping[str, Renamed]) -> re.Pattern[str]:
    forms = {form for name in names for form in (name, _escaped(name))}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, longest_first))}){_AFTER}")


def _in_words(
    text: str, start: int, end: int, pattern: re.Pattern[str], names: Mapping[str, Renamed]
) -> Iterator[Edit]:
    """The edits of names that stand as words within a stretch of text."""
    for found in pattern.finditer(text, start, end):
        old = found[0]
        name = old if old in names else next(name for name in names if _escaped(name) == old)
        new = names[name].new if old == name else _escaped(names[name].new)
        if new != old:
            yield Edit(found.start(), found.end(), old, new, names[name].entry, NOTE)


def _escaped(name: str) -> str:
    return json.dumps(name)[1:-1]
