from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import cda.cli.lexicon_shown as lexicon_command
from cda.cli import cli
from cda.errors import LexiconHashError, OptionError, UnknownLexicon
from cda.lexicon.digest import content_hash
from cda.lexicon.find import load
from cda.lexicon.model import NEVER_WRITTEN

WIZARD = "noun.wizard-witch|NOUN|sg|wizard|witch||both|core"


def run(*arguments):
    return CliRunner().invoke(cli, ["lexicon", *arguments])


def test_list_names_every_published_lexicon():
    result = run("list")
    assert result.exit_code == 0
    listed = [line.split("\t")[:3] for line in result.output.splitlines()]
    assert ["gender@1.0.0", "en", "gender"] in listed
    assert [str(load("gender").ref), "en", "gender"] in listed


def test_show_tells_what_a_lexicon_is_and_where():
    result = run("show", "gender@1")
    gender = load("gender@1")
    assert result.exit_code == 0
    for fact in (str(gender.ref), f"{len(gender.entries)} entries", gender.ref.sha256, gender.where, gender.licence):
        assert fact in result.output


def test_show_with_a_form_tells_every_row_that_has_it_in_any_letter_case():
    lines = run("show", "gender", "KING").output.splitlines()
    assert [line for line in lines if line.startswith("entry") and "masculine: king" in line]
    assert [line for line in lines if line.startswith("sense") and "sense.king-chess" in line]
    assert [line for line in lines if line.startswith("protected") and "Burger King" in line]


def test_show_with_a_cue_tells_it():
    assert "cue.pregnant" in run("show", "gender", "pregnant").output


@pytest.mark.parametrize(("lexicon", "form"), [("gender", "xqzzx"), ("names-us", "Xqzzx")])
def test_show_with_a_form_that_is_not_there_says_so(lexicon, form):
    error = run("show", lexicon, form).exception
    assert isinstance(error, OptionError)
    assert (
        error.message
        == f"no row of {load(lexicon).ref if lexicon == 'gender' else 'names-us@1.0.0'} has the form {form!r}"
    )
    assert "did you mean" not in error.hint


@pytest.mark.parametrize(
    ("lexicon", "form", "meant"), [("gender", "Waitres", "waitress"), ("names-us", "Jhonathann", "Jonathan")]
)
def test_show_with_a_misspelt_form_names_close_ones(lexicon, form, meant):
    assert f"{meant!r}" in run("show", lexicon, form).exception.hint


def test_show_proposes_no_insult():
    found = load("race-us")
    insults = {form for one in found.entries if one.status in NEVER_WRITTEN for form in one.forms.values()}
    insults -= {form for one in found.entries if one.status not in NEVER_WRITTEN for form in one.forms.values()}
    assert insults
    for form in insults:
        hint = run("show", "race-us", f"{form}q").exception.hint
        assert not any(repr(insult) in hint for insult in insults)


def test_check_says_that_a_sound_lexicon_is_sound(lexicon_folder):
    result = run("check", str(lexicon_folder(entries=[WIZARD])))
    assert result.exit_code == 0
    assert "mine@1.0.0 is sound: 1 entries" in result.output


def test_check_tells_every_contradiction_and_fails(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD, WIZARD], senses=["sense.one|warlock|next|hazel|not_person"])
    result = run("check", str(folder))
    assert result.exit_code == 2
    assert [line[:8] for line in result.stderr.splitlines()] == ["CDA-L03:"] * 2
    assert result.stdout == ""


def test_stamp_writes_rows_and_hash_that_are_then_held_to(lexicon_folder):
    folder = lexicon_folder(manifest={"title": "Mägi"}, entries=[WIZARD], protected=["protect.x|witch doctor|any"])
    assert run("check", str(folder), "--stamp").exit_code == 0
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"] == {"entries.tsv": 1, "protected.tsv": 1}
    assert (manifest["sha256"], manifest["title"]) == (content_hash(folder), "Mägi")
    with (folder / "protected.tsv").open("a", encoding="utf-8") as table:
        table.write("# a remark\n")
    assert isinstance(run("check", str(folder)).exception, LexiconHashError)
    assert run("check", str(folder), "--stamp").exit_code == 0
    assert run("check", str(folder)).exit_code == 0


def test_check_without_stamp_writes_nothing(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    before = (folder / "manifest.json").read_bytes()
    run("check", str(folder))
    assert (folder / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(("version", "refused"), [("1.0.0", True), ("1.0.0.dev0", False)])
def test_stamp_leaves_a_published_version_alone_unless_it_is_still_in_the_making(
    lexicon_folder, monkeypatch, version, refused
):
    folder = lexicon_folder(manifest={"version": version}, entries=[WIZARD])
    monkeypatch.setattr(lexicon_command, "root", lambda: folder.parent)
    before = (folder / "manifest.json").read_bytes()
    result = run("check", str(folder), "--stamp")
    assert isinstance(result.exception, OptionError) is refused
    assert ((folder / "manifest.json").read_bytes() == before) is refused


def test_diff_marks_what_was_added_removed_and_changed(lexicon_folder):
    rows = [WIZARD, "noun.ogre-ogress|NOUN|sg|ogre|ogress||both|core"]
    old = lexicon_folder("old", entries=rows)
    new = lexicon_folder(
        "new", entries=[rows[0].replace("both", "to-masculine"), "noun.elf-elfin|NOUN|sg|elf|elfin||both|core"]
    )
    result = run("diff", str(old), str(new))
    assert result.exit_code == 0
    marked = [line for line in result.output.splitlines() if line[0] in "+-~"]
    assert marked == ["~ entries  noun.wizard-witch", "- entries  noun.ogre-ogress", "+ entries  noun.elf-elfin"]
    assert "    is  " in result.output
    assert "    was " in result.output


def test_diff_of_a_lexicon_with_itself_is_empty():
    assert run("diff", "gender", "gender").output == ""


@pytest.mark.parametrize("arguments", [["show", "gendr"], ["check", "gendr"], ["diff", "gender", "gendr"]])
def test_an_unknown_lexicon_is_an_error(arguments):
    assert isinstance(run(*arguments).exception, UnknownLexicon)
