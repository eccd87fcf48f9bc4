"""Facts about the lexicons that ship with the toolkit."""

from __future__ import annotations

import hashlib
import json

import pytest

from cda.lexicon.check import problems
from cda.lexicon.digest import TABLES, content_hash
from cda.lexicon.find import load, published, root
from cda.lexicon.read import read_manifest
from cda.lexicon.tables import cells

ALL = pytest.mark.parametrize("one", published(), ids=lambda one: f"{one.name}@{'.'.join(map(str, one.version))}")


def rows(folder, name):
    """The rows of a table; none where a lexicon of its kind has no such table."""
    return [row for _, row in cells(folder / name)] if (folder / name).is_file() else []


@pytest.fixture(scope="module")
def gender():
    return load("gender@1.0.0")


@pytest.fixture(scope="module")
def by_form(gender):
    """Every form, lower case, to the ids of its entries."""
    found = {}
    for entry in gender.entries:
        for form in entry.forms.values():
            found.setdefault(form.lower(), set()).add(entry.id)
    return found


def test_a_published_version_never_changes():
    promised = json.loads((root() / "published.json").read_text(encoding="utf-8"))
    final = {}
    for one in published():
        manifest = read_manifest(one.folder)
        if ".dev" not in manifest.version:
            final[f"{manifest.id}@{manifest.version}"] = content_hash(one.folder)
    assert final == promised, "a version without .dev stands in lexicons/published.json, and stays as it is"


@ALL
def test_folder_and_manifest_agree(one):
    manifest = read_manifest(one.folder)
    assert (manifest.language, manifest.id) == (one.language, one.name)
    assert manifest.version.partition(".dev")[0] == one.folder.name


@ALL
def test_the_manifest_names_the_hash_as_the_format_describes_it(one):
    digest = hashlib.sha256()
    for table in sorted(one.folder.glob("*.tsv")):
        digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    assert read_manifest(one.folder).sha256 == digest.hexdigest()


@ALL
def test_the_manifest_counts_the_rows_of_every_table(one):
    counts = {name: len(rows(one.folder, name)) for name in TABLES if (one.folder / name).is_file()}
    assert read_manifest(one.folder).rows == counts


@ALL
def test_it_does_not_contradict_itself(one):
    assert list(problems(load(str(one.folder)))) == []


@ALL
def test_every_source_that_a_row_names_is_explained(one):
    explained = {row["key"] for row in rows(one.folder, "sources.tsv")}
    for name in ("entries.tsv", "protected.tsv", "cues.tsv", "rejected.tsv", "figures.tsv", "occupations.tsv"):
        named = {key for row in rows(one.folder, name) for key in row["sources"].split()}
        assert named <= explained, name


@ALL
def test_every_entry_names_a_source(one):
    assert [row["id"] for row in rows(one.folder, "entries.tsv") if not row["sources"].split()] == []


@ALL
def test_every_source_has_a_licence_and_a_place(one):
    assert [row["key"] for row in rows(one.folder, "sources.tsv") if not (row["licence"] and row["title"])] == []


@ALL
@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_plain_text_with_unix_line_ends(one, name):
    if not (one.folder / name).is_file():
        pytest.skip("this version has no such table")
    data = (one.folder / name).read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")


@ALL
@pytest.mark.parametrize("name", TABLES)
def test_no_cell_begins_or_ends_with_a_blank(one, name):
    if not (one.folder / name).is_file():
        pytest.skip("this version has no such table")
    wrong = [(line, cell) for line, row in cells(one.folder / name) for cell in row.values() if cell != cell.strip()]
    assert wrong == []


@ALL
def test_a_pair_that_was_rejected_is_no_entry(one):
    pairs = [row for row in rows(one.folder, "rejected.tsv") if "masculine" in row]
    rejected = {(row["masculine"].lower(), row["feminine"].lower()) for row in pairs}
    kept = {
        (row.get("masculine", "").lower(), row.get("feminine", "").lower())
        for row in rows(one.folder, "entries.tsv")
        if row["directions"] != "none" and row.get("masculine") and row.get("feminine")
    }
    assert kept & rejected == set()


@ALL
def test_every_sense_and_every_protected_phrase_is_written_in_the_case_it_is_looked_up_in(one):
    lexicon = load(str(one.folder))
    for sense in lexicon.senses:
        assert all(word == word.lower() for word in (*sense.forms, *sense.words)), sense.id


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("he", "she"),
        ("him", "her"),
        ("his", "her"),
        ("his", "hers"),
        ("himself", "herself"),
        ("father", "mother"),
        ("sons", "daughters"),
        ("brother-in-law", "sister-in-law"),
        ("husband", "wife"),
        ("prince", "princess"),
        ("king", "queen"),
        ("grandfather", "grandmother"),
        ("policemen", "policewomen"),
        ("Mr", "Ms"),
    ],
)
def test_the_pairs_that_everybody_expects_go_both_ways(gender, masculine, feminine):
    fits = [
        entry
        for entry in gender.entries
        if entry.forms.get("masculine") == masculine and entry.forms.get("feminine") == feminine
    ]
    assert "both" in {entry.directions for entry in fits}


@pytest.mark.parametrize("form", ["mrs", "miss", "actress", "waitress", "mayoress"])
def test_forms_whose_counterpart_is_generic_are_only_read(gender, form):
    fits = [entry for entry in gender.entries if entry.forms.get("feminine", "").lower() == form]
    assert fits
    assert {entry.directions for entry in fits} == {"to-masculine"}


@pytest.mark.parametrize("form", ["bitch", "whore", "slut", "faggot", "tranny", "dyke", "bastard", "hooker", "cunt"])
def test_a_slur_is_never_written(gender, form):
    writing = [
        entry.id
        for entry in gender.entries
        for group, one in entry.forms.items()
        if form in one.lower().replace("-", " ").split() and entry.writes(group)
    ]
    assert writing == []


@pytest.mark.parametrize("phrase", ["he or she", "she or he", "his or her", "him or her", "himself or herself"])
def test_both_halves_of_a_paired_pronoun_are_forms(by_form, phrase):
    first, _, second = phrase.split()
    assert first in by_form
    assert second in by_form


@pytest.mark.parametrize("word", ["doctor", "nurse", "teacher", "engineer", "person", "child", "they", "their", "you"])
def test_words_without_a_gender_are_no_source(gender, word):
    sources = [
        entry.id
        for entry in gender.entries
        for group, form in entry.forms.items()
        if form.lower() == word and entry.is_source(group, gender.opposite)
    ]
    assert sources == []


def test_there_is_no_form_that_only_differs_from_itself_by_group(gender):
    same = [
        entry.id
        for entry in gender.entries
        if {"masculine", "feminine"} <= entry.forms.keys() and entry.forms["masculine"] == entry.forms["feminine"]
    ]
    assert same == []


def test_cues_speak_of_pregnancy_as_feminine_and_block(gender):
    cue = next(cue for cue in gender.cues if cue.cue == "pregnant")
    assert (cue.group, cue.strength) == ("feminine", "block")
