"""Religion and age: attributes that are data alone."""

from __future__ import annotations

import pytest

from cda import Rewriter
from cda.errors import OptionError


@pytest.mark.parametrize(
    ("attribute", "to", "source", "expected"),
    [
        (
            "religion",
            None,
            "A Christian farmer met Muslims at the fair.",
            "A Muslim farmer met Christians at the fair.",
        ),
        ("religion", "jewish", "The Muslim family next door left.", "The Jewish family next door left."),
        ("religion", "hindu", "Two Buddhists sat in the back row.", "Two Hindus sat in the back row."),
        ("religion", "muslim", "Christian Bale plays a Hindu shopkeeper.", "Christian Bale plays a Muslim shopkeeper."),
        ("age", None, "An elderly man sold me an old house.", "A young man sold me an old house."),
        ("age", "old", "The young nurse planted a young tree.", "The old nurse planted a young tree."),
    ],
)
def test_an_attribute_needs_no_code(attribute, to, source, expected):
    out = Rewriter(attribute, to=to)(source)
    assert out.text == expected
    assert out.inverse() == source


def test_an_attribute_that_no_lexicon_speaks_of_is_refused_with_those_there_are():
    with pytest.raises(OptionError, match="shoes") as caught:
        Rewriter("shoes")
    assert "religion" in caught.value.hint


def test_names_are_swapped_by_gender_and_race_alone():
    with pytest.raises(OptionError, match="religion"):
        Rewriter("religion", names="swap")
