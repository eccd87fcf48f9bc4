"""What a careful editor would write where race changes, and what must not be rewritten at all."""

from __future__ import annotations

from functools import cache

import pytest
from golden_rows import golden

from cda import Rewriter
from cda.dataset.outcome import outcome_of

ROWS = golden("race")
GUARDED = golden("race_guards")


@cache
def rewriter(to):
    return Rewriter("race", to=to or None)


@pytest.mark.parametrize(
    ("to", "phenomenon", "source", "expected"), ROWS, ids=[f"{row[0]}-{row[1]}-{row[2]:.40}" for row in ROWS]
)
def test_race_changes_as_an_editor_would_change_it(to, phenomenon, source, expected):
    assert rewriter(to)(source).text == expected, phenomenon


@pytest.mark.xfail(reason="known to be wrong; a row that comes right moves to race.tsv")
@pytest.mark.parametrize(("to", "phenomenon", "source", "expected"), golden("race_open"))
def test_race_that_is_not_yet_right(to, phenomenon, source, expected):
    assert rewriter(to)(source).text == expected, phenomenon


@pytest.mark.parametrize(("source", "held", "category"), GUARDED, ids=[row[0][:50] for row in GUARDED])
def test_what_a_rewriting_makes_false_or_hostile_is_held(source, held, category):
    row = Rewriter("race", guards="hold").row({"text": source})
    assert (outcome_of((row,)) == "held") == (held == "1"), category
    if held == "1":
        assert category in {flag.category for flag in row["text"].flags}
