"""Facts about the phrases that hold a first name and are no person."""

from __future__ import annotations

import re

import pytest

from cda.lexicon.figures import load_figures
from cda.lexicon.find import root
from cda.lexicon.tables import cells

FOLDER = root() / "en" / "names-us" / "1.0.0"


@pytest.fixture(scope="module")
def rows():
    return [row for _, row in cells(FOLDER / "protected.tsv")]


@pytest.fixture(scope="module")
def phrases(rows):
    return {row["phrase"] for row in rows}


@pytest.fixture(scope="module")
def names():
    return {row["name"].upper() for _, row in cells(FOLDER / "names.tsv")}


def test_a_phrase_and_an_id_stand_once(rows, phrases):
    assert len(phrases) == len(rows) == len({row["id"] for row in rows})


def test_letter_case_counts_since_a_name_has_a_capital(rows):
    assert {row["case"] for row in rows} == {"exact"}
    assert [row["phrase"] for row in rows if row["phrase"] == row["phrase"].lower()] == []


def test_a_phrase_is_more_than_a_name(phrases, names):
    assert sorted(phrase for phrase in phrases if phrase.upper() in names) == []


def test_a_genitive_alone_is_no_phrase_since_a_person_has_it_as_well(phrases, names):
    assert sorted(one for one in phrases if re.sub("['’]s$", "", one).upper() in names and one.endswith("'s")) == []


def test_public_figures_are_people_and_stand_elsewhere(phrases):
    assert sorted(phrases & set(load_figures().names)) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "Ben & Jerry's",
        "Victoria's Secret",
        "Jack Daniel's",
        "Harley-Davidson",
        "Victoria Station",
        "North Carolina",
        "Prince Edward Island",
        "Camp David",
        "St. Mary's",
        "St Mary",
        "Saint Mary's",
        "San Francisco",
        "Harry Potter",
        "Jane Eyre",
        "Romeo and Juliet",
        "When Harry Met Sally",
        "Rosemary's Baby",
        "Tony Award",
        "Hurricane Katrina",
        "Lou Gehrig's disease",
        "for Pete's sake",
        "Bill of Rights",
        "Olive oil",
        "Poison Ivy",
    ],
)
def test_what_everybody_expects_is_there(phrases, phrase):
    assert phrase in phrases


@pytest.mark.parametrize("phrase", ["Wendy's", "Mary Kay", "at Will", "Elizabeth Taylor", "Sherlock", "Virginia"])
def test_what_may_be_somebody_is_not(phrases, phrase):
    assert phrase not in phrases
