"""What the pages for readers show, as tests run it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def blocks(text: str) -> list[tuple[str, str]]:
    """The blocks of a page in order, each with its kind, such as ``console``."""
    return re.findall(r"^```(\w+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it prints; one with a here-document goes on to the line that ends it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        if "<<'END'" in command:
            body, _, output = output.partition("\nEND\n")
            command = f"{command}\n{body}\nEND"
        yield command, output


def run(command: str, folder: Path, **env: str) -> tuple[int, str]:
    """The exit status of a command in a folder, and what it prints; ``cda`` is that of this Python."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # What the datasets library shows while it reads is a bar that no page can show.
    bars = {"HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(  # noqa: S602 - the commands are those of the pages, pipes and all
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, **bars, **env},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return done.returncode, "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines()).strip()


def shows(expected: str, printed: str) -> bool:
    """Whether a page shows what was printed; three dots stand for anything."""
    pattern = re.escape(expected.strip()).replace(re.escape("..."), "(?s:.*)")
    return re.fullmatch(pattern, printed) is not None
