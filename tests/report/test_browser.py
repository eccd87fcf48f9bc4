"""The report in a real browser: it renders, asks for nothing, runs nothing of the corpus, and works by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page.browser import PHONE, opened
from page.spoiled import STEERING
from report.folders import HOSTILE, written

from cda.page.file import write_page
from cda.report.folder import report_of


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    place = tmp_path_factory.mktemp("browser")
    path = place / "report.html"
    write_page(str(path), report_of(written(place)))
    return path


@pytest.fixture
def here(browser, report):
    with opened(browser, report) as found:
        yield found


def choose(here, name, value):
    here.page.select_option(f"select[name={name}]", value)


def count(here):
    return int(re.match(r"\d+", here.page.inner_text("#count"))[0])


def counted(here, number):
    """Wait for what is typed to be searched."""
    here.page.locator("#count", has_text=re.compile(rf"^{number} of")).wait_for()


def focused(here):
    return here.page.evaluate("document.activeElement.id || document.activeElement.name || ''")


def test_it_renders_and_no_request_leaves_the_file(here, report):
    assert here.page.inner_text("h1") == "a <b>folder<"
    assert here.page.locator("svg.chart").count() >= 6
    here.page.wait_for_timeout(200)
    assert [url for url in here.requests if not url.startswith("data:")] == [report.as_uri()]
    assert here.said == []


def test_nothing_of_a_row_is_run_or_becomes_an_element(here):
    here.page.wait_for_timeout(200)
    assert here.page.evaluate("window.pwned") is None
    assert here.page.locator("main script, main iframe, main img, main link, main base, main style").count() == 0
    assert here.page.locator("main svg").count() == here.page.locator("svg.chart").count()
    names = here.page.evaluate("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))")
    assert [name for name in names if name.startswith("on") or name in {"style", "src", "action", "ping"}] == []
    assert here.page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 200 and text.isprintable()])
def test_a_hostile_row_is_shown_letter_by_letter(here, text):
    texts = here.page.evaluate(
        "[...document.querySelectorAll('.text')].map(t => [...t.childNodes]"
        ".filter(n => n.nodeName != 'INS').map(n => n.textContent).join(''))"
    )
    assert text in texts


def test_no_name_hides_anything_or_turns_what_stands_after_it(browser, tmp_path):
    column = "la\u202ebel\x00"
    some = [{"text": f"{('She', 'He')[n % 3 == 0]} left. {n}", column: f"ne\u200fg\x1b{n % 2}"} for n in range(8)]
    place = tmp_path / "in\u202e \x07"
    place.mkdir()
    folder = written(place, some, keep_columns=(column,), by=column, strategy="balance")
    moved = Path(folder).rename(tmp_path / "out\u2066 \x1b")
    write_page(str(tmp_path / "report.html"), report_of(str(moved)))
    with opened(browser, tmp_path / "report.html") as here:
        text, attributes = here.page.evaluate(
            "[document.documentElement.textContent, [...document.querySelectorAll('*')]"
            ".flatMap(e => [...e.attributes].map(a => a.value)).join(' ')]"
        )
        assert not STEERING.search(text.replace("\n", ""))
        assert not STEERING.search(attributes.replace("\n", ""))
        assert "\ufffd" not in text
        assert "la\\u202ebel␀ = ne\\u200fg␛0" in text
        assert here.page.inner_text("h1") == "out\\u2066 ␛"
        assert "in\\u202e ␇" in text


def test_the_policy_stops_what_a_page_would_not_stop_by_itself(here):
    here.page.evaluate(
        "(() => { const script = document.createElement('script'); script.textContent = 'window.pwned = 1';"
        "const image = document.createElement('img'); image.src = 'https://example.org/x.png';"
        "document.body.append(script, image); })()"
    )
    here.page.wait_for_timeout(200)
    assert here.page.evaluate("window.pwned") is None
    assert len(here.said) == 2
    assert all("Content Security Policy" in one for one in here.said)


def test_search_finds_what_stands_before_and_after(here):
    everything = count(here)
    here.page.fill("[name=search]", "ACTRESS THANKED HER host")
    counted(here, 10)
    assert all("thanked" in here.page.text_content(f"#{row}") for row in here.shown())
    here.page.fill("[name=search]", "the actor thanked his host")
    counted(here, 10)
    here.page.fill("[name=search]", "<script>window.pwned")
    counted(here, 1)
    here.page.fill("[name=search]", "there is no such text")
    here.page.wait_for_selector("#empty:visible")
    assert here.shown() == []
    here.page.click("#clear")
    assert count(here) == everything


def test_filters_combine_and_the_count_is_announced(here):
    assert here.page.get_attribute("#count", "aria-live") == "polite"
    everything = count(here)
    choose(here, "outcome", "held")
    held = count(here)
    assert 0 < held < everything
    choose(here, "reasons", "guard")
    assert 0 < count(here) <= held
    assert all("pregnant" in here.page.text_content(f"#{row}") for row in here.shown())
    choose(here, "outcome", "augmented")
    assert count(here) == 0
    choose(here, "reasons", "")
    choose(here, "kinds", "noun")
    nouns = count(here)
    choose(here, "group", "masculine")
    assert 0 < count(here) < nouns
    assert len(here.shown()) == count(here)


@pytest.mark.parametrize(
    ("name", "value"),
    [("outcome", "no_mention"), ("reasons", "public_figure"), ("flags", "pregnancy_birth"), ("drawn", "at%20random")],
)
def test_each_filter_shows_the_rows_that_have_it(here, name, value):
    with_it = here.page.evaluate(f"[...document.querySelectorAll('.pair[data-{name}~=\"{value}\"]')].map(r => r.id)")
    choose(here, name, value)
    assert here.shown() == with_it != []


def test_a_reason_leads_to_its_examples(here):
    here.page.click("a[data-filter=reasons][data-value=protected]")
    assert count(here) > 0
    assert all("Burger King" in here.page.text_content(f"#{row}") for row in here.shown())


def test_keys_go_to_the_search_to_the_rows_and_back_to_all(here):
    everything = count(here)
    here.page.keyboard.press("/")
    assert focused(here) == "search"
    here.page.keyboard.type("actress j/k")
    assert here.page.input_value("[name=search]") == "actress j/k"
    here.page.keyboard.press("Escape")
    assert (here.page.input_value("[name=search]"), count(here)) == ("", everything)
    here.page.keyboard.type("actress")
    here.page.keyboard.press("Enter")
    first, second = here.shown()[:2]
    assert focused(here) == first
    here.page.keyboard.press("j")
    assert focused(here) == second
    here.page.keyboard.press("k")
    here.page.keyboard.press("k")
    assert focused(here) == first
    here.page.keyboard.press("Escape")
    assert count(here) == everything


def test_single_keys_can_be_turned_off(here):
    here.page.uncheck("#keys")
    here.page.locator("h1").click()
    here.page.keyboard.press("/")
    here.page.keyboard.press("j")
    assert focused(here) not in {"search", here.shown()[0]}


def test_tab_goes_from_the_top_through_the_filters_to_one_row(here):
    rows, order = here.shown(), []
    while not order or order[-1] not in {rows[0], None}:
        here.page.keyboard.press("Tab")
        order.append(focused(here) or here.page.evaluate("document.activeElement.getAttribute('href') || '?'"))
    wanted = ["#main", "theme", "#short", "#again", "search", "outcome", "group", "clear", "keys", rows[0]]
    assert [one for one in order if one in wanted] == wanted
    here.page.keyboard.press("Tab")
    assert focused(here) not in rows  # the others are reached with j and k


def test_every_control_is_told_and_every_landmark_is_there(here):
    for role in ("banner", "navigation", "main", "contentinfo", "search"):
        assert here.page.get_by_role(role).count() == 1, role
    unnamed = here.page.evaluate(
        "[...document.querySelectorAll('select, input, button')].filter(e => !e.labels.length)"
        ".filter(e => e.tagName != 'BUTTON' || !e.textContent.trim()).map(e => e.outerHTML)"
    )
    assert unnamed == []
    assert here.page.get_by_role("heading", level=1).count() == 1
    ids = here.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert here.page.evaluate("[...document.links].every(a => document.getElementById(a.hash.slice(1)))")
    for chart in here.page.locator("svg.chart").all():
        assert chart.get_attribute("role") == "img"
        for name in ("aria-labelledby", "aria-describedby"):
            assert here.page.evaluate("id => document.getElementById(id).textContent", chart.get_attribute(name))


def test_one_side_can_be_shown_alone(here):
    here.page.fill("[name=search]", "actress")
    here.page.wait_for_timeout(250)
    row = here.page.locator(f"#{here.shown()[0]} .text")
    here.page.check("[name=view][value=before]")
    assert row.inner_text() == "The actress thanked her host."
    here.page.check("[name=view][value=after]")
    assert row.inner_text() == "The actor thanked his host."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_down_and_not_aside(browser, report, scheme):
    with opened(browser, report, viewport=PHONE, color_scheme=scheme) as here:
        for details in here.page.locator("details").all():
            details.evaluate("e => { e.open = true }")
        assert here.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        outside = here.page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .unseen'))"
            f".filter(e => e.getBoundingClientRect().right > {PHONE['width']} + 1).map(e => e.outerHTML.slice(0, 90))"
        )
        assert outside == []


def test_without_scripts_all_rows_are_there(browser, report):
    with opened(browser, report, java_script_enabled=False) as here:
        assert here.page.locator(".pair:visible").count() == here.page.locator(".pair").count() > 20
        assert here.page.locator("#filters").is_hidden()
        assert "need JavaScript" in here.page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_marks_stand_out_from_their_paper(browser, report, scheme):
    """WCAG 2.2, AA: 4.5 to 1 for words, 3 to 1 for the marks of a chart, whose ratios are given times 1.5."""
    with opened(browser, report, color_scheme=scheme) as here:
        ratios = here.page.evaluate((Path(__file__).parents[1] / "page" / "contrast.js").read_text("utf-8"))
    assert len(ratios) > 300
    looks = {"DEL.", "INS.", "SPAN.kept", "SPAN.flagged", "P.text", "text.inside", "mark.s0"}
    assert {name for name, _ in ratios} >= looks
    assert [(name, ratio) for name, ratio in ratios if ratio < 4.5] == []


def test_the_button_changes_the_colours_by_keyboard(here):
    def paper():
        return here.page.evaluate("getComputedStyle(document.body).backgroundColor")

    first = paper()
    here.page.focus("#theme")
    here.page.keyboard.press("Enter")
    here.page.keyboard.press("Enter")
    assert paper() != first
    assert "dark" in here.page.inner_text("#theme")
    here.page.keyboard.press("Enter")
    assert paper() == first
