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
        ("We met J. Edward Bromley there.", ["J. Edward Bromley"]),
        ("Next time I see Susan I'll tell her.", ["Susan"]),
        ("Chief Attorney Peter Okafor resigned.", ["Peter Okafor"]),
        ("'Annie, my dear,' he said.", ["Annie"]),
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
        "The part went to Diane Lane.",
        "We asked Benny Hill to sing.",
        "Grant, her oldest friend, drove.",
        "Her brother, Jordan, lives abroad.",
        '"Faith!" her mother called.',
        '"I do not know, Will," she said.',
        "The role of June is a small one.",
        "Gene, you are wrong.",
        "Sandy's mother called.",
        "Hope nodded.",
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
        "Jack up the car.",
        "Rob a bank and you go to prison.",
        '"Heaven," he answered.',
        "The ship sailed along the coast of Brittany.",
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
        "They moved to Hong Kong.",
        "It is like Annie (1982), only longer.",
        "Susan Park is a park.",
        "Under the IDA loan nothing changed.",
    ],
)
def test_a_first_name_in_another_name_is_no_person(finder, text):
    assert found(finder, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sir Michael Audley rose.", ["Michael Audley"]),
        ("Poor Alicia wept, and Sir Robert left.", ["Alicia", "Robert"]),
        ("The new Margaret Okafor novel is long.", ["Margaret Okafor"]),
        ("Darling Susan, come in!", ["Susan"]),
        ("Will Peter come?", ["Peter"]),
        ("Fans of a Tom Hartley-type thriller", ["Tom Hartley"]),
        ("In the west (Daniel Low) and the east", ["Daniel Low"]),
    ],
)
def test_a_small_word_before_a_first_name_is_no_part_of_it(finder, text, names):
    assert found(finder, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Scott left.",
        "Professor Martin sat.",
        "Ask Dr. Taylor.",
        "MR KELLY: No.",
        "Ms. Okafor sat.",
        "C. J. Douglas sat.",
    ],
)
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


@pytest.mark.parametrize(
    ("text", "surnames"),
    [
        ("Anton Yelkin plays. Yelkin's voice is thin.", ["Yelkin"]),
        ("Emma Brown paints. Brown is a colour.", []),
        ("Peter Halloran sold Halloran Motors.", []),
        ("Yelkin plays.", []),
    ],
)
def test_a_surname_alone_is_one_where_the_full_name_stands(finder, text, surnames):
    ((names,),) = finder.find([[text]])
    assert [name.text for name in names if not name.given] == surnames


def test_a_first_name_that_is_called_so_with_a_title_stays_a_first_name(finder):
    assert found(finder, "Mr. Robert Low rose. Robert sat down, and Mr. Robert laughed.") == [
        "Robert Low",
        "Robert",
        "Robert",
    ]


def test_a_rare_first_name_is_meant_wherever_its_full_name_stands(finder):
    assert found(finder, "Garth Dalman rose. The rain fell on Garth.") == ["Garth Dalman", "Garth"]


def test_where_firms_are_spoken_of_a_surname_alone_is_no_first_name(finder):
    assert found(finder, "Halcyon Corp said profits fell. Douglas said it would recover.") == []


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
