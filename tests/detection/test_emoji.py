"""Emoji that show a group."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.detection.emoji import JOINER, Emojis
from cda.lexicon.find import load

GENDER = load("gender")
REWRITER = Rewriter()
EMOJI = Emojis(GENDER.emoji, list(GENDER.opposite))
TONES = ["", *map(chr, range(0x1F3FB, 0x1F400))]
SELECTOR = "\ufe0f"
PAIRS = [(row.forms["masculine"], row.forms["feminine"]) for row in GENDER.emoji if row.id != "emoji.sign"]
SINGLE = [pair for pair in PAIRS if JOINER not in pair[0]]
PICTURES = "".join(form for row in GENDER.emoji for form in row.forms.values()) + "🙋🧑👶🚒⚕✈❤➡🏳🌈🐈"
MARKS = JOINER + SELECTOR + "\ufe0e" + "".join(TONES) + " a.\n\x00\ud83d"


@pytest.mark.parametrize("pair", SINGLE)
@pytest.mark.parametrize("tone", TONES)
def test_the_other_emoji_has_the_same_skin_tone(rewriter, pair, tone):
    assert rewriter(f"Hello {pair[0]}{tone}!").text == f"Hello {pair[1]}{tone}!"
    assert rewriter(f"Hello {pair[1]}{tone}!").text == f"Hello {pair[0]}{tone}!"


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("selector", ["", SELECTOR])
def test_a_sign_is_changed_and_its_variation_selector_kept(rewriter, tone, selector):
    text = f"Yes 🙋{tone}{JOINER}♂{selector} no"
    assert rewriter(text).text == f"Yes 🙋{tone}{JOINER}♀{selector} no"


def test_an_emoji_is_a_mention_of_its_kind(rewriter):
    (mention,) = rewriter("👩🏾\u200d🚒").mentions
    assert (mention.kind, mention.group, mention.text) == ("emoji", "feminine", "👩🏾\u200d🚒")


def test_what_stands_after_the_person_in_a_sequence_stays(rewriter):
    assert rewriter(f"👩{JOINER}⚕{SELECTOR}").text == f"👨{JOINER}⚕{SELECTOR}"
    assert rewriter(f"🚶{JOINER}♂{SELECTOR}{JOINER}➡{SELECTOR}").text == f"🚶{JOINER}♀{SELECTOR}{JOINER}➡{SELECTOR}"


@pytest.mark.parametrize(
    "text",
    ["♀", "♂ 14", "👫", f"👨{JOINER}👩{JOINER}👧", f"👩{JOINER}❤{SELECTOR}{JOINER}👨", "🧑", "🙋", f"🏳{JOINER}🌈"],
)
def test_signs_alone_couples_of_both_and_emoji_of_nobody_are_left(rewriter, text):
    out = rewriter(text)
    assert (out.text, out.mentions) == (text, ())


def test_one_direction_leaves_the_emoji_of_the_other_group():
    assert Rewriter(to="feminine")("👨 👩").text == "👩 👩"


def test_neutral_takes_the_sign_away_and_keeps_the_tone():
    assert Rewriter(to="neutral")(f"🙋🏽{JOINER}♀{SELECTOR} 👨🏿{JOINER}🚒").text == f"🙋🏽 🧑🏿{JOINER}🚒"


def test_a_lexicon_without_the_table_finds_none():
    assert Rewriter(lexicon="gender@1.0.0")("👩").mentions == ()


def test_emoji_in_an_address_or_code_are_held(rewriter):
    out = rewriter("see `👩` there")
    assert (out.text, [one.reason for one in out.held]) == ("see `👩` there", ["protected"])


@given(st.text(st.sampled_from(PICTURES + MARKS), max_size=40))
def test_any_sequence_of_pictures_joiners_and_tones_is_survived(text):
    for one in EMOJI.find(text):
        assert text[one.start : one.end] == one.entry.forms[one.group]
        assert one.entry.forms["masculine"] != one.entry.forms["feminine"]


@given(st.text(st.sampled_from(PICTURES + MARKS), max_size=40))
def test_found_emoji_are_in_order_and_disjoint(text):
    spans = [(one.start, one.end) for one in EMOJI.find(text)]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.sampled_from(SINGLE), st.sampled_from(TONES), st.text(max_size=10))
def test_swapping_twice_gives_back_the_emoji(pair, tone, around):
    text = f"{around} {pair[0]}{tone} "
    once = REWRITER(text)
    assert once.inverse() == text
    assert pair[1] + tone in once.text
