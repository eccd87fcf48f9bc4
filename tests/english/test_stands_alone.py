from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.stands_alone import stands_alone
from cda.english.use import use_by_text


def alone(text):
    """Whether the pronoun between stars stands alone; only the text decides."""
    start = text.index("*")
    end = text.index("*", start + 1) - 1
    return use_by_text(text.replace("*", ""), start, end) == "PRON"


@pytest.mark.parametrize(
    "text",
    [
        "A neighbour of *his* complains about the piano.",
        "Two employees of *his* quit on the same day.",
        "That car of *his* breaks down every month.",
        "A letter of *his* dated 1882 survives.",
        "Many patients of *his* travelled for days.",
        "A coworker of *his* told me.",
        "One cousin of *his* still runs the mill.",
        "A tutor of *his* (from Riga) left.",
        "None of the money was *his* legally.",
        "Our proposals failed, but *his* got through.",
        "Her first novel sold well and *his* sold even better.",
        "I liked your photos but *his* looked sharper.",
        "Your cabin and *his* share a wall.",
        "How did *his* turn out?",
        "The desk that was *his* stands here.",
        "*His* must be the oldest shop.",
        "The risk was *his* alone.",
        "The playlist was *his* lol",
        "The wallet is *his*…",
        'He called it "*his*".',
    ],
)
def test_a_verb_or_a_construction_shows_that_his_stands_alone(text):
    assert alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "He gave *his* claims the attention they deserved.",
        "A fan of *his* painted screens wrote.",
        "A critic of *his* proposed tax resigned.",
        "A list of *his* works in the museum follows.",
        "Several of *his* plays were printed.",
        "In *his* thought the state is a ship.",
        "To *his* left a door opened.",
        "A biography of *his* son appeared in May.",
        "*His* hatred of the sea was known.",
        "Against *his* will he signed.",
        "Did you do *his* work?",
        "This is *his* family.",
        "*His* failed but noble attempt is known.",
        "*His* not calling worried us.",
        "*His* married “friend” came.",
        "*His* (and her) café closed.",
        "We liked *his* now famous speech.",
    ],
)
def test_a_noun_phrase_may_begin_like_a_verb(text):
    assert not alone(text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_neighbours_get_an_answer(before, after):
    text = f"{before}his{after}"
    assert stands_alone(text, len(before), len(before) + 3) in {True, False}


@pytest.mark.parametrize("filler", [" ", "a ", "of ", "a friend of his ", "his", "(", "...", '"', "and his "])
def test_time_grows_with_the_length_of_the_text_alone(filler):
    def seconds(count):
        text = filler * count + " his " + filler * count
        places = [match.span() for match in re.finditer(r"\bhis\b", text)][:2000]
        started = time.perf_counter()
        for start, end in places:
            use_by_text(text, start, end)
        return (time.perf_counter() - started) / max(1, len(places))

    seconds(10)
    assert seconds(20000) < 0.05
