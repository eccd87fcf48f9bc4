"""A balance on arbitrary rows: it meets its quota, changes no more than that, and does not depend on shards."""

from __future__ import annotations

import pickle
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cda.dataset.balancing.allowance import allowances
from cda.dataset.balancing.balance import Balance
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.quota import quota
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import BUCKETS, Tally, bucket, total
from cda.dataset.strategies.groups import group_of
from cda.dataset.strategies.selection import RowFacts, Selection
from cda.errors import OptionError

PAIR = ("masculine", "feminine")
THREE = ("a", "b", "c")
MOST = 3


def rows_of(groups, labels=(None, "x", "y")):
    counts = st.dictionaries(st.sampled_from(groups), st.integers(0, MOST))
    facts = st.builds(RowFacts, st.sampled_from(labels), counts, st.lists(st.none() | counts, max_size=3).map(tuple))
    # Few ids, so that many rows share a bucket and the order of rows within it is tried, too.
    return st.lists(st.tuples(st.sampled_from("pqr") | st.text(max_size=4), facts), max_size=30)


def whole_rows_of(groups):
    """Rows that can be written wholly to each other group, but for some that are held."""

    def row(group, number, held, label):
        others = tuple(None if one in held else {one: number} for one in groups if one != group)
        return RowFacts(label, {group: number}, others)

    facts = st.builds(
        row,
        st.sampled_from(groups),
        st.integers(1, MOST),
        st.sets(st.sampled_from(groups)),
        st.sampled_from([None, "x"]),
    )
    return st.lists(st.tuples(st.sampled_from("pqr") | st.text(max_size=4), facts), max_size=30)


def balance(parts, rule):
    """Both passes over data in parts: the first pass, what is selected of each row, and what was written."""
    tallies = []
    for part in parts:
        tally = Tally.of(rule)
        for name, facts in part:
            tally.add(name, facts)
        tallies.append(tally)
    selections, written = [], Counting(rule.groups)
    for part, allowance in zip(parts, allowances(tallies, rule), strict=True):
        second = Balance(rule, allowance)
        for name, facts in part:
            selections.append(second.select(name, facts))
            written.add(facts, selections[-1])
    return total(tallies, rule), selections, written


def reach(facts, groups):
    """The groups for which a row can count that counts for another one."""
    own = group_of(facts.counts, groups)
    if own not in groups:
        return frozenset()
    found = {group_of(one, groups) for one in facts.counterfactuals if one is not None}
    return frozenset((found & set(groups)) - {own})


def in_label(rows, label):
    return [facts for _, facts in rows if facts.label == label]


@given(rows_of(PAIR), st.integers())
def test_short_groups_are_filled_exactly_as_far_as_rows_suffice(rows, seed):
    check_filled(rows, BalanceRule(PAIR, seed=seed))


@given(rows_of(THREE), st.booleans())
def test_each_of_many_groups_is_filled_up_to_the_largest(rows, only_present):
    check_filled(rows, BalanceRule(THREE, only_present=only_present))


def check_filled(rows, rule):
    tally, selections, written = balance([rows], rule)
    groups = tally.counting.present() if rule.only_present else rule.groups
    added = 0
    for label in {facts.label for _, facts in rows}:
        before = tally.counting.sizes(label, groups, "row")
        after = written.sizes(label, groups, "row")
        for group in groups:
            missing = max(before.values()) - before[group]
            there = sum(group in reach(facts, rule.groups) for facts in in_label(rows, label))
            assert after[group] == before[group] + (min(missing, there) if len(groups) > 1 else 0)
            added += after[group] - before[group]
    assert all(one.original for one in selections)
    assert sum(len(one.counterfactuals) for one in selections) == added  # and nothing else was written


@given(rows_of(PAIR), st.integers())
def test_a_fixed_size_replaces_half_the_difference(rows, seed):
    rule = BalanceRule(PAIR, fixed_size=True, seed=seed)
    tally, selections, written = balance([rows], rule)
    assert written.rows.total() == len(rows)
    for label in {facts.label for _, facts in rows}:
        sizes = tally.counting.sizes(label, PAIR, "row")
        long = max(PAIR, key=lambda group: sizes[group])
        there = sum(
            group_of(facts.counts, PAIR) == long and bool(reach(facts, PAIR)) for facts in in_label(rows, label)
        )
        half = (max(sizes.values()) - min(sizes.values())) // 2
        assert written.sizes(label, PAIR, "row")[long] == sizes[long] - min(half, there)
        replaced = sum(
            not one.original for one, (_, facts) in zip(selections, rows, strict=True) if facts.label == label
        )
        assert replaced == min(half, there)


@given(rows_of(THREE))
@example(
    [("p", RowFacts(None, {"a": 1}, ({"b": 1}, {"c": 1})))] * 3 + [("q", RowFacts(None, {"a": 1}, ({"b": 1},)))] * 3
)
def test_a_fixed_size_moves_as_much_to_the_mean_as_rows_allow(rows):
    rule = BalanceRule(THREE, fixed_size=True)
    tally, selections, written = balance([rows], rule)
    assert written.rows.total() == len(rows)
    short = {(one.label, one.group) for one in quota(tally).shortfalls}
    for label in {facts.label for _, facts in rows}:
        sizes = tally.counting.sizes(label, THREE, "row")
        moved = sum(not one.original for one, (_, facts) in zip(selections, rows, strict=True) if facts.label == label)
        assert moved == most_that_moves(in_label(rows, label), sizes)
        after = written.sizes(label, THREE, "row").values()
        if not any(one == label for one, _ in short):
            assert max(after) - min(after) <= 1


def most_that_moves(rows, sizes):
    """The smallest cut between groups above the mean and groups below it, by trying all (max-flow min-cut)."""
    mean, rest = divmod(sum(sizes.values()), len(sizes))
    order = sorted(sizes, key=lambda group: -sizes[group])
    goals = {group: mean + (place < rest) for place, group in enumerate(order)}
    above = [group for group in order if sizes[group] > goals[group]]
    below = [group for group in order if sizes[group] < goals[group]]
    return min(
        sum(sizes[group] - goals[group] for group in above if group not in sources)
        + sum(goals[group] - sizes[group] for group in below if group not in targets)
        + sum(group_of(facts.counts, THREE) in sources and bool(reach(facts, THREE) & targets) for facts in rows)
        for sources in subsets(above)
        for targets in subsets(below)
    )


def subsets(groups):
    return map(frozenset, chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1)))


@given(rows_of(PAIR), st.booleans(), st.integers())
def test_mentions_are_equal_within_those_of_one_row_or_every_row_is_used(rows, fixed_size, seed):
    rule = BalanceRule(PAIR, "mention", fixed_size, seed=seed)
    tally, selections, written = balance([rows], rule)
    short = {one.label: one.missing for one in quota(tally).shortfalls}
    for label in {facts.label for _, facts in rows}:
        sizes = written.sizes(label, PAIR, "mention")
        gap = max(sizes.values()) - min(sizes.values())
        if label in short:
            assert gap == short[label]
        else:
            assert gap <= (
                MOST if fixed_size else MOST / 2
            )  # half the gain of a row; one that is replaced counts twice
            before = tally.counting.sizes(label, PAIR, "mention")
            assert gap <= max(before.values()) - min(before.values())
    if fixed_size:
        assert len(selections) == written.rows.total()


@given(rows_of(THREE))
def test_mentions_of_many_groups_are_equal_within_those_of_one_row(rows):
    rule = BalanceRule(THREE, "mention")
    tally, _, written = balance([rows], rule)
    short = {one.label for one in quota(tally).shortfalls}
    for label in {facts.label for _, facts in rows} - short:
        sizes = written.sizes(label, THREE, "mention").values()
        assert max(sizes) - min(sizes) <= MOST


@given(whole_rows_of(THREE))
def test_mentions_of_many_groups_move_to_the_mean_where_rows_are_replaced(rows):
    rule = BalanceRule(THREE, "mention", fixed_size=True)
    tally, selections, written = balance([rows], rule)
    assert written.rows.total() == len(selections) == len(rows)
    assert written.mentions.total() == tally.counting.mentions.total()
    short = {one.label for one in quota(tally).shortfalls}
    for label in {facts.label for _, facts in rows} - short:
        sizes = written.sizes(label, THREE, "mention").values()
        assert max(sizes) - min(sizes) <= MOST * len(THREE)


rules = st.builds(
    BalanceRule,
    st.just(THREE) | st.just(THREE[:2]),
    st.sampled_from(["row", "mention"]),
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
)


@given(rows_of(THREE), rules, st.lists(st.integers(0, 30), max_size=4))
def test_parts_that_are_processed_apart_select_what_one_stream_does(rows, rule, cuts):
    places = [0, *sorted(cuts), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(places)]
    one, apart = balance([rows], rule), balance(parts, rule)
    assert one[1] == apart[1]
    assert one[2] == apart[2]
    assert one[0] == apart[0]


@given(rows_of(THREE), rules)
def test_no_counterfactual_is_written_twice_and_only_such_as_there_are(rows, rule):
    _, selections, _ = balance([rows], rule)
    for one, (_, facts) in zip(selections, rows, strict=True):
        assert list(one.counterfactuals) == sorted(set(one.counterfactuals))
        assert set(one.counterfactuals) <= set(facts.changed)
        assert not rule.fixed_size or one.original + len(one.counterfactuals) == 1
        if group_of(facts.counts, rule.groups) not in rule.groups:
            assert one == Selection(True)


@given(rows_of(THREE), rules)
def test_what_is_equal_stays_as_it_is(rows, rule):
    level = [
        (name, RowFacts(facts.label, {group: 1}, facts.counterfactuals))
        for name, facts in rows
        for group in rule.groups
    ]
    _, selections, _ = balance([level], rule)
    assert all(one == Selection(True) for one in selections)


def many(count, group, other, label=None):
    return [(f"{group} {label} {n}", RowFacts(label, {group: 1}, ({other: 1},))) for n in range(count)]


def test_which_rows_are_chosen_depends_on_the_seed_and_not_on_where_they_stand():
    rows = many(900, "masculine", "feminine") + many(500, "feminine", "masculine")

    def chosen(seed, *, fixed_size=False):
        _, selections, _ = balance([rows], BalanceRule(PAIR, fixed_size=fixed_size, seed=seed))
        return [n for n, one in enumerate(selections) if one.counterfactuals]

    assert len(chosen(0)) == 400
    assert len(chosen(0, fixed_size=True)) == 200
    assert chosen(0) != chosen(1)
    assert 120 < sum(n < 450 for n in chosen(0)) < 280  # from all over the data, not from its beginning
    assert chosen(0, fixed_size=True) != chosen(0)[:200]
    assert set(chosen(0, fixed_size=True)) <= set(chosen(0))


def test_within_a_label_groups_are_equal_though_all_in_all_they_were():
    rows = [
        *many(30, "masculine", "feminine", "guard"),
        *many(10, "feminine", "masculine", "guard"),
        *many(10, "masculine", "feminine", "nurse"),
        *many(30, "feminine", "masculine", "nurse"),
    ]
    _, _, written = balance([rows], BalanceRule(PAIR))
    assert {written.rows[label, group] for label in ("guard", "nurse") for group in PAIR} == {30}


def test_rows_that_tie_or_mention_nobody_count_for_no_quota_but_are_counted():
    rows = [
        ("1", RowFacts(None, {"masculine": 1, "feminine": 1}, ({"feminine": 2},))),
        ("2", RowFacts(None, {}, (None,))),
    ]
    rows += many(2, "masculine", "feminine")
    _, selections, written = balance([rows], BalanceRule(PAIR))
    assert selections[:2] == [Selection(True), Selection(True)]
    assert written.rows == {(None, "mixed"): 1, (None, "none"): 1, (None, "masculine"): 2, (None, "feminine"): 2}


def test_a_group_without_rows_is_filled_unless_only_those_present_are_asked_for():
    rows = [(str(n), RowFacts(None, {"a": 1}, ({"b": 1}, {"c": 1}))) for n in range(5)]
    rows.append(("b", RowFacts(None, {"b": 1}, ({"a": 1}, {"c": 1}))))
    assert balance([rows], BalanceRule(THREE))[2].sizes(None, THREE, "row") == {"a": 5, "b": 5, "c": 5}
    only = balance([rows], BalanceRule(THREE, only_present=True))[2]
    assert only.sizes(None, THREE, "row") == {"a": 5, "b": 5, "c": 0}


def test_rows_with_one_way_out_are_not_left_over_by_rows_with_several():
    wide = [(f"w{n}", RowFacts(None, {"a": 1}, ({"b": 1}, {"c": 1}))) for n in range(3)]
    narrow = [(f"n{n}", RowFacts(None, {"a": 1}, ({"b": 1}, None))) for n in range(6)]
    tally, _, written = balance([wide + narrow], BalanceRule(THREE, fixed_size=True))
    assert written.sizes(None, THREE, "row") == {"a": 3, "b": 3, "c": 3}
    assert quota(tally).shortfalls == ()


def test_rows_of_two_groups_do_not_take_the_only_way_out_of_each_other():
    rows = [(f"a{n}", RowFacts(None, {"a": 1}, ({"c": 1}, {"d": 1}))) for n in range(4)]
    rows += [(f"b{n}", RowFacts(None, {"b": 1}, ({"c": 1}, {"e": 1}))) for n in range(4)]
    rows += [("c", RowFacts(None, {"c": 1})), ("d", RowFacts(None, {"d": 1}))]
    rule = BalanceRule(("a", "b", "c", "d", "e"), fixed_size=True)
    _, _, written = balance([rows], rule)
    assert set(written.sizes(None, rule.groups, "row").values()) == {2}


@pytest.mark.parametrize("unit", ["row", "mention"])
def test_nothing_is_replaced_that_would_only_turn_the_difference_around(unit):
    _, selections, _ = balance([many(1, "masculine", "feminine")], BalanceRule(PAIR, unit, fixed_size=True))
    assert selections == [Selection(True)]


def test_a_row_that_could_go_to_several_groups_leaves_the_one_that_others_can_go_to():
    targets = [("a", "c"), ("a", "d"), ("a", "d")]
    rows = [(str(n), RowFacts(None, {"b": 1}, ({one: 1}, {other: 1}))) for n, (one, other) in enumerate(targets)]
    _, _, written = balance([rows], BalanceRule(("a", "b", "c", "d"), fixed_size=True))
    assert written.sizes(None, ("a", "b", "c"), "row") == {"a": 1, "b": 1, "c": 1}


def test_what_is_missing_is_told_with_its_reasons():
    rows = [
        ("1", RowFacts("x", {"masculine": 2}, ({"masculine": 1, "feminine": 1},))),
        *many(1, "masculine", "feminine", "x"),
    ]
    rows += [(str(n), RowFacts("x", {"masculine": 1}, (None,))) for n in range(3)]
    tally, _, _ = balance([rows], BalanceRule(PAIR))
    (short,) = quota(tally).shortfalls
    assert (short.label, short.group, short.missing) == ("x", "feminine", 4)
    assert (short.sources, short.unwritten, short.unreached) == (5, 3, 1)


def test_ids_that_repeat_break_nothing():
    rows = [("same", RowFacts(None, {"masculine": 1}, ({"feminine": 1},)))] * 10
    rows += [("same", RowFacts(None, {"feminine": 1}, (None,)))] * 3
    _, selections, written = balance([rows], BalanceRule(PAIR))
    assert written.sizes(None, PAIR, "row") == {"masculine": 10, "feminine": 10}
    assert [bool(one.counterfactuals) for one in selections] == [True] * 7 + [False] * 6


@pytest.mark.parametrize("cuts", [[], [4], [2, 5], [7], [1, 2, 3, 9]])
@pytest.mark.parametrize(
    ("unit", "fixed_size", "taken"), [("row", False, 7), ("row", True, 3), ("mention", False, 7), ("mention", True, 3)]
)
def test_of_rows_in_one_bucket_the_first_are_taken_in_whichever_part_they_lie(cuts, unit, fixed_size, taken):
    twice = 2 if unit == "mention" else 1
    rows = [("same", RowFacts(None, {"masculine": twice}, ({"feminine": twice},)))] * 10
    rows += [("same", RowFacts(None, {"feminine": twice}, (None,)))] * 3
    places = [0, *cuts, len(rows)]
    _, selections, _ = balance([rows[a:b] for a, b in pairwise(places)], BalanceRule(PAIR, unit, fixed_size))
    assert [bool(one.counterfactuals) for one in selections] == [True] * taken + [False] * (13 - taken)


def test_of_many_groups_only_rows_whose_mentions_all_move_replace_others():
    partly = RowFacts(None, {"a": 2, "b": 1}, ({"b": 3}, {"c": 3}))
    more = RowFacts(None, {"a": 1}, ({"b": 2}, {"c": 2}))
    rows = [(str(n), facts) for n, facts in enumerate([partly, more] * 3)]
    tally, selections, _ = balance([rows], BalanceRule(THREE, "mention", fixed_size=True))
    assert selections == [Selection(True)] * 6
    assert [one.group for one in quota(tally).shortfalls] == ["b", "c"]


def test_a_counterfactual_that_mentions_nobody_counts_as_that():
    written = Counting(PAIR)
    written.add(RowFacts(None, {"feminine": 1}, ({}, None)), Selection(False, (0,)))
    assert written.rows == {(None, "none"): 1}


def test_the_tally_of_no_rows_allows_nothing():
    tally, selections, written = balance([[], []], BalanceRule(PAIR))
    assert (tally.histograms, selections, written.rows) == ({}, [], {})
    assert allowances([], BalanceRule(PAIR)) == []


def test_memory_goes_with_labels_and_groups_and_not_with_rows():
    tally = Tally.of(BalanceRule(PAIR))
    for name, facts in many(3_000, "masculine", "feminine"):
        tally.add(name, facts)
    small = len(pickle.dumps(tally))
    for name, facts in many(3_000, "masculine", "feminine", None):
        tally.add(name + "again", facts)
    assert len(pickle.dumps(tally)) < small * 1.2
    assert pickle.loads(pickle.dumps(tally)) == tally  # noqa: S301 - our own bytes


def test_buckets_are_of_about_the_same_size():
    assert {bucket(0, str(n)) * 8 // BUCKETS for n in range(1_000)} == set(range(8))


def test_a_label_with_too_many_values_is_an_error_in_one_part_and_over_parts():
    rule = BalanceRule(PAIR)
    one, other = Tally.of(rule), Tally.of(rule)
    for n in range(1_000):
        one.add(str(n), RowFacts(str(n), {}))
    other.add("x", RowFacts("x", {}))
    with pytest.raises(OptionError, match="1,000 different values"):
        one.add("x", RowFacts("x", {}))
    with pytest.raises(OptionError, match="1,000 different values"):
        allowances([one, other], rule)


def test_a_swap_among_many_groups_cannot_be_balanced():
    with pytest.raises(OptionError, match="more than two groups"):
        Tally.of(BalanceRule(THREE)).add("1", RowFacts(None, {"a": 1}, ({"swapped": 1},)))


@pytest.mark.parametrize("groups", [(), ("a",), ("a", "a"), ("a", "neutral"), ("a", "mixed"), ("none", "a")])
def test_groups_that_cannot_be_balanced_are_an_error(groups):
    with pytest.raises(OptionError, match="balanced"):
        BalanceRule(groups)


def test_a_unit_that_does_not_exist_is_an_error():
    with pytest.raises(OptionError, match="no unit 'word'"):
        BalanceRule(PAIR, "word")
