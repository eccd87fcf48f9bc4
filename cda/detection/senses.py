"""Sense rows: which reading of a form the words beside it choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from cda.detection.context import bare, near_words, next_word, previous_word
from cda.lexicon.model import Lexicon, Sense

_BESIDE: Mapping[str, Callable[[str, int, int], Collection[str]]] = {
    "next": lambda text, _, end: (next_word(text, end),),
    "previous": lambda text, start, _: (previous_word(text, start),),
    "near": near_words,
}
"""What a sense row may look at: the words that stand there."""

_BARE = "bare-"
"""Before a place: the phrase has no article, either."""


class Senses(NamedTuple):
    """The sense rows of a form.

    Args:
        rows: The rows, in the order of the lexicon.
        places: The places that any of them looks at.
    """

    rows: Sequence[Sense]
    places: Collection[str]


def senses_of(lexicon: Lexicon) -> Mapping[str, Senses]:
    """The sense rows of a lexicon, by form, lower case."""
    rows: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in lexicon.senses:
        for form in sense.forms:
            rows[form].append(sense)
    return {form: Senses(some, {_place(sense) for sense in some}) for form, some in rows.items()}


def sense_of(text: str, start: int, end: int, senses: Senses) -> Sense | None:
    """The sense row that decides about a form, one that speaks for a person first.

    Args:
        text: The text.
        start: First code point of the form.
        end: One past its last code point.
        senses: The sense rows of the form.

    Returns:
        The row, or ``None`` where none of them fits.

    Example:
        >>> from cda.lexicon.find import load
        >>> text = "A witch hunt."
        >>> sense_of(text, 2, 7, senses_of(load("gender"))["witch"]).reading
        'not_person'
    """
    beside = {place: _BESIDE[place](text, start, end) for place in senses.places}
    said = None
    for row in senses.rows:
        if row.words.isdisjoint(beside[_place(row)]) or not _is_bare(text, start, row.when):
            continue
        if row.reading == "person":
            return row
        said = said or row
    return said


def _is_bare(text: str, start: int, when: str) -> bool:
    return not when.startswith(_BARE) or bare(text, start, skip=when == "bare-previous")


def _place(sense: Sense) -> str:
    return sense.when.removeprefix(_BARE)
