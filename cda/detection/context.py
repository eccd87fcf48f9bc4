"""What stands beside a word, and the guards that ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from cda.detection.animate import animate
from cda.detection.speech import meant, unaddressed
from cda.detection.titles import alone, apart, in_capitals
from cda.english.behind import behind
from cda.english.sentences import starts_sentence
from cda.english.tables import words

NEAR = 6
"""How many words on either side count as near."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_AFTER = re.compile(r"\.?[ \t\u00a0\r\n]{1,3}(?P<word>\w+(?:['’.]\w+)*)")
_NEXT = re.compile(r"(?:['’]s)?[\s\-‐‑]{1,3}[\"“‘']?(?P<word>\w+(?:['’]\w+)?)")
_PREVIOUS = re.compile(r"\n?[\"“‘'(]?[\s\-‐‑]{1,3}[\"”’']?(?P<word>\w+(?:['’]\w+)?)")
"""The word before a place, written backwards; the gap may be one line end longer."""
_OF_PLACE = re.compile(r"\s(?:of|de|du|von)\s(?:the\s)?(?:[A-ZÀ-Þ]\w+)")
_SPAN = 160
_BEFORE = 40
_QUOTES = frozenset("\"'“‘`")
_LINE_ENDS = ".!?\n"
_LONG_WORD = 4
_HEADING_WORDS = 3
_HEADING_SHARE = 0.7


def next_word(text: str, end: int) -> str:
    """The word directly after an offset, lower case, seen through a hyphen; empty where there is none."""
    match = _NEXT.match(text, end)
    return match["word"].lower() if match else ""


class _Before(NamedTuple):
    """The word before a place as it stands, and where."""

    word: str
    start: int
    end: int


def _previous(text: str, start: int) -> _Before | None:
    match = behind(_PREVIOUS, text, start, _BEFORE)
    return _Before(match["word"][::-1], start - match.end("word"), start - match.start("word")) if match else None


def previous_word(text: str, start: int) -> str:
    """The word directly before an offset, lower case, seen through a hyphen; empty where there is none."""
    match = behind(_PREVIOUS, text, start, _BEFORE)
    return match["word"][::-1].lower() if match else ""


def near_words(text: str, start: int, end: int) -> frozenset[str]:
    """The words within six of a span on either side, lower case."""
    for reach in (_SPAN // 3, _SPAN):  # the words are most often within a third of it; one may be cut at its end
        before: list[str] = _WORD.findall(text, max(0, start - reach), start)
        if len(before) > NEAR:
            break
    for reach in (_SPAN // 3, _SPAN):
        after: list[str] = _WORD.findall(text, end, end + reach)
        if len(after) > NEAR:
            break
    return frozenset([word.lower() for word in (*before[-NEAR:], *after[:NEAR])])


def name_follows(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word that can be a name stands directly after a capitalised word.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        ``False`` where the capitals come from a line in capitals, or the next word is a closed-class word.

    Example:
        >>> name_follows("King Aldren", 0, 4), name_follows("THE KING SAID", 4, 8)
        (True, False)
    """
    if not text[start : start + 1].isupper():
        return False
    match = _AFTER.match(text, end)
    if not match or not match["word"][:1].isupper():
        return False
    word = match["word"]
    if text[start:end].isupper() and word.isupper() and end - start > 1 and len(word) > 1:
        return False
    return word.lower() not in words("not_after_possessive") or len(word) == 1


def bare(text: str, start: int, *, skip: int = 0) -> bool:
    """Whether a noun phrase begins at a word, without an article: it speaks of the kind.

    Args:
        text: The text.
        start: First code point of the word.
        skip: How many words before it belong to the phrase.

    Returns:
        Whether a clause begins there, or a preposition, conjunction or the like stands before.

    Example:
        >>> bare("the works of man", 13), bare("a hated man", 8), bare("of modern man", 10, skip=1)
        (True, False, True)
    """
    for _ in range(skip + 1):
        before = _previous(text, start)
        if not before or text[before.end : start].strip():
            return True
        start = before.start
    word = before.word.lower().replace("’", "'") if before else ""
    closed = word in words("not_after_possessive") or word in words("conjunctions")
    return closed and word not in words("determiners") and word not in words("possessives")


def _counted(text: str, start: int, end: int) -> bool:
    """Whether a title such as *King* is not used like a name: it is small, or an article stands before it."""
    if _small(text, start, end):
        return True
    if _OF_PLACE.match(text, end) or previous_word(text, start) == "that":
        return False
    return _determined(text, start) or _possessed(text, start, end)


def _small(text: str, start: int, end: int) -> bool:
    last = max(text.rfind(" ", start, end) + 1, start)  # of a phrase the noun counts: *My lord* opens a sentence
    return not text[last : last + 1].isupper() or (text[start:end].isupper() and end - start > 1)


def _lower(text: str, start: int, end: int) -> bool:
    return (
        _small(text, start, end)
        or starts_sentence(text, start)
        or _determined(text, start)
        or in_heading(text, start, end)
        or in_capitals(text, start, end)
    )


def _determined(text: str, start: int) -> bool:
    """Whether an article or the like stands before; one with a capital of its own begins a title (*The Third Man*)."""
    before = _previous(text, start)
    if not before or before.word.lower() not in words("determiners"):
        return False
    first = before.start
    return before.word.islower() or (starts_sentence(text, first) and text[first - 1 : first] not in _QUOTES)


def _possessed(text: str, start: int, _end: int) -> bool:
    word = previous_word(text, start).replace("’", "'")
    return word in words("possessives") or word.endswith("'s")


def in_heading(text: str, start: int, end: int) -> bool:
    """Whether a span stands in a line in title case, where a capital says nothing about a word.

    Args:
        text: The text.
        start: First code point of the span.
        end: One past its last code point.

    Returns:
        Whether at least seven in ten of the longer words near it are capitalised.

    Example:
        >>> in_heading("Seven Things Every Man Knows", 19, 22), in_heading("I saw The Third Man twice", 16, 19)
        (True, False)
    """
    first = max((text.rfind(mark, max(0, start - _SPAN), start) + 1 for mark in _LINE_ENDS), default=0)
    first = max(first, start - _SPAN, 0)
    last = min((place for mark in _LINE_ENDS if (place := text.find(mark, end, end + _SPAN)) >= 0), default=end + _SPAN)
    long = [match[0] for match in _WORD.finditer(text, first, last) if len(match[0]) >= _LONG_WORD]
    capitals = sum(word[:1].isupper() for word in long)
    return len(long) >= _HEADING_WORDS and capitals >= _HEADING_SHARE * len(long)


Guard = Callable[[str, int, int], bool]

TEXT_GUARDS: Mapping[str, Guard] = {
    "unnamed": lambda text, start, end: not name_follows(text, start, end),
    "title": name_follows,
    "lower": _lower,
    "small": _small,
    "capital": lambda text, start, end: all(word[:1].isupper() for word in text[start:end].split()),
    "possessed": _possessed,
    "animate": animate,
    "alone": alone,
    "apart": apart,
    "counted": _counted,
    "meant": meant,
    "unaddressed": unaddressed,
}
"""Guards that the text itself answers: does the form count here?"""

TAG_GUARDS: Mapping[str, tuple[str, ...]] = {"noun": ("NN",), "adjective": ("JJ",)}
"""Guards that the tagger answers: how the tag must begin."""
