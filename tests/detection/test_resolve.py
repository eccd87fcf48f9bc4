from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.detection.index import Hit, Index, Option
from cda.detection.resolve import resolve
from cda.lexicon.find import load
from cda.lexicon.model import Entry, Protected

ENTRY = Entry("noun.x", "NOUN", "sg", {"masculine": "x", "feminine": "y"}, "both", "core")
FORM = (Option(ENTRY, "masculine"),)
PHRASE = Protected("protect.x", "x", exact=False, category="")


def hit(start, end, *, form=False, phrase=False):
    return Hit(start, end, "gender", FORM if form else (), PHRASE if phrase else None, ())


def spans(*hits):
    return [(one.start, one.end, protects) for one, protects in resolve(hits)]


def test_hits_that_do_not_overlap_all_stand_in_the_order_of_the_text():
    assert spans(hit(10, 13, form=True), hit(0, 3, form=True)) == [(0, 3, False), (10, 13, False)]


def test_the_longest_form_stands():
    assert spans(hit(0, 3, form=True), hit(0, 9, form=True), hit(4, 9, form=True)) == [(0, 9, False)]


def test_a_phrase_that_holds_a_form_protects_it():
    assert spans(hit(7, 11, form=True), hit(0, 11, phrase=True)) == [(0, 11, True)]


def test_a_phrase_as_long_as_a_form_goes_first():
    assert spans(hit(0, 5, form=True), hit(0, 5, phrase=True)) == [(0, 5, True)]


def test_a_phrase_shorter_than_the_form_around_it_does_not_protect():
    assert spans(hit(0, 12, form=True), hit(0, 6, phrase=True)) == [(0, 12, False)]


def test_a_phrase_without_a_form_is_not_worth_telling():
    assert spans(hit(0, 6, phrase=True), hit(8, 10, form=True)) == [(8, 10, False)]


def test_a_place_that_is_a_form_and_a_phrase_at_once_is_protected():
    assert spans(hit(0, 6, form=True, phrase=True)) == [(0, 6, True)]


def test_of_two_that_overlap_and_are_equally_long_the_first_stands():
    assert spans(hit(2, 7, form=True), hit(0, 5, form=True)) == [(0, 5, False)]


def test_what_a_hit_that_fell_had_covered_may_stand_again():
    assert spans(hit(0, 6, form=True), hit(4, 12, form=True), hit(11, 16, form=True), hit(13, 16, form=True)) == [
        (4, 12, False),
        (13, 16, False),
    ]


def test_nothing_comes_of_nothing():
    assert spans() == []


HITS = st.builds(
    lambda start, length, form: hit(start, start + length, form=form, phrase=not form),
    st.integers(0, 30),
    st.integers(1, 8),
    st.booleans(),
)


@given(st.lists(HITS, max_size=12))
def test_what_stands_is_sorted_and_disjoint(hits):
    standing = spans(*hits)
    assert all(one[1] <= other[0] for one, other in pairwise(standing))


@given(st.lists(HITS, max_size=12))
def test_every_form_stands_or_overlaps_something_that_does(hits):
    standing = spans(*hits)
    for one in hits:
        if one.options:
            assert any(start < one.end and one.start < end for start, end, _ in standing)


@given(st.lists(HITS, max_size=8, unique_by=lambda one: (one.start, one.end)), st.randoms())
def test_the_order_in_which_hits_come_does_not_matter(hits, random):
    shuffled = list(hits)
    random.shuffle(shuffled)
    assert spans(*shuffled) == spans(*hits)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("her mother-in-law", [("her", False), ("mother-in-law", False)]),
        ("a Burger King", [("Burger King", True)]),
        ("a burger, king", [("king", False)]),
    ],
)
def test_the_longest_hit_of_the_lexicon_stands_in_a_text(text, standing):
    hits = [one for one in Index(load("gender")).hits(text) if one.options or one.protected]
    assert [(text[one.start : one.end], protects) for one, protects in resolve(hits)] == standing
