from __future__ import annotations

import json
import unicodedata

import pytest

from cda.errors import LexiconFormatError, LexiconHashError, UnknownLexicon
from cda.lexicon.figures import load_figures
from cda.lexicon.find import root
from cda.lexicon.tables import cells

HEADER = "id\tname\tsources\tnote"


@pytest.fixture
def folder(tmp_path):
    """Write a folder of figures: rows as ``id|name``, manifest keys over sound ones."""

    def build(*rows, name="mine", header=HEADER, **manifest):
        target = tmp_path / name
        target.mkdir()
        keys = {"id": "mine", "version": "1.0.0", "language": "en", "attribute": "names", "groups": ["a", "b"]}
        (target / "manifest.json").write_text(json.dumps({**keys, **manifest}), encoding="utf-8")
        lines = [header, *(f"{row.replace('|', chr(9))}\tcurated\t" for row in rows)]
        (target / "figures.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(target)

    return build


@pytest.mark.parametrize(
    "name",
    [
        "Albert Einstein",
        "Abraham Lincoln",
        "George Eliot",
        "Queen Victoria",
        "Admiral Nelson",
        "Genghis Khan",
        "Malcolm X",
        "John F. Kennedy",
        "J.K. Rowling",
        "J. K. Rowling",
        "Martin Luther King Jr.",
        "Robert De Niro",
    ],
)
def test_those_whom_everybody_knows_are_there(name):
    assert name in load_figures().ids


@pytest.mark.parametrize(
    "name",
    [
        "John Smith",
        "David Smith",
        "Adam Smith",
        "James Wilson",
        "Thomas Young",
        "Henry I",
        "Saint Mark",
        "Roman deity",
        "Joe Bloggs",
        "Uncle Joe",
        "god of war",
        "Juan Carlos",
        "Harry Potter",
    ],
)
def test_common_names_and_what_is_no_person_are_not(name):
    assert name not in load_figures().ids


def test_names_are_full_names_and_stand_once_with_ids_that_stand_once():
    figures = load_figures()
    assert len(figures.names) == len(set(figures.names)) == len(set(figures.ids.values())) > 3000
    assert [name for name in figures.names if len(name.split()) < 2 or not any(map(str.isupper, name))] == []


def test_the_table_says_nothing_about_anybody_but_the_name():
    rows = [row for _, row in cells(root() / "en" / "public-figures" / "1.0.0" / "figures.tsv")]
    assert {tuple(row) for row in rows} == {("id", "name", "sources", "note")}
    assert {row["note"] for row in rows} == {""}


def test_a_name_with_diacritics_is_also_there_without_them():
    ids = load_figures().ids
    marked = [name for name in ids if unicodedata.normalize("NFKD", name) != name]
    assert marked
    for name in marked:
        plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
        assert plain in ids, name


def test_the_published_lexicon_is_read_once():
    assert load_figures() is load_figures("public-figures")
    assert load_figures("public-figures@1").names is load_figures().names


def test_a_folder_of_ones_own_is_read_and_read_again_after_a_change(folder):
    spec = folder("figure.ann_ames|Ann Ames")
    assert load_figures(spec).ids == {"Ann Ames": "figure.ann_ames"}
    with open(f"{spec}/figures.tsv", "a", encoding="utf-8") as table:  # noqa: PTH123
        table.write("figure.bo_beck\tBo Beck\t\t\n")
    assert load_figures(spec).names == ("Ann Ames", "Bo Beck")


def test_a_folder_that_extends_the_published_lexicon_adds_to_it_and_replaces(folder):
    below = load_figures()
    spec = folder("figure.ann_ames|Ann Ames", "figure.albert_einstein|A. Einstein", extends="public-figures")
    own = load_figures(spec)
    assert len(own.names) == len(below.names) + 1
    assert {"Ann Ames", "A. Einstein"} <= own.ids.keys()
    assert "Albert Einstein" not in own.ids
    assert own.ref.id == "mine"
    assert own.ref.sha256 != below.ref.sha256


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["figure.ann|Ann"], "no full name"),
        (["Figure Ann|Ann Ames"], "is no id"),
        (["figure.a|Ann Ames", "figure.a|Bo Beck"], "the id 'figure.a' stands twice"),
        (["figure.a|Ann Ames", "figure.b|Ann Ames"], "the name 'Ann Ames' stands twice"),
        (["figure.a|Ann Ames|more"], "cells"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(folder, rows, message):
    with pytest.raises(LexiconFormatError, match=message) as caught:
        load_figures(folder(*rows))
    assert f"line {len(rows) + 1}" in caught.value.where
    assert caught.value.hint


def test_other_columns_are_refused_so_that_no_attribute_of_a_person_slips_in(folder):
    spec = folder("figure.a|Ann Ames", header="id\tname\tgender\tnote")
    with pytest.raises(LexiconFormatError, match="columns"):
        load_figures(spec)


def test_a_lexicon_without_figures_is_refused():
    with pytest.raises(LexiconFormatError, match=r"no figures\.tsv"):
        load_figures("gender@1.0.0")


def test_content_that_is_not_what_the_manifest_says_is_refused(folder):
    with pytest.raises(LexiconHashError):
        load_figures(folder("figure.a|Ann Ames", sha256="0" * 64))


def test_a_lexicon_that_extends_itself_is_refused(folder, tmp_path):
    with pytest.raises(LexiconFormatError, match="extends itself"):
        load_figures(folder("figure.a|Ann Ames", extends=str(tmp_path / "mine")))


def test_an_unknown_lexicon_is_refused():
    with pytest.raises(UnknownLexicon):
        load_figures("public-figures@9")
