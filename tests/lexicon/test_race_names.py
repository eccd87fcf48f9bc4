"""Facts about the names of four groups that ship with names-us."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys

import pytest

from cda.lexicon.find import load, root
from cda.lexicon.model import NEVER_WRITTEN
from cda.lexicon.tables import cells

FOLDER = root() / "en" / "names-us" / "1.0.0"
BUILD = root() / "build"
GROUPS = {
    "white": ("white", 0.8),
    "black": ("black", 0.6),
    "asian": ("asian_pacific", 0.8),
    "hispanic": ("hispanic", 0.8),
}


def read(table):
    return [row for _, row in cells(FOLDER / table)]


@pytest.fixture(scope="module")
def slots():
    return read("race_names.tsv")


@pytest.fixture(scope="module")
def first():
    return {row["name"]: row for row in read("names.tsv")}


@pytest.fixture(scope="module")
def last():
    return {row["name"]: row for row in read("surnames.tsv")}


def filled(slots, part):
    return [(row, group, row[group]) for row in slots if row["part"] == part for group in GROUPS if row[group]]


def test_ids_are_unique(slots):
    ids = [row["id"] for row in slots]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("part", ["first", "last"])
def test_a_name_stands_once_in_its_part_so_that_going_to_a_group_and_back_is_the_identity(slots, part):
    names = [name.upper() for _, _, name in filled(slots, part)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("part", ["first", "last"])
def test_the_share_of_its_group_is_as_high_as_promised(slots, first, last, part):
    shares = first if part == "first" else last
    low = [
        (name, group)
        for _, group, name in filled(slots, part)
        if float(shares[name][GROUPS[group][0]]) < GROUPS[group][1]
    ]
    assert low == []


def test_a_row_of_first_names_has_a_name_of_its_gender_for_every_group(slots, first):
    for row in slots:
        if row["part"] == "first":
            female = [float(first[row[group]]["female"]) for group in GROUPS]
            assert all(share <= 0.1 if row["gender"] == "masculine" else share >= 0.9 for share in female), row["id"]


def test_rows_of_surnames_have_no_gender_and_at_least_three_groups(slots):
    for row in slots:
        if row["part"] == "last":
            assert row["gender"] == ""
            assert row["white"]
            assert row["asian"]
            assert row["hispanic"]


@pytest.mark.parametrize(
    ("part", "gender", "least"), [("first", "masculine", 350), ("first", "feminine", 500), ("last", "", 700)]
)
def test_there_are_rows_enough_to_name_people(slots, part, gender, least):
    assert sum(row["part"] == part and row["gender"] == gender for row in slots) >= least


def test_no_first_name_that_is_mostly_another_word_is_written(slots, first):
    assert [name for _, _, name in filled(slots, "first") if first[name]["ambiguity"] == "high"] == []


@pytest.mark.parametrize("group", ["black", "asian", "hispanic"])
@pytest.mark.parametrize("gender", ["masculine", "feminine"])
def test_names_of_a_row_are_about_as_old_and_as_common_within_their_groups(slots, first, gender, group):
    rows = [row for row in slots if row["gender"] == gender]
    order = {
        side: {
            row[side]: place
            for place, row in enumerate(sorted(rows, key=lambda row: -int(first[row[side]]["bearers"])))
        }
        for side in ("white", group)
    }
    born = [(first[row["white"]]["born"], first[row[group]]["born"]) for row in rows]
    years = [abs(int(one) - int(other)) for one, other in born if one and other]
    places = [abs(order["white"][row["white"]] - order[group][row[group]]) for row in rows]
    assert statistics.median(years) <= 10
    assert statistics.median(places) <= len(rows) / 10


def test_surnames_are_only_those_of_the_rows(slots, last):
    assert set(last) == {name for _, _, name in filled(slots, "last")}


def test_names_are_spelled_as_people_write_them(slots):
    names = {name for part in ("first", "last") for _, _, name in filled(slots, part)}
    assert {"O'Brien", "McCarthy", "DeShawn", "Nguyen", "Garcia", "Washington"} <= names
    assert [name for name in names if name.isupper() or name.islower() or " " in name] == []


@pytest.mark.parametrize("lexicon", ["gender", "race-us"])
def test_no_name_is_a_word_that_is_never_written(slots, lexicon):
    never = {
        form.lower()
        for entry in load(lexicon).entries
        if entry.status in NEVER_WRITTEN
        for form in entry.forms.values()
    }
    assert [name for part in ("first", "last") for _, _, name in filled(slots, part) if name.lower() in never] == []


def test_the_rows_can_be_built_again_from_the_tables_that_ship(tmp_path):
    pytest.importorskip("scipy")
    for table in ("names.tsv", "surnames.tsv"):
        shutil.copy(FOLDER / table, tmp_path)
    subprocess.run([sys.executable, BUILD / "race_names.py", "--folder", tmp_path], check=True)
    assert (tmp_path / "race_names.tsv").read_bytes() == (FOLDER / "race_names.tsv").read_bytes()
