"""How much commands say: what was asked for, what was done, or how it was done."""

from __future__ import annotations

import logging
import re
import shutil
import sys
from pathlib import Path

import pytest
from run.corpus import files, rows, write_parquet
from terminal import COLOUR, on_a_terminal, runner

from cda.cli import cli
from cda.errors import UnknownKey

CDA = str(Path(sys.executable).with_name("cda"))


def called(*arguments, data=b""):
    result = runner().invoke(cli, list(arguments), input=data, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return write_parquet(tmp_path_factory.mktemp("manners") / "in.parquet", rows(12))


@pytest.fixture
def folder(source, tmp_path):
    called("augment", source, "-o", str(tmp_path / "out"))
    return str(tmp_path / "out")


@pytest.mark.parametrize("place", [0, 1, 4])
@pytest.mark.parametrize("option", ["-q", "--quiet"])
def test_a_quiet_run_says_nothing_wherever_the_option_stands(source, tmp_path, place, option):
    words = ["augment", source, "-o", str(tmp_path / "out")]
    assert called(*words[:place], option, *words[place:]) == ("", "")
    assert "all is well" in called("verify", str(tmp_path / "out"))[0]


def test_quiet_leaves_no_word_of_what_was_done(folder, tmp_path):
    assert called("verify", "-q", folder) == ("", "")
    assert called("export", "-q", folder, "--format", "jsonl") == ("", "")
    assert called("augment", "-q", "--resume", folder) == ("", "")
    assert called("review", "-q", folder, "-o", str(tmp_path / "sheet.csv")) == ("", "")
    assert called("init", "-q", str(tmp_path / "cda.toml")) == ("", "")
    assert called("lexicon", "check", "-q", "gender") == ("", "")


def test_quiet_leaves_what_was_asked_for(folder):
    assert called("swap", "-q", data=b"She left.\n") == ("He left.\n", "")
    assert called("lexicon", "list", "-q") == called("lexicon", "list")
    assert called("doctor", "-q")[0] == called("doctor")[0]
    loud, quiet = called("diff", folder), called("-q", "diff", folder)
    assert quiet == (loud[0], "")
    assert loud[1]


def test_quiet_leaves_errors(tmp_path):
    result = runner().invoke(cli, ["-q", "verify", str(tmp_path)])
    assert result.exception.code == "CDA-R04"


def test_verbose_says_what_is_used_and_how_long_it_takes(source, tmp_path):
    out, err = called("augment", source, "-v", "-o", str(tmp_path / "out"))
    assert out == called("augment", source, "-o", str(tmp_path / "out"), "--overwrite")[0]
    lines = err.splitlines()
    assert all(line.startswith("cda: ") for line in lines)
    for said in ("version ", "model en_core_web_sm 3.8.0 ", "lexicon gender@", "lexicon names-us@"):
        assert any(line.startswith(f"cda: {said}") for line in lines)
    assert "cda: option guards: 'hold'" in lines
    timings = [line[1] for line in re.finditer(r"^cda: (\w+): \d+\.\d\d s$", err, re.MULTILINE)]
    assert timings == ["plan", "settings", "count", "rewrite", "finish"]
    assert lines[-1].startswith("cda: done in ")


@pytest.mark.parametrize("words", [["-v", "swap"], ["swap", "-v"], ["--verbose", "swap", "-v"]])
def test_verbose_says_everything_once_wherever_it_stands_and_then_no_more(words):
    out, err = called(*words, data=b"She left.\n")
    assert out == "He left.\n"
    assert err.count("cda: version ") == err.count("cda: model ") == err.count("cda: done in ") == 1
    assert not logging.getLogger("cda").handlers
    assert called("swap", data=b"She left.\n")[1] == ""


def test_quiet_and_verbose_exclude_each_other():
    result = runner().invoke(cli, ["-q", "doctor", "-v"])
    assert result.exit_code == 2
    assert "not both" in result.stderr


def test_what_is_said_changes_nothing_that_is_written(source, tmp_path):
    written = []
    for option in ([], ["-q"], ["-v"]):
        called("augment", source, "-o", str(tmp_path / "out"), *option)
        written.append({name: data for name, data in files(tmp_path / "out").items() if not name.endswith("plan.json")})
        shutil.rmtree(tmp_path / "out")
    assert written[0] == written[1] == written[2]


@pytest.mark.parametrize("key", ["quiet", "verbose"])
def test_a_file_with_options_cannot_say_how_much_is_said(tmp_path, key):
    (tmp_path / "cda.toml").write_text(f"{key} = true\n", "utf-8")
    result = runner().invoke(cli, ["augment", "--config", str(tmp_path / "cda.toml")])
    assert isinstance(result.exception, UnknownKey)


def test_a_terminal_gets_colours_only_where_they_are_wanted(source, tmp_path):
    words = (CDA, "augment", source, "-o", str(tmp_path / "out"), "--overwrite", "--shard-rows", "2")
    coloured = on_a_terminal(*words, TERM="xterm-256color")
    plain = on_a_terminal(*words, TERM="xterm-256color", NO_COLOR="1")
    assert COLOUR.search(coloured)
    assert not COLOUR.search(plain)
    assert "rows in" in plain
    assert on_a_terminal(*words, "--quiet", TERM="xterm-256color") == ""


@pytest.mark.parametrize("command", ["augment", "audit"])
def test_an_unknown_attribute_is_told_first_with_the_one_that_was_meant(source, tmp_path, command):
    where = ["-o", str(tmp_path / "out")] if command == "augment" else []
    error = runner().invoke(cli, [command, source, *where, "--attribute", "genders"]).exception
    assert error.message == "there is no attribute 'genders'"
    assert error.hint.startswith("did you mean 'gender'?")


@pytest.mark.parametrize(
    "options", [("--id-column", "nn"), ("--strategy", "balance", "--by", "nn"), ("--splits", "tran")]
)
def test_a_column_or_split_that_is_not_there_is_named_with_the_one_that_was_meant(source, tmp_path, options):
    error = runner().invoke(cli, ["augment", source, "-o", str(tmp_path / "out"), *options]).exception
    assert re.match(r"did you mean '(n|train)'\?", error.hint)


def test_a_command_that_is_not_there_is_named_with_the_one_that_was_meant():
    result = runner().invoke(cli, ["agument"])
    assert result.exit_code == 2
    assert "No such command 'agument'. Did you mean 'augment'?" in result.stderr
    assert "Commands are audit, augment" in runner().invoke(cli, ["xyz"]).stderr
    assert "No such option" in runner().invoke(cli, ["--agument"]).stderr


def test_the_help_has_the_form_of_a_lexicon_for_one_of_several_attributes():
    assert "race=./mine" in called("augment", "--help")[0]
