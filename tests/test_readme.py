"""The commands that the pages for readers show give what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/COMING_FROM.md", "docs/DATASETS.md", "docs/PYTHON.md")


def steps():
    """Page, command and output; of a page in the order in which its reader runs them, in one folder."""
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
            yield from ((page, *step) for step in commands(block))


def commands(block):
    """The commands of a block, each with what it prints; one with a here-document goes on to the line that ends it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        if "<<'END'" in command:
            body, _, output = output.partition("\nEND\n")
            command = f"{command}\n{body}\nEND"
        yield command, output


def test_pages_have_commands_to_show():
    assert {page for page, *_ in steps()} == set(PAGES)


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory):
    return {page: tmp_path_factory.mktemp(Path(page).stem) for page in PAGES}


@pytest.mark.parametrize(("page", "command", "expected"), list(steps()), ids=[step[1] for step in steps()])
def test_a_command_prints_what_the_page_shows(folder_of, page, command, expected):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # What the datasets library shows while it reads is a bar that no page can show.
    env = {**os.environ, "PATH": path, "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(  # noqa: S602 - the commands are those of the README, pipes and all
        command,
        shell=True,
        cwd=folder_of[page],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    printed = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
    pattern = re.escape(expected.strip()).replace(re.escape("..."), "(?s:.*)")
    assert re.fullmatch(pattern, printed.strip()), printed
