"""Titles of works and names that hold a common noun: *the film "Black Mama"*, *Throw Momma from the Train*."""

from __future__ import annotations

import re

from cda.english.behind import ends_in
from cda.english.sentences import starts_sentence
from cda.english.tables import words

_LONGEST = 90
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_BEFORE = re.compile(r"\b(?P<word>[A-ZÀ-Þ][\w\-]*(?:['’]\w+)?)(?P<own>['’]?)\s(?:of\s(?:(?:the|an?)\s)?)?$")
_AFTER = re.compile(r"(?P<own>['’]s?)?\s(?P<word>[A-ZÀ-Þ][\w'’\-]*)")
_FIRM = re.compile(r"[A-ZÀ-Þ]\w+,?\s(?:and|&)\s$")
_JOINS = ("and", "&")
_HOUSE = re.compile(r"(?:Sons?|Brothers?|Daughters?|Sisters?)$")
_BACK = 60
_INTRODUCED = re.compile(r"(?P<word>\w+),?\s*$")
_OPEN = {'"': '"', "“": "”"}
_LONG = 4
_LINE = 200
_HEADING = 140
"""A line up to here may be a heading; what runs on or ends in a full stop is prose: there capitals are a name's."""
_PARTS = re.compile(r"[:|·•(]|\s[-–—]\s")
_SHARE = 0.7


def in_title(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands in a quotation that is the title of a work.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        Whether all longer words of the quotation are capitalised. Where it could be speech (one word, or a comma or a
        full stop at the end), a word such as *film* must stand before it.

    Example:
        >>> in_title('We saw "Bad Mother Blues" twice.', 12, 18), in_title('"Hello Mother," he said.', 7, 13)
        (True, False)
    """
    if not text[start : start + 1].isupper():
        return False
    reach = max(0, start - _LONGEST)
    first = max(text.rfind('"', reach, start), text.rfind("“", reach, start))
    if first < 0:
        return False
    last = text.find(_OPEN[text[first]], end, end + _LONGEST)
    inside = text[first + 1 : last] if last > 0 else ""
    if not inside or inside[:1].isspace() or "\n" in inside or inside.isupper():
        return False
    said: list[str] = _WORD.findall(inside)
    if not said or not all(word[:1].isupper() for word in said if len(word) >= _LONG or word == said[0]):
        return False
    if len(said) > 1 and inside[-1] not in ".,!?":
        return sum(word[:1].isupper() for word in said) > 1
    before = _INTRODUCED.search(text, max(0, first - 30), first)
    return before is not None and before["word"].lower() in words("introduces_title")


def apart(text: str, start: int, end: int) -> bool:
    """Whether no capitalised neighbour makes a word part of a name or a title.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        ``False`` where the word is capitalised in a line that is no heading, and a capitalised word stands before it
        (also with *of the* or *and* between), or a capitalised preposition or what it owns after it.

    Example:
        >>> apart("the film Serial Mom", 16, 19), apart("I told Mom", 7, 10), apart("Happy Birthday Mom", 15, 18)
        (False, True, True)
    """
    if not _capitalised(text, start, end):
        return True
    firm = ends_in(text, start, _JOINS) and _FIRM.search(text, max(0, start - _BACK), start)
    if firm and _HOUSE.match(text, start, end):
        return False
    after = _AFTER.match(text, end)
    named = after is not None and (bool(after["own"]) or after["word"].lower() in words("generic_small"))
    if named or _capital_before(text, start):
        return in_capitals(text, start, end)
    return True


def alone(text: str, start: int, end: int) -> bool:
    """Whether a word is `apart`, and no capitalised word follows it either.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        ``False`` as `apart` does, and where any capitalised word stands directly after a capitalised one.

    Example:
        >>> alone("She met the Witch King.", 12, 17), alone("Police Say Woman Killed In Crash", 11, 16)
        (False, True)
    """
    if not apart(text, start, end):
        return False
    if not _capitalised(text, start, end) or not _AFTER.match(text, end):
        return True
    return in_capitals(text, start, end)


def _capitalised(text: str, start: int, end: int) -> bool:
    """Whether a word is written with a capital, and not in capitals."""
    return text[start : start + 1].isupper() and not (end - start > 1 and text[start:end].isupper())


def _capital_before(text: str, start: int) -> bool:
    """Whether a capitalised word that opens no sentence stands before, and is no greeting and no article."""
    before = _BEFORE.search(text, max(0, start - _BACK), start)
    if not before or starts_sentence(text, before.start("word")):
        return False
    low = before["word"].lower().replace("’", "'")
    if before["own"] or low.endswith("'s"):
        return False
    closed = ("greetings", "determiners", "possessives", "not_after_possessive")
    return not any(low in words(table) for table in closed)


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a capital says nothing: the line is in title case, or it is short and the part around the word is.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        Whether the word stands in a heading.

    Example:
        >>> in_capitals("Cancer Facts for Men", 17, 20), in_capitals("We met the Men of Harlech.", 11, 14)
        (True, False)
    """
    first = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    last = text.find("\n", end, end + _LINE)
    last = last if last >= 0 else min(len(text), end + _LINE)
    if all(word[:1].isupper() or word in words("generic_small") for word in _WORD.findall(text, first, last)):
        return True
    if last - first > _HEADING or text[first:last].rstrip().endswith((".", ",", ";")):
        return False
    for mark in _PARTS.finditer(text, first, last):
        first = mark.end() if mark.end() <= start else first
        last = mark.start() if end <= mark.start() < last else last
    long = [word for word in _WORD.findall(text, first, last) if len(word) >= _LONG]
    return len(long) > 1 and sum(word[:1].isupper() for word in long) >= _SHARE * len(long)
