"""Neutral rewriting: *they* for *he* and *she*, verbs that agree, neutral nouns."""

from __future__ import annotations

import pickle
import re

import pytest
from click.testing import CliRunner
from golden_rows import golden
from hypothesis import example, given
from hypothesis import strategies as st
from lexicon_folders import write_lexicon

from cda import Rewriter
from cda.cli import cli
from cda.cli.augment import augment
from cda.dataset.outcome import outcome_of
from cda.english.agreement import looks_singular, plural_verb
from cda.english.sentences import sentence_spans
from cda.errors import OptionError
from cda.parsing import Parser

ROWS = golden("neutral")


@pytest.fixture(scope="module")
def neutral():
    return Rewriter(to="neutral")


@pytest.mark.parametrize(("phenomenon", "source", "expected"), ROWS, ids=[f"{row[0]}-{row[1]:.40}" for row in ROWS])
def test_a_neutral_rewriting_is_what_an_editor_would_write(neutral, phenomenon, source, expected):
    assert neutral(source).text == expected, phenomenon


def test_batches_give_what_single_texts_give(neutral):
    sources = [source for _, source, _ in ROWS]
    assert list(neutral.pipe(sources)) == [neutral(source) for source in sources]


def test_sentences_in_company_are_rewritten_as_they_are_alone(neutral):
    sources = [row[1] for row in ROWS if row[1].endswith((".", "?")) and row[0] not in {"case", "pair"}]
    assert neutral("\n\n".join(sources)).text.split("\n\n") == [neutral(source).text for source in sources]


PIECES = (
    "he she He SHE him her his hers himself herself s/he (s)he she's he’s HE'S hes isn't is was has does n't 's ’s "
    "who that and or but , . ? ! - ( ) / runs goes tries dances cats men women Mr Mrs Smith actress a an the "
    "never always does.and \x00 \ud800 \u0301 İ ß 🙂 <br /> \n \r\n"
)
words = st.sampled_from(re.split(" ", PIECES))
texts = st.lists(words | st.text(max_size=6), max_size=25).flatmap(
    lambda parts: st.sampled_from([" ", ""]).map(lambda blank: blank.join(parts))
)


@given(texts)
@example("İHE'S he's\ud800 she is\x00he")
@example("He\r\nis\r\nlate, isn't\r\nshe?")
@example("he" * 50 + "'s " * 20)
def test_text_outside_the_edits_never_changes_and_the_inverse_restores_it(neutral, text):
    out = neutral(text)
    assert out.original == text
    assert out.inverse() == text
    old = new = 0
    for edit in out.edits:
        assert edit.start >= old
        assert text[old : edit.start] == out.text[new : edit.new_start]
        assert text[edit.start : edit.end] == edit.old != edit.new == out.text[edit.new_start : edit.new_end]
        old, new = edit.end, edit.new_end
    assert text[old:] == out.text[new:]


@given(texts)
def test_a_text_is_rewritten_alike_alone_and_in_company(neutral, text):
    assert list(neutral.pipe([text, "She runs.", text])) == [neutral(text), neutral("She runs."), neutral(text)]


@given(st.lists(st.sampled_from([source for _, source, _ in ROWS]), max_size=5).map(" ".join))
def test_no_subject_pronoun_of_a_group_is_left_but_those_that_are_spoken_of(neutral, text):
    left = [held.text.lower() for held in neutral(text).held if held.text.lower() in {"he", "she"}]
    assert len(left) <= 2 * text.count("a she") + 2 * text.count("a he")


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_sentences_cover_the_text_and_none_is_too_long(text, longest):
    spans = list(sentence_spans(text, longest))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= longest for start, end in spans)


def test_a_sentence_without_end_is_cut_and_rewritten_throughout(neutral):
    text = "he runs and " * 2000
    out = neutral(text)
    assert "he " not in out.text.replace("they ", "")
    assert out.inverse() == text


@pytest.mark.parametrize(
    ("verb", "plural"),
    [
        ("is", "are"),
        ("IS", "ARE"),
        ("Was", "Were"),
        ("tries", "try"),
        ("lies", "lie"),
        ("goes", "go"),
        ("tiptoes", "tiptoe"),
        ("aches", "ache"),
        ("teaches", "teach"),
        ("pushes", "push"),
        ("loses", "lose"),
        ("discusses", "discuss"),
        ("mixes", "mix"),
        ("buzzes", "buzz"),
        ("gazes", "gaze"),
        ("quizzes", "quiz"),
        ("plays", "play"),
        ("double-checks", "double-check"),
        ("went", "went"),
        ("miss", "miss"),
    ],
)
def test_a_verb_takes_its_plural_form_in_its_own_letter_case(verb, plural):
    assert plural_verb(verb) == plural


@pytest.mark.parametrize("word", ["always", "perhaps", "miss", "famous", "his", "us", "ran", "s"])
def test_a_word_in_s_that_is_no_verb_does_not_look_like_one(word):
    assert not looks_singular(word)


def test_edits_of_verbs_say_that_agreement_asked_for_them(neutral):
    edits = neutral("She runs and her brother is late.").edits
    assert [(edit.old, edit.new) for edit in edits if edit.entry == "english.agreement"] == [("runs", "run")]
    assert [edit.entry for edit in edits if edit.old == "She"] == ["pron.he-she"]


def test_mentions_keep_the_group_of_their_words(neutral):
    mentions = neutral("She met him and they greeted the person.").mentions
    assert [(mention.text, mention.group) for mention in mentions] == [("She", "feminine"), ("him", "masculine")]


def test_a_word_without_a_neutral_form_is_held_with_its_reason(neutral):
    out = neutral("The princess knows her guard.")
    assert out.text == "The princess knows their guard."
    assert [(held.text, held.reason, held.cue) for held in out.held] == [("princess", "guard", "no_counterpart")]


def test_both_pronouns_in_one_word_are_held_in_a_swap_and_rewritten_here(neutral, rewriter):
    assert not rewriter("S/he left.").changed
    out = neutral("S/he left.")
    assert (out.text, out.held) == ("They left.", ())


def test_without_nouns_pronouns_alone_change_and_nouns_are_still_mentions():
    out = Rewriter(to="neutral", nouns=False)("The actress lost her hat, and Mr Low has it.")
    assert out.text == "The actress lost their hat, and Mr Low has it."
    assert [mention.text for mention in out.mentions] == ["actress", "her", "Mr"]
    assert out.held == ()


@pytest.mark.parametrize("reflexive", ["themself", "themselves"])
def test_the_reflexive_is_the_one_that_was_asked_for(reflexive):
    out = Rewriter(to="neutral", reflexive=reflexive)("She saw herself. HIMSELF.")
    assert out.text == f"They saw {reflexive}. {reflexive.upper()}."


def test_a_lexicon_without_a_neutral_group_cannot_be_asked_for_one(tmp_path):
    folder = write_lexicon(tmp_path / "two", manifest={"groups": ["masculine", "feminine"]})
    with pytest.raises(OptionError, match="neutral"):
        Rewriter(to="neutral", lexicon=str(folder))


def test_a_pickled_rewriter_gives_the_same(neutral):
    again = pickle.loads(pickle.dumps(neutral))  # noqa: S301 - our own bytes
    assert again("She runs.") == neutral("She runs.")


def test_a_row_of_a_dataset_is_told_as_neutral(neutral):
    row = neutral.row({"prompt": "Is she here?", "answer": "He is."})
    assert row.texts == {"prompt": "Are they here?", "answer": "They are."}
    assert (outcome_of((row,)), row.attribute, row.group) == ("augmented", "gender", "neutral")


def test_no_parse_is_asked_for_where_no_verb_must_agree(monkeypatch):
    monkeypatch.setattr(Parser, "parse", lambda _, sentences: pytest.fail("asked") if sentences else [])
    assert (
        Rewriter(to="neutral")("I saw him with her dog. Mr Low left.").text == "I saw them with their dog. Mx Low left."
    )


def test_the_command_line_takes_the_options_of_a_neutral_rewriting():
    arguments = ["swap", "--to", "neutral", "--no-nouns", "--reflexive", "themselves"]
    done = CliRunner().invoke(cli, arguments, input="The actress hurts herself; she has a scar.\n")
    assert done.output == "The actress hurts themselves; they have a scar.\n"


def test_the_card_repeats_a_flag_that_was_turned_off(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text('{"text": "The waitress says she is late."}\n', encoding="utf-8")
    arguments = ["in.jsonl", "-o", "out", "--to=neutral", "--no-nouns"]
    done = CliRunner().invoke(augment, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "--no-nouns" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
