"""Words for races side by side: *black-white relations*, *white, Asian or Latino*."""

from __future__ import annotations

import re

from cda.detection.identity_spot import Spot
from cda.detection.person_nouns import is_person
from cda.english.tables import words

_ON = re.compile(r"[\s\-‐‑]on[\s\-‐‑](?P<other>\w+)\s(?P<noun>\w+)", re.IGNORECASE)
_HYPHENS = frozenset({"-", "/", "–"})
JOINS = frozenset({",", "and", "or", "/", "to", "nor", "&", "versus", "vs", "vs.", "than"})
_OR_AND = frozenset({"and", "or"})
_THEN = frozenset({"and", "or", "even", "not"})


def between_races(spot: Spot) -> bool:
    """Whether the word is a half of a pair before what is between races.

    Args:
        spot: The word.

    Returns:
        Whether a hyphen or a slash joins it to another, and a word such as *relations* follows.
    """
    on = _ON.match(spot.sentence, spot.end)
    if (
        on
        and on["other"].lower() in words("race_words", "race_colours")
        and on["noun"].lower() in words("between_races")
    ):
        return True
    halves = ((spot.last + 1, spot.last + 2, spot.last + 3), (spot.first - 1, spot.first - 2, spot.last + 1))
    return any(
        spot.low(mark) in _HYPHENS
        and spot.low(other) in words("race_words", "race_colours")
        and spot.low(noun) in words("between_races")
        for mark, other, noun in halves
    )


def one_of_those(spot: Spot) -> bool:
    """Whether *one* or *ones* follows and people of another race were named before: *white mothers and black ones*."""
    if spot.low(spot.last + 1) not in {"one", "ones"}:
        return False
    races = words("race_words", "race_colours")
    return any(spot.low(place) in races and is_person(spot.low(place + 1)) for place in range(spot.first - 1))


def one_and_another(spot: Spot) -> bool:
    """Whether the noun is said once, after the other of a pair: *a black and an Asian man*."""
    after = spot.last + 1
    races = words("race_words", "race_colours")
    joined = (
        spot.low(after) in _OR_AND and spot.low(after + 1) in words("true_articles") and spot.low(after + 2) in races
    )
    adjective = spot.colour or spot.tag(spot.last)[:1] == "J"
    return adjective and joined and is_person(spot.low(after + 3))


def in_a_row(spot: Spot) -> bool:
    """Whether the word is joined to another word for a race.

    Args:
        spot: The word.

    Returns:
        Whether one stands on the other side of a comma or a conjunction; black and white prove nothing for each other.
    """
    known = words("race_words") | (frozenset() if spot.colour else words("race_colours"))
    before = spot.low(spot.first - 1) in JOINS and spot.low(spot.first - 2) in known
    other = spot.last + (3 if spot.low(spot.last + 2) in _THEN else 2)
    return before or (spot.low(spot.last + 1) in JOINS and spot.low(other) in known)
