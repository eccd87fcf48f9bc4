from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.swapping.apply import apply
from cda.types import AppliedEdit, Edit, Flag, Held, Mention, Rewrite, RowRewrite

SPANS = [
    lambda start, end, text: Mention(start, end, text, "gender", "feminine", "pronoun", "pron.he-she"),
    lambda start, end, text: Held(start, end, text, "protected"),
    lambda start, end, text: Flag(start, end, text, "cue.x", "note", "other"),
    lambda start, end, text: Edit(start, end, text, "He!", "pron.he-she"),
    lambda start, end, text: AppliedEdit(start, end, 0, 2, text, "He", "pron.he-she"),
    lambda start, end, text: AppliedEdit(0, 2, start, end, "He", text, "pron.he-she"),
]
NAMES = ["mention", "held", "flag", "edit", "applied-old", "applied-new"]


@pytest.mark.parametrize("make", SPANS, ids=NAMES)
@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 2), (0, 4), (5, 2), (3, 0)])
def test_offsets_that_cannot_hold_the_text_are_refused(make, start, end):
    with pytest.raises(ValueError, match="cannot hold"):
        make(start, end, "She")


@pytest.mark.parametrize("make", SPANS, ids=NAMES)
def test_a_value_that_exists_cannot_be_changed(make):
    value = make(4, 7, "She")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.start = 0


def test_an_edit_that_changes_nothing_is_refused():
    with pytest.raises(ValueError, match="changes nothing"):
        Edit(0, 3, "She", "She", "pron.he-she")


SHE = AppliedEdit(0, 3, 0, 2, "She", "He", "pron.he-she")
HER = AppliedEdit(8, 11, 7, 10, "her", "his", "det.his-her")
OLD, NEW = "She saw her cat.", "He saw his cat."


def test_a_rewrite_whose_edits_lead_from_one_text_to_the_other_is_accepted():
    rewrite = Rewrite(OLD, NEW, (SHE, HER))
    assert rewrite.changed
    assert rewrite.inverse() == OLD


@pytest.mark.parametrize(
    ("original", "text", "edits", "said"),
    [
        (OLD, NEW, (HER, SHE), "out of order"),
        (OLD, NEW, (SHE, SHE), "overlap"),
        ("She", "Hee", (AppliedEdit(0, 2, 0, 2, "Sh", "He", "x"), AppliedEdit(1, 3, 2, 3, "he", "e", "x")), "overlap"),
        (OLD, NEW, (SHE,), "after the last edit"),
        (OLD, NEW, (), "after the last edit"),
        (OLD, "He SAW his cat.", (SHE, HER), "changed before 8"),
        (OLD, "He saw his cat!", (SHE, HER), "after the last edit"),
        (OLD, "He saw his cat. More.", (SHE, HER), "after the last edit"),
        ("You saw her cat.", NEW, (SHE, HER), "does not stand"),
        (OLD, "It saw his cat.", (SHE, HER), "does not stand"),
        (OLD, NEW, (SHE, dataclasses.replace(HER, new_start=8, new_end=11)), "out of order"),
    ],
)
def test_a_rewrite_whose_edits_do_not_explain_it_is_refused(original, text, edits, said):
    with pytest.raises(ValueError, match=said):
        Rewrite(original, text, edits)


def test_a_rewrite_without_edits_is_the_same_text():
    rewrite = Rewrite(OLD, OLD)
    assert not rewrite.changed
    assert rewrite.inverse() == OLD


@st.composite
def planned(draw):
    """A text with edits that stand in it."""
    text = draw(st.text(max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(max_size=6))
        if new != text[start:end]:
            edits.append(Edit(start, end, text[start:end], new, "x"))
    return text, edits


@given(planned())
def test_edits_that_were_applied_make_a_rewrite_that_can_be_undone(case):
    text, edits = case
    new, applied = apply(text, edits)
    rewrite = Rewrite(text, new, applied)
    assert rewrite.inverse() == text
    assert [(edit.start, edit.old, edit.new) for edit in applied] == [
        (edit.start, edit.old, edit.new) for edit in edits
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(8, 11, "her", "his", "x"), Edit(0, 3, "She", "He", "x")],
        [Edit(0, 3, "She", "He", "x"), Edit(2, 5, "e s", "x", "x")],
        [Edit(0, 3, "He!", "She", "x")],
        [Edit(14, 17, "t.?", "x", "x")],
    ],
)
def test_edits_that_cannot_be_carried_out_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps the one before it"):
        apply(OLD, edits)


def test_a_row_is_a_mapping_in_the_order_of_its_fields():
    row = RowRewrite({"b": Rewrite(OLD, NEW, (SHE, HER)), "a": Rewrite("x", "x")})
    assert list(row) == ["b", "a"]
    assert (len(row), row["a"].text, "c" in row, row.get("c")) == (2, "x", False, None)
    assert row.texts == {"b": NEW, "a": "x"}


@pytest.mark.parametrize(("fields", "changed"), [([OLD, NEW], True), ([OLD, OLD], False), ([], False)])
def test_a_row_changed_where_any_field_did(fields, changed):
    made = {OLD: Rewrite(OLD, OLD), NEW: Rewrite(OLD, NEW, (SHE, HER))}
    assert RowRewrite({str(place): made[text] for place, text in enumerate(fields)}).changed is changed
