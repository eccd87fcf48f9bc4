"""What stands between two expressions, and what it says about them: one person or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cda.english.tables import words

_TITLE = re.compile(r"\.?[ \t\r\n\u00a0]{1,3}")
_LOOSE = re.compile(r",[ \t\r\n\u00a0]{1,3}|[ \t\u00a0]?\(")
_CLOSES = re.compile(r"['’]?s?(?:[,;:.!?)\]–—]|--|\s+(?:who|whose|of)\b|\s*$)")
_SERIES = re.compile(r",?\s+(?:and|or)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")
_BETWEEN = 60
_MODIFIERS = 4


def stands_before(text: str, end: int, start: int, name_end: int) -> bool:
    """Whether what ends at ``end`` is a title or a noun before the name at ``start``.

    Args:
        text: The text.
        end: One past the title or noun.
        start: First code point of the name.
        name_end: One past its last code point.

    Returns:
        Whether both are one person.

    Example:
        >>> stands_before("Mrs. Low left", 3, 5, 8), stands_before("my aunt, Ann, left", 7, 9, 12)
        (True, True)
    """
    if _TITLE.fullmatch(text, end, start):
        return True
    return bool(_LOOSE.fullmatch(text, end, start) and text[name_end : name_end + 1] in {",", ")"})


def is_apposition(text: str, end: int, start: int, noun_end: int) -> bool:
    """Whether the noun at ``start`` says who the one that ends at ``end`` is.

    Args:
        text: The text.
        end: One past the first expression.
        start: First code point of the noun.
        noun_end: One past its last code point.

    Returns:
        Whether a comma, a determiner and a few words stand between, and the noun phrase is closed after it.

    Example:
        >>> text = "Ann, a famous actress, left"
        >>> is_apposition(text, 3, 14, 21), is_apposition("Ann, my aunt and he", 3, 8, 12)
        (True, False)
    """
    between = text[end:start]
    if len(between) > _BETWEEN or not _LOOSE.match(between):
        return False
    inner = _words(between)
    opened = bool(inner) and inner[0] in words("determiners") and len(inner) <= _MODIFIERS
    return opened and bool(_CLOSES.match(text, noun_end)) and not _SERIES.match(text, noun_end)


def is_predicate(text: str, end: int, start: int) -> bool:
    """Whether the noun at ``start`` is said of the one that ends at ``end``.

    Args:
        text: The text.
        end: One past the subject.
        start: First code point of the noun.

    Returns:
        Whether a linking verb, a determiner and a few words stand between.

    Example:
        >>> is_predicate("She was a great actress", 3, 16), is_predicate("She saw an actress", 3, 11)
        (True, False)
    """
    between = text[end:start].replace("’", "'")
    inner = _words(between)
    if len(between) > _BETWEEN or any(mark in between for mark in ",;:.!?()"):
        return False
    if not inner or inner[0] not in words("linking_verbs"):
        return False
    rest = [word for word in inner[1:] if word not in words("predicate_adverbs")]
    return 1 <= len(rest) <= _MODIFIERS and rest[0] in words("determiners") and not _blocked(rest[1:])


def is_introduced(text: str, start: int) -> bool:
    """Whether *a*, *another* or the like introduces the noun at ``start`` as somebody new, a few words before it.

    Example:
        >>> is_introduced("a tall girl", 7), is_introduced("the tall girl", 9)
        (True, False)
    """
    for word in _last_words(text, start):
        if word in words("indefinite_articles"):
            return True
        if word in words("determiners") or word in words("prepositions"):
            return False
    return False


def is_object(text: str, start: int) -> bool:
    """Whether a preposition stands before the noun phrase that has its noun at ``start``.

    Example:
        >>> is_object("with the girl", 9), is_object("the girl", 4)
        (True, False)
    """
    for word in _last_words(text, start):
        if word in words("prepositions"):
            return True
        if word not in words("determiners"):
            return False
    return False


def _blocked(inner: list[str]) -> bool:
    return any(word in words("opens_phrase") and word not in words("determiners") for word in inner)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _last_words(text: str, end: int) -> Iterator[str]:
    """The few words before a place, the nearest first; most often no other is asked for."""
    backwards = text[max(0, end - _BETWEEN) : end][::-1]
    return (match[0][::-1].lower() for match in islice(_WORD.finditer(backwards), _MODIFIERS))
