"""The figures before and after a balance, and the measures of association."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.dataset.balancing.allowance import allowances
from cda.dataset.balancing.balance import Balance
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.report import balance_report
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.show import HEADER, rows, sentences
from cda.dataset.balancing.tally import Tally
from cda.dataset.strategies.association import cramers_v, pmi
from cda.dataset.strategies.selection import RowFacts
from cda.export.balance_table import markdown

PAIR = ("masculine", "feminine")


def table(*lines):
    return {(row, column): count for row, line in enumerate(lines) for column, count in enumerate(line)}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (table((10, 0), (0, 10)), 1.0),
        (table((5, 5), (5, 5)), 0.0),
        (table((30, 10), (10, 30)), 0.5),  # chi-squared 20 of 80 rows: sqrt(20 / 80)
        (table((10, 20), (30, 40)), math.sqrt(1 / 126)),  # chi-squared 0.79365 = 100 / 126 of 100 rows
        (table((2, 0), (0, 2), (0, 2)), 1.0),
        (table((10, 0, 0), (0, 10, 10)), 1.0),
        (table((1, 1, 0), (0, 1, 1)), math.sqrt(1 / 2)),  # chi-squared 2 of 4 rows
        (table((3, 4)), 0.0),
        (table((3,), (4,)), 0.0),
        (table((3, 4), (0, 0)), 0.0),
        ({}, 0.0),
    ],
)
def test_cramers_v_is_what_it_is_by_hand(counts, expected):
    assert cramers_v(counts) == pytest.approx(expected, abs=1e-12)


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 10**9)))
def test_cramers_v_lies_between_nothing_and_one_and_does_not_care_for_sides(counts):
    assert 0 <= cramers_v(counts) <= 1
    assert cramers_v({(b, a): n for (a, b), n in counts.items()}) == pytest.approx(cramers_v(counts), abs=1e-6)


def test_pmi_is_what_it_is_by_hand():
    found = pmi(table((30, 10), (10, 30)))
    assert found[0, 0] == pytest.approx(math.log2(1.5))  # 30 of 80 where 20 would meet by chance
    assert found[0, 1] == -1.0  # 10 where 20 would
    assert pmi(table((5, 5), (5, 5))) == dict.fromkeys(table((0, 0), (0, 0)), 0.0)
    assert pmi(table((2, 0), (0, 2)))[0, 1] == -math.inf
    assert pmi({}) == {}


def run(data, rule):
    tally, written = Tally.of(rule), Counting(rule.groups)
    for name, facts in data:
        tally.add(name, facts)
    second = Balance(rule, allowances([tally], rule)[0])
    for name, facts in data:
        written.add(facts, second.select(name, facts))
    return balance_report(tally, written)


def many(count, group, other, label=None):
    return [(f"{group} {label} {n}", RowFacts(label, {group: 1}, ({other: 1},))) for n in range(count)]


SKEWED = [
    *many(3, "masculine", "feminine", "guard"),
    *many(1, "feminine", "masculine", "guard"),
    *many(1, "masculine", "feminine", "nurse"),
    *many(3, "feminine", "masculine", "nurse"),
    ("mixed", RowFacts("nurse", {"masculine": 2, "feminine": 2}, (None,))),
    ("none", RowFacts(None, {}, (None,))),
]


def test_a_report_says_what_came_in_and_what_was_written():
    report = run(SKEWED, BalanceRule(PAIR))
    assert [(one.label, one.group, one.rows, one.mentions, one.share) for one in report.before.lines] == [
        ("guard", "masculine", 3, 3, 0.75),
        ("guard", "feminine", 1, 1, 0.25),
        ("nurse", "masculine", 1, 1, 0.2),
        ("nurse", "feminine", 3, 3, 0.6),
        ("nurse", "mixed", 1, 4, 0.2),
        (None, "masculine", 0, 0, 0.0),
        (None, "feminine", 0, 0, 0.0),
        (None, "none", 1, 0, 1.0),
    ]
    assert [one.rows for one in report.after.lines] == [3, 3, 3, 3, 1, 0, 0, 1]
    assert (report.before.cramers_v, report.after.cramers_v) == (0.5, 0.0)
    assert (report.before.gap, report.after.gap) == (2, 0)
    assert report.before.lines[1].pmi == -1.0
    assert report.shortfalls == ()


def test_what_is_written_is_counted_and_not_foretold():
    rule = BalanceRule(PAIR)
    tally, written = Tally.of(rule), Counting(PAIR)
    for name, facts in SKEWED:
        tally.add(name, facts)
    report = balance_report(tally, written)
    assert {one.rows for one in report.after.lines} == {0}


def test_a_report_is_a_table_for_a_terminal():
    found = rows(run(SKEWED, BalanceRule(PAIR)))
    assert {len(row) for row in found} == {len(HEADER)}
    assert found[0] == ("guard", "masculine", "3", "3", "3", "3", "75.0%", "50.0%", "0.58", "0.00")
    assert found[-1] == ("(none)", "none", "1", "1", "0", "0", "100.0%", "100.0%", "", "")


def test_a_report_is_markdown_that_no_label_can_break():
    data = many(2, "masculine", "feminine", "a|b\n# <c>")
    text = markdown(run(data, BalanceRule(PAIR)))
    head, rule, *lines = text.split("\n\n")[0].splitlines()
    assert head.count("|") == rule.count("|") == len(HEADER) + 1
    assert [line.replace("\\|", "").count("|") for line in lines] == [len(HEADER) + 1] * 2
    assert lines[0].startswith("| a\\|b \\# \\<c\\> | masculine | 2 | 2 |")


def test_a_report_says_what_is_missing_and_why():
    data = [
        *many(1, "masculine", "feminine", "x"),
        *((str(n), RowFacts("x", {"masculine": 1}, (None,))) for n in range(3)),
    ]
    said = list(sentences(run(data, BalanceRule(PAIR))))
    assert said[-1] == (
        "feminine (x) is short by 3 rows: every row that can be written to it is used. Of 4 rows of other groups, "
        "nothing could be written for 3, and what could be written for 0 does not bring them to feminine."
    )
    assert "1 row after" not in said[-2]
    assert said[-2].endswith("4 rows before, 3 rows after.")


def test_a_report_of_one_group_says_that_there_is_nothing_to_balance():
    data = [("1", RowFacts(None, {"a": 1}, ({"b": 1},)))]
    report = run(data, BalanceRule(("a", "b", "c"), only_present=True))
    assert report.groups == ("a",)
    assert list(sentences(report)) == [
        "There was nothing to balance: only a has rows. Name the groups to fill others, too."
    ]
    assert "no group has rows" in next(sentences(run([], BalanceRule(("a", "b"), only_present=True))))
