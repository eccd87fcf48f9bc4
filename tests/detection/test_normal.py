from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cda.detection.normal import normal

ANY = st.text(alphabet=st.characters(), max_size=60)  # half surrogate pairs too


@given(ANY)
@example("İstanbul")
@example("ß ŉ ǰ ΐ ﬁ ﬅ և")
@example("👩🏽‍🚀 he\u0301\ufe0f")
@example("\udcff")
@example("\U0001d400 Σ")
def test_the_length_is_kept_for_any_text(text):
    assert len(normal(text)) == len(text)


@given(ANY)
def test_each_character_is_kept_lowered_or_blank(text):
    for char, now in zip(text, normal(text), strict=True):
        assert now in {char, " ", *text.lower(), char.lower()}
        assert now == now.lower() or len(now.lower()) > 1


@given(ANY)
def test_what_is_normal_stays_as_it_is(text):
    assert normal(normal(text)) == normal(text)


def test_a_dotted_capital_i_moves_nothing_after_it():
    assert normal("İ SAW HER") == "İ saw her"
    assert normal("DİNÇER AND HER").index("her") == 11


@pytest.mark.parametrize("mark", list(".,;:!?'’\"“”-—/()[]<>&@#*\t\n\u00a0…👩"))
def test_marks_and_emoji_are_blanks(mark):
    assert normal(f"he{mark}she") == "he she"


@pytest.mark.parametrize("letter", ["_", "1", "é", "e\u0301", "ñ", "\u00ad", "\u200d"])
def test_letters_digits_underscores_and_joiners_are_part_of_a_word(letter):
    assert " " not in normal(f"he{letter}r")


def test_a_word_after_a_dotted_capital_i_is_rewritten_in_its_place(rewriter):
    assert rewriter("İnci thanked her brother.").text == "İnci thanked his sister."
