"""What the words beside a word for a people decide, and that the parse agrees."""

from __future__ import annotations

import pytest
from identity_sentences import kind, marked, use

from cda.detection.identity_surface import surface_use

SURE = {
    "A [black] man waited.": "ADJ",
    "Two [white] women laughed.": "ADJ",
    "He wore a [black] dress.": None,
    "It is a [black] comedy.": None,
    "Many [Asians] came.": "NOUN",
    "They barred [blacks] from juries.": "NOUN",
    "Jack [Black] sings.": None,
    "Karen [Black], too.": None,
    "She loves [Asian] cinema.": None,
    "It is in [black] and white.": None,
    "A black and [white] film, no more.": None,
    "Some [white people] left.": "NOUN",
    "He was all in [black].": None,
    "She is [black].": "ADJ",
    "The [black]-haired girl sang.": None,
    "The [Black] Falcon flew over the sleeping town.": None,
}


@pytest.mark.parametrize("sentence", SURE)
def test_sure_cases_are_decided_by_the_words_beside_and_as_the_parse_decides(sentence: str):
    text, start, end, colour = marked(sentence)
    assert surface_use(text, start, end, colour=colour) == SURE[sentence]
    assert use(sentence) == SURE[sentence]


@kind(
    "A [white] and trembling girl opened.",
    "He was [white] with fear.",
    "She is a [black] homicide detective.",
    "The [old] man slept.",
    "The [Black]-owned bakery closed.",
    "It was the [black] car driver who fled.",
    "The [whites] of their eyes shone.",
)
def test_what_the_words_beside_leave_open_is_asked(sentence: str):
    text, start, end, colour = marked(sentence)
    assert surface_use(text, start, end, colour=colour) == "ask"
