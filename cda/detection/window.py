"""The stretch of text around a word that the tagger must see."""

from __future__ import annotations

import re

CHUNKS = 5
"""Chunks between white space on either side: at least as many tokens, and the tagger looks at four."""

LONGEST = 200
"""A chunk without white space is cut here: nobody wrote it, and the tagger's time must not depend on it."""

# White space at the edge of a text is a token to the tagger, so it belongs to the window.
_REACH = re.compile(rf"\S{{0,{LONGEST}}}(?:\s{{1,{LONGEST}}}\S{{1,{LONGEST}}}){{0,{CHUNKS}}}(?:\s{{1,{LONGEST}}}\Z)?")
_FURTHEST = (CHUNKS + 1) * 2 * LONGEST


def window(text: str, start: int, end: int) -> tuple[int, int]:
    """The window around a span.

    Args:
        text: The text.
        start: First code point of the span.
        end: One past its last code point.

    Returns:
        First and one past the last code point: whole chunks, so that the tokens are those of the whole text.

    Example:
        >>> text = "a b c d e f g her h i j k l m n"
        >>> text[slice(*window(text, 14, 17))]
        'c d e f g her h i j k l'
    """
    before = _REACH.match(text[max(0, start - _FURTHEST) : start][::-1])
    after = _REACH.match(text, end)
    return start - (before.end() if before else 0), after.end() if after else end
