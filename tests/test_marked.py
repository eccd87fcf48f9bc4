"""Texts in pieces: nothing is lost or shown twice, long texts are cut around every mark, and in one walk."""

from __future__ import annotations

import pytest
from counted import steps
from hypothesis import given
from hypothesis import strategies as st

from cda.diff.texts import redone
from cda.marked import Mark, pieces


def kinds(text, *marks, **limits):
    return [(piece.kind, piece.old, piece.new) for piece in pieces(text, marks, **limits)]


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
    found = list(pieces(text, [*others, *edits], whole=1000))
    rows = [{"start": edit.start, "end": edit.end, "new": edit.new} for edit in edits]
    assert "".join(piece.old for piece in found) == text
    assert "".join(piece.new for piece in found) == redone(text, rows)


@given(texts_with_marks(), st.integers(0, 10))
def test_a_text_that_is_cut_shows_every_edit_whole_and_with_what_is_around_it(drawn, around):
    text, edits, others = drawn
    found = list(pieces(text, [*others, *edits], around=around, whole=0))
    shown = [(piece.old, piece.new) for piece in found if piece.kind == "edit"]
    assert shown == [(text[edit.start : edit.end], edit.new) for edit in edits]
    old = "".join("\0" if piece.kind == "cut" else piece.old for piece in found)
    assert all(text[max(0, edit.start - around) : edit.end + around] in old for edit in edits)
    place = 0
    for stretch in old.split("\0"):
        at = text.find(stretch, place)
        assert at >= 0
        place = at + len(stretch)


@given(texts_with_marks())
def test_every_mark_is_seen_where_no_edit_is_and_a_flag_stands_over_what_was_left_alone(drawn):
    text, edits, others = drawn
    covered = [None] * len(text)
    for kind in ("edit", "flag", "held"):
        for mark in (*edits, *others):
            if mark.kind == kind:
                for place in range(mark.start, mark.end):
                    covered[place] = covered[place] or kind
    found = pieces(text, [*edits, *others], whole=1000)
    drawn_kinds = [None if piece.kind == "same" else piece.kind for piece in found for _ in piece.old]
    assert drawn_kinds == covered


def test_the_stretches_of_a_long_text_end_between_words():
    text = f"{'word ' * 40}She{' word' * 40}"
    found = kinds(text, Mark("edit", 200, 203, "He"), around=7, whole=100)
    assert found == [
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


def test_where_marks_overlap_each_stretch_says_all_that_is_said_of_it():
    marks = [Mark("held", 0, 9, why="a name"), Mark("flag", 4, 15, why="a cue"), Mark("flag", 4, 6, why="another")]
    found = [(piece.kind, piece.old, piece.why) for piece in pieces("Mary Anna was there.", marks)]
    assert found == [
        ("held", "Mary", "a name"),
        ("flag", " A", "a name; a cue; another"),
        ("flag", "nna", "a name; a cue"),
        ("flag", " was t", "a cue"),
        ("same", "here.", ""),
    ]


@pytest.mark.parametrize("kinds", [("edit",), ("held",), ("flag", "held"), ("edit", "held"), ("same", "edit")])
def test_the_work_grows_with_the_marks_and_not_with_their_pairs(kinds):
    def cut(number):
        text = "She met Barack Obama. " * number
        marks = [
            Mark(kind, 22 * n + 8 * place, 22 * n + 8 * place + 3)
            for n in range(number)
            for place, kind in enumerate(kinds)
        ]
        return lambda: list(pieces(text, marks))

    few, many = steps(cut(100)), steps(cut(400))
    assert many < 4.5 * few


def test_no_more_is_made_than_is_taken():
    text, marks = "She " * 2_000, [Mark("held", 4 * n, 4 * n + 3) for n in range(2_000)]
    beginning = steps(lambda: next(pieces(text, marks)))
    assert 2 * beginning < steps(lambda: list(pieces(text, marks)))
