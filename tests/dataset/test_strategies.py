"""Which rows and counterfactuals the plain strategies write, and what they are told of a row."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.dataset.strategies.chance import CHANCES, chance
from cda.dataset.strategies.facts import facts_of
from cda.dataset.strategies.groups import MIXED, UNMENTIONED, group_of
from cda.dataset.strategies.plain import Augment, Neutralize, OnlyPairs, Substitute
from cda.dataset.strategies.selection import RowFacts, Selection
from cda.errors import OptionError
from cda.run.job import AugmentJob
from cda.run.strategy import check_strategy
from cda.types import AppliedEdit, Mention, Rewrite, RowRewrite

GENDER = ("masculine", "feminine")
TWO = RowFacts(None, {"feminine": 1}, (None, {"masculine": 1}, {"masculine": 1}))
BARE = RowFacts(None, {"feminine": 1}, (None,))

ids = st.text(max_size=8) | st.sampled_from(["\ud800", "a", "1"])


def word(start, text, group, attribute="gender"):
    return Mention(start, start + len(text), text, attribute, group, "noun", "x")


def test_augment_writes_the_original_and_every_counterfactual():
    assert Augment().select("a", TWO) == Selection(True, (1, 2))
    assert Augment().select("a", BARE) == Selection(True)


def test_only_pairs_leaves_out_rows_without_counterfactual():
    assert OnlyPairs().select("a", TWO) == Selection(True, (1, 2))
    assert OnlyPairs().select("a", BARE) == Selection(False)


def test_neutralize_replaces_what_changed_and_keeps_the_rest():
    assert Neutralize().select("a", RowFacts(None, {"feminine": 1}, ({},))) == Selection(False, (0,))
    assert Neutralize().select("a", BARE) == Selection(True)


@pytest.mark.parametrize("strategy", [Augment(), OnlyPairs(), Neutralize(), Substitute(1.0)])
def test_rows_that_may_change_are_rewritten(strategy):
    assert all(strategy.wants(str(n)) for n in range(100))


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_substitute_replaces_about_the_share_that_was_asked_for(p):
    strategy = Substitute(p)
    replaced = [not strategy.select(f"row {n}", TWO).original for n in range(10_000)]
    assert abs(sum(replaced) / 10_000 - p) < 0.02
    assert replaced == [strategy.wants(f"row {n}") for n in range(10_000)]


@pytest.mark.parametrize(("p", "replaced"), [(0, 0), (1, 500), (0.0, 0), (1.0, 500)])
def test_substitute_replaces_none_or_all_where_that_is_asked_for(p, replaced):
    assert sum(not Substitute(p).select(str(n), TWO).original for n in range(500)) == replaced


@given(
    st.lists(ids, max_size=30), st.integers(), st.floats(0, 1), st.randoms(use_true_random=False), st.integers(0, 30)
)
def test_substitute_depends_on_neither_order_nor_shards(names, seed, p, random, cut):
    stream = Substitute(p, seed)
    told = [(name, stream.wants(name), stream.select(name, TWO)) for name in names]
    shuffled = random.sample(names, len(names))
    shards = [(Substitute(p, seed), shuffled[:cut]), (Substitute(p, seed), shuffled[cut:])]
    apart = [(name, one.wants(name), one.select(name, TWO)) for one, shard in shards for name in shard]
    assert sorted(told, key=repr) == sorted(apart, key=repr)


@given(ids, st.integers())
def test_substitute_writes_one_text_for_one(name, seed):
    chosen = Substitute(0.5, seed).select(name, TWO)
    assert chosen.original + len(chosen.counterfactuals) == 1
    assert set(chosen.counterfactuals) <= {1, 2}
    assert Substitute(1.0, seed).select(name, BARE) == Selection(True)


def test_substitute_chooses_among_all_counterfactuals_of_a_row_and_by_the_seed():
    chosen = [Substitute(1.0).select(str(n), TWO).counterfactuals for n in range(1_000)]
    assert abs(chosen.count((1,)) - 500) < 60
    assert [Substitute(0.5, 1).wants(str(n)) for n in range(50)] != [Substitute(0.5).wants(str(n)) for n in range(50)]


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan"), "half", None, True])
def test_a_probability_that_is_none_is_an_error(p):
    with pytest.raises(OptionError, match="no probability"):
        Substitute(p)


def test_chance_is_the_same_everywhere():
    assert chance(0, "a") == 6482802523435626663
    assert chance(7, "row", "é") == 3862067282808637884
    assert chance(0, "ab", "c") != chance(0, "a", "bc")
    assert 0 <= chance(-1, "\ud800") < CHANCES


@pytest.mark.parametrize(
    ("counts", "group"),
    [
        ({}, UNMENTIONED),
        ({"neutral": 3}, UNMENTIONED),
        ({"masculine": 1, "feminine": 1}, MIXED),
        ({"masculine": 1, "feminine": 2}, "feminine"),
    ],
)
def test_a_row_counts_for_the_group_with_more_mentions(counts, group):
    assert group_of(counts, GENDER) == group


def test_two_groups_that_lead_three_are_mixed():
    assert group_of({"a": 2, "b": 2, "c": 1}, ("a", "b", "c")) == MIXED


def test_a_swap_gives_each_mention_the_other_group(rewriter):
    (result,) = rewriter.variants([{"text": "She met his uncle and his aunt.", "more": "A woman left."}])
    facts = facts_of(result, GENDER, "x")
    assert facts.label == "x"
    assert facts.counts == {"masculine": 3, "feminine": 3}
    assert facts.counterfactuals == ({"masculine": 3, "feminine": 3},)


def test_a_row_without_change_has_no_counterfactual(rewriter):
    (result,) = rewriter.variants([{"text": "It rained."}])
    assert facts_of(result, GENDER, None) == RowFacts(None, {}, (None,))
    assert facts_of((), GENDER, None) == RowFacts(None, {}, ())


def test_a_neutral_rewriting_mentions_no_group():
    (result,) = Rewriter(to="neutral").variants([{"text": "The policewoman left."}])
    assert facts_of(result, GENDER, None) == RowFacts(None, {"feminine": 1}, ({},))


def test_every_group_that_is_written_counts_for_itself():
    groups = ("white", "black", "asian")
    (result,) = Rewriter("race", to="all").variants([{"text": "An Asian man met a black woman."}])
    facts = facts_of(result, groups, None)
    assert facts.counts == {"asian": 1, "black": 1}
    assert facts.counterfactuals[:3] == ({"white": 2}, {"black": 2}, {"asian": 2})
    assert facts.counterfactuals[3:] == ({},) * (len(result) - 3)


def test_a_swap_among_more_than_two_groups_does_not_say_which():
    groups = ("white", "black", "asian")
    (result,) = Rewriter("race").variants([{"text": "A white man met a black woman."}])
    assert facts_of(result, groups, None).counterfactuals == ({"swapped": 2},)


def test_attributes_that_change_together_are_told_apart():
    mentions = (word(0, "Ann", "feminine"), word(4, "black", "black", "race"))
    edits = (AppliedEdit(0, 3, 0, 3, "Ann", "Bob", "x"), AppliedEdit(4, 9, 4, 9, "black", "white", "y"))
    both = RowRewrite({"t": Rewrite("Ann black", "Bob white", edits, mentions)}, (), "gender+race", "swapped+white")
    alone = RowRewrite({"t": Rewrite("Ann black", "Ann white", edits[1:], mentions[1:])}, (), "race", "white")
    assert facts_of((both, alone), GENDER, None) == RowFacts(None, {"feminine": 1}, ({"masculine": 1}, {"feminine": 1}))
    facts = facts_of((both, alone), ("white", "black"), None)
    assert facts == RowFacts(None, {"black": 1}, ({"white": 1}, {"white": 1}))


def test_a_mention_that_no_edit_covers_keeps_its_group():
    mentions = (word(2, "actress", "feminine"), word(10, "wife", "feminine"))
    edits = (AppliedEdit(0, 1, 0, 2, "a", "an", "article"), AppliedEdit(10, 14, 11, 18, "wife", "husband", "x"))
    one = RowRewrite({"t": Rewrite("a actress wife", "an actress husband", edits, mentions)}, (), "gender", "masculine")
    assert facts_of((one,), GENDER, None).counterfactuals == ({"feminine": 1, "masculine": 1},)


def test_a_change_that_touches_no_mention_changes_no_count():
    edits = (AppliedEdit(0, 1, 0, 1, "b", "c", "x"),)
    one = RowRewrite({"t": Rewrite("b she", "c she", edits, (word(2, "she", "feminine"),))}, (), "", None)
    assert facts_of((one,), GENDER, None).counterfactuals == ({"feminine": 1},)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"p": 2.0}, "p=2.0 is no probability"),
        ({"p": 0.3}, "p=0.3 is for the strategy 'substitute', not for 'augment'"),
        ({"split": 0.0}, "--split 0 makes all rows test"),
    ],
)
def test_options_with_which_nothing_would_be_done_are_refused(options, message):
    with pytest.raises(OptionError, match=re.escape(message)):
        check_strategy(AugmentJob((), "", **options))


@pytest.mark.parametrize(
    "options", [{"strategy": "substitute", "p": 0.0}, {"split": 0.0, "splits": ("test",)}, {"split": 1.0}]
)
def test_options_that_somebody_may_mean_are_taken(options):
    check_strategy(AugmentJob((), "", **options))


def test_a_strategy_that_is_not_there_is_named_with_the_one_that_was_meant():
    with pytest.raises(OptionError, match="no strategy 'balanse'") as caught:
        check_strategy(AugmentJob((), "", strategy="balanse"))
    assert caught.value.hint.startswith("did you mean 'balance'?")
