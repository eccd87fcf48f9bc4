"""Whether a word such as *black*, *Asian* or *Christian* speaks of people, decided from a parsed sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from cda.detection.identity_complexion import pale
from cda.detection.identity_names import alone, named
from cda.detection.identity_noun import heads_phrase, plural, plural_of_people, single_of_people
from cda.detection.identity_pairs import JOINS, between_races, in_a_row, one_and_another, one_of_those
from cda.detection.identity_phrase import about_people, american, nouns_after
from cda.detection.identity_predicate import said_of_people
from cda.detection.identity_spot import NOUNS, Spot, Use, locate
from cda.detection.person_nouns import is_group, is_person
from cda.english.tables import words
from cda.parsing import ParsedToken

__all__ = ["Answer", "Use", "use_of_people"]

Answer = Use | Literal["no"] | None
"""What a rule says: a use, that people are not meant, or nothing, so that the next rule is asked."""


def use_of_people(sentence: str, tokens: Sequence[ParsedToken], start: int, end: int, *, colour: bool) -> Use | None:
    """Decide whether a word for a people speaks of people.

    Args:
        sentence: A sentence.
        tokens: Its parse, as `cda.parsing.Parser` gives it.
        start: First code point of the word or phrase.
        end: One past its last code point.
        colour: Whether the word is an ordinary adjective too (*black*, *old*), so that people must be shown.

    Returns:
        ``ADJ`` where it goes with people or is said of them, ``NOUN`` where it is itself the noun, ``None`` where it
        speaks of something else.

    Example:
        >>> from cda.parsing import Parser
        >>> sentence = "A black man drove a black car."
        >>> tokens = Parser().parse([sentence])[0]
        >>> use_of_people(sentence, tokens, 2, 7, colour=True), use_of_people(sentence, tokens, 20, 25, colour=True)
        ('ADJ', None)
    """
    spot = locate(sentence, tokens, start, end, colour=colour)
    if spot is None:
        return None
    for rule in _RULES:
        answer = rule(spot)
        if answer:
            return None if answer == "no" else answer
    return None


def _phrase_of_people(spot: Spot) -> Answer:
    """*White people*, *a Hispanic person*: the noun is in the phrase."""
    last = spot.low(spot.last)
    return "NOUN" if spot.last > spot.first and is_person(last) and last not in words("race_words") else None


def _name(spot: Spot) -> Answer:
    return "no" if named(spot) else None


def _pair(spot: Spot) -> Answer:
    return "ADJ" if between_races(spot) or one_of_those(spot) or one_and_another(spot) else None


def _hyphen_after(spot: Spot) -> Answer:
    """*Black-haired* and *white-faced* are looks, *Black-owned* is not; *black-and-white* needs people."""
    after = spot.joined_after()
    if not after or after in words("colour_joined"):
        return None
    people = _people_after(spot)
    if people and (not spot.colour or after in {"and", "or", "on"} or is_person(after) or is_group(after)):
        return "no" if after in words("made_like") else "ADJ"
    return "ADJ" if after == "on" and in_a_row(spot) else "no"


def _plural(spot: Spot) -> Answer:
    if not plural(spot):
        return None
    if not spot.colour and is_person(spot.low(spot.last + 1)):
        return "ADJ"  # *First Nations women*
    return "NOUN" if plural_of_people(spot) else "no"


def _hyphens(spot: Spot) -> Answer:
    """*Black-owned* and *half-Asian* speak of people, *jet-black* and *off-white* do not."""
    before = spot.joined_before()
    if (
        spot.low(spot.last + 1) in words("owned")
        and spot.tag(spot.last + 1)[:1] == "V"
        and spot.tag(spot.last + 2) in NOUNS
    ):
        return "ADJ"  # *a black owned shop*
    if spot.joined_after() or before in words("partly"):
        return "ADJ"
    return "no" if before and spot.colour and before not in words("joined_before") else None


def _never(spot: Spot) -> Answer:
    """*Black comedy*, *white hair*, *ten years old*, *I would black her boots*."""
    verb = spot.colour and spot.tag(spot.last)[:1] == "V" and spot.dep(spot.last - 1) == "aux"
    thing = spot.colour and spot.low(spot.last + 1) in words("always_things")
    look = spot.colour and not spot.age and spot.low(spot.last + 1) in words("looks")
    worn = spot.colour and spot.near("wearing_verbs", before=1) and spot.tag(spot.last + 1)[:1] not in {"J", "N"}
    flag = spot.colour and _among_colours(spot)
    return "no" if verb or flag or worn or thing or look or (spot.age and _span_of_time(spot)) else None


def _coloured(spot: Spot) -> Answer:
    """*Beaten it black*, *white as snow*, *black to the elbow*, *a bit of white*, *something clinging and black*."""
    if not spot.colour or spot.age:
        return None
    before, after = spot.low(spot.first - 1), spot.low(spot.last + 1)
    made = before == "it" or (after == "as" and spot.low(spot.last + 2) not in words("person_objects"))
    far = after == "to" and spot.low(spot.last + 3) in words("body_reach")
    before_of = 3 if before == "'" and spot.low(spot.first - 2) == "o" else 2  # *a bit o' white*
    of = before in {"of", "o'", "'"} and spot.low(spot.first - before_of) in words("bits_of")
    bit = of and spot.tag(spot.last + 1) not in NOUNS
    thing = before in JOINS and any(
        spot.low(place) in words("somethings") for place in range(spot.first - 8, spot.first)
    )
    surname = spot.capital and after == "'s" and spot.first > 0 and not plural(spot)
    return "no" if made or far or bit or thing or surname else None


def _among_colours(spot: Spot) -> bool:
    """Whether the word is joined to a colour that no people has: *red, white and blue*."""
    plain = words("plain_colours")
    before = spot.low(spot.first - 1) in JOINS and spot.low(spot.first - 2) in plain
    other = spot.last + (3 if spot.low(spot.last + 2) == "and" else 2)
    return before or (spot.low(spot.last + 1) in JOINS and spot.low(other) in plain)


def _span_of_time(spot: Spot) -> bool:
    """Whether a word of age goes with a number or *how*: *ten years old*, *a six-year-old*, *how old*."""
    place = spot.first - 1
    while spot.low(place) == "-":
        place -= 1
    return spot.low(place) in words("times_of_age")


def _head(spot: Spot) -> Answer:
    return "NOUN" if heads_phrase(spot) else None


def _american(spot: Spot) -> Answer:
    if not american(spot):
        return None
    noun = not nouns_after(spot).places and not is_person(spot.low(spot.last + 1))
    return "NOUN" if noun and single_of_people(spot) else "ADJ"


def _people_after(spot: Spot) -> bool:
    nouns = nouns_after(spot)
    return bool(nouns.places) and about_people(spot, nouns)


def _before_nouns(spot: Spot) -> Answer:
    nouns = nouns_after(spot)
    if not nouns.places:
        people = not nouns.joined and any(is_person(spot.low(place)) for place in nouns.skipped)
        return "ADJ" if people else None  # *the black female*, tagged as two adjectives
    if about_people(spot, nouns):
        return "no" if pale(spot, nouns.skipped + nouns.places) else "ADJ"
    return None if nouns.joined else "no"


def _noun(spot: Spot) -> Answer:
    return "NOUN" if not nouns_after(spot).places and not alone(spot) and single_of_people(spot) else None


def _predicate(spot: Spot) -> Answer:
    if spot.counted() or (not nouns_after(spot).places and in_a_row(spot)):
        return "ADJ"
    worn = spot.near("wearing", before=2 if spot.low(spot.first - 1) == "all" else 1)
    return "ADJ" if not worn and said_of_people(spot) else None


def _bare_object(spot: Spot) -> Answer:
    """*Hate Asians* and less well formed: a text of a verb of feeling and the word, and nothing more."""
    bare = len(spot.tokens) == spot.last + 1 and spot.first == 1
    return "NOUN" if bare and spot.low(0) in words("feeling_verbs") else None


_RULES: tuple[Callable[[Spot], Answer], ...] = (
    _phrase_of_people,
    _name,
    _pair,
    _hyphen_after,
    _plural,
    _hyphens,
    _never,
    _coloured,
    _head,
    _american,
    _before_nouns,
    _noun,
    _predicate,
    _bare_object,
)
