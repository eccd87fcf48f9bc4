"""What ``cda diff`` prints: lines in a pipe, colours on a terminal, and nothing that a terminal would act on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from run.corpus import job, write_lines, write_parquet
from terminal import COLOUR, ESCAPE, on_a_terminal, runner

from cda import Rewriter
from cda.cli import cli
from cda.run.augment import augment_files

CDA = str(Path(sys.executable).with_name("cda"))
LONG = f"She left.{' Nothing else happened that day.' * 40} Her uncle stayed."
TEXTS = [
    "She told her brother.",
    "She is pregnant.",
    "[bold]He[/bold] smiled :smile: at \x1b[31mred\x1b]0;title\x07\r\nand\tat \x9b2J \u202eher.",
    LONG,
    "It rained.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("diff")
    source = write_parquet(place / "in.parquet", [{"text": text, "n": n} for n, text in enumerate(TEXTS)])
    augment_files(job(source, place / "out", id_column="n"), Rewriter(guards="hold"))
    return str(place / "out")


def called(*arguments, **env):
    result = runner(env=env).invoke(cli, ["diff", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_in_a_pipe_each_text_is_a_line_of_columns(folder):
    lines = [line.split("\t") for line in called(folder).stdout.splitlines()]
    assert lines[0] == [
        "train",
        "0",
        "swapped",
        "text",
        "text",
        "[-She-]{+He+} told [-her-]{+his+} [-brother-]{+sister+}.",
    ]
    assert [line[1] for line in lines] == ["0", "2", "3"]
    assert all(len(line) == 6 for line in lines)


def test_what_a_terminal_would_act_on_is_shown(folder):
    for env in ({}, {"FORCE_COLOR": "1", "COLUMNS": "500"}):
        out = ESCAPE.sub("", called(folder, "--grep", "smile", **env).stdout)
        assert "[bold]" in out
        assert ":smile: at ␛[31mred␛]0;title␇␍␊and␉at \\u009b2J \\u202e" in out
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)


def test_words_left_alone_are_marked_with_the_reason_beneath(folder):
    text, why = called(folder, "--held").stdout.splitlines()
    assert text == "train\t1\theld\ttext\ttext\t[=She=] is pregnant."
    assert why == "train\t1\theld\ttext\theld\tShe\tguard\tcue.pregnant"
    out = called(folder, "--held", "guard", "--color", COLUMNS="60").stdout
    assert "\x1b[1;33mShe\x1b[0m is pregnant." in out
    assert "held: She (guard, cue.pregnant)" in out


def test_flags_are_marked_with_their_category_beneath(folder):
    text, why = called(folder, "--flagged").stdout.splitlines()
    assert text.endswith("\tShe is [!pregnant!].")
    assert why == "train\t1\theld\ttext\tflag\tpregnant\tpregnancy_birth\tcue.pregnant"
    assert "flag: pregnant (pregnancy_birth, cue.pregnant)" in called(folder, "--flagged", "--color").stdout


def test_a_long_text_is_cut_around_all_its_edits(folder):
    (line,) = called(folder, "--grep", "^She left").stdout.splitlines()
    text = line.split("\t")[5]
    assert text.startswith("[-She-]{+He+} left.")
    assert text.endswith("[-Her-]{+His+} [-uncle-]{+aunt+} stayed.")
    assert len(text) < 300
    assert text.count("…") == 1


def test_colours_are_for_terminals_that_want_them(folder):
    assert "\x1b" not in called(folder).stdout
    coloured = called(folder, FORCE_COLOR="1").stdout
    assert "\x1b[1;31mher\x1b[0m" in coloured
    assert "\x1b[1;32mhis\x1b[0m" in coloured
    assert "{+" not in coloured
    for plain in (called(folder, FORCE_COLOR="1", NO_COLOR="1"), called(folder, "--no-color", FORCE_COLOR="1")):
        assert not COLOUR.search(plain.stdout)
        assert re.search(r"^- \[-She-\] told \[-her-\] \[-brother-\]\.", plain.stdout, re.MULTILINE)
        assert re.search(r"^\+ \{\+He\+\} told \{\+his\+\} \{\+sister\+\}\.", plain.stdout, re.MULTILINE)


def test_on_a_terminal_texts_are_wrapped_to_its_width(folder):
    written = on_a_terminal(CDA, "diff", folder, TERM="xterm", COLUMNS="40")
    lines = ESCAPE.sub("", written).replace("\r\n", "\n").split("\n")
    assert max(map(len, lines)) <= 40
    assert "- She told her brother." in [line.rstrip() for line in lines]
    assert "+ He told his sister." in [line.rstrip() for line in lines]
    assert "\x1b[1;31m" in written
    assert "\x1b[1;31m" not in on_a_terminal(CDA, "diff", folder, TERM="xterm", NO_COLOR="1")


def test_it_says_how_many_were_looked_at(folder):
    assert called(folder, "-n", "1").stderr == "1 of 3 that match, 5 looked at\n"
    nothing = called(folder, "--grep", "no such words")
    assert (nothing.stdout, nothing.stderr) == ("", "0 of 0 that match, 5 looked at\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--grep", "("], "no regular expression"),
        (["--held", "guards"], "no word is held for the reason 'guards'"),
        (["--outcome", "helt"], "there is no outcome 'helt'"),
        (["--split", "test"], "there is no split 'test'"),
    ],
)
def test_a_wrong_option_is_an_error(folder, arguments, said):
    done = subprocess.run([CDA, "diff", folder, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_that_was_taken_for_a_reason_is_asked_for(folder):
    done = subprocess.run([CDA, "diff", "--held", folder], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "give FOLDER, before --held" in done.stderr


def test_a_row_that_failed_is_shown_with_the_reason(tmp_path):
    rows = [{"context": "She sang.", "question": "Who?", "answers": {"text": ["He"], "answer_start": [0]}}]
    augment_files(job(write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out", max_failed=1), Rewriter())
    lines = [line.split("\t") for line in called(str(tmp_path / "out"), "--outcome", "failed").stdout.splitlines()]
    assert {line[2] for line in lines} == {"failed"}
    assert [line[5][:7] for line in lines if line[4] == "error"] == ["CDA-D09"]
