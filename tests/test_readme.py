"""The commands that the pages for readers show give what they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import ROOT, blocks, commands, run, shows

PAGES = ("README.md", "docs/COMING_FROM.md", "docs/DATASETS.md", "docs/PYTHON.md")


def steps():
    """Page, command and output; of a page in the order in which its reader runs them, in one folder."""
    for page in PAGES:
        for kind, block in blocks((ROOT / page).read_text(encoding="utf-8")):
            if kind == "console":
                yield from ((page, *step) for step in commands(block))


def test_pages_have_commands_to_show():
    assert {page for page, *_ in steps()} == set(PAGES)


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory):
    return {page: tmp_path_factory.mktemp(Path(page).stem) for page in PAGES}


@pytest.mark.parametrize(("page", "command", "expected"), list(steps()), ids=[step[1] for step in steps()])
def test_a_command_prints_what_the_page_shows(folder_of, page, command, expected):
    _, printed = run(command, folder_of[page])
    assert shows(expected, printed), printed
