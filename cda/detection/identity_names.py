"""Black and White as names: *Jack Black*, *Mr. White*, *White Zombie*, a title of a work."""

from __future__ import annotations

import re

from cda.detection.identity_phrase import about_people, first_name, nouns_after
from cda.detection.identity_spot import Spot
from cda.detection.person_nouns import is_group, is_person
from cda.detection.titles import in_capitals, in_title
from cda.english.sentences import starts_sentence
from cda.english.tables import words

_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Justice|Judge|Col|Capt|Sgt|Lt|Gen|Sen|Rep|Rev)\.?\s$")
_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\w'’.\-]*)\s$")
_CAPITALS = re.compile(r"(?:\s[A-ZÀ-Þ][\w'’\-]*)+")
_WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+)[\s\"“'‘(]*$")
_OWN = re.compile(r"['’]s?\s")
_REACH = 40


def named(spot: Spot) -> bool:
    """Whether a colour that is written with a capital is a name or a part of one.

    Args:
        spot: The word.

    Returns:
        Whether a name stands before it, a title of a work around it, or a capitalised word that is no person after it.
    """
    if not spot.colour or not spot.capital or spot.sentence.isupper():
        return False
    lead = spot.sentence[max(0, spot.start - _REACH) : spot.start]
    if _TITLE.search(lead) or in_title(spot.sentence, spot.start, spot.end):
        return True
    before = _BEFORE.search(lead)
    name_before = before is not None and not _no_name(spot, spot.start - len(before[0]), before["word"])
    if before and name_before and first_name(before["word"]):
        return True
    if _of_two(spot):
        return True
    run = _CAPITALS.match(spot.sentence, spot.end)
    if (
        run
        and not in_capitals(spot.sentence, spot.start, spot.end)
        and _titled(spot, run[0].split(), name_before=name_before)
    ):
        return True
    return name_before and not _goes_on(spot)


def _of_two(spot: Spot) -> bool:
    """Whether *and* joins the word to a name before it: *Stiller and Black*."""
    first = spot.first - 2
    if spot.low(first + 1) not in {"and", "&"} or spot.tag(first) != "NNP" or is_person(spot.low(spot.last + 1)):
        return False
    return not _no_name(spot, spot.tokens[first].start, spot.tokens[first].text) and not _people(
        spot.tokens[first].text
    )


def _titled(spot: Spot, run: list[str], *, name_before: bool) -> bool:
    """Whether the capitalised words after the word make a name or a title of it."""
    if run[0].lower() in words("not_after_possessive"):
        return False
    people = _people(run[0]) or run[0].isupper()
    if not people or not (_people(run[-1]) or is_person(run[0])):
        return True
    single = len(run) == 1 and not run[0].endswith(("s", "men", "people")) and run[0].lower() not in words("race_words")
    return name_before or (single and _bare(spot))


def _people(word: str) -> bool:
    return is_person(word) or is_group(word) or word.lower() in words("race_words")


def _bare(spot: Spot) -> bool:
    """Whether no article or the like stands before, so that a capitalised singular is a title: *saw White Zombie*."""
    before = _WORD_BEFORE.search(spot.sentence, max(0, spot.start - _REACH), spot.start)
    if not before:
        return not spot.sentence[: spot.start].strip(" \"'“‘(") and not _says(spot)
    low = before["word"].lower()
    return low in words("not_after_possessive") - words("determiners") or spot.tag(spot.first - 1)[:1] == "V"


def _says(spot: Spot) -> bool:
    """Whether a colon follows the noun, as where somebody speaks in a play: *Black Man: ...*."""
    return ":" in spot.sentence[spot.end : spot.end + _REACH]


def _goes_on(spot: Spot) -> bool:
    """Whether a noun for people follows: *the urban Black population*."""
    nouns = nouns_after(spot)
    if spot.low(spot.last + 1) in {"(", ","}:
        return False
    return bool(nouns.places) and not nouns.joined and about_people(spot, nouns)


def _no_name(spot: Spot, start: int, word: str) -> bool:
    """Whether a capitalised word before is none of a name: it opens the sentence, or is a word that may precede one."""
    low = word.lower().removesuffix("'s").removesuffix("’s").rstrip(".")
    if low in words("race_words") or low in words("race_colours"):
        return True
    if any(low in words(table) for table in ("not_after_possessive", "determiners", "possessives", "mostly")):
        return True
    return starts_sentence(spot.sentence, start) and not _name_like(spot, start)


def _name_like(spot: Spot, start: int) -> bool:
    """Whether the word that opens a sentence is tagged as a name."""
    return any(token.start == start and token.tag == "NNP" for token in spot.tokens)


def alone(spot: Spot) -> bool:
    """Whether a capitalised colour stands alone as a name may: *Black's plan*, *White, who batted left*."""
    if not spot.colour or not spot.capital:
        return False
    named_so = spot.tag(spot.last) == "NNP" and not starts_sentence(spot.sentence, spot.start)
    return named_so or _OWN.match(spot.sentence, spot.end) is not None
