"""Where a first name means a person, and where it is a word, a place, a firm or a surname."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.detection.zones import zones
from cda.lexicon.names import load_names
from cda.naming.finder import Finder


@pytest.fixture(scope="module")
def finder():
    return Finder(load_names())


def found(finder, *fields):
    (row,) = finder.find([fields])
    return [name.text for field in row for name in field if name.given]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday Margaret phoned Peter Okafor.", ["Margaret", "Peter Okafor"]),
        ("Mary Ann O'Neill met John F. Kessler Jr.", ["Mary Ann O'Neill", "John F. Kessler"]),
        ("José and Anne-Marie Dubois danced.", ["José", "Anne-Marie Dubois"]),
        ("Michael Van der Berg paints.", ["Michael Van der Berg"]),
        ("It was MARGARET who knocked.", ["MARGARET"]),
        ("Robert's boat and Susan’s car", ["Robert", "Susan"]),
        ("Carol St. Clair writes.", ["Carol St. Clair"]),
    ],
)
def test_a_name_reaches_as_far_as_its_words_go(finder, text, names):
    assert found(finder, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Will Turner laughed.",
        "Grace lost her keys.",
        "My cousin Chase plays the oboe.",
        "Dear Hope,\nall is well.",
        "Thanks\nMark",
        "Mark said nothing.",
        "Carol, will you call?",
        "Bill and Margaret sat down.",
        "June Abernathy painted ships.",
    ],
)
def test_an_ambiguous_word_is_a_name_where_the_words_beside_it_say_so(finder, text):
    assert found(finder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Will you come?",
        "May I sit down?",
        "Hope this helps.",
        "Mark my words.",
        "We met in May.",
        "They flew to Jordan and to Paris.",
        "Virginia and Georgia voted.",
        "A rose is a rose.",
        "Grant applications close on Friday.",
        "We moved from the city of Dalton.",
        "Don't move.",
    ],
)
def test_an_ambiguous_word_is_none_elsewhere(finder, text):
    assert found(finder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We met at Victoria Station.",
        "Susan Brothers Inc rose.",
        "She works for Thomas and Betts Corp now.",
        "He was born at St. Mary's Hospital.",
        "Hurricane Katrina came.",
        "She read every Harry Potter book.",
        "We ate at Wendy's twice.",
        "The Martin family left.",
        "The University of Alberta closed.",
        'We saw "Annie Hall Again" twice.',
        "Her Oscar-winning part",
        "Queen Mary lies in the harbour.",
        "Hapag-Lloyd sold the ship.",
    ],
)
def test_a_first_name_in_another_name_is_no_person(finder, text):
    assert found(finder, text) == []


@pytest.mark.parametrize("text", ["Mr. Scott left.", "Professor Martin sat.", "Ask Dr. Taylor.", "MR KELLY: No."])
def test_what_follows_a_title_alone_is_a_surname(finder, text):
    (((name,),),) = finder.find([[text]])
    assert (name.given, len(name.family)) == ((), 1)


@pytest.mark.parametrize(
    "text",
    ["mail mary@example.org", "@john_smith wrote", "see https://example.org/susan", "`Mary = 1`", "#JusticeForSarah"],
)
def test_addresses_and_code_hold_no_names(finder, text):
    assert found(finder, text) == []


def test_who_is_sure_in_one_field_is_meant_in_another(finder):
    assert found(finder, "Will Turner is late.", "I called Will again.") == ["Will Turner", "Will"]


def test_a_surname_of_the_row_is_no_first_name(finder):
    assert found(finder, "Eva Russell came. Russell sat down.") == ["Eva Russell"]


WORDS = st.sampled_from(
    [
        "Mary",
        "John",
        "Will",
        "May",
        "the",
        "of",
        "said",
        "she",
        "Mr.",
        "Smith",
        "O'Neill",
        "St.",
        "Inc",
        "-",
        "\n",
        "é",
        "MARY",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=20).map(" ".join))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_names_stand_where_they_say_apart_from_each_other_and_from_what_is_no_prose(finder, texts):
    (row,) = finder.find([texts])
    for text, names in zip(texts, row, strict=True):
        closed = zones(text)
        last = 0
        for name in names:
            assert text[name.start : name.end] == name.text
            assert name.start >= last
            last = name.end
            assert all(text[part.start : part.end] == part.text for part in (*name.given, *name.family))
            assert not any(zone.start < name.end and name.start < zone.end for zone in closed)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_found_in_a_row_does_not_depend_on_the_others(finder, texts):
    together = finder.find([[text] for text in texts])
    assert together == [finder.find([[text]])[0] for text in texts]
