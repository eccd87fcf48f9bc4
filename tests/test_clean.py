"""What a terminal would act on, and what a page would hide or turn round, is shown instead."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.clean import clean, clean_lines, short


@given(st.text())
def test_no_control_character_gets_through_and_all_else_stays(text):
    cleaned = clean(text)
    assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    cleaned.encode("utf-8")
    if not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for char in text):
        assert cleaned == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x9b2J", "\\u009b2J"),
        ("a\r\nb\tc\0", "a␍␊b␉c␀"),
        ("\x7f", "␡"),
        ("\ud800", "\\ud800"),
        ("\u2028", "\\u2028"),
    ],
)
def test_each_kind_has_its_picture(text, shown):
    assert clean(text) == shown


def test_what_joins_emoji_and_letters_stays():
    text = "👩\u200d🚀 می\u200cخواهم"
    assert clean(text) == text


@given(st.text())
def test_of_a_text_with_lines_all_is_cleaned_but_its_lines(text):
    shown = clean_lines(text)
    assert clean(shown.replace("\n", "").replace("\t", "")) == shown.replace("\n", "").replace("\t", "")
    assert shown.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert clean_lines(shown) == shown


@given(st.text(), st.integers(1, 40))
def test_what_is_short_is_no_longer_than_there_is_room_for(text, most):
    found = short(text, most)
    assert len(found) <= most
    assert found == text or found[:-1] == text[: most - 1]
