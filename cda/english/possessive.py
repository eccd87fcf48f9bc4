"""*her* and *his*: before a noun, or standing for one.

*her* is written for *his* (``DET``) and for *him* (``PRON``), *his* for *her* and for *hers*. The next word decides
most of them: a closed-class word or a punctuation mark cannot go on with the noun phrase that a possessive began.
"""

from __future__ import annotations

import re
from typing import Literal

from cda.english.tables import words

Use = Literal["DET", "PRON"]

_NEXT = re.compile(r"(?P<gap>[^\w]{0,12})(?P<word>\w+(?:['’]\w+)?)?(?P<joined>[-‐‑]?)")
_STOPS = re.compile(r"\s*(?:$|[,;:!?)\]}—–/|]|\.(?!\.)|--|\n\s*\n|<)|\s+-\s")
_BUT = re.compile(r"\b(?P<who>\w+)\s+(?:but|except)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"\s+['’]\d\d\b")
_REACH = 40
_PAIR_BEFORE = re.compile(r"(?P<first>\w+)\s*(?P<joint>/|\bor\b|\band\b|&)\s*$", re.IGNORECASE)
_PAIR_AFTER = re.compile(r"\s*(?:/|\bor\b|\band\b|&)\s*(?P<second>\w+)", re.IGNORECASE)


def certain_use(text: str, start: int, end: int) -> Use | None:
    """What the words beside *her* or *his* decide beyond doubt.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        ``DET`` before a noun, ``PRON`` where it stands alone, ``None`` where the neighbours leave it open.

    Example:
        >>> certain_use("I saw her on Monday", 6, 9), certain_use("It is her own", 6, 9), certain_use("her dog", 0, 3)
        ('PRON', 'DET', None)
        >>> certain_use("a friend of his.", 12, 15), certain_use("his dog", 0, 3)
        ('PRON', 'DET')
    """
    pronoun = text[start:end].lower()
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        end += 1
    paired = _in_pair(text, start, end, pronoun)
    if paired:
        return paired
    if _STOPS.match(text, end):
        return "PRON"
    but = _BUT.search(text, max(0, start - _REACH), start)
    if but and but["who"].lower() in words("everybody"):
        return "PRON"
    match = _NEXT.match(text, end)
    following, gap = (match["word"] or "", match["gap"]) if match else ("", "")
    low = following.lower().replace("’", "'")
    if low == "own" or _YEAR.match(text, end):
        return "DET"
    if following and not gap.strip() and match and not match["joined"]:
        named = following[:1].isupper() and not text[start:end].isupper()
        if low in words("not_after_possessive") and not named:
            return "PRON"
    return "DET" if pronoun == "his" and following else None


def _in_pair(text: str, start: int, end: int, pronoun: str) -> Use | None:
    """*his or her*, *her/his*, *him or her*: each half has the use of the other."""
    before = _PAIR_BEFORE.search(text, max(0, start - 12), start)
    if before and before["first"].lower() in {"him", "his", "her"}:
        first, joint = before["first"].lower(), before["joint"].lower()
        if first == "him" and joint in {"or", "/"}:
            return "PRON"
        if first not in {pronoun, "him"}:
            return None if _STOPS.match(text, end) else "DET"
    after = _PAIR_AFTER.match(text, end)
    if after:
        second = after["second"].lower()
        if second in {"his", "her"} and second != pronoun:
            return None if _STOPS.match(text, after.end()) else "DET"
        if second in {"hers", "him", "mine", "yours", "ours", "theirs"}:
            return "PRON"
    return None
