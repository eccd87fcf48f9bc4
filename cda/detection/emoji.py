"""Emoji that show a group: alone, with a skin tone, as a profession, with a sign, in couples and families."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cda.lexicon.model import Emoji, Entry

JOINER = "\u200d"
"""What ties emoji together to one picture."""

NOTHING = "-"
"""In a table: a form that leaves the sign out."""

_DRESS = "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
_PICTURE = "\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
_SEQUENCE = re.compile(rf"[{_PICTURE}][{_DRESS}]{{0,2}}(?:{JOINER}[{_PICTURE}][{_DRESS}]{{0,2}}){{0,9}}")
_PART = re.compile(rf"([{_PICTURE}])([{_DRESS}]{{0,2}})")
_SIGNS = frozenset("♂♀")


class Part(NamedTuple):
    """A picture of a sequence, and its skin tone and variation selector."""

    picture: str
    dress: str


class Found(NamedTuple):
    """An emoji that shows a group.

    Args:
        start: First code point.
        end: One past the last code point.
        entry: An entry whose forms are the whole sequence in each group.
        group: The group that it shows.
    """

    start: int
    end: int
    entry: Entry
    group: str


class Emojis:
    """Finds the emoji of a lexicon in texts.

    Args:
        rows: The rows of the lexicon.
        groups: The groups that are looked for.

    Example:
        >>> row = Emoji("emoji.sign", {"masculine": "♂", "feminine": "♀", "neutral": "-"})
        >>> [one.group for one in Emojis([row], ["masculine", "feminine"]).find("Hello 🙋🏽\u200d♀️!")]
        ['feminine']
    """

    def __init__(self, rows: Sequence[Emoji], groups: Sequence[str]) -> None:
        self._rows: Mapping[tuple[str, ...], tuple[Emoji, str]] = {
            tuple(form.split(JOINER)): (row, group)
            for row in rows
            for group, form in row.forms.items()
            if group in groups
        }
        self._people = {picture for key in self._rows for picture in key}

    def find(self, text: str) -> Iterator[Found]:
        """Find the emoji of the lexicon.

        Args:
            text: Any text.

        Yields:
            The emoji in order. A family or couple counts as a whole, where the lexicon has it.
        """
        if not self._rows or text.isascii():
            return
        for match in _SEQUENCE.finditer(text):
            if text[match.start() - 1 : match.start()] == JOINER:
                continue
            parts = [Part(*one) for one in _PART.findall(match[0])]
            known = self._known(parts)
            if known:
                place, row, group = known
                forms = {other: _dressed(parts, place, form) for other, form in row.forms.items()}
                forms[group] = match[0]
                yield Found(*match.span(), Entry(row.id, "EMOJI", "na", forms, "both", "extended"), group)

    def _known(self, parts: Sequence[Part]) -> tuple[int, Emoji, str] | None:
        """The row of a sequence, its group, and the place in the sequence at which its pictures begin."""
        pictures = tuple(part.picture for part in parts)
        whole = self._rows.get(pictures)
        if whole and pictures[0] not in _SIGNS:  # a sign alone says something about a word, not about a person
            return 0, *whole
        for place, picture in enumerate(pictures[1:], start=1):
            sign = self._rows.get((picture,)) if picture in _SIGNS else None
            if sign:
                return place, *sign
        first = self._rows.get(pictures[:1])
        if first and pictures[0] not in _SIGNS and not self._people & set(pictures[1:]):
            return 0, *first
        return None


def _dressed(parts: Sequence[Part], place: int, form: str) -> str:
    """The sequence with the pictures of a form from a place on, each in the skin tone of the one before it."""
    new = [] if form == NOTHING else form.split(JOINER)
    replaced = len(new) or 1
    middle = [Part(picture, parts[min(place + index, len(parts) - 1)].dress) for index, picture in enumerate(new)]
    return JOINER.join(map("".join, (*parts[:place], *middle, *parts[place + replaced :])))
