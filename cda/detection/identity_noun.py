"""A word for a people as a noun: *the blacks*, *an Asian*, *the only white on the bus*."""

from __future__ import annotations

from cda.detection.identity_spot import NOUNS, Spot
from cda.detection.person_nouns import in_table, is_person
from cda.english.tables import words

_INDEFINITE = frozenset({"a", "an", "another", "every", "each", "any", "one", "no", "some"})
_DETERMINED = _INDEFINITE | {"the", "this", "that", "my", "your", "his", "her", "our", "their", "its", "these", "those"}
_ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "CD", "RB", "RBR", "RBS"})
_TO_SOMEBODY = frozenset({"by", "to", "with", "for", "against", "between", "from", "about", "than", "like", "of", "as"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss"})
_QUOTES = frozenset({'"', "“"})
_BETWEEN = frozenset({",", "-", "and"}) | _QUOTES


def plural(spot: Spot) -> bool:
    """Whether a word is a plural: *blacks*, *Latinos*."""
    return spot.word.endswith("s") and not spot.word.endswith(("ss", "us")) and spot.tag(spot.last) != "JJ"


def plural_of_people(spot: Spot) -> bool:
    """Whether a plural speaks of people: not *blacks and greys*, *egg whites*, *tonnes of whites*.

    Args:
        spot: The plural.

    Returns:
        Whether nothing shows a colour, an egg, an eye, clothes or sugar.
    """
    if not spot.colour:
        return True
    before, after = spot.low(spot.first - 1), spot.low(spot.last + 1)
    shade = before in words("shades", "race_colours") or spot.joined_before() in words("shades") | {"and"}
    shown = after in words("copulas") and any(spot.low(spot.last + step) in words("shades") for step in (2, 3))
    eyes = after == "of" and any(spot.low(spot.last + step) in {"eye", "eyes"} for step in range(2, 7))
    worn = before in words("wearing") and spot.tag(spot.first - 1) != "IN"
    sugar = spot.word == "whites" and (spot.near("sugar", 4, 3) or before == "great")
    picture = spot.near("picture_words", 8, 8)
    team = spot.capital and before in words("teams")
    return not (shade or shown or eyes or worn or sugar or team or picture or spot.near("colours", 3, 3))


def single_of_people(spot: Spot) -> bool:
    """Whether a singular that stands before no noun is a noun for somebody.

    Args:
        spot: The word.

    Returns:
        Whether an article or the like makes it a noun, and it is no colour.
    """
    place, adjectives = _phrase_before(spot)
    determiner = spot.low(place) if spot.low(place) in _DETERMINED or spot.tag(place) == "CD" else ""
    if not spot.colour:
        noun = spot.tag(spot.last) in NOUNS or bool(set(adjectives) & words("single_out"))
        spoken_to = spot.low(spot.first - 1) in {"us", "we", "you"}
        return bool(determiner) or spoken_to or (noun and spot.capital and bool(adjectives))
    if spot.age:
        return determiner == "the" and not adjectives and not spot.near("new_and_old", 5, 6)
    if not determiner or set(adjectives) & words("shades") or spot.low(spot.last + 1) == "'s":
        return False
    return _speaks(spot, place) or (
        _stands_alone(spot)
        and (
            _one_of_them(spot, place, adjectives)
            if determiner in _INDEFINITE
            else determiner == "the" and bool(set(adjectives) & words("single_out"))
        )
    )


def _speaks(spot: Spot, place: int) -> bool:
    """Whether *who* or a verb of speaking stands beside the noun phrase that begins at a place."""
    after = spot.low(spot.last + 1)
    beside = {after, spot.low(place - 1)} & words("said_verbs")
    return bool(beside) or after in {"who", "whose", "whom"}


def _one_of_them(spot: Spot, place: int, adjectives: list[str]) -> bool:
    """Whether *a black* is somebody: said of somebody, done to somebody, or doing something."""
    verb = spot.low(place - 1)
    if verb in words("copulas"):
        return _somebody(spot, place - 2)
    if "great" in adjectives and spot.word == "white":
        return False  # the shark
    acts = spot.dep(spot.last) in _SUBJECTS and spot.low(spot.tokens[spot.last].head) not in words("copulas")
    return verb in words("person_objects") or verb in _TO_SOMEBODY or acts


def _somebody(spot: Spot, place: int) -> bool:
    """Whether a pronoun, a word for a person or a name ends at a place: the subject of *is a black*."""
    while spot.tag(place) in {"RB", "MD"} and spot.tokens[place].text.islower():
        place -= 1
    low = spot.low(place)
    if low in words("said_of") or is_person(low):
        return True
    capital = place >= 0 and spot.tokens[place].text[:1].isalpha() and not spot.tokens[place].text[:1].islower()
    return capital and low not in words("not_after_possessive") and not in_table("colour_things", low)


def _phrase_before(spot: Spot) -> tuple[int, list[str]]:
    """The place of what may be the determiner of the word, and the adjectives between."""
    place = spot.first - 1
    adjectives: list[str] = []
    while spot.low(place) not in _DETERMINED and _adjective(spot, place, bool(adjectives)):
        adjectives.append(spot.low(place))
        place -= 1
    return place, adjectives


def _adjective(spot: Spot, place: int, more: bool) -> bool:  # noqa: FBT001 - of two functions that call each other
    """Whether a token before the word is an adjective of its phrase, or a mark or *and* between those."""
    if spot.tag(place) in _ADJECTIVES:
        return spot.tag(place) != "CD" or spot.tag(place - 1) in _ADJECTIVES
    if spot.low(place) in _BETWEEN:
        return more or spot.low(place) in _QUOTES
    return not more and spot.tag(place) == "NN" and spot.low(place - 1) in {"a", "an"}


def heads_phrase(spot: Spot) -> bool:
    """Whether the parse has a word for a people as a noun with a determiner, and not before a noun."""
    if spot.colour or spot.tag(spot.last) not in NOUNS or spot.dep(spot.last) in _INSIDE:
        return False
    after = spot.low(spot.last + 1)
    if spot.tag(spot.last + 1) in NOUNS or is_person(after) or after in words("owned", "made_like"):
        return False
    return spot.low(_phrase_before(spot)[0]) in _DETERMINED


def _stands_alone(spot: Spot) -> bool:
    after = spot.low(spot.last + 1)
    goes_on = spot.tag(spot.last + 2)[:1] in {"V", "M"} or spot.low(spot.last + 2) in {"a", "an"}
    another = after in {"and", "or"} and goes_on
    return another or after not in {"of", "-", "and", "or", "&", "+", "one", "ones"}
