"""The page of an audit: what was found, in words for people, with no name of anybody; and in a browser."""

from __future__ import annotations

import re
from html import unescape

import pytest
from audit.handmade import audit
from page.browser import PHONE, opened
from page.spoiled import SPOILING, STEERING, spoiled

from cda.audit.figures import odds_axis, times
from cda.audit.page import audit_page
from cda.audit.values import Audit, Left
from cda.audit.wording import KINDS, OUTCOMES, REASONS, cue_name
from cda.clean import clean
from cda.dataset.kinds import kind_of
from cda.dataset.outcome import OUTCOMES as THEIRS
from cda.types import Reason


@pytest.fixture(scope="module")
def page():
    return audit_page(audit())


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_it_shows_groups_words_associations_and_reasons(page):
    said = words(page)
    assert "10,000 rows were read" in said
    assert "3 could not be" in said
    assert "nurse ×8.2" in said
    assert "label = neg" in said
    assert "burger king 61" in said
    assert "pregnancy and birth" in said
    assert "gender@1.1.0" in said


def test_names_are_not_listed_even_if_an_audit_has_them():
    left = (Left("public_figure", 3, 2, (("Tom Hanks", 3),)), Left("user", 1, 1, (("Ann Smith", 1),)))
    said = words(audit_page(Audit(2, 0, "text (text)", (), left)))
    assert "3 words in 2 rows" in said
    assert "Hanks" not in said
    assert "Smith" not in said


def test_an_audit_of_nothing_is_a_page():
    assert "0 rows were read" in words(audit_page(Audit(0, 0, "text (text)", ())))


def test_every_outcome_and_every_reason_has_words():
    assert tuple(OUTCOMES) == THEIRS
    assert set(REASONS) == set(Reason.__args__)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("pron.he-she", "pron"),
        ("det.his-her", "det"),
        ("name.mary", "name"),
        ("first.mary", "name"),
        ("last.smith", "name"),
        ("noun.a name.mary", "name"),
        ("english.article", "article"),
        ("english.agreement", "agreement"),
        ("pattern.man-woman", "pattern"),
    ],
)
def test_every_kind_of_edit_has_a_name(entry, kind):
    assert kind_of(entry) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("cue", "reason", "said"),
    [
        ("title", "protected", "in a title"),
        ("title", "not_person", "no name follows"),
        ("tag VBP", "not_person", "a verb here"),
        ("tag XX", "not_person", "another part of speech here"),
        ("cue.first_woman", "guard", "first woman"),
        ("something_new", "guard", "something new"),
    ],
)
def test_what_decided_is_said_in_words(cue, reason, said):
    assert cue_name(cue, reason) == said


@pytest.mark.parametrize("values", [[], [0.0], [0.05], [5.0, -3.0], [-0.4], [4.2, 0.1]])
def test_an_axis_holds_all_values_and_few_ticks(values):
    axis = odds_axis(values, "feminine")
    assert axis.low <= min([0, *values])
    assert axis.high >= max([0, *values])
    assert (0.0, "×1") in axis.ticks
    assert all(axis.low <= place <= axis.high for place, _ in axis.ticks)
    assert 2 <= len(axis.ticks) <= 7


def test_odds_are_said_as_factors():
    assert [times(value) for value in (0, 0.6931, -0.6931, 2.3026, 5)] == ["×1.0", "×2.0", "×0.50", "×10", "×148"]


def test_in_a_browser_no_name_hides_anything_or_turns_what_stands_after_it(browser, tmp_path):
    (tmp_path / "audit.html").write_text(audit_page(spoiled(audit(), keep=("strength",))), "utf-8")
    with opened(browser, tmp_path / "audit.html") as here:
        text = here.page.evaluate("document.documentElement.textContent")
        assert not STEERING.search(text.replace("\n", ""))
        for name in ("feminine", "label", "neg", "nurse", "text (text)", "train"):
            assert name + clean(SPOILING) in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_in_a_browser_and_asks_for_nothing(browser, page, tmp_path, scheme):
    (tmp_path / "audit.html").write_text(page, "utf-8")
    with opened(browser, tmp_path / "audit.html", viewport=PHONE, color_scheme=scheme) as here:
        here.page.wait_for_timeout(100)
        assert [url for url in here.requests if not url.startswith("data:")] == [(tmp_path / "audit.html").as_uri()]
        assert here.said == []
        assert here.page.locator("svg.chart").count() >= 8
        assert here.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        here.page.click("#theme")
        assert "light" in here.page.inner_text("#theme")
