"""The title that is written for Mr."""

from __future__ import annotations

import pytest

from cda import Rewriter
from cda.errors import OptionError
from cda.lexicon.check import problems
from cda.lexicon.find import load
from cda.lexicon.prefer import prefer

SOURCE = "Mr. Low met Mrs. Hay, Miss Fay and Ms. Day. Mr Roe left."


@pytest.mark.parametrize(
    ("mr", "expected"),
    [
        ("Ms", "Ms. Low met Mr. Hay, Mr. Fay and Mr. Day. Ms Roe left."),
        ("Mrs", "Mrs. Low met Mr. Hay, Mr. Fay and Mr. Day. Mrs Roe left."),
        ("Miss", "Miss Low met Mr. Hay, Mr. Fay and Mr. Day. Miss Roe left."),
    ],
)
def test_the_chosen_title_is_written_and_the_others_still_read(mr, expected):
    out = Rewriter(mr=mr)(SOURCE)
    assert out.text == expected
    assert out.inverse() == SOURCE


def test_another_title_is_refused():
    with pytest.raises(OptionError):
        Rewriter(mr="Dame")


def test_the_choice_leaves_a_sound_lexicon():
    assert list(problems(prefer(load("gender"), "Mr", "Mrs"))) == []


def test_a_title_that_the_lexicon_does_not_pair_changes_nothing():
    lexicon = load("gender")
    assert prefer(lexicon, "Mr", "Nobody") is lexicon


def test_the_option_is_reported():
    assert Rewriter(mr="Mrs").options()["mr"] == "Mrs"
