"""Words that patterns make: listed stems, and any stem before the feminine endings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon_folders import write_lexicon

from cda import Rewriter
from cda.detection.productive import LONGEST, endings
from cda.errors import CdaError, LexiconFormatError, LexiconRuleError
from cda.lexicon.check import problems
from cda.lexicon.digest import content_hash
from cda.lexicon.find import find, load

GENDER = load("gender")
REWRITER = Rewriter()
STEMS = st.text(st.sampled_from("bcdfgklprtvz"), min_size=2, max_size=LONGEST)
KNOWN = {form.lower() for entry in (*GENDER.entries, *GENDER.derived) for form in entry.forms.values()}


@given(STEMS, st.sampled_from(["woman", "women", "girl", "girls", "mistress", "mistresses"]))
def test_any_stem_before_a_feminine_ending_makes_a_mention(stem, ending):
    out = REWRITER(f"The {stem}{ending} sang.")
    assert [(one.text, one.group) for one in out.mentions] == [(stem + ending, "feminine")]


@given(STEMS.filter(lambda stem: f"{stem}man" not in KNOWN), st.sampled_from(["man", "men", "boy", "master", "father"]))
def test_an_unknown_stem_before_a_masculine_ending_makes_none(stem, ending):
    assert REWRITER(f"The {stem}{ending} sang.").mentions == ()


@given(st.text(max_size=60))
def test_any_text_with_endings_in_it_is_survived_and_restored(text):
    whole = f"{text}woman {text} girl{text}women"
    out = REWRITER(whole)
    assert out.inverse() == whole


@pytest.mark.parametrize("word", ["Taxiwoman", "soundwoman"])
def test_a_word_keeps_its_letter_case(rewriter, word):
    assert rewriter(f"{word} wanted").text == f"{word.replace('woman', 'man')} wanted"


@pytest.mark.parametrize("word", ["Tirewoman", "Kitchengirl"])
def test_a_capitalised_word_in_the_middle_of_a_sentence_is_a_name(rewriter, word):
    text = f"We saw {word} again yesterday."
    assert rewriter(text).text == text


@pytest.mark.parametrize("word", ["Bowlman", "Shopman", "Cableman"])
def test_a_capitalised_word_in_man_without_an_article_is_a_surname(rewriter, word):
    assert rewriter(f"{word} won the race.").text == f"{word} won the race."
    assert rewriter(f"The {word.lower()} won.").text != f"The {word.lower()} won."


@pytest.mark.parametrize("word", ["superwoman", "catwoman", "supergirl", "callgirl"])
def test_exceptions_are_left(rewriter, word):
    assert rewriter(f"a {word} came").text == f"a {word} came"


def test_an_entry_that_is_written_out_wins_over_a_pattern():
    assert [entry.id for entry in GENDER.derived if entry.forms.get("masculine") == "fireman"] == []


def test_no_form_of_a_pattern_is_made_twice():
    made = [form for entry in GENDER.derived for group, form in entry.forms.items() if group == "feminine"]
    assert len(made) == len(set(made))


def test_derived_entries_are_checked_like_written_ones():
    assert list(problems(GENDER)) == []


def test_open_endings_are_feminine_only():
    assert {ending.group for ending in endings(GENDER)} == {"feminine"}


def test_the_hash_of_a_version_without_the_new_tables_is_what_it_was():
    old = load("gender@1.0.0")
    assert (old.patterns, old.derived, old.emoji) == ((), (), ())
    assert content_hash(find("gender@1.0.0")) == old.ref.sha256


def test_long_runs_of_letters_cost_no_more_than_their_length(rewriter):
    def seconds(size):
        text = "a" * size + "woman " + "woman" * (size // 5)
        started = time.process_time()
        rewriter(text)
        return time.process_time() - started

    seconds(1000)
    assert seconds(400_000) < 2


def _folder(tmp_path, rows):
    folder = write_lexicon(tmp_path / "own", manifest={"extends": "gender@1.1"})
    head = "id pos number masculine feminine neutral directions tier guards stems exceptions sources note"
    lines = ["\t".join(head.split()), *("\t".join(row) for row in rows)]
    (folder / "patterns.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder)


def _row(name, forms=("*smith", "*smithess"), stems="", exceptions=""):
    return (name, "NOUN", "sg", *forms, "", "both", "extended", "", stems, exceptions, "", "")


def test_a_lexicon_of_ones_own_may_add_a_pattern_with_stems(tmp_path):
    folder = _folder(tmp_path, [_row("p.smith", stems="gold,silver")])
    assert Rewriter(lexicon=folder)("The goldsmith paid the silversmithess.").text == (
        "The goldsmithess paid the silversmith."
    )


def test_a_lexicon_of_ones_own_may_add_an_open_pattern_with_exceptions(tmp_path):
    folder = _folder(tmp_path, [_row("p.smith", exceptions="wordsmith")])
    assert Rewriter(lexicon=folder)("The tunesmith paid the wordsmith.").text == "The tunesmithess paid the wordsmith."


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (_row("p.smith", forms=("smith", "smithess")), LexiconFormatError),
        (_row("p.smith", forms=("sm*ith", "*smithess")), LexiconFormatError),
        (_row("p.smith", stems="=p.nothing"), LexiconRuleError),
    ],
)
def test_a_pattern_that_cannot_work_says_why(tmp_path, row, error):
    with pytest.raises(error) as caught:
        load(_folder(tmp_path, [row]))
    assert isinstance(caught.value, CdaError)
    assert caught.value.hint
