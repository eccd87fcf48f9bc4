"""Options from a file: what it may say, what wins, and how a wrong one is told."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cda.cli import cli
from cda.cli.augment import augment
from cda.cli.config import NOT_IN_A_FILE, config_option, keys
from cda.cli.kinds import BY_KEY, COMMAS
from cda.errors import ConfigUnreadable, ConfigValue, OptionError, UnknownKey

ROWS = [{"text": "She told her brother.", "id": "a"}, {"text": "It rained.", "id": "b"}]


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1)
@click.option("-o", "--output", default=None)
@click.option("--field", "fields", multiple=True)
@click.option("--splits", type=COMMAS, default="")
@click.option("--to", type=BY_KEY, default=None)
@click.option("--share", type=click.FloatRange(0, 1), default=0.5)
@click.option("--rows", type=click.IntRange(1), default=None)
@click.option("--on-error", type=click.Choice(["stop", "skip"]), default="stop")
@click.option("--with-ids", is_flag=True)
@click.option("--nouns/--no-nouns", default=True)
@click.option("--resume", is_flag=True)
@config_option
@click.pass_context
def tell(ctx, **values):
    """Say what the options came to."""
    sources = {name: ctx.get_parameter_source(name).name for name in values}
    click.echo(json.dumps({"values": values, "sources": sources}))


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Write the configuration file of a test."""
    monkeypatch.chdir(tmp_path)

    def write(text: str, name: str = "cda.toml") -> str:
        Path(name).write_text(text, "utf-8")
        return name

    return write


def told(*words):
    result = CliRunner().invoke(tell, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["values"]


def error_of(*words, command=tell):
    return CliRunner().invoke(command, list(words)).exception


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('input = ["a", "b"]', "inputs", ["a", "b"]),
        ('input = "a"', "inputs", ["a"]),
        ('output = "o u t"', "output", "o u t"),
        ('field = ["a", "b"]', "fields", ["a", "b"]),
        ('field = "a,b"', "fields", ["a,b"]),
        ("field = []", "fields", []),
        ('splits = ["a", "b"]', "splits", "a,b"),
        ('splits = "a,b"', "splits", "a,b"),
        ("splits = []", "splits", ""),
        ('to = "feminine"', "to", "feminine"),
        ('to = "gender=feminine,race=all"', "to", "gender=feminine,race=all"),
        ('to = { gender = "feminine", race = "all" }', "to", "gender=feminine,race=all"),
        ('[to]\ngender = "feminine"', "to", "gender=feminine"),
        ('to = { gender = "a=b" }', "to", "gender=a=b"),
        ("share = 0.25", "share", 0.25),
        ("share = 1", "share", 1.0),
        ("rows = 1_000", "rows", 1000),
        ('on-error = "skip"', "on_error", "skip"),
        ("with-ids = true", "with_ids", True),
        ("with-ids = false", "with_ids", False),
        ("nouns = false", "nouns", False),
        ("nouns = true", "nouns", True),
    ],
)
def test_a_file_says_what_the_command_line_could_say(file, line, name, value):
    assert told("--config", file(line))[name] == value


@pytest.mark.parametrize(
    ("line", "words", "name", "value"),
    [
        ('input = ["a"]', ["b"], "inputs", ["b"]),
        ('output = "a"', ["-o", "b"], "output", "b"),
        ('field = ["a", "b"]', ["--field", "c"], "fields", ["c"]),
        ('splits = ["a"]', ["--splits", ""], "splits", ""),
        ("share = 0.1", ["--share", "0.5"], "share", 0.5),
        ("nouns = false", ["--nouns"], "nouns", True),
        ("nouns = true", ["--no-nouns"], "nouns", False),
    ],
)
def test_the_command_line_wins_over_the_file(file, line, words, name, value):
    config = ["--config", file(line)]
    assert told(*config, *words)[name] == told(*words, *config)[name] == value


def test_what_neither_says_is_the_default(file):
    assert told("--config", file("")) == told()


def test_a_file_as_windows_writes_it_is_read(file):
    name = file("")
    Path(name).write_bytes(b'\xef\xbb\xbfoutput = "a"\r\nshare = 0.25\r\n')
    assert told("--config", name)["output"] == "a"


def test_a_new_option_of_a_command_needs_nothing_but_its_declaration(file):
    wider = click.Command(
        "wider", params=[*tell.params, click.Option(["--brand-new"], type=int)], callback=tell.callback
    )
    result = CliRunner().invoke(wider, ["--config", file("brand-new = 7")], catch_exceptions=False)
    assert json.loads(result.stdout)["values"]["brand_new"] == 7


def test_every_option_of_augment_has_a_key_but_those_that_speak_of_one_run():
    options = {max(param.opts, key=len).lstrip("-") for param in augment.params if isinstance(param, click.Option)}
    assert set(keys(augment)) == {"input"} | (options - NOT_IN_A_FILE)
    assert set(keys(augment)) >= {"input", "output", "public-figures", "keep-column", "nouns", "with-ids", "format"}


def test_an_argument_that_nobody_gave_is_read_from_the_file_where_click_counts_it_as_given(file):
    """As click does before 8.3, which hands an empty tuple on."""
    ctx = tell.make_context("tell", [], resilient_parsing=True)
    ctx.resilient_parsing = False
    opts = {"config": file('input = "a"'), "inputs": ()}
    config = next(param for param in tell.params if param.name == "config")
    config.handle_parse_result(ctx, opts, [])
    assert "inputs" not in opts
    assert ctx.default_map == {"inputs": ["a"]}


def test_completion_in_a_shell_reads_no_file():
    ctx = tell.make_context("tell", ["--config", "none.toml"], resilient_parsing=True)
    assert ctx.default_map is None


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("output-folder", "did you mean 'output'?"),
        ("On-Error", "did you mean 'on-error'?"),
        ("with_ids", "did you mean 'with-ids'?"),
        ("inputs", "did you mean 'input'?"),
        ("fields", "did you mean 'field'?"),
        ("no-nouns", "did you mean 'nouns'?"),
        ("xyzzy", "the keys are: input, output, field, splits, to, share, rows, on-error, with-ids, nouns"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_one(file, key, hint):
    error = error_of("--config", file(f"{key} = 1"))
    assert isinstance(error, UnknownKey)
    assert (error.code, error.where, error.hint) == ("CDA-C02", f"cda.toml, key {key}", hint)
    assert error.message == f"there is no option '{key}'"


@pytest.mark.parametrize("key", sorted(NOT_IN_A_FILE))
def test_what_speaks_of_one_run_may_not_stand_in_a_file(file, key):
    error = error_of("--config", file(f"{key} = true"), command=augment)
    assert isinstance(error, UnknownKey)
    assert error.where == f"cda.toml, key {key}"
    assert f"--{key} on the command line" in error.hint


@pytest.mark.parametrize(
    ("line", "key", "message", "hint"),
    [
        ("output = 1", "output", "is a whole number", "text in quotes"),
        ('output = ["a"]', "output", "is a list", "text in quotes"),
        ("output = 2026-01-01", "output", "is a date or a time", "text in quotes"),
        ("input = 1.5", "input", "is a number", "text in quotes, or a list of it"),
        ("field = [1]", "field", "is a whole number", "text in quotes, or a list of it"),
        ('field = [["a"]]', "field", "is a list", "text in quotes, or a list of it"),
        ('field = { a = "b" }', "field", "is a table", "text in quotes, or a list of it"),
        ("splits = [true]", "splits", "is true or false", "text in quotes"),
        ('splits = ["a,b"]', "splits", "has the item 'a,b', and commas separate items", "can have a comma in it"),
        ('to = ["a"]', "to", "is a list", 'text in quotes, or a table such as { gender = "..." }'),
        ("to = { gender = 1 }", "to.gender", "is a whole number", "text in quotes"),
        ('to = { gender = "a,b" }', "to.gender", "has the item 'a,b'", "can have a comma in it"),
        ('to = { "a,b" = "c" }', "to", "has the key 'a,b'", 'gender = "..." }'),
        ('to = { "" = "c" }', "to", "has the key ''", 'gender = "..." }'),
        ("to = {}", "to", "is an empty table", 'gender = "..." }'),
        ('share = "0.5"', "share", "is text", "a number"),
        ("share = true", "share", "is true or false", "a number"),
        ("share = 2", "share", "has a wrong value: 2.0 is not in the range 0<=x<=1.", "a number"),
        ("rows = 1.0", "rows", "is a number", "a whole number"),
        ("rows = 0", "rows", "has a wrong value: 0 is not in the range x>=1.", "a whole number"),
        ('on-error = "go"', "on-error", "has a wrong value: 'go' is not one of 'stop', 'skip'.", '"stop" or "skip"'),
        ("on-error = true", "on-error", "is true or false", '"stop" or "skip"'),
        ('with-ids = "yes"', "with-ids", "is text", "true or false"),
        ("nouns = 1", "nouns", "is a whole number", "true or false"),
        ('output = "a\\u0000b"', "output", "has the character U+0000 in it", "text in quotes"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_told_with_file_and_key(file, line, key, message, hint):
    error = error_of("--config", file(line))
    assert isinstance(error, ConfigValue)
    assert (error.code, error.where) == ("CDA-C03", f"cda.toml, key {key}")
    assert error.message.startswith(f"'{key}' {message}")
    assert error.hint.endswith(hint)


def test_a_wrong_value_is_told_in_the_words_of_the_command_line(file):
    there = CliRunner().invoke(tell, ["--on-error", "go"]).output
    here = error_of("--config", file('on-error = "go"')).message
    assert here.partition("wrong value: ")[2] in there


def test_a_value_that_an_options_own_check_refuses_is_told_with_file_and_key(file):
    def refuse(_ctx, _param, value):
        raise click.BadParameter(f"{value} is odd")

    checked = click.Command("checked", params=[*tell.params, click.Option(["--even"], type=int, callback=refuse)])
    error = error_of("--config", file("even = 3"), command=checked)
    assert isinstance(error, ConfigValue)
    assert (error.message, error.where) == ("'even' has a wrong value: 3 is odd", "cda.toml, key even")


def test_a_wrong_value_is_an_error_where_the_command_line_has_another_one_too(file):
    assert isinstance(error_of("--config", file("share = 2"), "--share", "0.5"), ConfigValue)


@pytest.mark.parametrize(
    "content",
    [
        b"output = out",
        b"output = ",
        b'output = "a"\noutput = "b"',
        b'output = "\xff"',
        b"rows = " + b"1" * 5000,
        b"field = " + b"[" * 100_000,
    ],
    ids=["no quotes", "no value", "twice", "no utf-8", "too long a number", "too deep"],
)
def test_a_file_that_is_no_toml_is_told(file, content):
    name = file("")
    Path(name).write_bytes(content)
    error = error_of("--config", name)
    assert isinstance(error, ConfigUnreadable)
    assert (error.code, error.where) == ("CDA-C01", "cda.toml")
    assert error.message.startswith("the file is no TOML: ")
    assert "cda init" in error.hint


def test_the_line_of_broken_toml_is_told(file):
    assert "(at line 2, column 10)" in error_of("--config", file('input = "a"\noutput = out')).message


@pytest.mark.parametrize(("name", "hint"), [("none.toml", "'cda init' writes one"), (".", "give a TOML file")])
def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch, name, hint):
    monkeypatch.chdir(tmp_path)
    error = error_of("--config", name)
    assert isinstance(error, ConfigUnreadable)
    assert error.where == name
    assert hint in error.hint


@pytest.fixture
def rows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in it.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")


def run(*words):
    result = CliRunner().invoke(cli, ["augment", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


FILE = """\
input = ["in it.jsonl"]
output = "out"
field = ["text"]
splits = ["train"]
strategy = "substitute"
to = { gender = "masculine" }
lexicon = { gender = "gender@1" }
id-column = "id"
with-ids = true
fixed-size = false
nouns = true
p = 0.25
"""


def command_in(folder):
    card = Path(folder, "README.md").read_text("utf-8")
    return shlex.split(re.search(r"^cda augment .*$", card, re.MULTILINE)[0])


@pytest.mark.usefixtures("rows")
def test_a_run_by_a_file_is_the_run_by_the_same_options_and_its_card_has_the_whole_command(file):
    run("--config", file(FILE))
    given = command_in("out")
    assert given[2:-1] == [
        "--output=out",
        "--field=text",
        "--splits=train",
        "--strategy=substitute",
        "--p=0.25",
        "--to=gender=masculine",
        "--nouns",
        "--id-column=id",
        "--with-ids",
        *(word for word in given if word.startswith("--lexicon=gender=gender@1.")),
    ]
    assert given[-1] == "in it.jsonl"
    run(*[word.replace("--output=out", "--output=again") for word in given[2:]])
    data = "data/train-00000-of-00001.parquet"
    assert Path("again", data).read_bytes() == Path("out", data).read_bytes()


@pytest.mark.usefixtures("rows")
def test_the_card_has_what_won(file):
    run("--config", file(FILE), "-o", "other", "--to", "feminine", "--p", "0.75")
    given = command_in("other")
    assert {"--output=other", "--to=feminine", "--p=0.75", "--with-ids"} <= set(given)
    assert not any("config" in word or "masculine" in word for word in given)
    assert not Path("out").exists()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("line", ['input = "in it.jsonl"', 'output = "out"', "input = []"])
def test_a_file_without_input_or_output_leaves_them_to_be_given(file, line):
    result = CliRunner().invoke(cli, ["augment", "--config", file(line)])
    assert result.exit_code == 2
    assert "Usage: " in result.output
    assert not Path("out").exists()


@pytest.mark.usefixtures("rows")
def test_what_only_the_run_can_judge_is_judged_as_on_the_command_line(file):
    error = error_of("augment", "--config", file(FILE + 'hostile = "write"'), command=cli)
    assert isinstance(error, OptionError)
    assert "hostile='write'" in error.message


@pytest.mark.usefixtures("rows")
def test_paths_are_those_of_the_folder_where_the_command_runs(file):
    Path("below").mkdir()
    run("--config", file(FILE, "below/cda.toml"))
    assert Path("out", "README.md").is_file()
    said = " ".join(CliRunner().invoke(augment, ["--help"]).output.split())
    assert "Paths in it are relative to the current folder" in said
