"""Of whom a word is said: *he is black*, *most of them were white*, *someone Asian*, *a man, white, about forty*."""

from __future__ import annotations

import re

from cda.detection.identity_complexion import of_pictures, of_the_face, seen_as
from cda.detection.identity_phrase import first_name
from cda.detection.identity_spot import Spot
from cda.detection.person_nouns import in_table, is_group, is_person
from cda.english.tables import words

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SAID = frozenset({"acomp", "attr", "oprd", "conj", "xcomp", "ccomp", "ROOT", "appos", "amod", "dep", "relcl"})
_PARTS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "amod", "compound", "nmod", "poss"})
_BESIDE = frozenset({"amod", "appos", "nmod", "compound"})
_SURFACE = re.compile(
    r"\b(?:i|he|she|we|you|they|who|everyone|everybody|someone|somebody|nobody|none|both|'em|’em)"
    r"(?:'m|'re|'s|’m|’re|’s|\s(?:am|is|are|was|were|be|been|being))"
    r"(?:\s(?:n't|not|also|just|all|both|only|mostly|half|part|either|neither|now|really|actually|probably|clearly"
    r"|obviously|supposedly|predominantly|mainly|largely))*\s[\"“']?$",
    re.IGNORECASE,
)
_BEING = re.compile(r"\b(?:be|being|born|bein'?)(?:\s(?:both|half|either|all))?\s[\"“']?$", re.IGNORECASE)
_PASSES = re.compile(r"\bpass(?:es|ed|ing)?[\s-](?:for|as)[\s-]$", re.IGNORECASE)
_THINGS = frozenset({"it", "this", "that", "these", "which", "there", "what"})
_PART_OF = frozenset({"majority", "part", "rest", "number", "percent", "%", "third", "quarter"})
_SKIPPED = frozenset({"-", '"', "“", "half", "all", "mostly", "both", "either"})
_JOINED = frozenset({",", "and", "or", "/", ";", "but"})
_APPOSED = frozenset({"also", "himself", "herself", "both", "all", "often", "usually", "mostly", "mainly", "probably"})
_REACH = 60
_SOON = 5
_CLIMB = 8


def said_of_people(spot: Spot) -> bool:
    """Whether a word that stands before no noun is said of somebody.

    Args:
        spot: The word.

    Returns:
        Whether it is a predicate of people, or stands after somebody it describes.
    """
    if _said_of_none(spot):
        return False
    if _after_somebody(spot) or seen_as(spot):
        return True
    lead = spot.sentence[max(0, spot.start - _REACH) : spot.start]
    if _SURFACE.search(lead) or _BEING.search(lead) or _PASSES.search(lead):
        return True
    subject = _subject(spot)
    return _described(spot) if subject is None else _people(spot, subject)


def _said_of_none(spot: Spot) -> bool:
    """Whether something shows that the word is no predicate of people."""
    before, after = spot.low(spot.first - 1), spot.low(spot.last + 1)
    if before == "how" and spot.tag(spot.last + 1) in {"PRP$", "DT"}:
        return True
    if before in words("determiners") and before != "all":
        return True
    return spot.colour and (after == "'s" or of_the_face(spot) or of_pictures(spot) or spot.near("colours", 3, 2))


def _after_somebody(spot: Spot) -> bool:
    """Whether an indefinite pronoun for somebody stands before: *someone black*."""
    before = spot.first - 1
    while spot.low(before) in _SKIPPED:
        before -= 1
    no_one = spot.low(before) == "one" and spot.low(before - 1) == "no"
    return no_one or spot.low(before) in words("somebody")


def _subject(spot: Spot) -> int | None:
    """The place of the noun or pronoun of which the word is said; ``None`` where the parse has none."""
    place = spot.head
    if spot.dep(place) not in _SAID:
        return None
    for _ in range(_CLIMB):
        dep, parent = spot.dep(place), spot.tokens[place].head
        if dep in _BESIDE and parent < spot.first and spot.tag(parent)[:1] in {"N", "P"}:
            return parent
        if _inside(spot, place):
            return None
        subjects = (child for child in spot.children(place) if spot.dep(child) in _SUBJECTS and child < spot.first)
        subject = next(subjects, None)
        if subject is not None:
            return _antecedent(spot, subject, place)
        if dep in {"relcl", "acl"}:
            return parent
        place = parent
    return None


def _inside(spot: Spot, place: int) -> bool:
    """Whether a token is a part of a phrase, so that its verb says nothing of the word."""
    dep = spot.dep(place)
    noun = place != spot.head or spot.tag(place)[:1] == "N"
    return (dep in _PARTS and noun) or (dep == "amod" and spot.tokens[place].head > spot.last)


def _antecedent(spot: Spot, subject: int, verb: int) -> int:
    if spot.low(subject) in {"who", "that", "which", "whom"} and spot.dep(verb) == "relcl":
        return spot.tokens[verb].head
    return subject


def _people(spot: Spot, place: int) -> bool:
    """Whether the noun or pronoun at a place is somebody."""
    low, tag = spot.low(place), spot.tag(place)
    part = _part_of(spot, place)
    if part is not None and (tag == "CD" or low in words("said_of") | _PART_OF):
        return _people(spot, part) or (spot.low(part) == "which" and _people_before(spot, place))
    if tag == "CD":
        return not spot.colour or _people_before(spot, place)
    everything = low == "all" and any(spot.low(step) in {"was", "is"} for step in (place + 1, place + 2))
    if everything or (low in _THINGS and tag != "WDT"):
        return False
    if low in words("said_of") or tag == "WDT" or is_person(low) or is_group(low):
        return True
    if tag == "NNP":
        return first_name(low) or not in_table("colour_things", low)
    lived_in = low in words("places_of_people") and (not spot.colour or spot.near("mostly", before=2))
    return lived_in or in_table("people_matters", low)


def _people_before(spot: Spot, place: int) -> bool:
    """Whether a noun for people stands shortly before a place: *four women, two of which are black*."""
    return any(is_person(spot.low(before)) for before in range(max(0, place - _CLIMB), place))


def _part_of(spot: Spot, place: int) -> int | None:
    """The noun after *of* that hangs on a token: *them* in *most of them*."""
    for child in spot.children(place):
        if spot.low(child) == "of":
            return next((noun for noun in spot.children(child) if spot.dep(noun) == "pobj"), None)
    return None


def _described(spot: Spot) -> bool:
    """Whether the word stands in a description of somebody: *tall, white, about 40*; *a juror (also black)*."""
    known = words("descriptions")
    after = spot.low(spot.last + 1) in _JOINED and spot.low(spot.last + 2) in known
    before = spot.low(spot.first - 1) in _JOINED and spot.low(spot.first - 2) in known
    return after or before or _apposed(spot) or _whichever(spot)


def _whichever(spot: Spot) -> bool:
    """Whether the word is a half of *black or white*, set off by a comma from somebody."""
    pair = {spot.first - 2: spot.first - 1, spot.last + 2: spot.last + 1}
    for other, mark in pair.items():
        if spot.low(mark) == "or" and spot.low(other) in words("race_colours"):
            first, last = min(other, spot.first), max(other, spot.last)
            after = spot.low(last + 1) == "," and any(is_person(spot.low(last + step)) for step in range(2, _SOON))
            return after or (spot.low(first - 1) == "," and is_person(spot.low(first - 2)))
    return False


def _apposed(spot: Spot) -> bool:
    mark = spot.first - 1
    while spot.low(mark) in _APPOSED:
        mark -= 1
    noun = spot.low(mark - 1)
    return spot.low(mark) in {",", "("} and (is_person(noun) or (is_group(noun) and spot.low(mark) == "("))
