from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cda.cli import cli
from cda.errors import OptionError


def run(*arguments, data=b""):
    """Standard output of a command that must succeed."""
    result = CliRunner().invoke(cli, list(arguments), input=data, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def found(*arguments, data):
    return [json.loads(line) for line in run("detect", *arguments, data=data).decode("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"She told her brother.\n", b"He told his sister.\n"),
        (b"She left.\nHe stayed.\n", b"He left.\nShe stayed.\n"),
        (b"She left.\r\nHe stayed.\r\n", b"He left.\r\nShe stayed.\r\n"),
        (b"She left.\nHe stayed.", b"He left.\nShe stayed."),
        (b"", b""),
        (b"\n\n", b"\n\n"),
        (b"\r\n", b"\r\n"),
        (b"  She \t left. \n", b"  He \t left. \n"),
        ("She thanked Zoë – naïve “friend”.\n".encode(), "He thanked Zoë – naïve “friend”.\n".encode()),
    ],
)
def test_swap_rewrites_lines_and_keeps_white_space(data, expected):
    assert run("swap", data=data) == expected


@pytest.mark.parametrize("junk", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f"])
def test_swap_lets_bytes_that_are_no_utf8_pass_through(junk):
    data = junk + b" She told her brother" + junk + b"." + junk + b"\nThey called her at noon. " + junk
    expected = junk + b" He told his sister" + junk + b"." + junk + b"\nThey called him at noon. " + junk
    assert run("swap", data=data) == expected


def test_swap_reads_a_file(tmp_path):
    path = tmp_path / "in.txt"
    path.write_bytes(b"She left.\r\nHer brother stayed.")
    assert run("swap", str(path)) == b"He left.\r\nHis sister stayed."


@pytest.mark.parametrize(("to", "expected"), [("masculine", b"He met him.\n"), ("feminine", b"She met her.\n")])
def test_swap_goes_in_one_direction(to, expected):
    assert run("swap", "--to", to, data=b"She met him.\n") == expected


def test_swap_takes_a_lexicon_of_ones_own(lexicon_folder):
    folder = lexicon_folder(entries=["noun.x|NOUN|sg|wizard|witch||both|core"])
    assert run("swap", "--lexicon", str(folder), data=b"She saw a wizard.\n") == b"She saw a witch.\n"


def test_swap_keeps_the_order_of_many_lines():
    data = b"".join(b"%d she\n" % number for number in range(1500))
    assert run("swap", data=data) == data.replace(b"she", b"he")


@pytest.mark.parametrize("command", ["swap", "detect"])
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--to", "neuter"], OptionError),
        (["--guards", "on"], OptionError),
        (["--names", "none"], OptionError),
        (["--attribute", "gender,shoes"], OptionError),
        (["--attribute", "gender,age", "--to", "old"], OptionError),
    ],
)
def test_a_wrong_option_is_an_error_and_nothing_is_written(command, arguments, error):
    result = CliRunner().invoke(cli, [command, *arguments], input=b"She left.\n")
    assert isinstance(result.exception, error)
    assert result.stdout_bytes == b""


def test_a_file_that_is_not_there_is_named(tmp_path):
    result = CliRunner().invoke(cli, ["swap", str(tmp_path / "none.txt")])
    assert result.exit_code == 2
    assert "none.txt" in result.output


def test_detect_tells_every_mention_with_its_place_in_its_line():
    data = "Über Wien.\nSie – she told her brother.\n".encode()
    rows = found(data=data)
    assert [(row["line"], row["text"], row["group"], row["kind"]) for row in rows] == [
        (2, "she", "feminine", "pronoun"),
        (2, "her", "feminine", "pronoun"),
        (2, "brother", "masculine", "noun"),
    ]
    line = data.decode("utf-8").splitlines()[1]
    assert [line[row["start"] : row["end"]] for row in rows] == ["she", "her", "brother"]
    assert set(rows[0]) == {"line", "start", "end", "text", "attribute", "group", "kind", "entry"}


def test_detect_tells_held_words_only_when_asked():
    data = b"She left the Burger King.\n"
    assert [row["text"] for row in found(data=data)] == ["She"]
    she, king = found("--held", data=data)
    assert "held" not in she
    assert (king["text"], king["reason"], king["held"]) == ("Burger King", "protected", True)


def test_detect_of_nothing_is_nothing():
    assert found(data=b"") == found(data=b"It rained.\n") == []


def test_detect_writes_letters_as_they_are():
    assert "señora".encode() in run("detect", data="La señora Oak and the Señora Vale left.\n".encode()).lower()


def test_detect_survives_bytes_that_are_no_utf8():
    (row,) = found(data=b"\xff she left\n")
    assert (row["start"], row["text"]) == (2, "she")
