"""Where sentences end: a simple splitter whose answer for a place depends only on the text near it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from cda.english.tables import words

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n|<br\s*/?>")
_WORD_BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.$")
_LOOK_BACK = 20
_OPENERS = "\"'“‘«([{*_-–—"


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a span stands in.

    Args:
        text: The text.
        start: First code point of the span.
        end: One past the last code point.

    Returns:
        First and one past the last code point of the sentence.

    Example:
        >>> text = "Mr. Low left. She stayed."
        >>> text[slice(*sentence_span(text, 14, 17))]
        'She stayed.'
    """
    first = max(0, start - 2000)
    for match in _END.finditer(text, first, min(len(text), start + 1)):  # one further: "$" would match before the span
        if match.end() <= start and _is_end(text, match):
            first = match.end()
    while first < start and text[first].isspace():
        first += 1
    for match in _END.finditer(text, end, min(len(text), end + 2000)):
        if _is_end(text, match):
            return first, match.end()
    return first, min(len(text), end + 2000)


class Sentences:
    """The sentences of a text, where spans are asked for one after the other.

    Args:
        text: The text.
        longest: A sentence that is longer is cut; all spans in a part of it share that part.

    Example:
        >>> text = "Mr. Low left. She stayed."
        >>> Sentences(text, 100).span(14, 17)
        (14, 25)
    """

    def __init__(self, text: str, longest: int) -> None:
        self._text = text
        self._longest = longest

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        return list(sentence_spans(self._text, self._longest))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The sentence that a span stands in, or the part of it: first and one past the last code point."""
        first, last = sentence_span(self._text, start, end)
        if last - first <= self._longest:
            return first, last
        first, last = self._parts[bisect_right(self._parts, start, key=itemgetter(0)) - 1]
        return first, max(last, end)


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation starts at an offset.

    Args:
        text: The text.
        start: First code point of a word.

    Returns:
        Whether a capital there says nothing about the word.
    """
    index = start - 1
    while index >= 0 and start - index < _LOOK_BACK and (text[index].isspace() or text[index] in _OPENERS):
        if text[index] == "\n" or text[index] in '"“‘':
            return True
        index -= 1
    if index < 0:
        return True
    if text[index] == ".":
        before = _WORD_BEFORE.search(text, max(0, index - 12), index + 1)
        if before and len(before[1]) == 1 and before[1].isupper() and before[1] != "I":
            return False  # an initial
        return not (before and before[1].lower() in words("abbreviations"))
    return text[index] in "!?…:;>|”"


def _is_end(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 12), match.start() + 1)
    return not (before and (before[1].lower() in words("abbreviations") or len(before[1]) == 1))


def sentence_spans(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a text into sentences.

    Args:
        text: Any text.
        longest: A sentence is cut, at white space where there is some, before it is longer than this.

    Yields:
        First and one past the last code point of each sentence: together they cover the text.

    Example:
        >>> list(sentence_spans("Mr. Low left. She stayed.", 100))
        [(0, 13), (13, 25)]
    """
    first = 0
    for last in _ends(text):
        while last - first > longest:
            blank = max(text.rfind(mark, first + longest // 2, first + longest) for mark in " \n\t")
            cut = blank if blank > first else first + longest
            yield first, cut
            first = cut
        if last > first:
            yield first, last
        first = last


def _ends(text: str) -> Iterator[int]:
    yield from (match.end() for match in _END.finditer(text) if _is_end(text, match))
    yield len(text)
