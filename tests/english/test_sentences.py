from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.sentences import Sentences, sentence_span, sentence_spans, starts_sentence


def sentence_of(text, word):
    start = text.index(word)
    return text[slice(*sentence_span(text, start, start + len(word)))]


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("The cook left. Her soup stayed.", "Her", "Her soup stayed."),
        ("The cook left. Her soup stayed.", "cook", "The cook left."),
        ("Dr. Vale met Mrs. Oak. Nobody else came.", "met", "Dr. Vale met Mrs. Oak."),
        ("It was J. Oak who sang. Loudly.", "sang", "It was J. Oak who sang."),
        ("Why? She knew!", "She", "She knew!"),
        ("“Why?” Then she knew.", "she", "Then she knew."),
        ("a title without a stop\n\nHer garden", "Her", "Her garden"),
        ("one line\nand her next", "her", "one line\nand her next"),
        ("good film<br /><br />she shone", "she", "she shone"),
        ("It cost 3.50 to see her. Cheap.", "her", "It cost 3.50 to see her."),
        ("alone", "alone", "alone"),
    ],
)
def test_a_sentence_reaches_from_end_to_end(text, word, sentence):
    assert sentence_of(text, word) == sentence


@pytest.mark.parametrize(
    "text", ["We waited and ...she came.", "Ask (i.e.she or Tom) first.", "see node.her in the log"]
)
def test_a_stop_that_a_word_follows_without_a_blank_ends_no_sentence(text):
    word = "her" if "her" in text.split(".")[-1] else "she"
    assert sentence_of(text, word) == text


@given(st.text(alphabet='ab .!?\n"”(…<br>', max_size=60), st.data())
def test_the_sentence_always_holds_the_span(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_span(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)


def test_what_stands_far_away_does_not_matter():
    near = "word " * 600
    text = f"She left. {near}pregnant {near}She stayed."
    start = text.index("pregnant")
    first, last = sentence_span(text, start, start + 8)
    assert start - first <= 2000
    assert last - start <= 2010


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Queen bees hum.", "Queen"),
        ("It hums. Queen bees do.", "Queen"),
        ("Really? Queen bees?", "Queen"),
        ("a title\nQueen bees", "Queen"),
        ("He said: Queen bees hum.", "Queen"),
        ("they call “Queen bees” loud", "Queen"),
        ("- Queen bees", "Queen"),
        ("  (Queen bees hum)", "Queen"),
    ],
)
def test_a_capital_says_nothing_where_something_starts(text, word):
    assert starts_sentence(text, text.index(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the Queen bees", "Queen"),
        ("Mrs. Queen hums", "Queen"),
        ("a hive, Queen bees", "Queen"),
        ("one (Queen) bee", "Queen"),
    ],
)
def test_a_capital_means_something_within_a_sentence(text, word):
    assert not starts_sentence(text, text.index(word))


@given(st.text("ab .\n", max_size=200), st.data())
def test_a_sentence_that_is_not_cut_is_the_same_however_it_is_asked_for(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Sentences(text, 300).span(start, end) == sentence_span(text, start, end)


def test_places_in_a_long_sentence_share_its_parts():
    text = "so and so " * 500
    sentences = Sentences(text, 100)
    spans = {sentences.span(start, start + 2) for start in range(0, len(text), 10)}
    assert spans <= set(sentence_spans(text, 100))
    assert len(spans) == len(list(sentence_spans(text, 100)))
