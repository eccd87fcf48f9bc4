"""*her* and *his*: before a noun, or standing for one.

*her* is written for *his* (``DET``) and for *him* (``PRON``), *his* for *her* and for *hers*. The next word decides
most of them: a closed-class word or a punctuation mark cannot go on with the noun phrase that a possessive began.
"""

from __future__ import annotations

import re
from typing import Literal

from cda.english.behind import ends_in
from cda.english.tables import words

Use = Literal["DET", "PRON"]

_NEXT = re.compile(r"(?P<gap>[^\w]{0,12})(?P<word>\w+(?:['’]\w+)?)?(?P<joined>[-‐‑]?)")
_PLAIN = re.compile(r" (?P<word>[a-z]+)(?=[ ,;:!?)\"\n]|\.(?:\s|$)|$)")
"""A plain word after the pronoun, which no other rule than that of the next word looks at."""
_JOINS = ("or", "and", "/", "&", "but", "except")
"""What ends the text before a pronoun that may be a part of more."""
_STOPS = re.compile(r"\s*(?:$|[,;:!?)\]}—–/|]|\.(?!\.)|--|\n\s*\n|<)|\s+-\s")
_DOTS = re.compile(r"\s?(?:…|\.{2,})\s{0,3}(?P<next>$|[^\w\s]|\n|\w+)")
_CLOSED = re.compile(r"[\"”»]\s*(?P<word>\w*)")
_OPENING = frozenset('"“«')
_NOT = re.compile(r"\s{1,3}(?:not|never)\s{1,3}(?P<one>\w+)(?:\s{1,3}(?P<two>\w+)\s{1,3}(?P<three>\w+))?")
_TIME = re.compile(r"\s{1,3}(?:then|now|once)\s{1,3}(?P<what>\w+(?:-\w+)*)(?:\s{1,3}(?P<noun>\w+))?", re.IGNORECASE)
_BUT = re.compile(r"\b(?P<who>\w+)\s+(?:but|except)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"\s+['’]\d\d\b")
_REACH = 40
_PAIR_REACH = 12
_PAIR_BEFORE = re.compile(r"(?P<first>\w+)\s*\(?(?P<joint>/|\bor\b|\band\b|&)\s*$", re.IGNORECASE)
_PAIR_AFTER = re.compile(r"\s*\(?(?:/|\bor\b|\band\b|&)\s*(?P<second>\w+)\)?", re.IGNORECASE)
_BE_BEFORE = re.compile(r"(?:\b(?:am|is|are|was|were|be|been)|['’](?:s|re))\s+$", re.IGNORECASE)


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
    word = plain_next(text, start, end)
    if word:
        return use_of_word(pronoun, word)
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        end += 1
    paired = _in_pair(text, start, end, pronoun)
    if paired:
        return paired
    but = _BUT.search(text, max(0, start - _REACH), start)
    left_out = but is not None and but["who"].lower() in words("everybody")
    if left_out or _STOPS.match(text, end) or _dotted(text, start, end) or _quoted(text, start, end):
        return "PRON"
    if _YEAR.match(text, end) or _denies(text, end, pronoun) or _sometime(text, end):
        return "DET"
    return _by_next(text, start, end, pronoun)


def _by_next(text: str, start: int, end: int, pronoun: str) -> Use | None:
    """What the next word decides."""
    match = _NEXT.match(text, end)
    following, gap = (match["word"] or "", match["gap"]) if match else ("", "")
    low = following.lower().replace("’", "'")
    apart = not following or bool(gap.strip()) or bool(match and match["joined"])
    named = following[:1].isupper() and not text[start:end].isupper()
    if low != "own" and (apart or named):
        return "DET" if pronoun == "his" and following else None
    return use_of_word(pronoun, low)


def plain_next(text: str, start: int, end: int) -> str:
    """The plain word after a pronoun, where nothing but that word can decide about it.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        The word, or an empty string where anything else has a say: a mark, a capital, *or her*, *her then manager*.

    Example:
        >>> plain_next("her dog barks", 0, 3), plain_next("his or her dog", 7, 10)
        ('dog', '')
    """
    plain = _PLAIN.match(text, end)
    if not plain or plain["word"] in words("beside_possessive") or ends_in(text, start, _JOINS, _REACH):
        return ""
    return plain["word"]


def use_of_word(pronoun: str, word: str) -> Use | None:
    """What the next word decides where a blank alone stands before it.

    Args:
        pronoun: ``her`` or ``his``.
        word: The word, lower case.

    Returns:
        The use, ``None`` where the word leaves it open.

    Example:
        >>> use_of_word("her", "own"), use_of_word("her", "with"), use_of_word("her", "dog")
        ('DET', 'PRON', None)
    """
    if word == "own":
        return "DET"
    if word in words("not_after_possessive", "chat_words"):
        return "PRON"
    return "DET" if pronoun == "his" else None


def _dotted(text: str, start: int, end: int) -> bool:
    """*It was his…* at an end, or before a word that begins anew; *his... collection* goes on."""
    dots = _DOTS.match(text, end)
    if not dots:
        return False
    word = dots["next"]
    anew = word[:1].isupper() and not text[start:end].isupper()
    return anew or not word[:1].isalnum() or word.lower() in words("hedges", "not_after_possessive")


def _quoted(text: str, start: int, end: int) -> bool:
    """*the car is "his"*: a quotation ends with the pronoun, and no noun follows; but *"her" dog* stays open."""
    closed = _CLOSED.match(text, end)
    if not closed:
        return False
    alone = text[start - 1 : start] in _OPENING
    return not alone or not closed["word"] or closed["word"].lower() in words("not_after_possessive")


def _denies(text: str, end: int, pronoun: str) -> bool:
    """*his not calling*, *her not very helpful answer*."""
    match = _NOT.match(text, end)
    if not match:
        return False
    three = (match["three"] or "").lower()
    described = match["one"].lower() in words("degrees") and bool(three) and three not in words("not_after_adjective")
    return described or (pronoun == "his" and match["one"].lower().endswith("ing"))


def _sometime(text: str, end: int) -> bool:
    """*her then manager*, *his now famous speech*."""
    match = _TIME.match(text, end)
    if not match:
        return False
    what, noun = match["what"].lower(), (match["noun"] or "").lower()
    changed = what.endswith("ed") and bool(noun) and noun not in words("not_after_possessive")
    return changed or what in words("then_now")


def _in_pair(text: str, start: int, end: int, pronoun: str) -> Use | None:
    """*his or her*, *her/his*, *him or her*: each half has the use of the other."""
    before = ends_in(text, start, _JOINS) and _PAIR_BEFORE.search(text, max(0, start - _PAIR_REACH), start)
    bracket = int(text[end : end + 1] == ")" and bool(before) and "(" in text[max(0, start - 8) : start])
    if before and before["first"].lower() in {"him", "his", "her"}:
        first, joint = before["first"].lower(), before["joint"].lower()
        if first == "him" and joint in {"or", "/"}:
            return "PRON"
        if first not in {pronoun, "him"}:
            return None if _STOPS.match(text, end + bracket) else "DET"
    after = _PAIR_AFTER.match(text, end)
    if after:
        second = after["second"].lower()
        if second in {"his", "her"} and second != pronoun:
            return None if _STOPS.match(text, after.end()) else "DET"
        if second in {"hers", "him", "mine", "yours", "ours", "theirs"}:
            return "PRON"
        was = _BE_BEFORE.search(text, max(0, start - 12), start)  # the money was his and my brother knew
        if pronoun == "his" and second in words("possessives") and not was:
            return "DET"
    return None
