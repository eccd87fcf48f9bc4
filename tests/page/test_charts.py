"""Charts: what is drawn fits, what is written is escaped, and the table has every figure."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page.spoiled import SPOILING, STEERING

from cda.clean import short
from cda.page.bars import Bar, bars, grouped, series, stacked
from cda.page.chart import LABEL
from cda.page.dots import Axis, Lean, Moved, dumbbells, leanings

AXIS = Axis(-1, 2, ((0, "×1"), (1, "×3")), "less", "more")
LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
ROWS = st.lists(st.tuples(LABELS, st.lists(st.integers(0, 10**7), min_size=3, max_size=3)), min_size=1, max_size=30)


def drawn(rows):
    """Every kind of chart of the same rows."""
    parts = [(series(place), f"part {place}") for place in range(3)]
    yield bars("a", "Bars", "How many.", [Bar(label, some[0]) for label, some in rows], ("what", "number"))
    yield grouped("b", "Grouped", "", ("one", "two", "three"), rows, "what")
    yield stacked("c", "Stacked", "", parts, rows, "what")
    scaled = [(label, [value / 10**6 - 3 for value in some]) for label, some in rows]
    moved = [Moved(label, one, two, (f"{one}", f"{two}")) for label, (one, two, _) in scaled]
    yield dumbbells("d", "Dots", "", moved, AXIS, "what")
    yield leanings(
        "e", "Leanings", "", [Lean(label, some[0], f"{some[0]}") for label, some in scaled], AXIS, ("a", "b")
    )


@given(ROWS)
def test_a_chart_is_well_formed_and_nothing_of_it_lies_outside(rows):
    for chart in drawn(rows):
        root = ET.fromstring(chart.svg)  # noqa: S314 - drawn here
        for mark in root.iter():
            across = [float(mark.get(name).rstrip("%")) for name in ("x", "x1", "x2", "cx") if mark.get(name)]
            across += [across[0] + float(mark.get("width").rstrip("%"))] if mark.tag == "rect" else []
            assert all(-0.01 <= place <= 100.05 for place in across)
            down = [float(mark.get(name)) for name in ("y", "y1", "y2", "cy") if mark.get(name)]
            assert all(0 <= place <= float(root.get("height")) for place in down)


@given(ROWS)
def test_the_table_has_a_row_for_every_value_and_a_cell_for_every_column(rows):
    for chart in drawn(rows):
        assert [row[0] for row in chart.rows] == [label for label, _ in rows]
        assert {len(row) for row in chart.rows} == {len(chart.head)}


def test_nothing_in_a_label_is_markup():
    for chart in drawn([("<script>\"&'</script>", [1, 2, 3])]):
        assert "<script" not in chart.svg
        assert "<script>\"&'</script>" in "".join(ET.fromstring(chart.svg).itertext())  # noqa: S314


def test_what_steers_is_shown_in_every_part_of_a_chart():
    for chart in drawn([("a" + SPOILING, [1, 2, 3])]):
        assert not STEERING.search(chart.svg.replace("\n", ""))
        assert "a␀␛[31m\\u0085\\u202e" in chart.svg
    chart = bars("k" + SPOILING, "t" + SPOILING, "a" + SPOILING, [Bar("b", 1, "1" + SPOILING)], ("", ""))
    assert not STEERING.search(chart.svg.replace("\n", ""))


def test_a_chart_says_what_it_is():
    for chart in drawn([("a", [1, 2, 3])]):
        root = ET.fromstring(chart.svg)  # noqa: S314
        assert root.get("role") == "img"
        named = {root.get("aria-labelledby"): chart.title, root.get("aria-describedby"): chart.about}
        assert {mark.get("id"): mark.text or "" for mark in root.iter() if mark.get("id")} == named


def test_bars_are_as_long_as_their_values():
    chart = bars("a", "", "", [Bar("x", 50), Bar("y", 100), Bar("z", 0)], ("", ""))
    first, second, third = (float(width) for width in re.findall(r'<rect class="s0"[^>]* width="([\d.]+)%"', chart.svg))
    assert first == pytest.approx(second / 2)
    assert third == 0


def test_parts_fill_the_row_and_their_shares_are_told():
    chart = stacked("a", "", "", [("s0", "men"), ("s1", "women"), ("rest", "none")], [("all", [1, 2, 1])], "")
    widths = [float(width) for width in re.findall(r' part"[^>]* width="([\d.]+)%"', chart.svg)]
    assert widths == [25, 50, 25]
    assert chart.rows == (("all", "1 (25 %)", "2 (50 %)", "1 (25 %)"),)


def test_a_long_chart_draws_some_rows_and_its_table_has_all():
    chart = bars("a", "", "", [Bar(f"row {n}", 1) for n in range(100)], ("", ""), most=5)
    assert chart.svg.count("<rect") == 5
    assert len(chart.rows) == 100


def test_before_and_after_differ_by_more_than_their_colour():
    chart = dumbbells("d", "", "", [Moved("nurse", 1.5, 0.1, ("×4.5", "×1.1"))], AXIS, "word")
    before, after = re.findall(r'<circle class="(?:before|after)" cx="([\d.]+)%"', chart.svg)
    assert float(before) > float(after)
    assert "nurse, before: ×4.5" in chart.svg
    assert chart.legend == (("before", "before"), ("after", "after"))


def test_a_leaning_begins_at_nothing_and_goes_to_its_side():
    chart = leanings("l", "", "", [Lean("a", 1, "×3"), Lean("b", -1, "×1/3")], AXIS, ("", ""))
    (right, length), (left, _) = re.findall(r'<rect class="s0" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', chart.svg)
    zero = AXIS.at(0)
    assert float(right) == pytest.approx(zero, abs=0.01)
    assert float(left) == pytest.approx(zero - float(length), abs=0.02)


def test_a_label_that_is_too_long_is_cut_and_stands_in_the_table():
    chart = bars("a", "", "", [Bar("w" * 100, 1)], ("", ""))
    assert short("w" * 100, LABEL) in chart.svg
    assert chart.rows[0][0] == "w" * 100
