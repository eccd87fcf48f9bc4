"""A text in pieces: short ones whole, long ones around their edits, and never more than there is room for."""

from __future__ import annotations

from counted import steps
from hypothesis import given
from hypothesis import strategies as st

from cda.marked import Mark
from cda.report.pieces import cost, pieces

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def edited(draw, longest=12):
    """An original, its counterfactual and the edits between them."""
    old, new, edits = "", "", []
    for _ in range(draw(st.integers(0, longest))):
        kept = draw(st.text(max_size=20)) * draw(st.sampled_from([1, 1, 1, 30]))
        old, new = old + kept, new + kept
        if draw(st.booleans()):
            one, other = draw(WORDS), draw(WORDS)
            edits.append(Mark("edit", len(old), len(old) + len(one), other, "noun.x"))
            old, new = old + one, new + other
    return old, new, edits


@st.composite
def marked(draw, text):
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    kinds = st.sampled_from(["held", "flag"])
    return [Mark(draw(kinds), *sorted(some), why="why") for some in places if some[0] != some[1]]


@given(edited(6), st.data())
def test_a_short_text_is_shown_whole_on_both_sides(texts, data):
    old, new, edits = texts
    if len(old) > 700:
        return
    found, left = pieces(old, [*edits, *data.draw(marked(old))], 10**6)
    assert left == 0
    assert "".join(one.old for one in found) == old
    assert "".join(one.new for one in found) == new


@given(edited(), st.integers(0, 3_000), st.data())
def test_no_text_takes_more_than_its_room_and_what_is_left_out_is_counted(texts, most, data):
    old, _, edits = texts
    found, left = pieces(old, [*edits, *data.draw(marked(old))], most)
    assert sum(map(cost, found)) <= most + 100  # a gap at the end
    assert left == len(edits) - sum(one.kind == "edit" for one in found)
    place = 0
    for one in found:
        if one.kind == "cut":
            continue
        place = old.index(one.old, place) + len(one.old)


def test_a_long_text_is_cut_to_whole_words_around_its_edits():
    text = "word " * 400 + "she " + "word " * 400
    found, left = pieces(text, [Mark("edit", 2_000, 2_003, "he", "pron.he-she")], 10**6)
    assert [one.kind for one in found] == ["cut", "same", "edit", "same", "cut"]
    assert left == 0
    assert {*found[1].old.split(), *found[3].old.split()} == {"word"}
    assert sum(len(one.old) for one in found) < 320


def test_a_word_that_was_left_alone_stands_out_in_its_place():
    found, _ = pieces("Burger King sat.", [Mark("held", 0, 11, why="a firm")], 10**6)
    assert [(one.kind, one.old, one.why) for one in found] == [
        ("held", "Burger King", "a firm"),
        ("same", " sat.", ""),
    ]


def test_a_word_without_end_fills_no_page():
    text = "x" * 100_000
    marks = [Mark("edit", 0, 90_000, "y" * 90_000, "noun.x"), Mark("held", 95_000, 100_000)]
    found, _ = pieces(text, marks, 2_000)
    assert sum(map(cost, found)) <= 2_100
    assert found[0].kind == "edit"


def test_marks_that_there_is_no_room_for_are_not_made_into_pieces():
    def cut(number, room):
        kinds = ((0, "edit"), (8, "held"))
        marks = [Mark(kind, 22 * n + at, 22 * n + at + 3, "He") for n in range(number) for at, kind in kinds]
        text = "She met Barack Obama. " * number
        assert pieces(text, marks, room)[1] == (number - 11 if room == 2_000 else 0)
        return steps(lambda: pieces(text, marks, room))

    assert cut(800, 2_000) < 2.2 * cut(400, 2_000)
    assert 2 * cut(800, 2_000) < cut(800, 10**6)
