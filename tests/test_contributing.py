"""The recipes for contributors, followed to the letter: each in a copy of the project of its own."""

from __future__ import annotations

import re
import shutil

import pytest
from pages import ROOT, blocks, commands, run, shows

PAGE = "CONTRIBUTING.md"
COPIED = ("cda", "lexicons", "tests", "pyproject.toml")
ERROR = "CDA-"
"""What a page shows where a command ends in an error."""


def recipes():
    """The title of each recipe, with its text."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    return [part.split("\n", 1) for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]]


def steps():
    """Recipe, kind of step, what is done, and what is shown."""
    for title, text in recipes():
        for kind, block in blocks(text):
            if kind == "console":
                yield from ((title, kind, *step) for step in commands(block))
            elif kind == "diff":
                yield from ((title, kind, change, "") for change in re.split(r"^(?=# )", block, flags=re.MULTILINE)[1:])


STEPS = list(steps())
CHANGING = list(dict.fromkeys(title for title, kind, *_ in STEPS if kind == "diff"))


@pytest.fixture(scope="module")
def copy_of(tmp_path_factory):
    """Gives the copy of the project in which a recipe is followed."""
    copies = {}

    def copy(title):
        if title not in copies:
            copies[title] = tmp_path_factory.mktemp("project")
            for name in COPIED:
                there = ROOT / name
                if there.is_dir():
                    shutil.copytree(there, copies[title] / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(there, copies[title] / name)
        return copies[title]

    return copy


def change(folder, block):
    """Make a change: the lines of the file that it shows, next to each other, become those without ``-``."""
    name, _, body = block.removeprefix("# ").partition("\n")
    lines = body.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("title", "kind", "done", "expected"), STEPS, ids=[f"{step[0]}: {step[2]}" for step in STEPS])
def test_a_step_of_a_recipe_works_as_it_is_written(copy_of, title, kind, done, expected):
    folder = copy_of(title)
    if kind == "diff":
        change(folder, done)
        return
    status, printed = run(done, folder, PYTHONPATH=str(folder))
    assert status == (2 if expected.startswith(ERROR) else 0), printed
    assert shows(expected, printed), printed


@pytest.mark.parametrize("title", CHANGING)
def test_what_a_recipe_made_passes_the_linter(copy_of, title):
    status, printed = run("ruff check cda tests && ruff format --check cda tests", copy_of(title))
    assert status == 0, printed


def test_every_recipe_has_steps_that_are_run():
    assert {title for title, *_ in STEPS} == {title for title, _ in recipes() if title.startswith("Add ")}


def test_what_is_made_by_make_is_in_the_makefile():
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    shell = "".join(block for kind, block in blocks(page) if kind == "sh")
    named = set(re.findall(r"^make ([a-z-]+)", shell, re.MULTILINE)) | set(re.findall(r"`make ([a-z-]+)`", page))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets
