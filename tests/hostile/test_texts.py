"""Whatever a text holds, only words for people change in it, and where it says so."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import LONE, MARKS, NASTY, PEOPLE, pairs, sentences
from spacy.language import Language

from cda import Rewriter
from cda.detection.window import window
from cda.pipeline import LONGEST, readable

WAYS = (
    {},
    {"names": "swap", "guards": "hold"},
    {"attribute": "race"},
    {"to": "neutral"},
)
MORE_WAYS = (
    {"attribute": "race", "names": "swap", "guards": "hold", "to": "all"},
    {"attribute": ["gender", "race"], "names": "swap", "combine": "all"},
    {"names": "hold", "guards": "hold", "keep_names": ("Mary Low", "Rosa\x00Quill", "(a+)+$", "\u0130\u0130")},
    {"attribute": ["religion", "age"], "guards": "hold", "hostile": "swap"},
    {"to": "neutral", "guards": "hold", "nouns": False, "reflexive": "themselves"},
)
CORPUS = sentences({**NASTY, **LONE})

PIECES = st.one_of(
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE).map(str.upper),
    st.sampled_from(MARKS),
    st.sampled_from([*NASTY.values(), *LONE.values()]),
    st.text(max_size=8),
    st.text(st.characters(), max_size=4),
)
TEXTS = st.lists(PIECES, max_size=24).map(" ".join) | st.lists(PIECES, max_size=24).map("".join)


@cache
def engine(*way):
    return Rewriter(**dict(way))


def of(way):
    return engine(*((name, tuple(value) if isinstance(value, list) else value) for name, value in way.items()))


def check(text, out):
    rebuilt, old_end, new_end = [], 0, 0
    for edit in out.edits:
        assert old_end <= edit.start < edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.old
        assert edit.new_start == new_end + edit.start - old_end
        assert edit.new_end == edit.new_start + len(edit.new)
        assert out.text[edit.new_start : edit.new_end] == edit.new
        rebuilt += [text[old_end : edit.start], edit.new]
        old_end, new_end = edit.end, edit.new_end
    assert out.original == text
    assert "".join([*rebuilt, text[old_end:]]) == out.text
    for span in (*out.mentions, *out.held, *out.flags):
        assert text[span.start : span.end] == span.text


def check_all(way, texts):
    every = list(of(way).variants({"text": text} for text in texts))
    for text, outs in zip(texts, every, strict=True):
        assert outs
        for out in outs:
            check(text, out["text"])
    return len(every)


@pytest.mark.parametrize("way", [*WAYS, *MORE_WAYS], ids=str)
def test_each_string_beside_each_word_changes_nothing_but_words_for_people(way):
    assert check_all(way, CORPUS) == len(CORPUS) > 900


@pytest.mark.parametrize("way", WAYS, ids=str)
@settings(max_examples=60)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_any_mixture_changes_nothing_but_words_for_people(way, texts):
    check_all(way, texts)


@settings(max_examples=30)
@given(row=st.dictionaries(st.sampled_from(["prompt", "chosen", "", "\x00"]), TEXTS, max_size=4))
def test_any_row_is_rewritten_field_by_field(row):
    for way in (*WAYS, *MORE_WAYS[:2]):
        for out in next(of(way).variants([row])):
            assert list(out) == list(row)
            for field, text in row.items():
                check(text, out[field])


@pytest.mark.soak
@pytest.mark.parametrize("way", [*WAYS, *MORE_WAYS], ids=str)
def test_ten_thousand_mixtures_change_nothing_but_words_for_people(way):
    done = []

    @settings(max_examples=2500)
    @given(texts=st.lists(TEXTS, min_size=4, max_size=4))
    def mixtures(texts):
        done.append(check_all(way, texts))

    mixtures()
    assert sum(done) >= 10_000


@pytest.mark.soak
@pytest.mark.parametrize("way", [*WAYS, *MORE_WAYS], ids=str)
def test_each_string_beside_each_other_changes_nothing_but_words_for_people(way):
    texts = pairs()
    assert check_all(way, texts) == len(texts) > 10_000


def test_half_a_surrogate_pair_stays_where_it_is_and_the_words_beside_it_change():
    texts = [f"She\ud800 met {half} her uncle{half}." for half in ("\ud83d", "\udfff", "\udc00\ud83d")]
    for text, out in zip(texts, of({}).pipe(texts), strict=True):
        assert out.text.startswith("He\ud800 met ")
        assert out.text.endswith(f"aunt{text.partition('uncle')[2]}")


def test_words_that_only_look_like_words_for_people_stay():
    alike = [NASTY[name] for name in ("cyrillic homoglyphs", "mathematical letters", "dotless small i")]
    assert [out.text for out in of({}).pipe(alike)] == alike


def test_what_is_found_in_a_text_does_not_depend_on_the_texts_beside_it():
    texts = CORPUS[::7]
    assert len(texts) > 100
    together = list(of(WAYS[1]).pipe(texts))
    assert together == [of(WAYS[1])(text) for text in texts]


# --- what the model is given -----------------------------------------------------------------------------------------

LONG = ("x" * 5000, '"' * 5000, "(" * 5000, "e\u0301" * 3000, "a.b" * 2000, "-her-his" * 700, "\u3000".join("x" * 400))


@pytest.fixture
def given_to_the_model(monkeypatch):
    seen = []
    make = Language.make_doc

    def spy(self, text):
        seen.append(text)
        return make(self, text)

    monkeypatch.setattr(Language, "make_doc", spy)
    return seen


def longest(texts):
    return max((len(chunk) for text in texts for chunk in re.findall(r"\S+", text)), default=0)


@pytest.mark.parametrize("way", [*WAYS, *MORE_WAYS], ids=str)
def test_the_model_never_sees_a_chunk_of_more_than_200_characters(way, given_to_the_model):
    floods = [
        f"{flood}her{flood} Then she{flood}sings and Will{flood} left; the black{flood}\nmet Mary Low{flood}."
        for flood in LONG
    ]
    words = [
        "We hired her very quickly.",
        "He sings.",
        "Will left, and Will came.",
        "They saw the black.",
        "old and new. A Christian spoke.",
    ]
    check_all(way, [*floods, *words, *CORPUS])
    assert given_to_the_model
    assert longest(given_to_the_model) <= 200 == LONGEST
    assert max(map(len, given_to_the_model)) < 5000


@pytest.mark.parametrize("flood", LONG, ids=lambda flood: flood[:8])
def test_the_chunk_around_a_word_is_cut_for_the_tagger_with_the_word_in_it(flood):
    text = f"one two {flood}her{flood} three"
    start = 8 + len(flood)
    first, last = window(text, start, start + 3)
    assert first <= start
    assert last >= start + 3
    assert longest([text[first:last]]) <= LONGEST


@given(TEXTS)
def test_what_the_model_reads_is_as_long_as_the_text(text):
    read = readable(text)
    assert len(read) == len(text)
    assert longest([read]) <= LONGEST
    if longest([text]) <= LONGEST and text.isascii():
        assert read == text


def test_names_that_no_full_stop_parts_are_recognized_in_parts_that_they_share(given_to_the_model):
    check_all({"names": "swap"}, ["Will " * 4000 + "I met my cousin Will."])
    assert 0 < sum(map(len, given_to_the_model)) < 4 * 5 * 4000
