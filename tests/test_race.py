"""Race as an attribute: what is never written, what holds a row, and how it goes together with gender."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.dataset.outcome import Done, count, outcome_of
from cda.lexicon.find import load
from cda.lexicon.model import NEVER_WRITTEN
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

LEXICON = load("race-us")
UNSPEAKABLE = {
    form.lower() for entry in LEXICON.entries if entry.status in NEVER_WRITTEN for form in entry.forms.values()
}
FORMS = sorted(
    {
        form
        for entry in LEXICON.entries
        if entry.status not in NEVER_WRITTEN and entry.directions != "none"
        for group, form in entry.forms.items()
        if entry.is_source(group, LEXICON.swapped)
    }
)
FRAMES = (
    "The {} woman left.",
    "He is {}, she said.",
    "Some {} were here; a {} man came.",
    "An {} family and {} voters.",
)
SENTENCES = st.lists(
    st.builds(lambda frame, one, two: frame.format(one, two), st.sampled_from(FRAMES), *[st.sampled_from(FORMS)] * 2),
    min_size=1,
    max_size=3,
).map(" ".join)


@pytest.fixture(scope="module")
def slur():
    return next(
        form for entry in LEXICON.entries if entry.status == "slur" for form in entry.forms.values() if form.isalpha()
    )


def test_there_are_words_that_are_never_written():
    assert UNSPEAKABLE


def test_no_word_that_may_be_written_is_one_that_is_never_written():
    written = {
        form.lower()
        for entry in LEXICON.entries
        if entry.directions != "none"
        for group, form in entry.forms.items()
        if entry.writes(group)
    }
    assert not written & UNSPEAKABLE


@given(SENTENCES, st.sampled_from([None, *LEXICON.groups]), st.integers(0, 3))
def test_no_rewriting_yields_an_offensive_word_and_the_inverse_restores_the_text(text, to, seed):
    out = Rewriter("race", to=to, seed=seed)(text) if seed else CACHED[to](text)
    assert out.inverse() == text
    written = " ".join(edit.new.lower() for edit in out.edits)
    assert not [word for word in UNSPEAKABLE if re.search(rf"\b{re.escape(word)}\b", written)]


CACHED = {to: Rewriter("race", to=to) for to in (None, *LEXICON.groups)}


@given(SENTENCES)
def test_in_one_direction_nobody_is_left_of_another_group_but_those_who_are_held(text):
    out = CACHED["asian"](text)
    held = {one.start for one in out.held}
    edited = {edit.start for edit in out.edits}
    assert all(one.group == "asian" or one.start in held | edited for one in out.mentions)


def test_a_slur_is_found_and_counted_and_holds_the_whole_row(slur):
    rewriter = Rewriter("race", guards="hold")
    row = rewriter.row({"a": f"He used the word {slur}.", "b": "A black man and a white woman left."})
    assert outcome_of((row,)) == "held"
    assert ("slur", "block") in {(flag.category, flag.strength) for flag in row["a"].flags}
    counted = count([Done((row,))])
    assert counted.status == {"slur": 1}


def test_a_row_without_slur_is_rewritten_beside_one_that_has_it(slur):
    rewriter = Rewriter("race", guards="hold")
    rows = list(rewriter.rows([{"a": f"That {slur}! A black man left."}, {"a": "A black man left."}]))
    assert [outcome_of((row,)) for row in rows] == ["held", "augmented"]


def test_hostile_swap_rewrites_what_stands_beside_a_slur_but_never_the_slur(slur):
    row = Rewriter("race", guards="hold", hostile="swap").row({"a": f"That {slur}! A black man left."})
    assert row["a"].text == f"That {slur}! A white man left."


@pytest.mark.parametrize(
    ("guards", "hostile", "held"), [("hold", "hold", True), ("hold", "swap", False), ("flag", "hold", False)]
)
def test_an_insult_in_the_sentence_of_a_group_holds(guards, hostile, held):
    row = Rewriter("race", guards=guards, hostile=hostile).row({"a": "Those black kids are vermin, he said."})
    assert (outcome_of((row,)) == "held") == held
    assert "insult" in {flag.category for flag in row["a"].flags}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A Latina thanked her brother.", "An Asian man thanked his sister."),
        ("The black actress and her husband left.", "The Asian actor and his wife left."),
        ("An Asian woman saw him.", "An Asian man saw her."),
        ("It rained.", "It rained."),
    ],
)
def test_gender_and_race_change_together(source, expected):
    out = Rewriter(["gender", "race"], to={"race": "asian"})(source)
    assert out.text == expected
    assert out.inverse() == source


def test_each_attribute_alone_keeps_the_other():
    found = next(Rewriter(["gender", "race"], combine="all").variants([{"t": "A black woman met her white uncle."}]))
    assert [one.texts["t"] for one in found] == [
        "A black man met his white aunt.",
        "A white woman met her black uncle.",
        "A white man met his black aunt.",
    ]
    assert [(one.attribute, one.group) for one in found] == [
        ("gender", "swapped"),
        ("race", "swapped"),
        ("gender+race", "swapped+swapped"),
    ]


def test_an_attribute_that_is_held_is_told_beside_one_that_is_rewritten(slur):
    rewriter = Rewriter(["gender", "race"], combine="each", guards="hold")
    found = next(rewriter.variants([{"t": f"She saw that {slur} and a black man."}]))
    assert [(one.attribute, one.changed) for one in found] == [("gender", True), ("race", False)]
    assert count([Done(found)]).status == {"slur": 1}
    assert outcome_of(found) == "augmented"


def test_the_card_says_that_hostile_rows_were_rewritten(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "Those black kids are vermin, he said."}\n', encoding="utf-8")
    for hostile, said in (("hold", False), ("swap", True)):
        rewriter = Rewriter("race", guards="hold", hostile=hostile)
        summary = augment_files(AugmentJob((str(source),), str(tmp_path / hostile)), rewriter)
        assert summary.counterfactuals == (1 if said else 0)
        assert ("--hostile swap" in (tmp_path / hostile / "README.md").read_text(encoding="utf-8")) == said
