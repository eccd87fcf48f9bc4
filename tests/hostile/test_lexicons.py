"""A lexicon of somebody else's: what it says is read as words, or an error says what is wrong with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lexicon_folders import write_lexicon

from cda import Rewriter
from cda.errors import CdaError, LexiconFormatError, LexiconRuleError, UnknownLexicon
from cda.lexicon.find import root

ROW = "noun.{} | NOUN | sg | {} | {} | | both | core"
OBJECT = "!!python/object/apply:os.mkdir ['{}']"


def lexicon_of(tmp_path, *rows, **tables):
    return str(write_lexicon(tmp_path / "lexicon", entries=list(rows), **tables))


def rewritten(folder, text):
    return Rewriter(lexicon=folder)(text).text


METACHARACTERS = {
    "r.dman": "the r.dman, not the redman or rxdman",
    "re+d": "a re+d, not a red, reed or reeed",
    "a(b)c": "one a(b)c and one abc",
    "red[a-z]man": "the red[a-z]man and the redxman",
    "red\\wman": "red\\wman but redxman, red\\dman",
    "red$man": "red$man or redman",
    "(?i)red(?=man)x": "(?i)red(?=man)x RED redman",
    "a{2}b": "a{2}b, not aab",
    "x^y": "x^y and xy",
    "r*d": "r*d, not rrrd or d",
}


@pytest.mark.parametrize("form", METACHARACTERS)
def test_marks_of_expressions_in_a_form_mean_themselves(tmp_path, form):
    text = METACHARACTERS[form]
    folder = lexicon_of(tmp_path, ROW.format("one", form, "blueman"))
    plain = form.removeprefix("(?i)")  # marks at the edges of a form are no part of what is looked up
    at = text.index(plain)
    out = Rewriter(lexicon=folder)(text)
    assert len(out.edits) == 1
    (edit,) = out.edits
    assert at <= edit.start + len(form) - len(plain)
    assert edit.end <= at + len(form)
    assert out.text.count("blueman") == 1


@pytest.mark.parametrize("form", ["\\1", "\\g<0>x", "$1x", "{0}x", "%sx", "{{x}}", "x\\n"])
def test_what_is_written_is_written_as_it_stands(tmp_path, form):
    folder = lexicon_of(tmp_path, ROW.format("one", "redman", form))
    assert rewritten(folder, "One redman came.") == f"One {form} came."


@pytest.mark.parametrize("mark", ["\x00", "\u2028", "\u200d", "\u0301", "\x1b"], ids=ascii)
def test_odd_characters_in_a_form_are_characters(tmp_path, mark):
    folder = lexicon_of(tmp_path, ROW.format("one", f"red{mark}man", f"blue{mark}man"))
    assert rewritten(folder, f"A red{mark}man, a redman.") == f"A blue{mark}man, a redman."


def test_the_end_of_a_line_in_a_form_ends_its_row(tmp_path):
    folder = lexicon_of(tmp_path, ROW.format("one", '"red\nman"', "blue"))
    with pytest.raises(LexiconFormatError, match="cells"):
        Rewriter(lexicon=folder)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2003 "], ids=ascii)
def test_a_form_of_blanks_is_none(tmp_path, blank):
    folder = Path(lexicon_of(tmp_path, ROW.format("one", "redman", "X"), ROW.format("two", "tall", "Y")))
    table = folder / "entries.tsv"
    table.write_text(table.read_text("utf-8").replace("X", blank), "utf-8")
    assert rewritten(str(folder), "A redman, so tall.") == "A redman, so Y."


def test_an_entry_of_blanks_alone_is_an_error(tmp_path):
    folder = Path(lexicon_of(tmp_path, ROW.format("one", "X", "X")))
    table = folder / "entries.tsv"
    table.write_text(table.read_text("utf-8").replace("X", " "), "utf-8")
    with pytest.raises(LexiconFormatError, match="at least one form"):
        Rewriter(lexicon=str(folder))


def test_marks_of_expressions_mean_themselves_in_every_table(tmp_path):
    folder = lexicon_of(
        tmp_path,
        ROW.format("one", "redman", "blueman"),
        protected=["prot.a | redman (a+)+$ | any | x"],
        senses=["sense.a | redman | next | .*, (a+)+ | not_person"],
        cues=["cue.a | r.d( | any | block | row | x | any"],
    )
    out = Rewriter(lexicon=folder, guards="hold")(f"A redman {'a' * 5000}! A redman (a+)+$ red. A redman.")
    assert out.text == f"A blueman {'a' * 5000}! A redman (a+)+$ red. A blueman."


MANIFESTS = {
    "deep": "[" * 100_000,
    "deep and closed": "[" * 900 + "]" * 900,
    "deep keys": '{"id":' * 50_000,
    "digits": "9" * 5000,
    "nothing": "",
    "null": "null",
    "a list": "[]",
    "a string": '"mine"',
    "not JSON": "id: mine",
    "an object of Python": OBJECT,
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\n",
    "TOML": "[[lexicon]]\nid = 'mine'",
    "bytes": b"\xff\xfe\x00",
    "byte order mark": b'\xef\xbb\xbf{"id": "mine"}',
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_manifest_that_is_none_is_an_error_that_says_where(tmp_path, kind):
    folder = Path(lexicon_of(tmp_path, ROW.format("one", "redman", "blueman")))
    made = tmp_path / "made"
    content = MANIFESTS[kind]
    content = content if isinstance(content, bytes) else content.replace("{}", str(made)).encode()
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(LexiconFormatError) as raised:
        Rewriter(lexicon=str(folder))
    assert str(folder) in raised.value.where
    assert not made.exists()


@pytest.mark.parametrize(
    "keys",
    [
        {"id": "../../etc"},
        {"id": "a/b"},
        {"id": ""},
        {"id": 5},
        {"version": "../1.0.0"},
        {"version": "9" * 5000},
        {"attribute": "../gender"},
        {"groups": []},
        {"groups": ["masculine", "masculine"]},
        {"groups": ["../masculine", "feminine"]},
        {"groups": ["masculine\x00", "feminine"]},
        {"extends": "../../etc"},
        {"extends": "/etc"},
        {"extends": "file:///etc/passwd"},
        {"extends": "https://example.org/lexicon"},
        {"extends": "gender@" + "9" * 5000},
        {"extends": "./" + "x" * 5000},
        {"extends": ["gender"]},
        {"sha256": "0" * 64},
        {"sha256": "../x"},
        {"__class__": "x"},
    ],
    ids=str,
)
def test_a_manifest_that_leads_elsewhere_is_an_error(tmp_path, keys):
    folder = lexicon_of(tmp_path, ROW.format("one", "redman", "blueman"), manifest=keys)
    with pytest.raises(CdaError) as raised:
        Rewriter(lexicon=folder)
    assert raised.value.code.startswith("CDA-L0")


def test_of_keys_that_stand_twice_the_last_one_counts(tmp_path):
    folder = Path(lexicon_of(tmp_path, ROW.format("one", "redman", "blueman")))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(f'{{"id": "other", {json.dumps(manifest)[1:]}', "utf-8")
    assert Rewriter(lexicon=str(folder)).lexicon.id == "mine"


def test_ids_columns_and_forms_that_stand_twice_are_errors(tmp_path):
    twice = lexicon_of(tmp_path / "ids", ROW.format("one", "a", "b"), ROW.format("one", "c", "d"))
    with pytest.raises(LexiconRuleError, match="twice"):
        Rewriter(lexicon=twice)
    forms = lexicon_of(tmp_path / "forms", ROW.format("one", "a", "b"), ROW.format("two", "a", "c"))
    with pytest.raises(LexiconRuleError, match="2 targets"):
        Rewriter(lexicon=forms)
    columns = Path(lexicon_of(tmp_path / "columns", ROW.format("one", "a", "b")))
    table = columns / "entries.tsv"
    table.write_text(table.read_text("utf-8").replace("note", "id", 1), "utf-8")
    with pytest.raises(LexiconFormatError, match="twice"):
        Rewriter(lexicon=str(columns))


NOWHERE = (
    *("../../etc", "./../../../../../../etc/passwd", "/etc/passwd", "/dev/null", "~root/x", "~nobody/x", "./~"),
    *("gender@../../etc", "gender@1/../../x", "..\\..\\x", "a\x00b", "./a\x00b", "./" + "x" * 5000, "x" * 5000),
    *("http://example.org/x", "https://example.org/x", "file:///etc", "hf://x/y", "${HOME}", "$(id)", "gender\n"),
    *("gender@" + "9" * 5000, "gender@1.2.3.4", "./\ud800", " ", "", "-", "@", "gender@", "GENDER", "*", "[a]", "./*"),
)


@pytest.mark.parametrize("name", NOWHERE, ids=lambda name: ascii(name)[:40])
def test_a_name_that_means_no_lexicon_is_an_error_that_says_so(name):
    with pytest.raises((UnknownLexicon, LexiconFormatError)):
        Rewriter(lexicon=name or " ")
    with pytest.raises((UnknownLexicon, LexiconFormatError)):
        Rewriter(names="swap", lexicon={"names": name or " "})


def test_a_large_lexicon_is_read_in_time_and_found_in_a_text(tmp_path):
    rows = [ROW.format(number, f"redman{number}", f"blueman{number}") for number in range(30_000)]
    folder = lexicon_of(tmp_path, *rows)
    assert rewritten(folder, "redman0 met redman29999, redman30000.") == "blueman0 met blueman29999, redman30000."


def test_a_cell_of_a_megabyte_is_a_form_like_any_other(tmp_path):
    folder = lexicon_of(tmp_path, ROW.format("one", "r" * 1_000_000, "b" * 1_000_000))
    assert rewritten(folder, f"A {'r' * 1_000_000}, a redman.") == f"A {'b' * 1_000_000}, a redman."


def test_forms_that_overlap_in_a_chain_as_long_as_the_text_are_settled(tmp_path):
    folder = lexicon_of(tmp_path, ROW.format("one", "a b", "c d"), ROW.format("two", "b a b", "d c d"))
    assert rewritten(folder, "a b " * 20_000).count("d c d") > 5_000


# --- lexicons of names and of public figures -------------------------------------------------------------------------

OF_NAMES = {"names": "names-us/1.0.0", "public-figures": "public-figures/1.0.0"}
TABLES = [
    *(("names", table) for table in ("names.tsv", "nicknames.tsv", "race_names.tsv", "protected.tsv")),
    ("public-figures", "figures.tsv"),
]


def copied(tmp_path, key):
    folder = tmp_path / key
    shutil.copytree(root() / "en" / OF_NAMES[key], folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest.pop("sha256", None)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


@pytest.mark.parametrize("kind", [kind for kind in MANIFESTS if kind != "byte order mark"])
@pytest.mark.parametrize("key", OF_NAMES)
def test_a_broken_manifest_of_names_is_an_error(tmp_path, key, kind):
    folder = copied(tmp_path, key)
    content = MANIFESTS[kind]
    (folder / "manifest.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LexiconFormatError):
        Rewriter(names="swap", lexicon={key: str(folder)})


@pytest.mark.parametrize("content", [b"\xff\xfe\n", bytes(range(256)), b"a\tb\n1\t2\n", b"id\n1\t2\n"], ids=str)
@pytest.mark.parametrize(("key", "table"), TABLES)
def test_a_broken_table_of_names_is_an_error(tmp_path, key, table, content):
    folder = copied(tmp_path, key)
    (folder / table).write_bytes(content)
    with pytest.raises(LexiconFormatError):
        Rewriter(names="swap", lexicon={key: str(folder)})


@pytest.mark.parametrize("old", ["Hanks", "Tom"])
def test_names_of_marks_and_nuls_mean_themselves(tmp_path, old):
    folder = copied(tmp_path, "public-figures")
    table = folder / "figures.tsv"
    table.write_text(table.read_text("utf-8").replace(old, "(a+)+\x00.*"), "utf-8")
    out = Rewriter(lexicon={"public-figures": str(folder)})(f"Tom Hanks told his wife. {'a' * 5000}")
    assert out.text == f"Tom Hanks told her husband. {'a' * 5000}"
