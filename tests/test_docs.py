"""The pages for readers: their links lead somewhere. Their examples are run by pytest itself, see `pyproject.toml`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")), *DOCS]


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def prose(page):
    """A page without its blocks and without what stands between backticks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page):
    """What a link may name in a page, as GitHub makes it of headings."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
            if not re.match(r"[a-z]+:", target):
                yield pytest.param(page, target, id=f"{name_of(page)} {target}")


def test_there_are_pages_and_links():
    assert len(DOCS) >= 2
    assert sum(1 for _ in links()) >= 3


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_a_link_leads_to_a_file(page, target):
    path, _, anchor = target.partition("#")
    led = (page.parent / path).resolve() if path else page
    assert led.is_relative_to(ROOT)
    assert led.exists()
    assert not anchor or anchor in anchors(led)


@pytest.mark.parametrize("page", DOCS, ids=name_of)
def test_every_block_of_python_is_an_example_that_pytest_runs(page, pytestconfig):
    for block in re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        assert ">>>" in block
    globs = pytestconfig.getoption("doctestglob")
    assert any(page.relative_to(ROOT).match(glob) for glob in globs)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_names_of_files_in_a_page_are_right(page):
    """Files of the project that stand between backticks: those that end in .md."""
    for named in re.findall(r"`([\w./-]+\.md)`", page.read_text(encoding="utf-8")):
        assert (ROOT / named).exists() or list(ROOT.glob(f"cda/**/{named}")) or named == "README.md", named
