from __future__ import annotations

from cda.swapping.apply import apply
from cda.swapping.merge import merge
from cda.types import Edit

TEXT = "An Asian aunt met a Latina."
GENDER = (Edit(9, 13, "aunt", "uncle", "g.aunt"), Edit(20, 26, "Latina", "Latino", "g.latina"))
RACE = (
    Edit(0, 2, "An", "A", "english.article"),
    Edit(3, 8, "Asian", "white", "r.asian"),
    Edit(18, 19, "a", "an", "english.article"),
    Edit(20, 26, "Latina", "Asian woman", "r.latina"),
)


def neither(_one, _two):
    return None


def test_edits_apart_are_all_made_in_order():
    merged = merge(TEXT, GENDER[:1], RACE[:2], neither)
    assert [edit.new for edit in merged] == ["A", "white", "uncle"]


def test_two_edits_of_one_word_are_made_one_after_the_other_with_the_article_of_the_outcome():
    merged = merge(
        TEXT, GENDER, RACE, lambda one, two: "Black man" if (one.new, two.new) == ("Latino", "Asian woman") else None
    )
    assert apply(TEXT, merged)[0] == "A white uncle met a Black man."
    assert merged[-1].entry == "g.latina r.latina"


def test_where_both_cannot_be_made_the_first_is():
    merged = merge(TEXT, GENDER, RACE, neither)
    assert apply(TEXT, merged)[0] == "A white uncle met a Latino."


def test_of_two_that_overlap_in_part_the_longer_is_made():
    long, short = Edit(3, 13, "Asian aunt", "x", "long"), Edit(9, 13, "aunt", "uncle", "short")
    assert merge(TEXT, [short], [long], neither) == merge(TEXT, [long], [short], neither) == (long,)
    beside = Edit(20, 26, "Latina", "y", "beside")
    assert merge(TEXT, [long], [short, beside], neither) == (long, beside)


def test_the_edits_of_one_attribute_alone_are_as_they_were():
    assert merge(TEXT, GENDER, (), neither) == GENDER
    assert merge(TEXT, (), RACE, neither) == RACE
