from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.data.sample import sample
from cda.detection.index import Index
from cda.detection.window import CHUNKS, LONGEST, window
from cda.lexicon.find import load
from cda.tagging import Tagger, tag_at


@pytest.fixture(scope="module")
def tagger():
    return Tagger()


def test_the_tags_of_a_window_are_those_of_the_whole_text(tagger):
    index = Index(load("gender"))
    lines = [json.loads(line)["text"] for line in sample().decode("utf-8").splitlines()]
    texts = [" ".join(lines[place : place + 3]) for place in range(0, len(lines), 3)]
    places = [
        (number, start, end)
        for number, text in enumerate(texts)
        for start, end in sorted({(hit.start, hit.end) for hit in index.hits(text) if hit.options})
    ]
    assert len(places) >= 200
    whole = tagger.tags(texts)
    spans = [window(texts[number], start, end) for number, start, end in places]
    parts = tagger.tags([texts[number][slice(*span)] for (number, _, _), span in zip(places, spans, strict=True)])
    assert sum(span != (0, len(texts[place[0]])) for place, span in zip(places, spans, strict=True)) >= 200
    different = [
        (texts[number][start:end], tag_at(whole[number], start), tag_at(tokens, start - first))
        for (number, start, _), (first, _), tokens, end in zip(
            places, spans, parts, [place[2] for place in places], strict=True
        )
        if tag_at(whole[number], start) != tag_at(tokens, start - first)
    ]
    assert different == []


@given(st.text(alphabet="ab \n\t.", max_size=80), st.data())
def test_a_window_holds_its_span_and_cuts_no_chunk(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = window(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)
    assert first in {0, start} or text[first - 1].isspace()
    assert last in {len(text), end} or text[last - 1].isspace() or text[last].isspace()


def test_there_are_enough_chunks_on_either_side():
    text = " ".join("abcdefghijklmnopqrstuvwxyz")
    start = text.index("m")
    first, last = window(text, start, start + 1)
    assert text[first:start].split() == list("ijkl")
    assert text[start + 1 : last].split() == list("nopq")
    assert CHUNKS == 4


def test_the_chunk_that_the_word_is_part_of_is_taken_whole():
    text = "one two three four five six “her-loom” seven eight nine ten eleven twelve"
    start = text.index("her")
    assert text[slice(*window(text, start, start + 3))] == ("three four five six “her-loom” seven eight nine ten ")


def test_a_text_without_blanks_does_not_make_the_window_long():
    text = "x" * 100_000 + "her" + "y" * 100_000
    first, last = window(text, 100_000, 100_003)
    assert last - first <= 3 + 2 * LONGEST


def test_the_same_window_comes_out_of_a_longer_text():
    core = "a b c d e f g her h i j k l m n"
    start = core.index("her")
    far = "far away " * 500
    first, last = window(far + core + far, len(far) + start, len(far) + start + 3)
    assert (far + core + far)[first:last] == core[slice(*window(core, start, start + 3))]
