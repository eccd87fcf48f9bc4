"""Log-odds with a prior: signs, symmetry, and what says nothing."""

from __future__ import annotations

from collections import Counter
from math import isclose, isfinite, log, sqrt

from hypothesis import given
from hypothesis import strategies as st

from cda.audit.associations import FEW, MANY, associations, strongest

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 50), min_size=1).map(Counter)


def test_the_figure_is_that_of_the_formula():
    counts = {"x": Counter(a=9, b=1), "y": Counter(a=2, b=8)}
    found = associations(counts, "x", ["a"], 10.0)["a"]
    prior = 10 * 11 / 20
    expected = log((9 + prior) / (10 + 10 - 9 - prior)) - log((2 + prior) / (10 + 10 - 2 - prior))
    assert isclose(found.log_odds, expected)
    assert isclose(found.z, expected / sqrt(1 / (9 + prior) + 1 / (2 + prior)))


@given(COUNTS, COUNTS)
def test_with_two_groups_one_has_what_the_other_lacks(one, other):
    counts = {"x": one, "y": other}
    terms = set(one) | set(other)
    mine, theirs = (associations(counts, group, terms, MANY) for group in ("x", "y"))
    assert mine.keys() == theirs.keys()
    for term, found in mine.items():
        assert (found.count, found.elsewhere) == (theirs[term].elsewhere, theirs[term].count)
        assert isfinite(found.z)
        assert isclose(found.log_odds, -theirs[term].log_odds, abs_tol=1e-9)


@given(COUNTS)
def test_what_goes_with_both_alike_goes_with_none(one):
    found = associations({"x": one, "y": one}, "x", set(one), FEW)
    assert all(isclose(some.log_odds, 0, abs_tol=1e-9) for some in found.values())


@given(st.integers(1, 100), st.integers(0, 100))
def test_more_with_a_group_is_more_association(count, elsewhere):
    def log_odds(one):
        counts = {"x": Counter(a=one, b=200), "y": Counter(a=elsewhere, b=200)}
        return associations(counts, "x", ["a"], FEW)["a"].log_odds

    assert log_odds(count + 1) > log_odds(count)


def test_a_group_alone_has_no_associations():
    assert associations({"x": Counter(a=3)}, "x", ["a"], FEW) == {}


def test_a_term_that_is_all_there_is_says_nothing():
    found = associations({"x": Counter(a=3), "y": Counter(a=5)}, "x", ["a"], FEW)["a"]
    assert (found.log_odds, found.z) == (0.0, 0.0)


def test_the_rare_and_the_opposite_are_not_called_associated():
    counts = {"x": Counter(a=30, b=2, c=1), "y": Counter(a=3, b=0, c=40)}
    found = associations(counts, "x", ["a", "b", "c"], FEW)
    assert [one.term for one in strongest(found, 5)] == ["a"]
