from __future__ import annotations

import json

import pytest

from cda.errors import LexiconFormatError, LexiconHashError, LexiconRuleError
from cda.lexicon.check import problems
from cda.lexicon.digest import content_hash
from cda.lexicon.find import load
from cda.lexicon.read import read_lexicon

WIZARD = "noun.wizard-witch|NOUN|sg|wizard|witch||both|core"


def test_a_chain_in_one_direction_is_refused(lexicon_folder):
    rows = ["noun.a|NOUN|sg|alfo|alfa||to-feminine|core", "noun.b|NOUN|sg|alfa|alfina||to-feminine|core"]
    with pytest.raises(LexiconRuleError, match="chain") as caught:
        load(str(lexicon_folder(entries=rows)))
    assert "'alfa'" in caught.value.message
    assert "noun.a" in caught.value.message
    assert "noun.b" in caught.value.message


def test_a_pair_read_in_both_directions_is_no_chain(lexicon_folder):
    assert len(load(str(lexicon_folder(entries=[WIZARD]))).entries) == 1


def test_a_chain_is_seen_through_letter_case(lexicon_folder):
    rows = ["noun.a|NOUN|sg|alfo|Alfa||to-feminine|core", "noun.b|NOUN|sg|alfa|alfina||to-feminine|core"]
    with pytest.raises(LexiconRuleError, match="chain"):
        load(str(lexicon_folder(entries=rows)))


def test_two_targets_of_one_form_with_the_same_pos_and_number_are_refused(lexicon_folder):
    rows = [WIZARD, "noun.wizard-wizardess|NOUN|sg|wizard|wizardess||both|core"]
    with pytest.raises(LexiconRuleError, match="2 targets") as caught:
        load(str(lexicon_folder(entries=rows)))
    assert "'wizard'" in caught.value.message
    assert "noun.wizard-witch" in caught.value.message
    assert "noun.wizard-wizardess" in caught.value.message


@pytest.mark.parametrize("cells", ["ADJ|sg", "NOUN|pl"])
def test_two_targets_of_one_form_are_fine_where_pos_or_number_tells_them_apart(lexicon_folder, cells):
    rows = [WIZARD, f"other.wizard|{cells}|wizard|wizardly||to-feminine|core"]
    assert len(load(str(lexicon_folder(entries=rows))).entries) == 2


def test_two_sources_may_share_a_target_where_only_one_leads_back(lexicon_folder):
    rows = [WIZARD, "noun.wizard-wizardess|NOUN|sg|wizard|wizardess||to-masculine|core"]
    assert len(load(str(lexicon_folder(entries=rows))).entries) == 2


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("entries", "same.id|NOUN|sg|alfo|alfa||both|core"),
        ("senses", "same.id|witch|next|hazel|not_person"),
        ("protected", "same.id|witch doctor|any"),
        ("cues", "same.id|pregnant|feminine|block|sentence|birth|any"),
    ],
)
def test_an_id_that_stands_twice_is_refused(lexicon_folder, table, row):
    tables = {"entries": [WIZARD], table: [row, row]}
    with pytest.raises(LexiconRuleError, match=r"'same\.id' stands twice"):
        load(str(lexicon_folder(**tables)))


def test_a_sense_of_a_form_that_no_entry_has_is_refused(lexicon_folder):
    with pytest.raises(LexiconRuleError, match=r"sense sense\.one speaks of 'warlock'"):
        load(str(lexicon_folder(entries=[WIZARD], senses=["sense.one|witch,warlock|next|hazel|not_person"])))


def test_a_cue_of_an_unknown_group_is_refused(lexicon_folder):
    with pytest.raises(LexiconRuleError, match=r"cue\.one .* 'feminin'"):
        load(str(lexicon_folder(entries=[WIZARD], cues=["cue.one|pregnant|feminin|block|row|birth|any"])))


def test_the_first_of_several_problems_is_told_and_the_others_are_counted(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD, WIZARD], senses=["sense.one|warlock|next|hazel|not_person"])
    assert len(list(problems(read_lexicon(folder, load)))) == 2
    with pytest.raises(LexiconRuleError) as caught:
        load(str(folder))
    assert "1 more, see 'cda lexicon check'" in caught.value.hint
    assert caught.value.where == str(folder)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("noun.x|NOUN|sg|alfo|alfa||both|core|nown", "row", "'nown'"),
        ("noun.x|NOUN|sg|alfo|alfa||both|core|femine:noun", "row", "'femine:noun'"),
        ("noun.x|NOUN|sg|alfo|alfa||to-femine|core", "row", "'to-femine'"),
        ("noun.x|NOUN|sg|alfo|alfa|||core", "row", "directions ''"),
        ("noun.x|NOWN|sg|alfo|alfa||both|core", "'pos'", "NOUN"),
        ("noun.x|NOUN|dual|alfo|alfa||both|core", "'number'", "'sg'"),
        ("noun.x|NOUN|sg|alfo|alfa||both|main", "'tier'", "'core'"),
        ("Noun X|NOUN|sg|alfo|alfa||both|core", "'id'", "pattern"),
        ("noun.x|NOUN|sg||||both|core", "row", "at least one form"),
    ],
)
def test_a_wrong_cell_of_an_entry_names_file_line_and_column(lexicon_folder, row, column, said):
    folder = lexicon_folder(entries=[WIZARD, row])
    with pytest.raises(LexiconFormatError) as caught:
        load(str(folder))
    assert caught.value.where == f"{folder / 'entries.tsv'} line 3"
    assert column in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("senses", "sense.one|witch|after|hazel|not_person", "when"),
        ("senses", "sense.one|witch|next|hazel|nobody", "reading"),
        ("protected", "protect.one|witch doctor|lower", "case"),
        ("protected", "protect.one||any", "phrase"),
        ("cues", "cue.one|pregnant|feminine|hard|row|birth|any", "strength"),
        ("cues", "cue.one|pregnant|feminine|block|page|birth|any", "scope"),
    ],
)
def test_a_wrong_cell_of_another_table_names_file_line_and_column(lexicon_folder, table, row, column):
    folder = lexicon_folder(entries=[WIZARD], **{table: [row]})
    with pytest.raises(LexiconFormatError, match=f"column '{column}'") as caught:
        load(str(folder))
    assert caught.value.where == f"{folder / table}.tsv line 2"


@pytest.mark.parametrize("line", ["noun.x\tNOUN\tsg", "noun.x\tNOUN\tsg\ta\tb\tc\tboth\tcore\t\t\t\t"])
def test_a_row_with_the_wrong_number_of_cells_names_its_line(lexicon_folder, line):
    folder = lexicon_folder(entries=[WIZARD])
    with (folder / "entries.tsv").open("a", encoding="utf-8") as table:
        table.write(f"# a comment counts as a line\n\n{line}\n")
    with pytest.raises(LexiconFormatError, match="cells, the header 11") as caught:
        load(str(folder))
    assert caught.value.where == f"{folder / 'entries.tsv'} line 5"


def test_a_table_that_is_not_utf8_names_the_file(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    (folder / "protected.tsv").write_bytes("id\tphrase\nx\tSeñor\n".encode("latin-1"))
    with pytest.raises(LexiconFormatError, match="not UTF-8") as caught:
        load(str(folder))
    assert caught.value.where == str(folder / "protected.tsv")


@pytest.mark.parametrize("column", ["masculine", "neutral", "pos", "tier"])
def test_a_missing_column_is_named_with_its_file(lexicon_folder, column):
    folder = lexicon_folder(entries=[WIZARD])
    table = folder / "entries.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    gone = rows[0].index(column)
    table.write_text("\n".join("\t".join(row[:gone] + row[gone + 1 :]) for row in rows) + "\n", encoding="utf-8")
    with pytest.raises(LexiconFormatError, match=f"'{column}'") as caught:
        load(str(folder))
    assert str(table) in caught.value.where


def test_an_unknown_column_is_named(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    table = folder / "entries.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("tier", "level"), encoding="utf-8")
    with pytest.raises(LexiconFormatError, match=r"'tier'|'level'"):
        load(str(folder))


def test_a_column_that_stands_twice_in_the_header_is_refused(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    table = folder / "entries.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("sources\tnote", "note\tnote"), encoding="utf-8")
    with pytest.raises(LexiconFormatError, match="'note'") as caught:
        load(str(folder))
    assert str(table) in caught.value.where


def test_a_table_without_a_header_is_refused(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    (folder / "protected.tsv").write_text("# nothing here yet\n", encoding="utf-8")
    with pytest.raises(LexiconFormatError, match="header") as caught:
        load(str(folder))
    assert str(folder / "protected.tsv") in caught.value.where


def test_tables_written_on_windows_are_read(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    table = folder / "entries.tsv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert load(str(folder)).entries[0].forms == {"masculine": "wizard", "feminine": "witch"}


@pytest.mark.parametrize("text", ["", "{", "not json", '{"id": "mine",}'])
def test_a_manifest_that_is_no_json_names_the_file(lexicon_folder, text):
    folder = lexicon_folder(entries=[WIZARD])
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconFormatError, match="no JSON") as caught:
        load(str(folder))
    assert caught.value.where == str(folder / "manifest.json")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "My Lexicon"),
        ("version", "1.0"),
        ("version", "one"),
        ("language", "English"),
        ("attribute", "Gender!"),
        ("groups", "masculine"),
        ("groups", ["masculine"]),
        ("groups", ["masculine", "masculine"]),
        ("rows", {"entries.tsv": "many"}),
        ("author", "somebody"),
    ],
)
def test_a_wrong_key_of_the_manifest_is_named(lexicon_folder, key, value):
    folder = lexicon_folder(manifest={key: value}, protected=["protect.one|witch doctor|any"])
    with pytest.raises(LexiconFormatError, match=f"key '{key}") as caught:
        load(str(folder))
    assert caught.value.where == str(folder / "manifest.json")


def test_a_lexicon_by_which_something_is_decided_has_groups(lexicon_folder):
    with pytest.raises(LexiconRuleError, match="no groups"):
        load(str(lexicon_folder(manifest={"groups": []}, protected=["protect.one|witch doctor|any"])))


@pytest.mark.parametrize("key", ["id", "version", "language", "attribute", "groups"])
def test_a_key_that_the_manifest_lacks_is_named(lexicon_folder, key):
    folder = lexicon_folder(entries=[WIZARD])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest[key]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(LexiconFormatError, match=f"key '{key}'"):
        load(str(folder))


def test_a_hash_that_is_not_that_of_the_content_names_the_folder(lexicon_folder):
    folder = lexicon_folder(manifest={"sha256": "0" * 64}, entries=[WIZARD])
    with pytest.raises(LexiconHashError, match=r"mine 1\.0\.0") as caught:
        load(str(folder))
    assert caught.value.where == str(folder)
    assert "--stamp" in caught.value.hint


@pytest.mark.parametrize("table", ["entries.tsv", "sources.tsv", "rejected.tsv"])
def test_a_change_of_any_table_changes_the_hash(lexicon_folder, table):
    folder = lexicon_folder(
        entries=[WIZARD], sources=["curated|Written here|as the project"], rejected=["he's|she's|contraction|curated"]
    )
    before = content_hash(folder)
    with (folder / table).open("a", encoding="utf-8") as file:
        file.write("# one more remark\n")
    assert content_hash(folder) != before


def test_files_that_are_no_tables_do_not_count_for_the_hash(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    before = content_hash(folder)
    (folder / "NOTICE").write_text("Thanks to all.\n", encoding="utf-8")
    (folder / "extra.tsv").write_text("a\tb\n", encoding="utf-8")
    assert content_hash(folder) == before


def test_the_right_hash_is_accepted_and_told(lexicon_folder):
    folder = lexicon_folder(entries=[WIZARD])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    stamped = {**manifest, "sha256": content_hash(folder)}
    (folder / "manifest.json").write_text(json.dumps(stamped), encoding="utf-8")
    assert load(str(folder)).ref.sha256 == stamped["sha256"]
