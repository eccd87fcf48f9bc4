"""Whether a word for a people speaks of people, where the words beside it leave no doubt; no parse is needed there."""

from __future__ import annotations

import re
from typing import Literal

from cda.detection.identity_phrase import first_name
from cda.detection.identity_spot import Use
from cda.detection.person_nouns import in_table, is_group, is_person
from cda.english.sentences import starts_sentence
from cda.english.tables import words

_NEXT = re.compile(r"[ \t]+(?P<word>[A-Za-z][\w'’-]*)")
_CAPITALS = re.compile(r"(?: [A-ZÀ-Þ][\w'’-]*){1,40}")
_PREVIOUS = re.compile(r"(?P<word>[\w'’]+)[ \t]+$")
_STOP = re.compile(r"[.!?;:,)\]\"”]|\s*$|\s*\n")
_FULL_STOP = re.compile(r"[.!?;)]+(?:\s|$)|\s*$")
_SUBJECT = re.compile(
    r"(?:^|[\s\"“(])(?:i|he|she|we|you|they)(?:['’](?:m|re|s)|\s(?:am|is|are|was|were))(?:\snot|\salso)?\s$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?:\s(?:and|&)\s|-and-|\s?/\s?)(?P<word>black|white)(?!\w)", re.IGNORECASE)
_WITH = re.compile(r"(?P<word>black|white)(?:\s(?:and|&)\s|-and-|\s?/\s?)$", re.IGNORECASE)
_HYPHENED = re.compile(r"[-‐‑](?P<word>\w+)")
_JOINS = frozenset("-‐‑/&")
_OF_PEOPLE = frozenset({"both", "between", "whether", "either"})
_ASK_JOINED = frozenset({"and", "or", "on"})
_REACH = 40
_LONG = 4
_NEARBY = re.compile(r"[\w'’]+")


def surface_use(text: str, start: int, end: int, *, colour: bool) -> Use | Literal["ask"] | None:
    """Decide by the words beside a word for a people, where they are enough.

    Args:
        text: The text.
        start: First code point of the word or phrase.
        end: One past its last code point.
        colour: Whether the word is an ordinary adjective too (*black*, *old*).

    Returns:
        ``ADJ``, ``NOUN`` or ``None`` as `cda.detection.identity.use_of_people` would say, ``"ask"`` where the sentence
        must be parsed.

    Example:
        >>> text = "A black man drove a black car, all dressed up in black."
        >>> [surface_use(text, start, start + 5, colour=True) for start in (2, 20, 49)]
        ['ADJ', None, None]
    """
    word = text[start:end].lower()
    *front, last = word.split()
    if front and is_person(last) and last not in words("race_words"):
        return "NOUN"
    joined = text[start - 1 : start] in _JOINS or text[end : end + 1] in _JOINS
    paired = _PAIR.match(text, end) or _WITH.search(text, max(0, start - _REACH), start)
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    if joined or (paired and not plural) or word in words("age_words"):
        return _joined(text, start, end) if colour else "ask"
    if plural:
        return _plural(text, start, end, colour=colour)
    if colour and text[start].isupper() and not text[start:end].isupper():
        return _capital(text, start, end)
    its = not colour and _low(_PREVIOUS.search(text, max(0, start - _REACH), start)) == "its"
    return "ask" if its else _before_noun(text, start, end, colour=colour)


def _joined(text: str, start: int, end: int) -> Use | Literal["ask"] | None:
    """A colour beside a hyphen, a slash, or the other colour."""
    if text[start - 1 : start] in _JOINS or text[start:end].lower() in words("age_words"):
        return "ask"
    if _PAIR.match(text, end) or _WITH.search(text, max(0, start - _REACH), start):
        return _paired(text, start, end)
    return _hyphened(text, end)


def _low(match: re.Match[str] | None) -> str:
    return match["word"].lower().replace("’", "'").removesuffix("'s") if match else ""


def _closed(text: str, end: int) -> bool:
    """Whether a noun phrase ends at an offset: at a mark, or before a closed-class word."""
    if _STOP.match(text, end):
        return True
    low = _low(_NEXT.match(text, end))
    return low in words("not_after_possessive") and low not in {"and", "or", "but", "not"}


def _goes_on(text: str, end: int) -> bool:
    """Whether a noun for people may yet follow, so that what stands before an offset is not the last word."""
    match = _NEXT.match(text, end)
    low = _low(match)
    if not match or _closed(text, end):
        return False
    people = is_person(low) or is_group(low) or in_table("people_matters", low) or in_table("colour_groups", low)
    return people or match["word"][:1].isupper() or text[match.end() : match.end() + 1] == "-" or low in {"and", "or"}


def _paired(text: str, start: int, end: int) -> Use | Literal["ask"] | None:
    """*Black and white*: of films and the like, or of people."""
    pair, first = _PAIR.match(text, end), _WITH.search(text, max(0, start - _REACH), start)
    last, begin = pair.end() if pair else end, first.start() if first else start
    match = _NEXT.match(text, last)
    low = _low(match)
    if match and low in words("sure_people") and text[start].islower():
        return "ADJ"
    if match and not is_person(low) and (in_table("pictures", low) or in_table("colour_things", low)):
        return "ask" if _goes_on(text, match.end()) else None
    before = _low(_PREVIOUS.search(text, max(0, begin - _REACH), begin))
    if (
        low in {"alike", "together"}
        or before in _OF_PEOPLE
        or not text[start].islower()
        or text[last : last + 1] in _JOINS
    ):
        return "ask"
    listed = text[last : last + 1] == "," or text[max(0, begin - _REACH) : begin].rstrip()[-1:] in {",", "(", ";"}
    return None if _closed(text, last) and not listed else "ask"


def _hyphened(text: str, end: int) -> Literal["ask"] | None:
    """Black and white with a hyphen: *black-haired*, *white-collar*; people may yet be meant in *Black-owned*."""
    match = _HYPHENED.match(text, end)
    low = _low(match)
    if (
        not low
        or low in words("colour_joined")
        or low in words("race_words")
        or low in _ASK_JOINED | words("race_colours")
        or is_person(low)
        or is_group(low)
    ):
        return "ask"
    return None


def _plural(text: str, start: int, end: int, *, colour: bool) -> Use | Literal["ask"] | None:
    if not colour:
        return "NOUN"
    near = {found.lower() for found in _NEARBY.findall(text, max(0, start - _REACH), end + _REACH)}
    if near & (words("sugar", "colours", "shades", "wearing")):
        return "ask"
    before = _low(_PREVIOUS.search(text, max(0, start - _REACH), start))
    if before in words("race_colours") | {"great"} or (text[start].isupper() and not starts_sentence(text, start)):
        return "ask"
    return "NOUN"


def _capital(text: str, start: int, end: int) -> Use | Literal["ask"] | None:
    """A colour with a capital: a surname, or the usage that writes *Black people*."""
    match = _PREVIOUS.search(text, max(0, start - _REACH), start)
    before = match["word"] if match else ""
    if before[:1].isupper() and first_name(before):
        return None
    name_before = before[:1].isupper() and before.lower() not in words("determiners")
    following = _NEXT.match(text, end)
    low = _low(following)
    if name_before or not following:
        return "ask"
    if following["word"].islower():
        return "ADJ" if low in words("sure_people") and text[start - 1 : start] not in {'"', "“", "'"} else "ask"
    run = _CAPITALS.match(text, end)
    people = (
        is_person(low)
        or is_group(low)
        or (run and is_person(run[0].split()[-1]))
        or low in words("race_words")
        or low in words("not_after_possessive")
    )
    return "ask" if people or following["word"].isupper() or not _in_prose(text, start, end) else None


def _in_prose(text: str, start: int, end: int) -> bool:
    """Whether the words around are mostly small, so that a capital means a name."""
    near: list[str] = [
        one for one in _NEARBY.findall(text, max(0, start - 2 * _REACH), end + 2 * _REACH) if len(one) >= _LONG
    ]
    return sum(one.islower() for one in near) > len(near) / 2


def _before_noun(text: str, start: int, end: int, *, colour: bool) -> Use | Literal["ask"] | None:
    match = _NEXT.match(text, end)
    low = _low(match)
    if match and (match["word"].islower() or not colour or low in words("race_words")):
        if low in words("sure_people") or (_closed(text, match.end()) and _people(low, colour=colour)):
            return "ADJ"
        if colour and low in words("always_things"):
            return None
        if _thing(low, colour=colour) and not _of_descent(text[start:end]) and not _goes_on(text, match.end()):
            return None
    if not colour:
        return "ask"
    if _FULL_STOP.match(text, end) and _SUBJECT.search(text, max(0, start - _REACH), start):
        return "ADJ"
    before = _low(_PREVIOUS.search(text, max(0, start - _REACH), start))
    return None if before in words("wearing") and _closed(text, end) else "ask"


def _of_descent(word: str) -> bool:
    """Whether a word names a people by descent, so that things can be a people's: *an African-American film*."""
    last = re.split(r"[\s-]", word.lower())[-1]
    return last in words("descent_words") - words("race_colours") or last == "american"


def _people(low: str, *, colour: bool) -> bool:
    """Whether a noun that ends its phrase is people, or a group of them."""
    if not colour and in_table("region_fixed", low):
        return False
    if low.endswith("ed") or any(
        in_table(table, low) for table in ("colour_names", "doubtful_people", "colour_things", "firms")
    ):
        return False
    return is_person(low) or is_group(low) or (colour and in_table("people_matters", low))


def _thing(low: str, *, colour: bool) -> bool:
    """Whether a noun is a thing whatever the word before it is."""
    if is_person(low) or low in {"one", "ones"}:
        return False
    if not colour:
        return in_table("region_fixed", low)
    return in_table("colour_things", low) or in_table("colour_fixed", low)
