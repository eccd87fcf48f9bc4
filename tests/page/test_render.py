"""A page: its policy, what is escaped, what is seen of characters that are not, and whose file it is."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

import pytest
from audit.handmade import audit
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import escape
from page.spoiled import SPOILING, STEERING, spoiled

from cda.audit.page import audit_page
from cda.audit.values import Audit
from cda.clean import clean
from cda.page.render import is_ours, render

PAGE = audit_page(Audit(0, 0, "text (text)", ()))


def digest(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def between(page, tag):
    (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return found


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', PAGE)[1].replace("&#39;", "'")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src '{digest(between(PAGE, 'style'))}'",
        f"script-src '{digest(between(PAGE, 'script'))}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_files_of_a_page_cannot_end_their_element():
    for name in ("page.css", "page.js"):
        text = resources.files("cda.page").joinpath(name).read_text("utf-8")
        assert "</" not in text
        assert "url(" not in text
        assert "http" not in text
        assert "innerHTML" not in text


@given(st.text())
def test_what_is_shown_is_escaped_whatever_it_is(text):
    page = audit_page(Audit(0, 0, text + "<i>", ()))
    assert "<i>" not in page
    assert "&lt;i&gt;" in page
    page.encode("utf-8")


def test_a_template_that_asks_for_what_is_not_there_fails():
    with pytest.raises(UndefinedError, match="audit"):
        render("cda.audit", "audit.html.j2", {})


@given(st.text())
def test_what_is_shown_has_no_control_and_turns_no_direction(text):
    audit = Audit(0, 0, text, (), lexicons=(text,), splits={text: 1})
    assert not STEERING.search(audit_page(audit).replace("\n", "").replace("\t", ""))
    if text.isprintable():
        assert audit_page(audit).count(str(escape(text))) >= 4


def test_nothing_in_a_page_is_forgotten():
    page = audit_page(spoiled(audit()))
    assert not STEERING.search(page.replace("\n", ""))
    assert "neg" + clean(SPOILING) in page
    assert "label" + clean(SPOILING) in page


@pytest.mark.parametrize(
    ("beginning", "ours"),
    [
        (PAGE.encode(), True),
        (PAGE.encode()[:4_096], True),
        (b"<!doctype html><title>Mine</title>", False),
        (b'<p><meta name="generator" content="cda-toolkit 1">', False),
        (b"", False),
        (b"\xff\xfe\x00", False),
    ],
)
def test_a_page_of_ours_is_told_from_others(beginning, ours):
    assert is_ours(beginning) is ours
