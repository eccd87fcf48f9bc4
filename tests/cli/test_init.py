"""The file that ``cda init`` writes, read again."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cda.cli import cli
from cda.cli.augment import augment
from cda.cli.config import keys, read_config
from cda.cli.init import _HEADINGS, config_text
from cda.errors import ConfigNotWritten

OPTION = re.compile(r"^# (?=[a-z-]+ = )", re.MULTILINE)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*words):
    return CliRunner().invoke(cli, ["init", *words])


def read(text):
    """What a file says, as ``--config`` reads it."""
    Path("read.toml").write_text(text, "utf-8")
    ctx = augment.make_context("augment", [], resilient_parsing=True)
    return read_config(Path("read.toml"), ctx), ctx.params


def test_it_writes_a_file_that_config_reads():
    result = run()
    assert result.exit_code == 0
    assert result.output == "wrote cda.toml; edit it, then: cda augment --config cda.toml\n"
    values, _ = read(Path("cda.toml").read_text("utf-8"))
    assert values == {"inputs": ["reviews.parquet"], "output": "reviews-cda"}


def test_the_file_has_every_option_once_and_in_order():
    text = OPTION.sub("", config_text(augment))
    assert list(tomllib.loads(text)) == list(keys(augment))


def test_every_line_can_be_uncommented():
    text = OPTION.sub("", config_text(augment))
    values, _ = read(text)
    on = {param.name for param in keys(augment).values()} - {"fixed_size", "with_ids"}  # what is off is not given
    assert set(values) == on


@pytest.mark.parametrize("key", sorted(keys(augment)))
def test_the_line_of_an_option_says_its_default_or_something_that_it_could_be(key):
    line = re.search(rf"^(?:# )?({key} = .*)$", config_text(augment), re.MULTILINE)[1]
    values, defaults = read(line)
    param = keys(augment)[key]
    if key in {"input", "output"} or defaults[param.name] is None:
        assert values[param.name]
        return
    value = values.get(param.name, False)
    assert (tuple(value) if param.multiple else param.type(value)) == defaults[param.name]


@pytest.mark.parametrize("key", sorted(set(keys(augment)) - {"input"}))
def test_the_help_of_an_option_stands_above_it(key):
    lines = config_text(augment).splitlines()
    at = next(number for number, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{key} = "))
    assert lines[at - 1].startswith("# " + " ".join(keys(augment)[key].help.split()))


def test_names_have_the_default_of_augment():
    assert '# names = { gender = "swap" }\n' in config_text(augment)


def test_options_stand_in_groups_that_begin_where_an_option_is():
    text = config_text(augment)
    assert set(_HEADINGS) <= set(keys(augment))
    found = [text.index(f"# ---- {heading} ----") for heading in _HEADINGS.values()]
    assert found == sorted(found)
    assert all(len(line) <= 120 for line in text.splitlines())


def test_a_new_option_is_written_without_being_listed_anywhere():
    new = [
        click.Option(["--many"], multiple=True, metavar="X", help="Several."),
        click.Option(["--rate"], type=float, help="A rate."),
        click.Option(["--size"], type=click.IntRange(2), help="A size."),
        click.Option(["--kind"], type=click.Choice(["a", "b"]), help="A kind."),
        click.Option(["--calm"], is_flag=True, help="Calm."),
        click.Option(["--title"], default='a "title"', help="A title."),
        click.Option(["--bare"]),
    ]
    text = config_text(click.Command("new", params=new))
    assert "# Several. (a list; each: X)\n# many = []\n" in text
    assert "# A rate. (no default)\n# rate = 0.5\n" in text
    assert "# A size. (no default)\n# size = 2\n" in text
    assert '# A kind. (a or b) (no default)\n# kind = "a"\n' in text
    assert "# Calm.\n# calm = false\n" in text
    assert tomllib.loads(OPTION.sub("", text))["title"] == 'a "title"'
    assert '# (no default)\n# bare = "TEXT"\n' in text


def test_a_name_of_ones_own_can_be_given():
    assert "cda augment --config 'my file.toml'" in run("my file.toml").output
    assert Path("my file.toml").is_file()


def test_a_file_that_is_there_is_not_written_over():
    Path("cda.toml").write_text("mine", "utf-8")
    error = run().exception
    assert isinstance(error, ConfigNotWritten)
    assert (error.code, error.where) == ("CDA-C04", "cda.toml")
    assert "--force" in error.hint
    assert Path("cda.toml").read_text("utf-8") == "mine"


def test_force_writes_over_it():
    Path("cda.toml").write_text("mine", "utf-8")
    assert run("--force").exit_code == 0
    assert Path("cda.toml").read_text("utf-8") == config_text(augment)


@pytest.mark.parametrize(("name", "options"), [("none/cda.toml", []), (".", ["--force"])])
def test_a_file_for_which_there_is_no_place_is_told(name, options):
    error = run(name, *options).exception
    assert isinstance(error, ConfigNotWritten)
    assert error.where == name
    assert error.message.startswith("the file cannot be written: ")
    assert error.hint
