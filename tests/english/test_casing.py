from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.casing import match_case

WORDS = st.from_regex(r"[a-z]{2,8}([ -][a-z]{2,8}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("old", "lexical", "new", "expected"),
    [
        ("she", "she", "he", "he"),
        ("She", "she", "he", "He"),
        ("SHE", "she", "he", "HE"),
        ("Best Man", "best man", "maid of honor", "Maid of Honor"),
        ("Best man", "best man", "maid of honor", "Maid of honor"),
        ("Maid of Honor", "maid of honor", "best man", "Best Man"),
        ("MAID OF HONOR", "maid of honor", "best man", "BEST MAN"),
        ("Mother-in-law", "mother-in-law", "father-in-law", "Father-in-law"),
        ("Mother-in-Law", "mother-in-law", "father-in-law", "Father-in-Law"),
        ("Mother-In-Law", "mother-in-law", "father-in-law", "Father-In-Law"),
        ("Ex-Wife", "ex-wife", "ex-husband", "Ex-Husband"),
        ("Ex-wife", "ex-wife", "ex-husband", "Ex-husband"),
        ("ex-wife", "ex-wife", "ex-husband", "ex-husband"),
        ("Stay-at-Home Mom", "stay-at-home mom", "stay-at-home dad", "Stay-at-Home Dad"),
    ],
)
def test_the_new_form_looks_as_the_old_one_did(old, lexical, new, expected):
    assert match_case(old, lexical, new) == expected


@pytest.mark.parametrize(
    ("old", "lexical", "new", "expected"),
    [
        ("Mr", "Mr", "Ms", "Ms"),
        ("mr", "Mr", "Ms", "ms"),
        ("MR", "Mr", "Ms", "MS"),
        ("Englishman", "Englishman", "Englishwoman", "Englishwoman"),
        ("englishman", "Englishman", "Englishwoman", "englishwoman"),
        ("ENGLISHMAN", "Englishman", "Englishwoman", "ENGLISHWOMAN"),
    ],
)
def test_capitals_that_belong_to_a_word_stay_unless_the_text_dropped_them(old, lexical, new, expected):
    assert match_case(old, lexical, new) == expected


def test_mixed_case_that_follows_no_pattern_gives_the_form_of_the_lexicon():
    assert match_case("sHe", "she", "he") == "he"


@given(WORDS, WORDS)
def test_a_text_in_capitals_stays_in_capitals(old, new):
    assert match_case(old.upper(), old, new) == new.upper()


@given(WORDS, WORDS)
def test_a_text_in_lower_case_stays_in_lower_case(old, new):
    assert match_case(old, old, new) == new


@given(WORDS, WORDS, st.data())
def test_only_the_letter_case_is_ever_changed(old, new, data):
    mixed = "".join(data.draw(st.sampled_from([char, char.upper()])) for char in old)
    assert match_case(mixed, old, new).lower() == new


@given(WORDS, WORDS)
def test_a_capital_at_the_beginning_comes_back_from_a_swap_there_and_back(old, new):
    capital = old[:1].upper() + old[1:]
    assert match_case(match_case(capital, old, new), new, old) == capital
