from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cda.swapping.intervention import Choice

GROUPS = ("white", "black", "asian", "hispanic", "mena")
PRESENT = st.sets(st.sampled_from(GROUPS))
ROWS = st.text(max_size=20)


def test_the_first_two_groups_become_each_other():
    targets = Choice("race", GROUPS).intervention({"white", "black"}, "row").targets
    assert targets == {"white": "black", "black": "white"}


def test_one_direction_leads_every_other_group_to_the_one_asked_for():
    targets = Choice("race", GROUPS, "asian").intervention({"white"}, "row").targets
    assert targets == {"white": "asian", "black": "asian", "hispanic": "asian", "mena": "asian"}


@given(PRESENT, ROWS, st.integers())
def test_in_a_swap_nobody_stays_and_different_groups_become_different_ones(present, row, seed):
    targets = Choice("race", GROUPS, seed=seed).intervention(present, row).targets
    assert targets.keys() == present
    assert all(group != target for group, target in targets.items())
    assert len(set(targets.values())) == len(targets)


@given(PRESENT, ROWS)
def test_the_same_row_and_seed_give_the_same_groups(present, row):
    assert Choice("race", GROUPS).intervention(present, row) == Choice("race", GROUPS).intervention(present, row)


def test_rows_and_seeds_lead_to_every_other_group():
    by_row = {Choice("race", GROUPS).intervention({"asian"}, f"row {n}").targets["asian"] for n in range(60)}
    by_seed = {Choice("race", GROUPS, seed=n).intervention({"asian"}, "row").targets["asian"] for n in range(60)}
    assert by_row == by_seed == set(GROUPS) - {"asian"}
