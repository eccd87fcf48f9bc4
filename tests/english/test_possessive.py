from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.possessive import certain_use


def use(text):
    """The use of the pronoun between stars."""
    start = text.index("*")
    end = text.index("*", start + 1) - 1
    return certain_use(text.replace("*", ""), start, end)


@pytest.mark.parametrize(
    "text",
    [
        "We met *her* at the pier.",
        "We met *her*.",
        "We met *her*",
        "We met *her*, then left.",
        "Who told *her*?",
        "Ask *her*; the pilot knows.",
        "I gave *her* the oars.",
        "Tell *her* that we won.",
        "They saw *her* and waved.",
        "*HER* TO THE PIER",
        "We met *her*—finally.",
        "They thanked *her*\n\nThe end",
        "a cousin of *his*.",
        "The boat is *his*, not mine.",
        "him or *her*",
        "him/*her*",
        "The choice is *his* or hers.",
    ],
)
def test_it_stands_alone_before_what_cannot_go_on_with_a_noun_phrase(text):
    assert use(text) == "PRON"


@pytest.mark.parametrize(
    "text",
    [
        "on *her* own boat",
        "*her* own",
        "*his* boat",
        "*his* very old boat",
        "*his*/her boat",
        "his or *her* boat",
        "*her* or his boat",
        "his/*her* boat",
        "her and *his* boat",
        "in *her* '62 roadster",
    ],
)
def test_it_is_a_determiner_before_a_noun(text):
    assert use(text) == "DET"


@pytest.mark.parametrize(
    "text", ["*her* boat", "*her* sing", "They made *her* captain", "*her* old boat", "*her*-and-him boat"]
)
def test_her_before_an_open_word_is_left_to_the_tagger(text):
    assert use(text) is None


@pytest.mark.parametrize("text", ["the quarrel over *her* Over the Hill tour", "*her* The Long Night album"])
def test_a_name_may_begin_with_a_closed_word(text):
    assert use(text) != "PRON"


@given(st.sampled_from(["her", "his"]), st.text(max_size=15), st.text(max_size=25))
def test_any_neighbours_get_an_answer(pronoun, before, after):
    text = f"{before}{pronoun}{after}"
    assert certain_use(text, len(before), len(before) + 3) in {"DET", "PRON", None}


@given(st.sampled_from(["the", "a", "to", "and", "that", "him", "was", "not"]))
def test_the_letter_case_of_the_whole_text_does_not_matter(word):
    text = f"we met her {word} x"
    place = re.search("her", text).span()
    assert certain_use(text, *place) == certain_use(text.upper(), *place) == "PRON"
