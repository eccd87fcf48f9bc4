"""A sample that people judge: drawn at random, written for spreadsheets, and scored with an interval."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from run.corpus import job, rows, write_parquet

from cda import Rewriter
from cda.cli import cli
from cda.errors import InputError, OutputExists
from cda.review import Judged, read_sheet, sample_edits, score_sheet, write_sheet
from cda.review.score import wilson
from cda.run.augment import augment_files


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("review")
    some = [*rows(60), {"text": "=She said: -he left.", "n": 99}]
    source = write_parquet(place / "in.parquet", some)
    augment_files(job(source, place / "out", split=0.7, splits=("train", "test")), Rewriter())
    return str(place / "out")


def called(*arguments):
    result = CliRunner().invoke(cli, ["review", *map(str, arguments)], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def test_every_edit_is_drawn_once_where_all_are_asked_for(folder):
    drawn = sample_edits(folder, 10_000)
    assert len({one.edit for one in drawn}) == len(drawn) > 50
    for one in drawn:
        assert f"[{one.old}]" in one.before
        assert f"[{one.new}]" in one.after


def test_kinds_are_those_of_reports(tmp_path):
    source = write_parquet(tmp_path / "in.parquet", [{"text": "An actress met Mary."}])
    augment_files(job(source, tmp_path / "out"), Rewriter(names="swap"))
    found = {one.old: one.kind for one in sample_edits(str(tmp_path / "out"), 9)}
    assert found == {"actress": "noun", "Mary": "name"}
    source = write_parquet(tmp_path / "more.parquet", [{"text": "A lady came. He is a host and she was."}])
    augment_files(job(source, tmp_path / "more"), Rewriter(to="neutral"))
    assert {"article", "agreement"} & {one.kind for one in sample_edits(str(tmp_path / "more"), 99)}
    assert "english" not in {one.kind for one in sample_edits(str(tmp_path / "more"), 99)}


def test_a_sample_is_random_and_the_same_for_a_seed(folder):
    first, again, other = (sample_edits(folder, 8, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert [one.edit for one in sample_edits(folder, 4, 1)] == [one.edit for one in first[:4]]
    assert [one.edit for one in first] != sorted(one.edit for one in first)


def test_a_sheet_comes_back_as_it_was_and_holds_no_formula(folder, tmp_path):
    drawn = sample_edits(folder, 10_000)
    assert any(one.before.startswith("=") for one in drawn)
    write_sheet(str(tmp_path / "sheet.csv"), drawn)
    assert read_sheet(str(tmp_path / "sheet.csv")) == drawn
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not any(cell[:1] in {"=", "+", "-", "@"} for row in csv.reader(file) for cell in row if cell)


@given(st.text())
def test_any_cell_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("cells") / "sheet.csv"
    cell = "".join(char for char in text if char not in "\x00\r" and not "\ud800" <= char <= "\udfff")
    one = Judged("train 0 text 0", "noun", cell, cell, cell, cell)
    write_sheet(str(path), [one])
    assert read_sheet(str(path)) == [one]


def test_the_score_has_a_line_for_each_kind():
    def judged(kind, verdict):
        return Judged("", kind, "", "", "", "", verdict)

    sheet = [*[judged("noun", "right")] * 7, judged("noun", " Wrong"), *[judged("det", "right")] * 2, judged("det", "")]
    found = {one.kind: (one.judged, one.right) for one in score_sheet(sheet)}
    assert found == {"all": (10, 9), "noun": (8, 7), "det": (2, 2)}
    assert [one.kind for one in score_sheet(sheet)] == ["all", "noun", "det"]


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_narrows_with_the_sample(number, data):
    right = data.draw(st.integers(0, number))
    low, high = wilson(right, number)
    assert -1e-9 <= low <= right / number + 1e-9
    assert right / number - 1e-9 <= high <= 1 + 1e-9
    lower, upper = wilson(10 * right, 10 * number)
    assert upper - lower < high - low


@pytest.mark.parametrize(("verdict", "said"), [("maybe", "'maybe' is none"), ("", "nothing in the sheet")])
def test_a_sheet_that_says_nothing_is_told(verdict, said):
    with pytest.raises(InputError, match=said):
        score_sheet([Judged("", "noun", "", "", "", "", verdict)])


def test_a_sheet_without_a_column_and_one_that_is_there_are_refused(tmp_path):
    (tmp_path / "sheet.csv").write_text("edit,kind\n", "utf-8")
    with pytest.raises(InputError, match="no column 'old'"):
        read_sheet(str(tmp_path / "sheet.csv"))
    with pytest.raises(OutputExists, match="there already"):
        write_sheet(str(tmp_path / "sheet.csv"), [])
    with pytest.raises(InputError, match="cannot be read"):
        read_sheet(str(tmp_path / "none.csv"))


def test_the_command_draws_and_scores(folder, tmp_path):
    assert "5 edits" in called(folder, "-n", "5", "-o", tmp_path / "sheet.csv")
    sheet = (tmp_path / "sheet.csv").read_text("utf-8-sig")
    (tmp_path / "sheet.csv").write_text(sheet.replace(",,\n", ",right,\n"), "utf-8", newline="")
    assert called("--score", tmp_path / "sheet.csv").startswith("all: 5 of 5 right, 100.0 % (95 %: 56.6 to 100.0 %)")
