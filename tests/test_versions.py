"""Two versions of a lexicon: what they write differs only where their rows differ."""

from __future__ import annotations

import json

import pytest

from cda import Rewriter
from cda.data.sample import sample
from cda.detection.decide import Found
from cda.lexicon.diff import diff
from cda.lexicon.find import load

OLD, NEW = "gender@1.0.0", "gender@1.1"
TEXTS = [json.loads(line)["text"] for line in sample().decode("utf-8").splitlines()]
CHANGED = frozenset(change.id for change in diff(load(OLD), load(NEW)))
DERIVED = frozenset(entry.id for entry in load(NEW).derived)


@pytest.fixture(scope="module")
def rewriters():
    return Rewriter(lexicon=OLD), Rewriter(lexicon=NEW)


def decisions(rewriter, text):
    """Every word that was found or held, with the rows that decided it."""
    detection = rewriter.detect(text)
    written = {(edit.start, edit.end): edit.new for edit in rewriter(text).edits}
    rows = {}
    for one in (*detection.found, *detection.held):
        place = one.mention if isinstance(one, Found) else one
        span = (place.start, place.end)
        rows[span] = ({one.option.entry.id} if isinstance(one, Found) else {one.cue}, written.get(span))
    return rows


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_versions_differ_only_at_words_whose_rows_changed(rewriters, text):
    old, new = (decisions(rewriter, text) for rewriter in rewriters)
    for span in old.keys() | new.keys():
        before, after = old.get(span, (set(), None)), new.get(span, (set(), None))
        if before[1] != after[1]:
            assert (before[0] | after[0]) & (CHANGED | DERIVED), text[slice(*span)]


def test_the_versions_do_differ_somewhere(rewriters):
    old, new = (rewriter("The herbwoman and the newsboy waved 👩.").text for rewriter in rewriters)
    assert old != new


def test_a_text_whose_rows_are_the_same_is_written_the_same(rewriters):
    old, new = (rewriter("She told her brother that the nurse had lost his hat.").text for rewriter in rewriters)
    assert old == new
