"""What a careful editor would write: one sentence after another, by phenomenon."""

from __future__ import annotations

import pytest
from golden_rows import golden

from cda import Rewriter

SWAPS = golden("gender")
HARD = golden("his_alone") + golden("her_hard")
DIRECTED = golden("directed")


@pytest.mark.parametrize(("phenomenon", "source", "expected"), SWAPS, ids=[f"{row[0]}-{row[1]:.40}" for row in SWAPS])
def test_swap_writes_what_an_editor_would(rewriter, phenomenon, source, expected):
    assert rewriter(source).text == expected, phenomenon


@pytest.mark.parametrize(("phenomenon", "source", "expected"), HARD, ids=[f"{row[0]}-{row[1]:.40}" for row in HARD])
def test_her_and_his_are_told_apart_where_taggers_fail(rewriter, phenomenon, source, expected):
    assert rewriter(source).text == expected, phenomenon


@pytest.mark.parametrize(
    ("to", "phenomenon", "source", "expected"), DIRECTED, ids=[f"{row[0]}-{row[1]}-{row[2]:.40}" for row in DIRECTED]
)
def test_one_direction_changes_words_of_the_other_group_alone(to, phenomenon, source, expected):
    assert Rewriter(to=to)(source).text == expected, phenomenon


def test_golden_rows_cover_every_phenomenon_with_three_sentences_or_more():
    counts: dict[str, int] = {}
    for phenomenon, *_ in SWAPS + HARD:
        counts[phenomenon] = counts.get(phenomenon, 0) + 1
    assert {phenomenon for phenomenon, count in counts.items() if count < 3} == set()


def test_batches_give_what_single_texts_give(rewriter):
    sources = [source for _, source, _ in SWAPS + HARD]
    assert [out.text for out in rewriter.pipe(sources)] == [rewriter(source).text for source in sources]
