from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.resolution.people import KeepList, People, group_of_name, near_mentions
from cda.types import Mention


@pytest.fixture(scope="module")
def people():
    return People()


def named(people, text):
    return [name.text for name in people.names([text], [[(0, len(text))]])[0]]


def test_names_of_persons_are_found_without_the_possessive(people):
    assert named(people, "Yesterday Angela Harris read Peter Walker's letter in London.") == [
        "Angela Harris",
        "Peter Walker",
    ]


def test_a_name_that_was_found_is_found_again_by_its_parts(people):
    text = "Angela Harris spoke. \n\nthen harris, Harris and Harrison left."
    assert named(people, text).count("Harris") >= 1
    assert "harris" not in named(people, text)


def test_texts_without_stretches_have_no_names(people):
    assert people.names(["Angela Harris left.", ""], [[], []]) == [(), ()]


@given(st.lists(st.text(max_size=40) | st.sampled_from(["Angela Harris", "Peter"]), max_size=4).map(" ".join))
def test_names_stand_where_they_say_and_are_disjoint(people, text):
    names = people.names([text], [[(0, len(text))] if text else []])[0]
    assert all(text[name.start : name.end] == name.text for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


def test_only_sentences_near_a_mention_are_looked_at():
    text = "Ann left. Bo left. Cy left. Di left. Ed left. He slept. Flo left."
    he = Mention(46, 48, "He", "gender", "masculine", "pronoun", "p")
    assert [text[first:last].strip() for first, last in near_mentions(text, [he], 2)] == [
        "Di left.",
        "Ed left.",
        "He slept.",
    ]


@pytest.mark.parametrize(
    ("name", "group"), [("Mary", "feminine"), ("peter low", "masculine"), ("Quux", None), ("", None), ("'s", None)]
)
def test_common_first_names_show_a_group(name, group):
    assert group_of_name(name) == group


@pytest.mark.parametrize(
    ("listed", "text", "expected"),
    [
        (["Ada Low"], "Ada Low sang; Low bowed. Lower.", ["Ada Low", "Low"]),
        (["Ada Low"], "Low bowed.", []),
        (["Ada Low"], "ADA LOW sang.", ["ADA LOW"]),
        (["Ada Low"], "Ada\nLow sang.", ["Ada\nLow"]),
        (["Ada Low"], "ada low, Ada Lowell", []),
        (["Prince"], "Prince sang.", ["Prince"]),
        (["  Ada   Low  ", ""], "Ada Low sang.", ["Ada Low"]),
        ([], "Ada Low sang.", []),
    ],
)
def test_listed_names_are_found_as_they_are_written(listed, text, expected):
    assert [name.text for name in KeepList(listed).find(text)] == expected
