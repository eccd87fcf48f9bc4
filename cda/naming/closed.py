"""Where nobody is named, whatever the words beside say: addresses and code, and phrases that hold a first name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cda.naming.stretches import Span, overlaps

_WORD = re.compile(r"\w+")
_BESIDE = 2
"""Code points beside a word by which the phrases are told apart in which it may stand."""


class Phrases:
    """Phrases, looked up by any of their words: a scan for all of them would read a whole text for a few words of it.

    Args:
        phrases: The phrases as they are written.

    Example:
        >>> Phrases(["Mary Poppins", "Queen Mary"]).hold("Queen Mary sank.", 6, 10)
        True
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = frozenset(phrases)
        places: defaultdict[str, defaultdict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
        for phrase in self.phrases:
            for match in _WORD.finditer(phrase):
                places[match[0]][_beside(phrase, *match.span())].append((phrase, match.start()))
        self._places: Mapping[str, Mapping[str, Sequence[tuple[str, int]]]] = places

    def hold(self, text: str, start: int, end: int) -> bool:
        """Whether a word stands in one of the phrases, which no letter or digit goes on with.

        Args:
            text: The text.
            start: First code point of the word.
            end: One past its last code point; no letter, digit or underscore stands beside it.

        Returns:
            Whether it does.
        """
        places = self._places.get(text[start:end])
        if not places:
            return False
        for beside in (text[end : end + _BESIDE], text[max(0, start - _BESIDE) : start], ""):
            for phrase, offset in places.get(beside, ()):
                first, last = start - offset, start - offset + len(phrase)
                if first >= 0 and text.startswith(phrase, first) and _is_apart(text, first, last):
                    return True
        return False


class Closed(NamedTuple):
    """The stretches of a text in which nothing is a person's name.

    Args:
        text: The text.
        zones: What is no prose in it, sorted and disjoint.
        phrases: Phrases that mean nobody.
    """

    text: str
    zones: Sequence[Span]
    phrases: Phrases

    def hold(self, start: int, end: int) -> bool:
        """Whether a word stands in one of them."""
        return bool(self.zones and overlaps(start, end, self.zones)) or self.phrases.hold(self.text, start, end)


def _beside(phrase: str, start: int, end: int) -> str:
    """By what a phrase is found where one of its words stands: what stands after the word, or before it."""
    if end + _BESIDE <= len(phrase):
        return phrase[end : end + _BESIDE]
    return phrase[start - _BESIDE : start] if start >= _BESIDE else ""


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands beside a stretch of text."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()
