"""Answers, entities and offsets after edits to their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.dataset.spans.characters import follow_spans
from cda.dataset.spans.keys import Keys
from cda.errors import SpanCut
from cda.swapping.apply import apply
from cda.types import Edit, Rewrite

TEXT = "\U0001f469 She met Ann Lee, a grand mother."
EDITS = (Edit(2, 5, "She", "He", "a"), Edit(10, 13, "Ann", "Robert", "b"), Edit(21, 33, "grand mother", "gran", "c"))
NEW, APPLIED = apply(TEXT, EDITS)
REWRITE = Rewrite(TEXT, NEW, APPLIED)
ANSWER = Keys("copy", "answer_start", copies=("text",))
ENTITY = Keys("end", "start", "end")
NAMED = Keys("end", "start", "end", ("text",))


def span(text):
    return TEXT.index(text), TEXT.index(text) + len(text)


def new_span(text):
    return NEW.index(text), NEW.index(text) + len(text)


def test_the_golden_text_is_what_the_cases_below_speak_of():
    assert NEW == "\U0001f469 He met Robert Lee, a gran."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("She", "He"),
        ("met", "met"),
        ("Ann Lee", "Robert Lee"),
        ("Lee", "Lee"),
        ("a grand mother", "a gran"),
        (TEXT, NEW),
    ],
)
class TestEveryForm:
    def test_answers_as_lists_in_step(self, old, new):
        value = {"text": [old, "met"], "answer_start": [span(old)[0], span("met")[0]], "id": 7}
        assert follow_spans(value, ANSWER, REWRITE) == {
            "text": [new, "met"],
            "answer_start": [new_span(new)[0], new_span("met")[0]],
            "id": 7,
        }

    def test_answers_as_a_list_and_alone(self, old, new):
        value, expected = {"text": old, "answer_start": span(old)[0]}, {"text": new, "answer_start": new_span(new)[0]}
        assert follow_spans(value, ANSWER, REWRITE) == expected
        assert follow_spans([value, value], ANSWER, REWRITE) == [expected, expected]
        assert follow_spans([[value], []], ANSWER, REWRITE) == [[expected], []]

    def test_entities_with_and_without_their_text(self, old, new):
        (start, end), (new_start, new_end) = span(old), new_span(new)
        value = {"label": "X", "start": start, "end": end}
        assert follow_spans([value], ENTITY, REWRITE) == [{"label": "X", "start": new_start, "end": new_end}]
        value, expected = {**value, "text": old}, {"label": "X", "start": new_start, "end": new_end, "text": new}
        assert follow_spans([value], NAMED, REWRITE) == [expected]

    def test_an_end_that_is_the_last_character_is_seen_by_the_text(self, old, new):
        (start, end), (new_start, new_end) = span(old), new_span(new)
        value = {"start": start, "end": end - 1, "text": old}
        assert follow_spans(value, NAMED, REWRITE) == {"start": new_start, "end": new_end - 1, "text": new}

    def test_a_start_and_a_length(self, old, new):
        (start, end), (new_start, new_end) = span(old), new_span(new)
        keys = Keys("length", "offset", "length", ("surface",))
        value = {"offset": start, "length": end - start, "surface": old}
        expected = {"offset": new_start, "length": new_end - new_start, "surface": new}
        assert follow_spans([value], keys, REWRITE) == [expected]

    def test_pairs_of_offsets(self, old, new):
        pair, expected = list(span(old)), list(new_span(new))
        assert follow_spans(pair, None, REWRITE) == expected
        assert follow_spans([pair, pair], None, REWRITE) == [expected, expected]

    def test_pairs_in_a_struct_with_the_text_of_each(self, old, new):
        keys = Keys("pair", "offsets", copies=("text",))
        value = {"offsets": [list(span(old)), list(span("met"))], "text": [old, "met"]}
        expected = {"offsets": [list(new_span(new)), list(new_span("met"))], "text": [new, "met"]}
        assert follow_spans([value], keys, REWRITE) == [expected]
        one, expected = {"offsets": list(span(old)), "text": old}, {"offsets": list(new_span(new)), "text": new}
        assert follow_spans(one, keys, REWRITE) == expected


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        (None, ANSWER),
        ([], ANSWER),
        ([None], ANSWER),
        ({"text": [], "answer_start": []}, ANSWER),
        ({"text": None, "answer_start": None}, ANSWER),
        ({"text": "", "answer_start": -1}, ANSWER),
        ({"text": [""], "answer_start": [-1]}, ANSWER),
        ({"text": "", "answer_start": 0}, ANSWER),
        ({"start": None, "end": None}, ENTITY),
        ({"start": [None, -1], "end": [None, -1]}, ENTITY),
        ({"start": -1, "end": 0, "text": None}, NAMED),
        ([None, None], None),
        ({"offsets": [], "text": None}, Keys("pair", "offsets", copies=("text",))),
    ],
)
def test_where_there_is_no_span_nothing_changes(value, keys):
    assert follow_spans(value, keys, REWRITE) == value


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ({"text": "Ann", "answer_start": 14}, ANSWER),  # as bytes
        ({"text": "Ann", "answer_start": 11}, ANSWER),  # as UTF-16
        ({"text": "Ann", "answer_start": None}, ANSWER),
        ({"text": "Ann", "answer_start": -1}, ANSWER),
        ({"text": ["Ann"], "answer_start": [4000]}, ANSWER),
        ({"start": 5, "end": 2}, ENTITY),
        ({"start": 0, "end": len(TEXT) + 1}, ENTITY),
        ({"start": 3, "end": None}, ENTITY),
        ({"start": -3, "end": 2}, ENTITY),
        ({"start": -1, "end": 9}, ENTITY),
        ({"start": 2, "end": 5, "text": "she"}, NAMED),
        ({"start": 2, "end": 3, "text": "She"}, NAMED),
        ([5, 2], None),
        ([1, None], None),
    ],
)
def test_offsets_that_do_not_fit_the_text_are_an_error_that_says_what_is_expected(value, keys):
    with pytest.raises(SpanCut) as caught:
        follow_spans(value, keys, REWRITE)
    assert "do not fit" in caught.value.message
    assert "code points" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "keys", "said"),
    [
        ({"text": ["Ann"], "answer_start": [10, 11]}, ANSWER, "1 'text'"),
        ({"start": [1], "end": None}, ENTITY, "no 'end'"),
        ([1, 2, 3], None, "no start and end"),
        ({"offsets": [1], "text": "x"}, Keys("pair", "offsets", copies=("text",)), "no start and end"),
        ({"text": "Ann Lee, a grand", "answer_start": 10}, ANSWER, "cuts the span 10-26"),
        ({"start": 22, "end": 25}, ENTITY, "cuts the span 22-25"),
    ],
)
def test_what_cannot_follow_is_an_error_that_says_why(value, keys, said):
    with pytest.raises(SpanCut) as caught:
        follow_spans(value, keys, REWRITE)
    assert said in caught.value.message
    assert caught.value.hint


def test_a_span_of_which_nothing_is_left_is_an_error():
    text, applied = apply("a bc d", (Edit(2, 4, "bc", "", "e"),))
    with pytest.raises(SpanCut, match="nothing is left"):
        follow_spans([2, 4], None, Rewrite("a bc d", text, applied))


@given(st.data())
def test_a_text_beside_its_offsets_is_that_of_the_new_offsets(data):
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, len(TEXT)))
    inclusive = data.draw(st.booleans()) and end > start
    value = {"start": start, "end": end - inclusive, "text": TEXT[start:end]}
    try:
        new = follow_spans(value, NAMED, REWRITE)
    except SpanCut:
        assert any(edit.start < start < edit.end or edit.start < end < edit.end for edit in EDITS)
        return
    assert NEW[new["start"] : new["end"] + inclusive] == new["text"]


def test_an_answer_follows_a_real_rewriting():
    context = "Mary Smith, the chairwoman, met her nephew in \U0001f1eb\U0001f1f7 Paris."
    rewrite = Rewriter(names="swap")(context)
    answers = {"text": ["Mary Smith", "her nephew"], "answer_start": [0, context.index("her nephew")]}
    new = follow_spans(answers, ANSWER, rewrite)
    assert new["text"][1] == "his niece"
    assert new["text"][0].endswith(" Smith")
    assert new["text"][0] != "Mary Smith"
    for text, start in zip(new["text"], new["answer_start"], strict=True):
        assert rewrite.text[start : start + len(text)] == text
