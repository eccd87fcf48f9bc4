"""What stands beside a word, and the guards that ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice

from cda.english.sentences import starts_sentence
from cda.english.tables import words

NEAR = 6
"""How many words on either side count as near."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_AFTER = re.compile(r"\.?[ \t\u00a0\r\n]{1,3}(?P<word>\w+(?:['’.]\w+)*)")
_NEXT = re.compile(r"(?:['’]s)?[\s\-‐‑]{1,3}[\"“‘']?(?P<word>\w+(?:['’]\w+)?)")
_PREVIOUS = re.compile(r"(?P<word>\w+(?:['’]\w+)?)[\"”’']?[\s\-‐‑]{1,3}[\"“‘'(]?$")
_SPAN = 160


def next_word(text: str, end: int) -> str:
    """The word directly after an offset, lower case, seen through a hyphen; empty where there is none."""
    match = _NEXT.match(text, end)
    return match["word"].lower() if match else ""


def previous_word(text: str, start: int) -> str:
    """The word directly before an offset, lower case, seen through a hyphen; empty where there is none."""
    match = _PREVIOUS.search(text, max(0, start - 40), start)
    return match["word"].lower() if match else ""


def near_words(text: str, start: int, end: int) -> frozenset[str]:
    """The words within six of a span on either side, lower case."""
    before = [match[0].lower() for match in _WORD.finditer(text, max(0, start - _SPAN), start)][-NEAR:]
    after = [match[0].lower() for match in islice(_WORD.finditer(text, end, end + _SPAN), NEAR)]
    return frozenset(before + after)


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


def _lower(text: str, start: int, end: int) -> bool:
    if not text[start : start + 1].isupper() or text[start:end].isupper() or starts_sentence(text, start):
        return True
    return previous_word(text, start) in words("determiners")


def _possessed(text: str, start: int, _end: int) -> bool:
    word = previous_word(text, start).replace("’", "'")
    return word in words("possessives") or word.endswith("'s")


Guard = Callable[[str, int, int], bool]

TEXT_GUARDS: Mapping[str, Guard] = {
    "unnamed": lambda text, start, end: not name_follows(text, start, end),
    "title": name_follows,
    "lower": _lower,
    "capital": lambda text, start, _end: text[start : start + 1].isupper(),
    "possessed": _possessed,
}
"""Guards that the text itself answers: does the form count here?"""

TAG_GUARDS: Mapping[str, tuple[str, ...]] = {"noun": ("NN",), "adjective": ("JJ",)}
"""Guards that the tagger answers: how the tag must begin."""
