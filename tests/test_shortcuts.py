"""The fast rewriter says what the slow and obvious one says, whatever is cut short."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow import _in_phrase, _trained_use, slowly, without_shortcuts

from cda import Rewriter, batches
from cda.data.sample import sample
from cda.detection import context
from cda.detection.normal import _wide, normal
from cda.english import sentences, two_objects
from cda.english.behind import behind, ends_in
from cda.english.tables import words
from cda.english.trained import trained_use, verb_forms
from cda.english.use import use_by_text
from cda.naming import phrase
from cda.naming.closed import Phrases
from cda.resolution import nearest

WAYS = (
    {},
    {"names": "swap", "guards": "hold"},
    {"names": "hold", "guards": "hold", "keep_names": ("Rosa Quill",)},
    {"to": "neutral"},
    {"attribute": "race", "names": "swap"},
    {"attribute": ["gender", "race"], "combine": "all"},
)
LINES = tuple(json.loads(line)["text"] for line in sample().decode("utf-8").splitlines())
PIECES = (
    *("her", "his", "Her", "HIS", "she", "he", "him", "hers", "himself", "mother", "the man", "a king", "Mr.", "Mrs"),
    *("of", "or", "and", "but", "not", "then", "own", "back", "dog", "red hat", "became", "claims", "share", "alone"),
    *("gave", "told", "met", "with", "to", "was", "is", "did", "that was", "a friend of", "everybody but", "late"),
    *("Tom Hanks", "Hanks", "Marie Curie", "Mary Low", "Will", "Hope", "Low", "Black", "white", "an actress", "who"),
    *(".", ",", "?", "\n\n", "\n", "<br />", "“", "”", "(", ")", "/", "-", "…", "U.S.", "3", "  ", "’s"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)
ODD = st.lists(st.sampled_from((*PIECES, "'", "’", "O’", "&", "@", "_", ".", "\r\n", "É", "ı", "İ", "\t")), max_size=12)


def told(found):
    return [[(dict(one.rewrites), one.guarded, one.attribute, one.group) for one in row] for row in found]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_nothing_that_is_cut_short_changes_what_is_written_of_real_sentences(way):
    rows = [{"text": " ".join(LINES[place : place + 4])} for place in range(0, len(LINES), 4)]
    assert len(rows) > 50
    fast = Rewriter(**way).variants(rows)
    assert told(fast) == told(slowly(rows, **way))


@pytest.mark.parametrize("way", WAYS[:2], ids=str)
@settings(max_examples=60)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_nothing_that_is_cut_short_changes_what_is_written_of_any_text(way, texts):
    rows = [{"text": text} for text in texts]
    fast = engine(*way.items()).variants(rows)
    with without_shortcuts():
        slow = [next(slow_engine(*way.items()).variants([row])) for row in rows]
    assert told(fast) == told(slow)


@cache
def engine(*way):
    return Rewriter(**dict(way))


@cache
def slow_engine(*way):
    return Rewriter(**dict(way))


@pytest.mark.parametrize("size", [1, 7])
def test_what_is_written_does_not_depend_on_how_many_rows_go_together(size, monkeypatch):
    rows = [{"text": " ".join(LINES[place : place + 3])} for place in range(0, 120, 3)]
    together = told(Rewriter(names="swap").variants(rows))
    monkeypatch.setattr(batches, "_BATCH", size)
    assert told(Rewriter(names="swap").variants(rows)) == together


SENTENCES = (
    *("It rained.", "It rained.", "Nobody knew.", "He left.", "She left.", "The queen left.", "We saw him."),
    *("Tom Hanks sat.", "HANKS sat.", "Hanks was a king.", "Marie Curie sang.", "Mary Low sang.", "Robin sang."),
    *("Tom, an actor, sat.", "Curie", "'s mother waved.", "Mrs. Curie sat.", "His wife sang."),
)
STORIES = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=7).map(" ".join)


@settings(max_examples=400)
@given(STORIES)
def test_who_is_kept_is_found_wherever_a_word_can_mean_them(text):
    found = told(engine().variants([{"text": text}]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nearest, "reaches", lambda *_: True)
        assert told(engine().variants([{"text": text}])) == found


FRAMES = (
    "{} his {}.",
    "{} his {} the wall",
    "{} her {} again",
    "my plan and his {}{} a flaw",
    "{}a friend of his {} it",
)
VERBS = ("modals", "mid_adverbs", "pasts", "chat_words", "bare_verbs", "weak_pasts", "nounlike_pasts", "noun_verbs")


def test_a_plain_word_beside_a_pronoun_decides_as_all_the_rules_together():
    known = sorted({*words(*VERBS, "nouns_in_ly", "not_after_possessive", "clear_verbs"), *verb_forms(), "cost", "dog"})
    forms = [form for word in known for form in (word, f"{word}s", f"{word}ed")]
    texts = [frame.format(before, form) for form in forms for frame in FRAMES for before in ("Then", "Did", "It was")]
    places = [(text, match.start(), match.end()) for text in texts for match in [PRONOUN.search(text)] if match]
    fast = [use_by_text(*place) for place in places]
    with without_shortcuts():
        assert fast == [use_by_text(*place) for place in places]


@given(ODD.map("".join), ODD.map(" ".join), st.sampled_from(["her", "his", "Her", "HIS"]))
def test_what_was_learnt_is_summed_up_feature_by_feature_and_word_by_word_alike(before, after, pronoun):
    place = (f"{before}{pronoun}{after}", len(before), len(before) + len(pronoun))
    fast = trained_use(*place)
    with without_shortcuts():
        assert fast == _trained_use(*place)


PRONOUN = re.compile(r"\b(?:his|her)\b")
FORWARDS = {
    context._PREVIOUS: re.compile(r"(\w+(?:['’]\w+)?)[\"”’']?[\s\-‐‑]{1,3}[\"“‘'(]?$"),
    phrase._PREVIOUS: re.compile(r"([^\W_][\w'’.\-]*)[ \u00a0\r\n]{1,2}[\"“(]?$"),
    two_objects._BEFORE: re.compile(r"(\w+)\s{1,3}$"),
    sentences._WORD_BEFORE: re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.\Z"),
}
"""What is written backwards, as one would write it."""


@pytest.mark.parametrize("backwards", FORWARDS, ids=lambda pattern: pattern.pattern)
@given(text=ODD.map("".join), reach=st.integers(1, 40))
def test_what_is_looked_up_backwards_is_what_a_search_finds(backwards, text, reach):
    plain = FORWARDS[backwards].search(text, max(0, len(text) - reach))
    turned = behind(backwards, text, len(text), reach)
    assert (turned[1][::-1] if turned else None) == (plain[1] if plain else None)


@given(text=ODD.map("".join), end=st.sampled_from(["of", "and", "&", "/"]))
def test_a_text_ends_in_what_it_ends_in_but_for_white_space(text, end):
    assert ends_in(text + end + " \n", len(text + end) + 2, (end, "else"))
    assert not ends_in(text + end + "!", len(text + end) + 1, (end,))


@given(st.text(alphabet=st.characters(), max_size=60))
def test_a_text_is_written_alike_character_by_character_and_as_bytes(text):
    assert normal(text) == _wide(text, text.lower())


PHRASES = ("Mary", "Mary Poppins", "St. Mary", "Mary's", "Mary-Ann", "A Low", "(Will", "Tom O'Low Jr.", "É Will É")
NAMED = st.lists(
    st.sampled_from((*PIECES[:20], *PHRASES, "Mary", "Will", "Low", " ", " ", ".", "É", "_", "x")), max_size=9
)


@given(NAMED.map("".join))
def test_a_phrase_is_found_by_any_of_its_words_where_a_search_finds_it(text):
    phrases = Phrases(PHRASES)
    places = [match.span() for match in phrase.FIRST.finditer(text)]
    assert [phrases.hold(text, *place) for place in places] == [_in_phrase(phrases, text, *place) for place in places]


@given(ODD.map("".join))
def test_sentences_and_capitals_are_found_as_plain_expressions_find_them(text):
    plain_end = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n|<br\s*/?>")
    plain_first = re.compile(r"(?<![\w@#.<\-])(?:(?<=O['’])|(?<!\w['’]))[A-ZÀ-ÖØ-Þ][^\W\d_]+(?!\w|['’]t\b)")
    ends = [m.span() for m in sentences._END.finditer(text) if not m.lastindex]
    assert ends == [m.span() for m in plain_end.finditer(text)]
    assert [m.span() for m in phrase.FIRST.finditer(text)] == [m.span() for m in plain_first.finditer(text)]
