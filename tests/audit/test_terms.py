"""Words and occupations beside the mentions of a group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.audit.seen import seen
from cda.audit.terms import occupations_in, plain_words, sentences, taken_spans, words_in
from cda.dataset.views.texts import RowTexts
from cda.dataset.views.view import View
from cda.lexicon.occupations import load_occupations

OCCUPATIONS = load_occupations()


def row(**texts):
    rewriter = Rewriter()
    return seen(next(rewriter.variants([texts])), RowTexts(texts), {}, View("text", ()))


def named(text):
    found = row(text=text)
    taken = taken_spans(found).get("text", [])
    return list(occupations_in(words_in(text, 0, len(text), taken), OCCUPATIONS))


@pytest.mark.parametrize(
    ("text", "occupations"),
    [
        ("She is a nurse.", ["nurse"]),
        ("Her nurse smiled.", ["nurse"]),
        ("Two flight attendants and a police officer left.", ["flight attendant", "police officer"]),
        ("The security guard judged it.", ["security guard"]),
        ("He likes to cook.", []),
        ("A very good cook lives here.", []),
        ("A good cook lives here.", ["cook"]),
        ("They coach him.", []),
        ("Mr Miller met Doctor Low.", []),
        ("She became CEO.", ["CEO"]),
        ("The waitress met a cowboy.", []),
        ("Doctors and teachers agree.", ["teacher"]),
    ],
)
def test_an_occupation_is_a_noun_that_is_no_name_and_no_mention(text, occupations):
    assert named(text) == occupations


def test_what_is_in_a_tag_or_an_address_is_no_word():
    text = 'She<br />wrote <a href="nurse">well</a> at https://nurse.example/doctor today.'
    assert words_in(text, 0, len(text), []) == ["She", "wrote", "well", "at", "today"]


def test_words_with_a_capital_do_not_count_since_they_may_be_names():
    text = "Her friend Ann met NASA people."
    assert list(plain_words(words_in(text, 0, len(text), [(0, 3)]))) == ["friend", "met", "people"]


def test_a_sentence_speaks_of_all_groups_that_it_mentions():
    text = "She sat. It rained. He met her."
    found = [
        (text[start:end].strip(), sorted(groups))
        for _, start, end, groups in sentences(row(text=text), "gender", lambda _: False)
    ]
    assert found == [("She sat.", ["feminine"]), ("He met her.", ["feminine", "masculine"])]


def test_texts_of_a_row_have_sentences_of_their_own():
    found = list(sentences(row(prompt="Who is she?", answer="A king."), "gender", lambda _: False))
    assert [(name, sorted(groups)) for name, _, _, groups in found] == [
        ("prompt", ["feminine"]),
        ("answer", ["masculine"]),
    ]


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), max_size=5))
def test_words_stand_in_the_text_and_none_is_taken(text, spans):
    taken = sorted((start, start + length) for start, length in spans)
    every = words_in(text, 0, len(text), [])
    found = words_in(text, 0, len(text), taken)
    assert len(found) == len(every)
    place = 0
    for word, one in zip(every, found, strict=True):
        place = text.index(word, place)
        over = any(start < place + len(word) and place < end for start, end in taken)
        assert one == (None if over else word)
        place += len(word)
