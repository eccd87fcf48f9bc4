"""JSON in a text: the whole of it or between sentences, and what is nearly JSON, as models write it. In linear time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DOUBLE = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_SINGLE = r"'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'"
_SCALAR = r"(?:-?\d[\d.eE+\-]*+|true|false|null)"
# What an array begins with: a string and what may follow it, an object, or something that is no string, and a comma.
_OPENING = re.compile(
    rf"\{{\s*+(?:{_DOUBLE}|{_SINGLE})\s*+:"
    rf"|\[(?:\s*+\[){{0,8}}+\s*+(?:{_DOUBLE}\s*+[,\]]|\{{\s*+\"|{_SCALAR}\s*+,)"
)
# A string that nothing closes goes on to the end. An apostrophe closes a string only where one may end.
_STRING = (
    r'"(?P<double>[^"\\]*+(?:\\.[^"\\]*+)*+)(?:"|\\?\Z)'
    r"|(?<=[\s\[{(:,])'(?P<single>[^'\\]*+(?:(?:\\.|'(?!\s*[,}\]):]))[^'\\]*+)*+)(?:'|\\?\Z)"
)
_BALANCE = {
    "{": re.compile(rf"{_STRING}|[{{}}]", re.DOTALL),
    "[": re.compile(rf"{_STRING}|[\[\]]", re.DOTALL),
}
_TOKEN = re.compile(rf"{_STRING}|[{{}}\[\]]", re.DOTALL)
_COLON = re.compile(r"\s*+:")
_EFFORT = 8
"""How often the length of a text may be read in vain, in all; after that nothing is followed beyond its line."""

_OF_A_CALL = frozenset({"arguments", "parameters"})
"""The keys beside which ``name`` is the name of a function."""


class Literal(NamedTuple):
    """A string of JSON: where its characters stand, without the quotes, and which quote it has."""

    start: int
    end: int
    quote: str

    def at(self, offset: int) -> Literal:
        """The same string in a text in which this one begins at an offset."""
        return Literal(self.start + offset, self.end + offset, self.quote)


def may_hold_json(text: str) -> bool:
    """Whether anything in a text may be the beginning of JSON; costs next to nothing where nothing is."""
    marked = ("{" in text or "[" in text) and ('"' in text or "'" in text)
    return marked and _OPENING.search(text) is not None


def json_spans(text: str, code: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Find the JSON objects and arrays of a text.

    An object is what begins with a brace, a quoted key and a colon, to the brace that closes it, even where it is not
    quite JSON; to the end of its line where nothing closes it. An array is JSON that holds a string and more than one
    value, since one string in brackets may be a quotation, unless it is the whole text.

    Args:
        text: Any text.
        code: Stretches of code, sorted and disjoint: what begins in one of them ends there, or is no JSON.

    Yields:
        The first code point of each, and one past the last: sorted, disjoint, the outermost alone.

    Example:
        >>> text = 'Call {"name": "f"} or ["a", "b"], not {x} or ["So."].'
        >>> [text[start:end] for start, end in json_spans(text)]
        ['{"name": "f"}', '["a", "b"]']
    """
    if not may_hold_json(text):
        return
    whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
    left = _EFFORT * len(text)
    place = wall = 0
    last = (0, 0)
    while opening := _OPENING.search(text, place):
        start = opening.start()
        wall = _next(code, wall, last, start)
        inside = wall < len(code) and code[wall][0] <= start
        limit = code[wall][1] if inside else len(text)
        end = _closing(text, start, limit) if left > 0 else None
        if end is None or (text[start] == "[" and not _is_data(text, (start, end), whole)):
            left -= (end or limit) - start
            if inside or text[start] == "[":
                place = start + 1
                continue
            end = _end_of_line(text, opening.end())
        last = (start, end)
        yield last
        place = end


def string_values(text: str, start: int, end: int) -> list[Literal]:
    """The strings of a stretch of JSON that are values: no keys, and not the name of a function that is called.

    Args:
        text: The text.
        start: First code point of the JSON.
        end: One past its last code point.

    Returns:
        The strings, sorted.

    Example:
        >>> text = '{"name": "f", "arguments": {"name": "Ann", "to": ["Lee"]}}'
        >>> [text[one.start : one.end] for one in string_values(text, 0, len(text))]
        ['Ann', 'Lee']
    """
    found: list[Literal] = []
    open_ = [_Open(set(), [])]
    key = ""
    for token in _TOKEN.finditer(text, start, end):
        mark = token[0][0]
        if mark in "{[":
            open_.append(_Open(set(), []))
            key = ""
        elif mark in "}]":
            found += open_.pop().values if len(open_) > 1 else ()
            key = ""
        elif _COLON.match(text, token.end(), end):
            key = token[token.lastgroup or 0]
            open_[-1].keys.add(key)
        else:
            literal = Literal(*token.span(token.lastgroup or 0), mark)
            (open_[-1].names if key == "name" else found).append(literal)
            key = ""
    found += (one for some in open_ for one in some.values)
    return sorted(found)


class _Open(NamedTuple):
    """An object on its way: its keys, and the values of ``name``."""

    keys: set[str]
    names: list[Literal]

    @property
    def values(self) -> Sequence[Literal]:
        """The values of ``name``, unless they name a function."""
        return () if self.keys & _OF_A_CALL else self.names


def _next(code: Sequence[tuple[int, int]], wall: int, last: tuple[int, int], start: int) -> int:
    """The first stretch of code that ends after a place; what begins within the JSON before it is no code."""
    while wall < len(code) and (code[wall][1] <= start or last[0] < code[wall][0] < last[1]):
        wall += 1
    return wall


def _closing(text: str, start: int, limit: int) -> int | None:
    """Where what opens at a place is closed, ``None`` where it is not."""
    opens = text[start]
    depth = 0
    for token in _BALANCE[opens].finditer(text, start, limit):
        if token.lastgroup is None:
            depth += 1 if token[0] == opens else -1
            if depth == 0:
                return token.end()
    return None


def _is_data(text: str, span: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Whether what stands in brackets is an array, and no quotation."""
    array = text[slice(*span)]
    if '"' not in array:
        return False
    try:
        values = json.loads(array)
    except (ValueError, RecursionError):
        return False
    return len(values) > 1 or not isinstance(values[0], str) or span == whole


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
