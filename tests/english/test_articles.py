from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.articles import article_for, takes_an

AN = ["actress", "heir", "heiress", "hour", "honest", "uncle", "umpire", "empress", "MP", "FBI", "unimportant", "aunt"]
A = ["hero", "heroine", "king", "uniformed", "one-eyed", "European", "user", "university", "once", "widow", "yeoman"]


@pytest.mark.parametrize("word", AN)
def test_a_word_spoken_with_a_vowel_first_takes_an(word):
    assert takes_an(word)


@pytest.mark.parametrize("word", A)
def test_a_word_spoken_with_a_consonant_first_takes_a(word):
    assert not takes_an(word)


@given(st.sampled_from(AN + A), st.sampled_from([str.upper, str.lower, str.capitalize]))
def test_letter_case_says_nothing_about_the_sound(word, case):
    assert takes_an(case(word)) == takes_an(word)


@pytest.mark.parametrize(
    ("article", "old", "new", "expected"),
    [
        ("an", "actress", "waiter", "a"),
        ("An", "actress", "waiter", "A"),
        ("AN", "ACTRESS", "WAITER", "A"),
        ("a", "waiter", "actress", "an"),
        ("A", "Waiter", "Actress", "An"),
        ("A", "waiter", "actress", "An"),
        ("A", "WAITER", "ACTRESS", "AN"),
        ("an", "heiress", "hero", "a"),
    ],
)
def test_the_article_follows_the_sound_in_its_own_letter_case(article, old, new, expected):
    assert article_for(article, old, new) == expected


@given(st.sampled_from(["a", "A"]), st.sampled_from(A), st.sampled_from(A))
def test_an_article_that_fits_both_words_stays(article, old, new):
    assert article_for(article, old, new) == article


@given(st.sampled_from([("an", word) for word in A] + [("a", word) for word in AN]), st.sampled_from(AN + A))
def test_an_article_that_was_wrong_before_is_not_corrected(wrong, new):
    article, old = wrong
    assert article_for(article, old, new) == article


@given(st.sampled_from(AN + A), st.sampled_from(AN + A))
def test_the_article_of_a_swap_there_and_back_is_the_first_one(old, new):
    article = "an" if takes_an(old) else "a"
    assert article_for(article_for(article, old, new), new, old) == article
