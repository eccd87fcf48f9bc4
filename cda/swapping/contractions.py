"""What an *'s* beside *he* or *she* stands for: *is*, *has* or, in a question, *does*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cda.english.tables import words
from cda.parsing import ParsedToken

Meaning = Literal["are", "have", "do"]
"""The verb in the form that agrees with *they*."""

_REACH = 8
_ADVERBS = frozenset({"RB", "RBR", "RBS", "_SP"})
_BARE = frozenset({"VB", "VBP"})
_PARTICIPLES = frozenset({"VBN", "VBD"})
_OBJECTS = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "JJ", "WP", "WDT", "PDT"})
_DETERMINERS = frozenset({"DT", "PRP$"})
_PASSIVE = frozenset({"as", "for", "to"})
_REFLEXIVES = frozenset({"himself", "herself"})


def meaning(tokens: Sequence[ParsedToken], index: int, *, inverted: bool) -> Meaning:
    """Tell what an *'s* stands for.

    Args:
        tokens: A parsed sentence.
        index: The place of the first token after the pronoun and the *'s*.
        inverted: Whether the *'s* stands before the pronoun (*what's he*).

    Returns:
        The verb in the form that agrees with *they*.
    """
    end = min(len(tokens), index + _REACH)
    between = words("adverbs_in_s", "adverbs_between")
    while index < end and (tokens[index].tag in _ADVERBS or tokens[index].text.lower() in between):
        index += 1
    if index >= end:
        return "are"
    if inverted and tokens[index].tag in _BARE:
        return "do"
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return "have" if _is_perfect(tokens[index], following) else "are"


def _is_perfect(token: ParsedToken, following: ParsedToken | None) -> bool:
    low = token.text.lower()
    tag, after = (following.tag, following.text.lower()) if following else ("", "")
    if low in words("state_participles"):  # she's called Ann, but: she's called him
        return tag == "PRP" or (low in words("object_participles") and tag in _DETERMINERS)
    if low in words("perfect_participles"):  # he's seen, but: he's seen by all, he's seen as a fool
        return after != "by" and not (after in _PASSIVE and low in words("passive_participles"))
    if low in _REFLEXIVES:
        return tag == "TO"  # she's only herself to blame
    return token.tag in _PARTICIPLES and tag in _OBJECTS  # he's taken a seat, but: he's taken to hospital
