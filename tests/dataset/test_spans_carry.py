"""Places in a text after its edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.dataset.spans.carry import carried
from cda.errors import SpanCut
from cda.swapping.apply import apply
from cda.types import Edit

TEXT = "She saw her grand father."
EDITS = (Edit(0, 3, "She", "He", "a"), Edit(8, 11, "her", "his", "b"), Edit(12, 24, "grand father", "gran", "c"))


@st.composite
def edited(draw):
    """A text and disjoint edits of it, some of them next to one another, some that insert or delete."""
    text = draw(st.text(st.sampled_from("ab é\U0001f469"), max_size=20))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        new = draw(st.text("XY ", max_size=4))
        if new != text[start:end] and not (edits and edits[-1].start == edits[-1].end == start):
            edits.append(Edit(start, end, text[start:end], new, "e"))
    return text, tuple(edits)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 3), "He"),  # the edit is the span
        ((0, 7), "He saw"),  # it begins the span
        ((4, 11), "saw his"),  # it ends the span
        ((4, 7), "saw"),  # before and after
        ((0, 25), "He saw his gran."),  # all of them inside
        ((24, 25), "."),
        ((3, 8), " saw "),  # between two
    ],
)
def test_a_span_moves_with_its_words(span, expected):
    new, applied = apply(TEXT, EDITS)
    start, end = carried(*span, applied)
    assert new[start:end] == expected


@pytest.mark.parametrize(
    "span", [(1, 3), (0, 2), (9, 10), (4, 9), (12, 17), (18, 24), (18, 25), (4, 13), (13, 13), (1, 1)]
)
def test_a_span_that_an_edit_cuts_is_an_error_that_names_the_edit(span):
    with pytest.raises(SpanCut) as caught:
        carried(*span, apply(TEXT, EDITS)[1])
    assert caught.value.code == "CDA-D09"
    assert "->" in caught.value.message
    assert f"{span[0]}-{span[1]}" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("point", "expected"), [(0, 0), (3, 2), (4, 3), (8, 7), (11, 10), (12, 11), (24, 15), (25, 16)]
)
def test_an_empty_span_stays_between_the_same_neighbours(point, expected):
    assert carried(point, point, apply(TEXT, EDITS)[1]) == (expected, expected)


def test_what_is_inserted_at_a_border_is_outside():
    new, applied = apply("ab", (Edit(0, 0, "", "x", "e"), Edit(1, 1, "", "y", "e"), Edit(2, 2, "", "z", "e")))
    assert [new[slice(*carried(*span, applied))] for span in ((0, 1), (1, 2), (0, 2))] == ["a", "b", "ayb"]


def _expected(text, edits, start, end):
    """The text of a span with the edits inside it, by the plainest way; ``None`` where one cuts it."""
    for edit in edits:
        inside, outside = start <= edit.start and edit.end <= end, edit.end <= start or edit.start >= end
        if not inside and not outside:
            return None
    inner = [e for e in edits if start <= e.start and e.end <= end and not (e.end <= start or e.start >= end)]
    return apply(text[start:end], [Edit(e.start - start, e.end - start, e.old, e.new, e.entry) for e in inner])[0]


@given(edited(), st.data())
def test_a_span_has_its_text_with_the_edits_inside_it_or_is_cut(made, data):
    text, edits = made
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new, applied = apply(text, edits)
    expected = _expected(text, edits, start, end)
    if expected is None:
        with pytest.raises(SpanCut):
            carried(start, end, applied)
        return
    new_start, new_end = carried(start, end, applied)
    assert 0 <= new_start <= new_end <= len(new)
    assert new[new_start:new_end] == expected


@given(edited(), st.data())
def test_spans_that_do_not_overlap_do_not_overlap_afterwards(made, data):
    text, edits = made
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    _, applied = apply(text, edits)
    try:
        one, other = carried(*ends[:2], applied), carried(*ends[2:], applied)
    except SpanCut:
        return
    if ends[0] < ends[1] and ends[2] < ends[3]:
        assert one[1] <= other[0]


@given(edited())
def test_the_whole_text_becomes_the_whole_text_where_nothing_is_inserted_at_its_ends(made):
    text, edits = made
    edits = tuple(edit for edit in edits if edit.old)
    new, applied = apply(text, edits)
    if text:
        assert carried(0, len(text), applied) == (0, len(new))
