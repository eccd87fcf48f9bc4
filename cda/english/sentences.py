"""Where sentences end: a simple splitter whose answer for a place depends only on the text near it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from operator import itemgetter

from cda.english.behind import behind
from cda.english.tables import words

# The first character stands alone in front: the search then skips all others without trying to match there.
# Several marks after which no sentence ends are a match too, with a group: each would be tried again otherwise.
_END = re.compile(
    r"[.!?…\n<](?:(?<=[.!?…])(?:[.!?…]*+[\"'”’)\]]*+(?=\s|$)|[.!?…]++[\"'”’)\]]*+(?P<goes_on>))"
    r"|(?<=\n)\s*\n|(?<=<)br\s*/?>)"
)
_WORD_BEFORE = re.compile(r"\.([^\W_]+(?:\.[^\W_]+)*)")
"""The word before a full stop and the stop, written backwards."""

_LOOK_BACK = 20
_NEAR = 240
_FURTHEST = 2000
"""How far from a place its sentence goes on at most."""
_STOPPED = 13
"""Code points of an abbreviation and its full stop at most."""

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
    first = _begin(text, start)
    while first < start and text[first].isspace():
        first += 1
    return first, sentence_end(text, end)


def sentence_end(text: str, end: int) -> int:
    """Where the sentence of a span ends.

    Args:
        text: The text.
        end: One past the last code point of the span.

    Returns:
        One past the last code point of the sentence.

    Example:
        >>> sentence_end("Mr. Low left. She stayed.", 7)
        13
    """
    last = min(len(text), end + _FURTHEST)
    return next((match.end() for match in _END.finditer(text, end, last) if _is_end(text, match)), last)


def _begin(text: str, start: int) -> int:
    """Where the sentence before a span ends: looked for near by first, since most sentences are short."""
    for reach in (_NEAR, _FURTHEST):
        window = max(0, start - reach)
        first = window
        for match in _END.finditer(text, window, min(len(text), start + 1)):  # one further: "$" would match before it
            # What the window cuts in two counts in the wider one.
            if match.end() <= start and (match.start() > window or reach == _FURTHEST) and _is_end(text, match):
                first = match.end()
        if first > window:
            break
    return first


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
        before = _before_stop(text, index)
        if len(before) == 1 and before.isupper() and before != "I":
            return False  # an initial
        return before.lower() not in words("abbreviations")
    return text[index] in "!?…:;>|”"


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match.lastindex:
        return False
    stop = match.start()
    if text[stop] != "." or _ends_word(text, stop):
        return True
    before = _before_stop(text, stop)
    return len(before) != 1 and before.lower() not in words("abbreviations")


def _ends_word(text: str, stop: int) -> bool:
    """Whether the letters before a full stop are those of a word that is neither an initial nor an abbreviation."""
    last = text[stop - 2 : stop] if stop > 1 else ""
    return last.isalnum() and last.lower() not in _last_letters()


@lru_cache(maxsize=1)
def _last_letters() -> frozenset[str]:
    """The last two letters of the abbreviations."""
    return frozenset(word[-2:] for word in words("abbreviations"))


def _before_stop(text: str, stop: int) -> str:
    """The word that a full stop closes, such as ``Mr``; empty where there is none."""
    before = behind(_WORD_BEFORE, text, stop + 1, _STOPPED)
    return before[1][::-1] if before else ""


@lru_cache(maxsize=16)
def sentence_ends(text: str, longest: int) -> tuple[int, ...]:
    """Where the sentences of a text end; asked for again and again while a row is worked on.

    Args:
        text: Any text.
        longest: A sentence is cut before it is longer than this.

    Returns:
        One past the last code point of each sentence.

    Example:
        >>> sentence_ends("Mr. Low left. She stayed.", 100)
        (13, 25)
    """
    return tuple(last for _, last in sentence_spans(text, longest))


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
