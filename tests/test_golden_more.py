"""What a careful editor would write, for words that are gendered only sometimes and words that no list holds."""

from __future__ import annotations

import pytest
from golden_rows import golden

ROWS = [(name, *row) for name in ("sometimes", "productive") for row in golden(name)]


@pytest.mark.parametrize(
    ("table", "phenomenon", "source", "expected"), ROWS, ids=[f"{row[0]}-{row[1]}-{row[2]:.40}" for row in ROWS]
)
def test_swap_writes_what_an_editor_would(rewriter, table, phenomenon, source, expected):
    assert rewriter(source).text == expected, (table, phenomenon)


@pytest.mark.parametrize(("table", "least"), [("sometimes", 160), ("productive", 60)])
def test_the_tables_hold_enough_sentences(table, least):
    assert len(golden(table)) >= least


def test_many_of_the_sentences_stay_as_they_are():
    assert sum(row[1] == row[2] for row in golden("sometimes")) >= 60


def test_the_inverse_gives_back_every_source(rewriter):
    for _, _, source, _ in ROWS:
        assert rewriter(source).inverse() == source
