"""The stretch of text around a word that the tagger must see."""

from __future__ import annotations

import re

CHUNKS = 4
"""Chunks between white space on either side: at least as many tokens, and the tagger looks at four."""

LONGEST = 200
"""A chunk without white space is cut here: nobody wrote it, and the tagger's time must not depend on it."""

_CHUNKS = rf"(?P<own>\S{{0,{LONGEST}}})(?:\s{{1,{LONGEST}}}\S{{1,{LONGEST}}}){{0,{CHUNKS}}}"
# White space at the edge of a text is a token to the tagger, so it belongs to the window; after the last chunk all of
# it does, for a blank there is part of the token.
_BEFORE = re.compile(rf"{_CHUNKS}(?:\s{{1,{LONGEST}}}\Z)?")
_AFTER = re.compile(rf"{_CHUNKS}(?:\s{{1,{LONGEST}}})?")
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
        'd e f g her h i j k '
    """
    before = _BEFORE.match(text[max(0, start - _FURTHEST) : start][::-1])
    after = _AFTER.match(text, end)
    first, own_before = (start - before.end(), before.end("own")) if before else (start, 0)
    last, own_after = (after.end(), after.end("own") - end) if after else (end, 0)
    if own_before + (end - start) + own_after > LONGEST:
        room = max(0, LONGEST - (end - start)) // 2
        first = first if own_before <= room else start - room
        last = last if own_after <= room else end + room
    return first, last
