"""Texts in pieces: nothing is lost, nothing is shown twice, and long texts are cut around every mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.diff.mark import Mark, marked
from cda.diff.texts import redone


def kinds(text, *marks, **limits):
    return [(piece.kind, piece.old, piece.new) for piece in marked(text, marks, **limits)]


@st.composite
def texts_with_marks(draw):
    text = draw(st.text("ab \né\U0001f600", min_size=1, max_size=300))
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(sorted)
    edges = sorted(draw(st.sets(places, max_size=8)))
    edits = [Mark("edit", *span, "new") for span in zip(edges[::2], edges[1::2], strict=False)]
    others = draw(st.lists(st.tuples(st.sampled_from(["held", "flag", "same"]), spans), max_size=6))
    return text, edits, [Mark(kind, *span) for kind, span in others]


@given(texts_with_marks())
def test_a_text_that_is_not_cut_is_whole_on_both_sides(drawn):
    text, edits, others = drawn
    pieces = marked(text, [*others, *edits], whole=1000)
    rows = [{"start": edit.start, "end": edit.end, "new": edit.new} for edit in edits]
    assert "".join(piece.old for piece in pieces) == text
    assert "".join(piece.new for piece in pieces) == redone(text, rows)


@given(texts_with_marks(), st.integers(0, 10))
def test_a_text_that_is_cut_shows_every_edit_whole_and_with_what_is_around_it(drawn, around):
    text, edits, others = drawn
    pieces = marked(text, [*others, *edits], around=around, whole=0)
    shown = [(piece.old, piece.new) for piece in pieces if piece.kind == "edit"]
    assert shown == [(text[edit.start : edit.end], edit.new) for edit in edits]
    old = "".join("\0" if piece.kind == "cut" else piece.old for piece in pieces)
    assert all(text[max(0, edit.start - around) : edit.end + around] in old for edit in edits)
    place = 0
    for stretch in old.split("\0"):
        found = text.find(stretch, place)
        assert found >= 0
        place = found + len(stretch)


@given(texts_with_marks())
def test_what_is_left_alone_is_marked_wherever_no_edit_and_no_flag_is(drawn):
    text, edits, others = drawn
    covered = [None] * len(text)
    for kind in ("edit", "held", "flag"):
        for mark in (*edits, *others):
            if mark.kind == kind:
                for place in range(mark.start, mark.end):
                    covered[place] = covered[place] or kind
    pieces = marked(text, [*edits, *sorted(others, key=lambda mark: mark.kind != "held")], whole=1000)
    drawn_kinds = [None if piece.kind == "same" else piece.kind for piece in pieces for _ in piece.old]
    assert [kind is not None for kind in drawn_kinds] == [kind is not None for kind in covered]
    assert [kind == "edit" for kind in drawn_kinds] == [kind == "edit" for kind in covered]


def test_the_stretches_of_a_long_text_end_between_words():
    text = f"{'word ' * 40}She{' word' * 40}"
    pieces = kinds(text, Mark("edit", 200, 203, "He"), around=7, whole=100)
    assert pieces == [
        ("cut", "…", "…"),
        ("same", " word word ", " word word "),
        ("edit", "She", "He"),
        ("same", " word word ", " word word "),
        ("cut", "…", "…"),
    ]


def test_marks_far_from_each_other_are_all_shown():
    text = f"She{' and so on' * 300} Her{' and so on' * 300} hers"
    new = [
        piece[2]
        for piece in kinds(
            text, *(Mark("edit", text.index(old), text.index(old) + len(old), "X") for old in ("She", "Her", "hers"))
        )
    ]
    assert new.count("X") == 3
    assert new.count("…") == 2


def test_a_long_text_without_marks_is_shown_to_its_beginning():
    assert [piece[0] for piece in kinds("word " * 200)] == ["same", "cut"]


@pytest.mark.parametrize("size", [1, 5000])
def test_a_text_without_spaces_is_cut_near_its_marks(size):
    text = f"{'字' * size}她{'字' * size}"
    shown = sum(len(piece[1]) for piece in kinds(text, Mark("edit", size, size + 1, "他")))
    assert shown <= 200
