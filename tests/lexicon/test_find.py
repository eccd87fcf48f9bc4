from __future__ import annotations

import json
import shutil

import pytest

import cda.lexicon.find as find_module
from cda.errors import LexiconFormatError, LexiconRuleError, UnknownLexicon
from cda.lexicon.find import find, load, published

WIZARD = "noun.wizard-witch|NOUN|sg|wizard|witch||both|core"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A place of published lexicons with several versions."""
    for version in ("1.0.0", "1.2.0", "1.10.0", "2.0.0"):
        folder = tmp_path / "shelf" / "en" / "gender" / version
        folder.mkdir(parents=True)
        keys = {"id": "gender", "version": version, "language": "en", "attribute": "gender", "groups": ["a", "b"]}
        (folder / "manifest.json").write_text(json.dumps(keys), encoding="utf-8")
    (tmp_path / "shelf" / "en" / "gender" / "3.0.0").mkdir()
    monkeypatch.setattr(find_module, "root", lambda: tmp_path / "shelf")
    return tmp_path / "shelf" / "en" / "gender"


@pytest.mark.parametrize("spec", ["gender", "gender@1", "gender@1.0", "gender@1.0.0"])
def test_a_name_with_or_without_a_version_finds_the_published_folder(spec):
    asked = spec.partition("@")[2]
    versions = [one.folder.name for one in find_module.published() if one.name == "gender"]
    newest = [version for version in versions if f"{version}.".startswith(f"{asked}." if asked else "")][-1]
    assert find(spec).parts[-3:] == ("en", "gender", newest)
    assert (find(spec) / "entries.tsv").is_file()


@pytest.mark.parametrize(
    ("spec", "version"),
    [("gender", "2.0.0"), ("gender@1", "1.10.0"), ("gender@1.2", "1.2.0"), ("gender@1.0.0", "1.0.0")],
)
def test_the_newest_version_that_fits_is_taken_by_number_and_not_by_spelling(shelf, spec, version):
    assert find(spec) == shelf / version


def test_a_version_folder_without_a_manifest_is_not_published(shelf):
    assert shelf / "3.0.0" not in [one.folder for one in published()]


def test_a_path_finds_the_folder_itself(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    assert find(str(folder)) == folder


def test_a_relative_path_is_read_from_the_current_folder(lexicon_folder, monkeypatch):
    folder = lexicon_folder(entries=[WIZARD])
    monkeypatch.chdir(folder.parent)
    assert load("./mine").ref.id == "mine"


def test_a_name_never_means_a_folder_of_the_same_name_in_the_current_folder(lexicon_folder, monkeypatch):
    folder = lexicon_folder("gender", entries=[WIZARD])
    monkeypatch.chdir(folder.parent)
    assert find("gender") != folder
    assert len(load("gender").entries) > 1


@pytest.mark.parametrize("spec", ["gendr", "gender@99", "gender@1.0.1", "gender@1.0.0.0", "gender@latest", "Gender"])
def test_an_unknown_name_or_version_lists_what_there_is(spec):
    with pytest.raises(UnknownLexicon) as caught:
        find(spec)
    assert repr(spec) in caught.value.message
    assert "gender@1.0.0" in caught.value.hint
    assert "./my-lexicon" in caught.value.hint


@pytest.mark.parametrize(
    "spec",
    [
        "",
        " ",
        "@1",
        "gender@",
        "gender@../x",
        "gender@1.0.0/../../..",
        "../../etc",
        "..\\..\\etc",
        "./gender",
        "gender\n",
        "gender@1\n",
        "gender@١",
        "a/\0",
        "~nobody-of-this-name/lexicon",
    ],
)
def test_no_odd_spelling_leads_to_a_folder(spec, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownLexicon) as caught:
        find(spec)
    assert caught.value.hint


def test_a_folder_without_a_manifest_is_refused_by_name(tmp_path):
    with pytest.raises(LexiconFormatError) as caught:
        load(str(tmp_path))
    assert str(tmp_path) in caught.value.where
    assert "manifest.json" in caught.value.message


def test_a_folder_that_extends_a_published_lexicon_adds_its_rows_to_it(lexicon_folder):
    base = load("gender@1.0.0")
    own = load(
        str(lexicon_folder(manifest={"extends": "gender@1.0.0"}, entries=["noun.own|NOUN|sg|xaro|xara||both|core"]))
    )
    assert len(own.entries) == len(base.entries) + 1
    assert own.entries[-1].forms == {"masculine": "xaro", "feminine": "xara"}
    assert (own.senses, own.protected, own.cues) == (base.senses, base.protected, base.cues)
    assert str(own.ref) == "mine@1.0.0"


def test_a_row_with_the_id_of_a_row_below_stands_in_its_place(lexicon_folder):
    base = load("gender@1.0.0")
    row = "noun.actor-actress|NOUN|sg|actor|actress||none|core"
    own = load(str(lexicon_folder(manifest={"extends": "gender@1.0.0"}, entries=[row])))
    assert [entry.id for entry in own.entries] == [entry.id for entry in base.entries]
    assert next(entry for entry in own.entries if entry.id == "noun.actor-actress").directions == "none"


def test_every_table_of_the_lexicon_below_can_be_added_to_and_replaced(lexicon_folder):
    below = lexicon_folder(
        "below",
        entries=[WIZARD],
        senses=["sense.one|witch|next|hazel|not_person"],
        protected=["protect.one|witch doctor|any"],
        cues=["cue.one|pregnant|feminine|block|sentence|birth|any"],
    )
    above = load(
        str(
            lexicon_folder(
                "above",
                manifest={"extends": str(below)},
                senses=["sense.one|witch|next|hunt|not_person", "sense.two|witch|previous|sand|not_person"],
                protected=["protect.two|witch hazel|any"],
                cues=["cue.one|pregnant|feminine|note|sentence|birth|any"],
            )
        )
    )
    assert [entry.id for entry in above.entries] == ["noun.wizard-witch"]
    assert [(row.id, sorted(row.words)) for row in above.senses] == [("sense.one", ["hunt"]), ("sense.two", ["sand"])]
    assert [row.phrase for row in above.protected] == ["witch doctor", "witch hazel"]
    assert [(row.id, row.strength) for row in above.cues] == [("cue.one", "note")]


def test_the_hash_of_an_extending_lexicon_depends_on_what_it_extends(lexicon_folder):
    below = lexicon_folder("below", entries=[WIZARD])
    above = lexicon_folder("above", manifest={"extends": str(below)}, protected=["protect.one|witch doctor|any"])
    before = load(str(above)).ref.sha256
    table = below / "entries.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("core", "extended"), encoding="utf-8")
    assert load(str(above)).ref.sha256 != before


def test_a_contradiction_between_own_rows_and_rows_below_is_found(lexicon_folder):
    own = lexicon_folder(manifest={"extends": "gender@1.0.0"}, entries=["noun.own|NOUN|sg|husband|spouso||both|core"])
    with pytest.raises(LexiconRuleError, match="'husband'") as caught:
        load(str(own))
    assert caught.value.where == str(own)


def test_an_id_that_stands_twice_in_an_extending_folder_is_found(lexicon_folder):
    rows = ["noun.own|NOUN|sg|xaro|xara||both|core", "noun.own|NOUN|pl|xaros|xaras||both|core"]
    with pytest.raises(LexiconRuleError, match=r"'noun\.own' stands twice"):
        load(str(lexicon_folder(manifest={"extends": "gender@1.0.0"}, entries=rows)))


def test_a_lexicon_that_extends_itself_is_a_clear_error(lexicon_folder, tmp_path):
    own = lexicon_folder(manifest={"extends": str(tmp_path / "mine")}, entries=[WIZARD])
    with pytest.raises(LexiconFormatError, match="extends itself") as caught:
        load(str(own))
    assert "extends" in caught.value.hint


def test_two_lexicons_that_extend_each_other_are_a_clear_error(lexicon_folder, tmp_path):
    one = lexicon_folder("one", manifest={"extends": str(tmp_path / "two")}, entries=[WIZARD])
    lexicon_folder("two", manifest={"extends": str(tmp_path / "one")}, entries=[WIZARD])
    with pytest.raises(LexiconFormatError, match="extends itself"):
        load(str(one))


def test_a_lexicon_that_extends_something_unknown_says_what_there_is(lexicon_folder):
    with pytest.raises(UnknownLexicon) as caught:
        load(str(lexicon_folder(manifest={"extends": "gender@9"}, entries=[WIZARD])))
    assert "gender@1.0.0" in caught.value.hint


@pytest.mark.parametrize(
    "keys",
    [
        {"language": "es"},
        {"attribute": "age"},
        {"groups": ["masculine", "feminine"]},
        {"groups": ["feminine", "masculine", "neutral"]},
    ],
)
def test_a_lexicon_of_another_language_attribute_or_other_groups_cannot_be_extended(lexicon_folder, keys):
    own = lexicon_folder(manifest={"extends": "gender@1.0.0", **keys}, protected=["protect.one|witch doctor|any"])
    with pytest.raises(LexiconFormatError, match="another language, another attribute or other groups") as caught:
        load(str(own))
    assert caught.value.where == str(own / "manifest.json")


def test_a_copy_of_the_published_folder_reads_the_same(tmp_path):
    shutil.copytree(find("gender"), tmp_path / "copy")
    copy, original = load(str(tmp_path / "copy")), load("gender")
    assert copy.ref == original.ref
    assert copy.entries == original.entries
