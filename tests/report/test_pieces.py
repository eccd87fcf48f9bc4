"""A text in pieces: short ones whole, long ones around their edits, and never more than there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cda.report.pieces import Mark, pieces

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
            edits.append({"start": len(old), "end": len(old) + len(one), "old": one, "new": other, "entry": "noun.x"})
            old, new = old + one, new + other
    return old, new, edits


@st.composite
def marked(draw, text):
    places = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    looks = st.sampled_from(["kept", "flagged"])
    return [Mark(min(some), max(some), draw(looks), "why") for some in places if some[0] != some[1]]


@given(edited(6), st.data())
def test_a_short_text_is_shown_whole_on_both_sides(texts, data):
    old, new, edits = texts
    if len(old) > 700:
        return
    found, left = pieces(old, edits, data.draw(marked(old)), 10**6)
    assert left == 0
    assert "".join(one.old if one.look == "edit" else one.text for one in found) == old
    assert "".join(one.text for one in found) == new


@given(edited(), st.integers(0, 3_000), st.data())
def test_no_text_takes_more_than_its_room_and_what_is_left_out_is_counted(texts, most, data):
    old, _, edits = texts
    found, left = pieces(old, edits, data.draw(marked(old)), most)
    assert sum(one.cost for one in found) <= most + 100  # a gap at the end
    assert left == len(edits) - sum(one.look == "edit" for one in found)
    place = 0
    for one in found:
        if one.look == "gap":
            continue
        place = old.index(one.old if one.look == "edit" else one.text, place)
        place += len(one.old if one.look == "edit" else one.text)


def test_a_long_text_is_cut_to_whole_words_around_its_edits():
    text = "word " * 400 + "she " + "word " * 400
    edit = {"start": 2_000, "end": 2_003, "old": "she", "new": "he", "entry": "pron.he-she"}
    found, left = pieces(text, [edit], [], 10**6)
    assert [one.look for one in found] == ["gap", "same", "edit", "same", "gap"]
    assert left == 0
    assert {*found[1].text.split(), *found[3].text.split()} == {"word"}
    assert sum(len(one.text) for one in found) < 320


def test_a_word_that_was_left_alone_stands_out_in_its_place():
    found, _ = pieces("Burger King sat.", [], [Mark(0, 11, "kept", "a firm")], 10**6)
    assert [(one.look, one.text, one.why) for one in found] == [
        ("kept", "Burger King", "a firm"),
        ("same", " sat.", ""),
    ]


def test_a_word_without_end_fills_no_page():
    text = "x" * 100_000
    edit = {"start": 0, "end": 90_000, "old": text[:90_000], "new": "y" * 90_000, "entry": "noun.x"}
    found, _ = pieces(text, [edit], [Mark(95_000, 100_000, "kept", "")], 2_000)
    assert sum(one.cost for one in found) <= 2_100
    assert found[0].look == "edit"
