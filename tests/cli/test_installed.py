"""The command as it was installed, in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cda

CDA = str(Path(sys.executable).with_name("cda"))


def run(*arguments, data=b""):
    return subprocess.run([CDA, *arguments], input=data, capture_output=True, timeout=60, check=False)


def test_it_tells_its_version():
    done = run("--version")
    assert (done.returncode, done.stdout.decode().split()[-1]) == (0, cda.__version__)


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    for command in ("augment", "detect", "diff", "doctor", "init", "lexicon", "report", "swap"):
        assert f"  {command} " in done.stdout.decode()


def test_a_pipe_goes_through_swap():
    done = run("swap", data=b"She told her brother.\r\nThey called her at \xff noon.")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"He told his sister.\r\nThey called him at \xff noon."


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["swap", "--to", "neuter"], "CDA-O01"),
        (["swap", "--names", "none"], "CDA-O01"),
        (["swap", "--lexicon", "gendr"], "CDA-L01"),
        (["swap", "--model", "no_such_model"], "CDA-M01"),
    ],
)
def test_an_error_is_told_with_code_and_hint_and_without_a_traceback(arguments, code):
    done = run(*arguments, data=b"They saw her boat.\n")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"{code}: ")
    assert "what to do: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_debug_shows_the_traceback():
    done = run("--debug", "swap", "--to", "neuter")
    assert done.returncode != 0
    assert "Traceback" in done.stderr.decode()
    assert "CDA-O01" in done.stderr.decode()


@pytest.mark.parametrize("arguments", [["swop"], ["swap", "--tu", "x"], ["swap", "no-such-file.txt"]])
def test_a_mistyped_command_is_told_without_a_traceback(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error: " in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_reader_that_goes_away_ends_it_quietly():
    with subprocess.Popen(
        [CDA, "swap"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        process.stdout = None
        _, said = process.communicate(b"She left.\n" * 50_000, timeout=60)
    assert said == b""
    assert process.returncode != 0


HEAVY = ("spacy", "pyarrow", "pandas", "datasets", "pydantic", "numpy", "thinc")


@pytest.mark.parametrize(
    "code",
    ["import cda", "import cda.types, cda.errors", "from cda.cli import cli", "import cda; dir(cda); cda.__version__"],
)
def test_nothing_heavy_is_imported_before_it_is_used(code):
    asked = f"import sys\n{code}\nprint(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_a_text_without_a_question_for_the_tagger_never_loads_it():
    asked = "import sys, cda\nassert cda.swap('He left.') == 'She left.'\nprint('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"
