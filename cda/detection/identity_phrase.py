"""What a word for a people goes with: the nouns after it, seen through adjectives and what is joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cda.detection.identity_spot import NOUNS, Spot
from cda.detection.person_nouns import in_table, is_group, is_person
from cda.english.tables import words
from cda.lexicon.names import load_names

_ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "CD"})
_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_AFTER_VERB = frozenset({"IN", "RP", "DT", "PRP$", "TO", "PRP"})
_MARKS = frozenset({"(", ")", "[", "]", "``", "''", '"', "“", "”", "‘", "'"})
_JOINS = frozenset({"and", "or", "&", "/", "nor", "vs", "versus", "but", "yet"})
_HYPHENS = frozenset({"-", "–", "‐", "‑"})
_PRONOUNS = frozenset({"one", "ones", "'s"})
_FURTHEST = 14
_LONGEST_RUN = 40
"""Nouns in a row that are looked at: each is held against all after it."""

_NAME = 2
"""Words that a name has at most where nothing else shows that it is one."""

_COMMON = 50_000
"""Bearers of a first name that is common."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns that a word stands before.

    Args:
        places: Their places, in order; empty where no noun follows.
        skipped: The places of adjectives between.
        joined: Whether a comma or a conjunction stands between.
    """

    places: tuple[int, ...]
    skipped: tuple[int, ...]
    joined: bool


def nouns_after(spot: Spot) -> Nouns:
    """Find the nouns after a word.

    Args:
        spot: The word.

    Returns:
        The first run of nouns after it that adjectives, commas, conjunctions and hyphens lead to.
    """
    joined = False
    skipped: list[int] = []
    for place in range(spot.last + 1, min(len(spot.tokens), spot.last + _FURTHEST)):
        what = _kind(spot, place, joined=joined)
        if what == "noun":
            return Nouns(_run(spot, place), tuple(skipped), joined)
        if what == "end":
            break
        if what == "adjective":
            skipped.append(place)
        joined = joined or what == "join"
    return Nouns((), tuple(skipped), joined)


def _kind(spot: Spot, place: int, *, joined: bool) -> Literal["noun", "adjective", "join", "mark", "end"]:
    """What a token after the word is to the phrase."""
    low, tag = spot.low(place), spot.tag(place)
    if low in _PRONOUNS or _new_phrase(spot, place) or (tag in {"VBG", "VBN"} and spot.tag(place + 1) in _AFTER_VERB):
        return "end"
    if low in words("race_colours") or (low in words("race_words") and (joined or _leads_on(spot, place + 1))):
        return "adjective" if _leads_on(spot, place + 1) else "end"
    if _compound(spot, place) or tag in _ADJECTIVES or (tag in _ADVERBS and _leads_on(spot, place + 1)):
        return "adjective"
    if tag in NOUNS:
        return "noun"
    if low in _MARKS or (low in _HYPHENS and spot.tokens[place - 1].end == spot.tokens[place].start):
        return "mark"
    return "join" if (low in _JOINS or low == ",") and _leads_on(spot, place + 1) else "end"


def _compound(spot: Spot, place: int) -> bool:
    """Whether a noun is the front of an adjective: *opera-loving*, *60-year old*."""
    aged = spot.low(place) in {"year", "years"} and "old" in {spot.low(place + 1), spot.low(place + 2)}
    joined = spot.low(place + 1) in _HYPHENS and spot.tag(place + 2) in {"VBG", "VBN", "JJ"}
    return aged or (spot.tag(place) in NOUNS and joined)


def _leads_on(spot: Spot, place: int) -> bool:
    """Whether an adjective or a noun stands at a place, perhaps after more commas and conjunctions."""
    while spot.low(place) in _JOINS or spot.low(place) in {",", "-", '"'} or spot.tag(place) in _ADVERBS:
        place += 1
    return spot.tag(place) in _ADJECTIVES or spot.tag(place) in NOUNS


def _new_phrase(spot: Spot, place: int) -> bool:
    """Whether a noun begins a phrase of its own: *she is black, Mary said*; *by White and director Hall*."""
    if spot.tag(place) not in NOUNS:
        return False
    before = spot.low(place - 1)
    return (before == "," and spot.tag(place) in {"NNP", "NNPS"}) or (before in _JOINS and spot.colour and spot.capital)


def _run(spot: Spot, place: int) -> tuple[int, ...]:
    first = place
    last = place + _LONGEST_RUN
    while place < last and (spot.tag(place) in NOUNS or (spot.low(place) in _HYPHENS and spot.tag(place + 1) in NOUNS)):
        place += 1
    return tuple(one for one in range(first, place) if spot.tag(one) in NOUNS)


def about_people(spot: Spot, nouns: Nouns) -> bool:
    """Whether the nouns after a word are people, a group or what is a people's.

    Args:
        spot: The word.
        nouns: The nouns, at least one.

    Returns:
        Whether the word speaks of people.
    """
    run = [spot.tokens[place].text for place in nouns.places]
    for index, noun in enumerate(run):
        rest = run[index + 1 :]
        if _other(spot, noun, rest, first=index == 0):
            return False
        if is_person(noun) or (index == 0 and _named(spot, nouns)) or _group(spot, noun) or _matter(spot, noun):
            return not (spot.colour and _thing(rest))
    return False


def _other(spot: Spot, noun: str, rest: list[str], *, first: bool) -> bool:
    """Whether a noun settles that the word speaks of something else, whoever comes after."""
    if not spot.colour:
        firm = not descent(spot) and (in_table("firms", noun) or spot.low(spot.first - 1) == "its")
        region = in_table("region_fixed", noun) and not _matter(spot, noun)
        return firm or region or (bool(rest) and in_table("colour_names", noun))
    if first and spot.paired() and in_table("pictures", noun):
        return True
    doubtful = bool(rest) and in_table("doubtful_people", noun) and not any(map(is_person, rest))
    former = spot.word in {"old", "older", "oldest"} and in_table("old_not_age", noun)
    return doubtful or former or in_table("colour_names", noun) or (first and noun.lower() in words("colour_fixed"))


def _thing(rest: list[str]) -> bool:
    """Whether a run ends in a thing that people wear, drive or use: *black cowboy hat*."""
    if not rest or is_person(rest[-1]) or in_table("pictures", rest[-1]):
        return False
    return in_table("colour_things", rest[-1])


def _named(spot: Spot, nouns: Nouns) -> bool:
    """Whether a name follows the small word: *black Joe*, *a black Othello*, not *a black Porsche*."""
    tokens = [spot.tokens[place] for place in nouns.places]
    if not tokens[0].text[:1].isupper() or spot.capital:
        return False
    thing = any(
        in_table(table, tokens[-1].text) for table in ("makes", "colour_things", "firms", "region_fixed", "pictures")
    )
    if thing or first_name(tokens[0].text):
        return not thing
    if spot.age or len(tokens) > _NAME or any(token.tag != "NNP" or token.text.isupper() for token in tokens):
        return False
    return spot.near("articles", before=3) and (spot.colour or descent(spot))


def first_name(word: str) -> bool:
    """Whether a word is a common first name."""
    low = word.lower()
    entry = load_names().get(low)
    return entry is not None and entry.bearers >= _COMMON and entry.ambiguity != "high"


def _group(spot: Spot, noun: str) -> bool:
    if spot.age:
        return in_table("young_groups", noun)
    whole = spot.joined_before() == "all" and in_table("all_groups", noun)
    lived_in = spot.near("mostly", before=1) and in_table("places_of_people", noun)  # *a mostly white town*
    return whole or lived_in or is_group(noun) or (spot.colour and in_table("colour_groups", noun))


def _matter(spot: Spot, noun: str) -> bool:
    """Whether a noun is what a people has or does, and the word can name the people it is of."""
    if spot.age or (spot.paired() and in_table("pictures", noun)):
        return False
    if spot.word == "black" and in_table("black_matters", noun):
        return True
    if spot.colour:
        return in_table("people_matters", noun)
    if noun.lower() in words("of_descent"):
        return True
    return descent(spot) and (in_table("people_matters", noun) or in_table("descent_matters", noun))


def american(spot: Spot) -> bool:
    """Whether a phrase such as *African-American* names a people of America: it always speaks of people."""
    if spot.last == spot.first or spot.low(spot.last) not in {"american", "americans"}:
        return False
    return spot.low(spot.first) not in words("american_regions")


def descent(spot: Spot) -> bool:
    """Whether a word names a people by descent, not by region."""
    return spot.low(spot.last) in words("descent_words") or american(spot)
