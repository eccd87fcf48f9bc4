"""Balancing on arbitrary rows: equal within one row, by the smallest change, and the same however the rows are cut."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cda.dataset.balancing.allowance import allowances
from cda.dataset.balancing.balance import Balance
from cda.dataset.balancing.report import BalanceReport
from cda.dataset.balancing.tally import empty_tally
from cda.dataset.strategies.counting import Counting
from cda.dataset.strategies.groups import group_of
from cda.dataset.strategies.rule import BalanceRule
from cda.dataset.strategies.selection import RowFacts
from cda.errors import OptionError

PAIR = ("masculine", "feminine")
THREE = ("black", "white", "asian")


def balance(rows, rule, cuts=()):
    """What is selected of each row, and the report; the rows are cut into parts at some places."""
    bounds = [0, *sorted(cuts), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(bounds)]
    tallies = []
    for part in parts:
        tally = empty_tally(rule)
        for id_, facts in part:
            tally.add(id_, facts)
        tallies.append(tally)
    allowed = allowances(tallies, rule)
    after = Counting(rule.groups)
    selections = []
    for part, allowance in zip(parts, allowed, strict=True):
        strategy = Balance(allowance)
        for id_, facts in part:
            selections.append(strategy.select(id_, facts))
            after.add(facts, selections[-1])
    before = tallies[0]
    for tally in tallies[1:]:
        before += tally
    return selections, BalanceReport(rule, "label", before.counting, after, allowed[0].shortfalls)


def mirrored(counts):
    return {"masculine": counts["feminine"], "feminine": counts["masculine"]}


counts_of_two = st.fixed_dictionaries({group: st.integers(0, 3) for group in PAIR})
two = st.lists(st.tuples(st.sampled_from(["a", "b", None]), counts_of_two, st.booleans()), max_size=60)


def pair_rows(drawn, *, all_written=False):
    return [
        (str(number), RowFacts(label, counts, (mirrored(counts) if written or all_written else None,)))
        for number, (label, counts, written) in enumerate(drawn)
    ]


def three_rows(drawn):
    return [
        (str(number), RowFacts("x", {group: 1}, tuple(None if one == group else {one: 1} for one in THREE)))
        for number, group in enumerate(drawn)
    ]


@given(drawn=two, fixed=st.booleans())
def test_two_groups_are_equal_within_one_row_in_each_label(drawn, fixed):
    rule = BalanceRule(PAIR, fixed_size=fixed)
    selections, report = balance(pair_rows(drawn, all_written=True), rule)
    for label in report.after.labels:
        sizes = report.after.sizes(label, PAIR, "row")
        assert abs(sizes["masculine"] - sizes["feminine"]) <= (1 if fixed else 0)
    assert not report.shortfalls
    added = sum(len(one.counterfactuals) + one.original for one in selections) - len(drawn)
    sizes = [report.before.sizes(label, PAIR, "row") for label in report.before.labels]
    assert added == (0 if fixed else sum(abs(one["masculine"] - one["feminine"]) for one in sizes))


@given(drawn=two, fixed=st.booleans())
def test_what_stays_short_is_what_is_lacking(drawn, fixed):
    rule = BalanceRule(PAIR, fixed_size=fixed)
    _, report = balance(pair_rows(drawn), rule)
    missing = {(one.label, one.group): one.missing for one in report.shortfalls}
    for label in report.after.labels:
        sizes = report.after.sizes(label, PAIR, "row")
        lacking = abs(sizes["masculine"] - sizes["feminine"])
        told = sum(missing.get((label, group), 0) for group in PAIR)
        assert told - 1 <= (lacking + 1) // 2 <= told + 1 if fixed else lacking == told


@given(drawn=st.lists(st.sampled_from(THREE), max_size=60), fixed=st.booleans())
def test_three_groups_are_equal_within_one_row(drawn, fixed):
    selections, report = balance(three_rows(drawn), BalanceRule(THREE, fixed_size=fixed))
    sizes = report.after.sizes("x", THREE, "row").values()
    sources = {group for group in THREE if group in drawn}
    # A group can be filled from the others alone: where all rows are of it or of none, nothing can be.
    if len(sources) > 1 and not report.shortfalls:
        assert max(sizes) - min(sizes) <= (1 if fixed else 0)
    if fixed:
        assert max(sizes, default=0) - min(sizes, default=0) <= 1
        assert all(one.original + len(one.counterfactuals) == 1 for one in selections)


@given(drawn=two, fixed=st.booleans())
def test_mentions_are_equal_within_those_of_one_row(drawn, fixed):
    rule = BalanceRule(PAIR, unit="mention", fixed_size=fixed)
    _, report = balance(pair_rows(drawn, all_written=True), rule)
    for label in report.after.labels:
        sizes = report.after.sizes(label, PAIR, "mention")
        assert abs(sizes["masculine"] - sizes["feminine"]) <= 6


@given(
    drawn=two,
    fixed=st.booleans(),
    unit=st.sampled_from(["row", "mention"]),
    cuts=st.lists(st.integers(0, 60), max_size=4),
)
@settings(max_examples=50)
def test_rows_that_are_cut_into_parts_give_the_same_selection(drawn, fixed, unit, cuts):
    rows = pair_rows(drawn)
    rule = BalanceRule(PAIR, unit=unit, fixed_size=fixed)
    whole, _ = balance(rows, rule)
    parts, _ = balance(rows, rule, [min(cut, len(rows)) for cut in cuts])
    assert parts == whole


def test_the_seed_decides_which_rows_are_taken():
    rows = pair_rows(
        [("a", {"masculine": 1, "feminine": 0}, True)] * 60 + [("a", {"masculine": 0, "feminine": 1}, 1)] * 20
    )
    chosen = [balance(rows, BalanceRule(PAIR, seed=seed))[0] for seed in (0, 0, 1)]
    assert chosen[0] == chosen[1] != chosen[2]


def test_mixed_rows_and_rows_without_mention_are_in_the_table_and_are_left_alone():
    rows = pair_rows([("a", {"masculine": 1, "feminine": 1}, True), ("a", {"masculine": 0, "feminine": 0}, True)])
    selections, report = balance(rows, BalanceRule(PAIR))
    assert all(one.original and not one.counterfactuals for one in selections)
    assert [row[:3] for row in report.rows()] == [("a", "mixed", "1"), ("a", "none", "1")]


def test_the_association_falls_to_nothing():
    drawn = [("a", {"masculine": 1, "feminine": 0}, True)] * 30 + [("b", {"masculine": 0, "feminine": 1}, True)] * 20
    _, report = balance(pair_rows(drawn), BalanceRule(PAIR))
    assert report.associations == (pytest.approx(1.0), pytest.approx(0.0))


def test_groups_that_no_row_has_are_left_out_where_that_is_asked():
    rows = three_rows(["black", "black", "white"])
    _, report = balance(rows, BalanceRule(THREE, only_present=True))
    assert Counter(report.after.sizes("x", THREE, "row")) == Counter(black=2, white=2, asian=0)


@pytest.mark.parametrize("groups", [(), ("masculine",), ("masculine", "masculine"), ("masculine", "neutral")])
def test_groups_that_cannot_be_balanced_are_an_error(groups):
    with pytest.raises(OptionError):
        BalanceRule(groups)


def test_a_row_counts_for_the_group_that_it_mentions_more():
    assert group_of({"masculine": 2, "feminine": 1}, PAIR) == "masculine"
