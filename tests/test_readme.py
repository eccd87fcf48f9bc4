"""The commands that the README shows give what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def steps():
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def test_readme_has_commands_to_show():
    assert len(list(steps())) > 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize(("command", "expected"), list(steps()), ids=[step[0] for step in steps()])
def test_a_command_prints_what_the_readme_shows(folder, command, expected):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S602 - the commands are those of the README, pipes and all
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    printed = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines())
    pattern = re.escape(expected.strip()).replace(re.escape("..."), "(?s:.*)")
    assert re.fullmatch(pattern, printed.strip()), printed
