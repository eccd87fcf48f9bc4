from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.detection.zones import zones


def found(text):
    return [(text[zone.start : zone.end], zone.what) for zone in zones(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.org/his/page?x=her#he now", "https://example.org/his/page?x=her#he"),
        ("see www.his-shop.example now", "www.his-shop.example"),
        ("at ftp://files.example/her", "ftp://files.example/her"),
        ("<a href=http://his.example>his</a>", "http://his.example"),
        ("on hers.com today", "hers.com"),
        ("on hers.co.uk/menu today", "hers.co.uk/menu"),
    ],
)
def test_addresses_of_the_web_are_no_prose(text, expected):
    assert found(text) == [(expected, "url")]


@pytest.mark.parametrize("address", ["her@example.org", "king.of+hill@mail.example.org", "his_post@example.co.uk"])
def test_addresses_of_mail_are_no_prose(address):
    assert found(f"Write to {address}, please.") == [(address, "email")]


@pytest.mark.parametrize("handle", ["@king", "@her_own_page", "@mr-bean"])
def test_handles_are_no_prose(handle):
    assert found(f"Ask {handle}!") == [(handle, "handle")]


@pytest.mark.parametrize(
    "text", ["meet @ noon with her", "3 @ 4 each", "her and him.", "Inc.com", "J.R.R. and her", "e.g. her"]
)
def test_a_mark_alone_makes_no_address(text):
    assert "her" not in "".join(piece for piece, _ in found(text))


@pytest.mark.parametrize("mark", ["```", "````", "~~~"])
def test_a_fence_is_code_to_the_line_that_closes_it(mark):
    block = f"{mark}python\nher = his\n\nhe = 1\n{mark}"
    assert found(f"Before her.\n{block}\nAfter her.") == [(block, "code")]


def test_a_fence_that_nobody_closes_is_code_to_the_end():
    assert found("Look:\n```\nher = 1\nhis = 2") == [("```\nher = 1\nhis = 2", "code")]


def test_a_fence_of_one_kind_is_not_closed_by_the_other():
    assert found("```\nher\n~~~\nhis\n```\nhe") == [("```\nher\n~~~\nhis\n```", "code")]


@pytest.mark.parametrize("code", ["`her_id`", "``her``", "`self.her = his`", "`her\nhis`"])
def test_text_between_backticks_is_code(code):
    assert found(f"Set {code} first.") == [(code, "code")]


@pytest.mark.parametrize(
    "text",
    [
        "He called it `so' and left.",
        "``So be it,'' she said.",
        "``So be it,'' she said, ``and soon.''",
        "`So' she said, `so' to him.",
        "The `old' way (`new' to her) it was.",
        "a lone ` and her, then another ` there",
        "`her\n\nhis`",
    ],
)
def test_backticks_that_quote_are_no_code(text):
    assert found(text) == []


def test_code_after_a_quotation_of_backticks_is_still_code():
    assert found("They said `so' and wrote `her_id` there.") == [("`her_id`", "code")]


def test_what_overlaps_is_one_zone_called_as_the_first():
    text = "Run `curl https://example.org/her` now"
    assert found(text) == [("`curl https://example.org/her`", "code")]


PIECES = st.sampled_from(
    ["`", "``", "```", "~~~", "\n", " ", "her", "@", "a.com", "https://", "'", "''", "x@y.org", "(", "."]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_zones_are_sorted_disjoint_and_within_the_text(text):
    last = 0
    for zone in zones(text):
        assert last <= zone.start < zone.end <= len(text)
        last = zone.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wrote to her@example.org about her cat.", "He wrote to her@example.org about his cat."),
        ("She runs `her(his)` daily.", "He runs `her(his)` daily."),
        ("```\nshe\n```\nShe left.", "```\nshe\n```\nHe left."),
        ("Ask @queen whether she knows https://she.example/.", "Ask @queen whether he knows https://she.example/."),
        ("`So' she said, `so' to him.", "`So' he said, `so' to her."),
    ],
)
def test_a_rewriting_leaves_zones_as_they_are(rewriter, text, expected):
    assert rewriter(text).text == expected
