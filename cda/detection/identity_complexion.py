"""Black and white as a colour that somebody has for a while: *white with fear*, *turned white*."""

from __future__ import annotations

from cda.detection.identity_spot import Spot
from cda.english.tables import words

_COORDINATES = frozenset({"and", "or", ",", "but", "/", "&", "nor"})
_COMPARED = frozenset({"well", "is", "are", "was", "were", "does", "do", "opposed", "if", "can"})
_UNDER = frozenset({"beneath", "under", "around"})
_NEAR = 4


def of_the_face(spot: Spot) -> bool:
    """Whether black or white is said of a face, of dirt or of clothes, not of a people.

    Args:
        spot: The word, with no noun after it.

    Returns:
        Whether a cause, a comparison, a verb of change, an adverb or an adjective beside it shows that.
    """
    if _because(spot) or _compared(spot) or _turned(spot):
        return True
    if not spot.word.startswith("white"):
        return False
    return spot.low(spot.first - 1) in words("pallor_before") or _joined_to(spot, "pallor")


def seen_as(spot: Spot) -> bool:
    """Whether somebody is said to be seen as of a people: *they identify as black*."""
    if spot.low(spot.first - 1) != "as" or spot.low(spot.last + 1) == "as":
        return False
    return any(spot.low(place) in words("seen_as") for place in range(spot.first - 5, spot.first - 1))


def pale(spot: Spot, phrase: tuple[int, ...]) -> bool:
    """Whether a word in the phrase after *white* shows a face: *a white, trembling girl*."""
    return spot.word == "white" and any(spot.low(place) in words("pallor_alone") for place in phrase)


def of_pictures(spot: Spot) -> bool:
    """Whether the word is a half of *black and white*, and nothing says that people are meant."""
    if not spot.paired():
        return False
    back = spot.low(spot.first - 2) in words("race_colours") and spot.low(spot.first - 1) != ","
    first, after = (spot.first - 2, spot.last + 1) if back else (spot.first, spot.last + 3)
    return spot.low(first - 1) != "both" and spot.low(after) not in {"alike", "together"}


def _because(spot: Spot) -> bool:
    after = spot.low(spot.last + 1)
    if after in {"with", "from"}:
        return any(spot.low(spot.last + step) in words("colour_causes") for step in range(2, 7))
    return after == "to" and any(spot.low(spot.last + step) in words("face_parts") for step in (2, 3))


def _compared(spot: Spot) -> bool:
    after = spot.low(spot.last + 1)
    if after in {"as", "like"} and spot.low(spot.last + 2) not in _COMPARED:
        return True
    return after in _UNDER or (spot.low(spot.first - 1) == "as" and not seen_as(spot))


def _turned(spot: Spot) -> bool:
    """Whether a verb of change stands before: *turned quite white*, *fades to black*."""
    verb = spot.first - 1
    while spot.tag(verb) in {"RB", "RBR"} or spot.low(verb) in {"all", "quite", "to", "into"}:
        verb -= 1
    coloured = any(spot.low(place) in words("colouring_verbs") for place in range(spot.first - 4, spot.first))
    return coloured or spot.low(verb) in words("turning_verbs")


def _joined_to(spot: Spot, table: str) -> bool:
    """Whether a word of a table is joined to the word by a comma or a conjunction."""
    known = words(table)
    after = any(spot.low(spot.last + step) in known for step in range(2, _NEAR + 1))
    before = any(spot.low(place) in known for place in range(spot.first - _NEAR, spot.first - 1))
    joined_after, joined_before = spot.low(spot.last + 1) in _COORDINATES, spot.low(spot.first - 1) in _COORDINATES
    return (joined_after and after) or (joined_before and before)
