"""The lexicon of names is what its script makes of it, and its pairs are pairs."""

from __future__ import annotations

import csv
import sys

import pytest

from cda.lexicon.check_names import name_problems
from cda.lexicon.find import find, root
from cda.lexicon.names import load_names, name_key

NAMES = load_names()
PAIRED = [entry for entry in NAMES.entries() if entry.counterpart]


def rows(name):
    with (find("names-us") / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def modal(entry):
    return max(range(len(entry.shares)), key=lambda place: entry.shares[place])


def test_the_counterparts_are_what_the_script_makes_of_the_table(monkeypatch):
    pytest.importorskip("scipy")
    monkeypatch.setattr(sys, "path", [str(root() / "build"), *sys.path])
    from name_matching import counterparts  # noqa: PLC0415 - a script beside the lexicons

    table = rows("names.tsv")
    made = counterparts([{**row, "counterpart": ""} for row in table], rows("nicknames.tsv"))
    assert made == {row["name"]: row["counterpart"] for row in table if row["counterpart"]}


def test_the_pairs_are_a_bijection_and_their_own_inverse():
    assert len({name_key(entry.counterpart) for entry in PAIRED}) == len(PAIRED) > 5000
    assert all(name_key(NAMES.get(entry.counterpart).counterpart) == name_key(entry.name) for entry in PAIRED)


def test_a_pair_goes_from_one_gender_to_the_other():
    assert {frozenset((entry.group, NAMES.get(entry.counterpart).group)) for entry in PAIRED} == {
        frozenset(("masculine", "feminine"))
    }


def test_a_name_that_both_have_stays():
    both = [entry for entry in NAMES.entries() if 0.1 < entry.female < 0.9]
    assert both
    assert not [entry.name for entry in both if entry.counterpart]


def test_a_pair_is_of_one_census_group():
    common = [entry for entry in PAIRED if entry.bearers >= 10_000]
    same = [entry for entry in common if modal(entry) == modal(NAMES.get(entry.counterpart))]
    assert len(same) >= 0.97 * len(common)


def test_nothing_is_wrong_with_it():
    assert list(name_problems(NAMES)) == []


@pytest.mark.parametrize("word", ["Male", "Female", "Baby", "Doe", "Infant", "Unknown"])
def test_what_the_sources_take_for_a_name_and_is_none_is_not_there(word):
    assert NAMES.get(word) is None


@pytest.mark.parametrize(
    ("word", "name"), [("JOSÉ", "Jose"), ("mckenna", "McKenna"), ("Mary's", "Mary"), ("Zoë", "Zoe")]
)
def test_a_name_is_found_in_any_spelling(word, name):
    assert NAMES.get(word).name == name


@pytest.mark.parametrize(("nickname", "head"), [("Liz", "Elizabeth"), ("Ted", "Edward")])
def test_a_nickname_knows_its_families(nickname, head):
    assert head in {family[0] for family in NAMES.families[name_key(nickname)]}


@pytest.mark.parametrize(("nickname", "name"), [("Bob", "Robert"), ("Tom", "Thomas"), ("Jim", "James")])
def test_a_nickname_goes_where_its_full_name_goes(nickname, name):
    full = NAMES.families[name_key(NAMES.get(name).counterpart)][0]
    assert NAMES.get(nickname).counterpart in full
