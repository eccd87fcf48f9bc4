"""What shells complete: asked of the shells themselves, with the installed command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner
from terminal import on_a_terminal

from cda.cli import cli, complete
from cda.cli.completion import SHELLS, VARIABLE
from cda.dataset.outcome import OUTCOMES
from cda.export.formats import FORMATS
from cda.lexicon.find import attributes
from cda.run.engines import ENGINES
from cda.run.strategy import STRATEGIES

BIN = str(Path(sys.executable).parent)
SETUP = {
    "bash": (["bash", "--norc", "-i"], 'eval "$(cda completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -u -D; eval "$(cda completion zsh)"'),
}
LINES = [
    ("cda aug", "augment"),
    ("cda lexicon che", "check"),
    ("cda completion fi", "fish"),
    ("cda augment --strat", "--strategy"),
    ("cda augment --strategy sub", "substitute"),
    ("cda augment --on-error sk", "skip"),
    ("cda augment --attribute gender,ra", "gender,race"),
    ("cda augment revi", "reviews.parquet"),
    ("cda diff written --held pub", "public_figure"),
    ("cda diff wri", "written/"),
    ("cda -q swap --guards ho", "hold"),
]


@pytest.fixture
def place(tmp_path):
    (tmp_path / "reviews.parquet").touch()
    (tmp_path / "written").mkdir()
    return tmp_path


def needs(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def environment(place):
    return {"HOME": str(place), "TERM": "dumb", "PS1": "$ ", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("line", "whole"), LINES)
@pytest.mark.parametrize("shell", SETUP)
def test_a_tab_completes_what_is_typed(shell, line, whole, place):
    needs(shell)
    command, setup = SETUP[shell]
    expected = line.rpartition(" ")[0] + " " + whole
    written = on_a_terminal(
        *command, cwd=place, typed=f"{setup}\n{line}\t", until=expected, patience=20, **environment(place)
    )
    assert expected in written


@pytest.mark.parametrize(("line", "whole"), LINES)
def test_fish_proposes_what_could_be_meant(line, whole, place):
    needs("fish")
    asked = f"cda completion fish | source; complete --do-complete '{line}'"
    done = subprocess.run(
        [shutil.which("fish"), "--no-config", "--command", asked],
        cwd=place,
        env={**os.environ, **environment(place)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert whole in [proposed.partition("\t")[0] for proposed in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_one_that_its_shell_can_read(shell, tmp_path):
    needs(shell)
    done = subprocess.run([f"{BIN}/cda", "completion", shell], capture_output=True, text=True, timeout=60, check=True)
    script = tmp_path / "script"
    script.write_text(done.stdout, "utf-8")
    assert VARIABLE in done.stdout
    subprocess.run([shell, "-n", str(script)], timeout=60, check=True)


def proposed(*words):
    """Kinds and values that are proposed for the last word."""
    *before, typed = words
    return [(item.type, item.value) for item in BashComplete(cli, {}, "cda", VARIABLE).get_completions(before, typed)]


def test_the_words_are_those_that_the_library_knows():
    assert set(complete.ATTRIBUTES) == set(attributes())
    assert tuple(ENGINES) == complete.ENGINES
    assert tuple(FORMATS) == complete.FORMATS
    assert complete.OUTCOMES == OUTCOMES
    assert complete.STRATEGIES == STRATEGIES


@pytest.mark.parametrize(
    "words",
    [
        ("augment", ""),
        ("augment", "--keep-names", ""),
        ("augment", "--config", ""),
        ("swap", ""),
        ("review", "--score", ""),
    ],
)
def test_files_are_left_to_the_shell(words):
    assert ("file", "") in proposed(*words)


@pytest.mark.parametrize(
    "words", [("diff", ""), ("verify", ""), ("finish", ""), ("export", ""), ("review", ""), ("augment", "-o", "")]
)
def test_folders_are_left_to_the_shell(words):
    assert ("dir", "") in proposed(*words)


HEAVY = ("spacy", "pyarrow", "pandas", "datasets", "pydantic", "numpy", "thinc", "rich")


@pytest.mark.parametrize(
    "line", ["cda ", "cda lexicon ", "cda augment --", "cda augment --attribute ", "cda diff o --held "]
)
def test_nothing_heavy_is_imported_to_complete_a_word(line):
    asked = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr))\n"
        "from cda.cli import main\nmain()"
    )
    env = {VARIABLE: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = subprocess.run(
        [sys.executable, "-c", asked], env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == "[]\n"
    assert done.stdout.startswith("plain,")


def test_the_line_of_the_help_for_zsh_is_one_that_zsh_takes(place):
    needs("zsh")
    text = CliRunner().invoke(cli, ["completion", "--help"]).output
    line = text.rpartition("zsh    ")[2].splitlines()[0]
    done = subprocess.run(
        [shutil.which("zsh"), "-f", "-c", f"{line}; print -r -- $_comps[cda]"],
        env=environment(place),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("_cda_completion", "")
