from __future__ import annotations

import dataclasses

import pytest

from cda.lexicon.diff import Change, diff
from cda.lexicon.find import load

WIZARD = "noun.wizard-witch|NOUN|sg|wizard|witch||both|core"
OGRE = "noun.ogre-ogress|NOUN|sg|ogre|ogress||both|core"


@pytest.fixture
def lexicon(lexicon_folder):
    folder = lexicon_folder(
        "old",
        entries=[WIZARD, OGRE],
        senses=["sense.one|witch|next|hazel|not_person"],
        protected=["protect.one|witch doctor|any"],
        cues=["cue.one|pregnant|feminine|block|row|birth|any"],
    )
    return load(str(folder))


def test_a_lexicon_does_not_differ_from_itself(lexicon):
    assert list(diff(lexicon, lexicon)) == []


def test_a_row_that_is_new_is_added_and_the_other_way_round_removed(lexicon):
    fewer = dataclasses.replace(lexicon, entries=lexicon.entries[:1])
    (added,) = diff(fewer, lexicon)
    (removed,) = diff(lexicon, fewer)
    assert (added.table, added.what, added.id, added.old) == ("entries", "added", "noun.ogre-ogress", "")
    assert "masculine: ogre | feminine: ogress" in added.new
    assert removed == Change("entries", "removed", added.id, added.new, "")


def test_a_row_that_changed_shows_both_sides(lexicon):
    entry = dataclasses.replace(lexicon.entries[1], directions="to-masculine", guards=("noun",))
    (change,) = diff(lexicon, dataclasses.replace(lexicon, entries=(lexicon.entries[0], entry)))
    assert (change.what, change.id) == ("changed", "noun.ogre-ogress")
    assert "both" in change.old
    assert "to-masculine" in change.new
    assert "noun" in change.new


def test_notes_sources_and_the_order_of_rows_do_not_count(lexicon):
    noted = tuple(dataclasses.replace(entry, note="seen", sources=("curated",)) for entry in lexicon.entries)
    assert list(diff(lexicon, dataclasses.replace(lexicon, entries=noted[::-1]))) == []


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("senses", {"reading": "person"}),
        ("senses", {"words": frozenset({"hunt"})}),
        ("protected", {"exact": True}),
        ("protected", {"phrase": "witch hazel"}),
        ("cues", {"strength": "note"}),
        ("cues", {"group": "any"}),
    ],
)
def test_a_change_is_seen_in_every_table(lexicon, table, changes):
    row = dataclasses.replace(getattr(lexicon, table)[0], **changes)
    (change,) = diff(lexicon, dataclasses.replace(lexicon, **{table: (row,)}))
    assert (change.table, change.what, change.id) == (table, "changed", row.id)


def test_changes_come_by_table_old_rows_before_added_ones(lexicon):
    other = dataclasses.replace(
        lexicon,
        entries=(dataclasses.replace(lexicon.entries[0], id="noun.new"), lexicon.entries[1]),
        cues=(),
    )
    assert [(change.table, change.what) for change in diff(lexicon, other)] == [
        ("entries", "removed"),
        ("entries", "added"),
        ("cues", "removed"),
    ]
