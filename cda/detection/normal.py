"""The form of a text in which forms are looked up: same length, letters lower case, the rest blanks."""

from __future__ import annotations

import unicodedata

_JOINERS = frozenset("\u00ad\u200c\u200d\u2060")
"""Marks that stand inside words without being letters."""

_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
"""Marks that choose between forms of an emoji: no part of a word."""


class _Blanks(dict[int, str | int]):
    """A translation table that keeps letters, digits and marks, and is filled as characters come."""

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        word = char.isalnum() or char == "_" or char in _JOINERS
        word = word or (unicodedata.category(char) in {"Mn", "Mc"} and code not in _VARIATION_SELECTORS)
        self[code] = code if word else " "
        return self[code]


_TABLE = _Blanks()
_OF_BYTES = "".join(map(chr, range(256))).translate(_TABLE).encode("latin-1")
"""The same table for characters that are one byte, which are looked up many times as fast."""


def normal(text: str) -> str:
    """Write a text so that word forms can be found in it.

    Args:
        text: Any text.

    Returns:
        A text of the same length: letters in lower case, everything that is no letter, digit, underscore or combining
        mark a blank.

    Example:
        >>> normal("He's here—NO?")
        'he s here no '
    """
    low = text.lower()
    try:  # nearly all English text has such characters alone
        return low.encode("latin-1").translate(_OF_BYTES).decode("latin-1")
    except UnicodeEncodeError:
        return _wide(text, low)


def _wide(text: str, low: str) -> str:
    """The same for a text with any characters, where ``low`` is what Python writes in lower case."""
    if len(low) != len(text):  # a dotted capital I becomes two characters in lower case; such letters stay as they are
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return low.translate(_TABLE)
