"""Whole datasets through the command line: strategies, splits and formats, opened again by what reads them."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datasets import ClassLabel, Dataset, Features, Value, load_dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import runner

import cda
from cda.cli.augment import augment as augment_command
from cda.cli.export import export as export_command
from cda.errors import ConversionError, OptionError, SpanDeclaration, TellingColumn

TEXTS = [f"She told her brother number {n}." if n % 3 else f"It rained on day {n}." for n in range(60)]
CHAT = [
    {"role": "user", "content": "Who is the waitress?"},
    {"role": "assistant", "content": "She is my aunt."},
]


def augment(source, out, *options):
    result = CliRunner().invoke(augment_command, [str(source), "-o", str(out), *options], catch_exceptions=False)
    assert result.exit_code == 0
    return dict(line.split(": ", 1) for line in result.output.splitlines() if line[:1].islower() and ": " in line)


def rows_of(folder, split="train"):
    files = sorted(folder.glob(f"{split}-*.parquet"))
    return [row for path in files for row in pq.read_table(path).to_pylist()]


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": TEXTS, "n": range(len(TEXTS))}), path)
    return path


@pytest.fixture
def chats(tmp_path):
    path = tmp_path / "chats.jsonl"
    broken = [{"role": "user", "content": "Hello?"}, {"role": "user", "content": "Anybody?"}]
    rows = [{"messages": CHAT}, {"messages": broken}, {"messages": CHAT}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_substitution_keeps_the_number_of_rows_and_replaces_about_half(texts, tmp_path):
    augment(texts, tmp_path / "out", "--strategy", "substitute")
    rows = rows_of(tmp_path / "out" / "data")
    assert [row["n"] for row in rows] == list(range(len(TEXTS)))
    replaced = [new["text"] != old for new, old in zip(rows, TEXTS, strict=True)]
    assert 10 <= sum(replaced) <= 30
    pairs = rows_of(tmp_path / "out" / "pairs")
    for number, (pair, new) in enumerate(zip(pairs, replaced, strict=True)):
        assert (pair["row"], pair["counterfactual_row"]) == ((None, number) if new else (number, None))
        assert (pair["outcome"] == "augmented") is new


def test_substitution_is_the_same_for_any_order_of_the_rows(tmp_path):
    ids = [str(n) for n in range(len(TEXTS))]
    for name, step in (("there", 1), ("back", -1)):
        pq.write_table(pa.table({"id": ids[::step], "text": TEXTS[::step]}), tmp_path / f"{name}.parquet")
        source = tmp_path / f"{name}.parquet"
        augment(source, tmp_path / name, "--strategy", "substitute", "--id-column", "id", "--keep-column", "id")
    assert rows_of(tmp_path / "there" / "data") == rows_of(tmp_path / "back" / "data")[::-1]


def test_only_pairs_leaves_out_rows_without_a_counterfactual(texts, tmp_path):
    said = augment(texts, tmp_path / "out", "--strategy", "only-pairs")
    rows = rows_of(tmp_path / "out" / "data")
    assert len(rows) == 2 * int(said["counterfactuals made"]) == 80
    assert all(old["n"] == new["n"] for old, new in zip(rows[::2], rows[1::2], strict=True))


def test_neutralizing_replaces_rows_by_neutral_ones(texts, tmp_path):
    augment(texts, tmp_path / "out", "--strategy", "neutralize")
    rows = rows_of(tmp_path / "out" / "data")
    assert len(rows) == len(TEXTS)
    assert rows[1]["text"] == "They told their sibling number 1."


def test_a_balance_makes_groups_equal_within_each_label_and_says_so_in_the_card(tmp_path):
    texts = ["She left.", "He came.", "He stayed.", "He met her.", "It rained."] * 20
    table = pa.table({"text": texts, "label": ["pos", "neg"] * 50})
    pq.write_table(table, tmp_path / "in.parquet")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--strategy", "balance", "--by", "label")
    rows = rows_of(tmp_path / "out" / "data")
    for label in ("pos", "neg"):
        said = [row["text"].split()[0] for row in rows if row["label"] == label and "met" not in row["text"]]
        assert said.count("He") == said.count("She") == 20
    pairs = rows_of(tmp_path / "out" / "pairs")
    assert [rows[pair["row"]]["text"] for pair in pairs] == texts
    assert "| pos | masculine | 20 | 20 |" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_balance_of_fixed_size_replaces_rows(tmp_path):
    table = pa.table({"text": ["He came.", "He stayed.", "He met Kim.", "She left."] * 10})
    pq.write_table(table, tmp_path / "in.parquet")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--strategy", "balance", "--fixed-size")
    said = [row["text"].split()[0] for row in rows_of(tmp_path / "out" / "data")]
    assert (said.count("He"), said.count("She")) == (20, 20)


def test_races_are_balanced_over_those_that_have_a_row(tmp_path):
    table = pa.table({"text": ["A black man left.", "A black woman left.", "A white man left.", "It rained."] * 5})
    pq.write_table(table, tmp_path / "in.parquet")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--strategy", "balance", "--attribute", "race")
    texts = [row["text"] for row in rows_of(tmp_path / "out" / "data")]
    assert sum("black" in text for text in texts) == sum("white" in text for text in texts) == 10
    assert not any("Asian" in text for text in texts)


def test_a_balance_counts_what_a_format_holds_alone(chats, tmp_path):
    augment(chats, tmp_path / "out", "--strategy", "balance", "--format", "openai-sft", "--max-failed", "1")
    lines = (tmp_path / "out" / "data" / "train-00000-of-00001.jsonl").read_text("utf-8").splitlines()
    assert sum("aunt" in line for line in lines) == sum("uncle" in line for line in lines)


def test_a_strategy_that_does_not_exist_is_an_error(texts, tmp_path):
    with pytest.raises(OptionError, match="no strategy"):
        augment(texts, tmp_path / "out", "--strategy", "double")


@pytest.mark.parametrize(
    "options", [("--by", "n"), ("--fixed-size",), ("--groups", "masculine"), ("--unit", "mention")]
)
def test_an_option_of_balance_without_it_is_an_error(texts, tmp_path, options):
    with pytest.raises(OptionError, match="is for a balance"):
        augment(texts, tmp_path / "out", *options)


def test_a_role_that_is_misspelt_is_an_error(chats, tmp_path):
    with pytest.raises(OptionError, match="asistant") as caught:
        augment(chats, tmp_path / "out", "--roles", "asistant")
    assert "assistant" in caught.value.hint


def test_no_counterfactual_crosses_a_split(texts, tmp_path):
    augment(texts, tmp_path / "out", "--split", "0.7", "--splits", "train,test")
    parts = {split: {row["n"] for row in rows_of(tmp_path / "out" / "data", split)} for split in ("train", "test")}
    assert not parts["train"] & parts["test"]
    assert parts["train"] | parts["test"] == set(range(len(TEXTS)))
    assert 30 <= len(parts["train"]) <= 52


def test_the_test_part_of_a_split_is_left_alone_unless_asked_for(texts, tmp_path):
    augment(texts, tmp_path / "out", "--split", "0.7")
    rows = [row["n"] for row in rows_of(tmp_path / "out" / "data", "test")]
    assert len(rows) == len(set(rows))
    assert {pair["outcome"] for pair in rows_of(tmp_path / "out" / "pairs", "test")} == {"not_selected"}


@pytest.mark.parametrize("name", ["hf", "parquet", "jsonl", "csv", "trl-sft", "axolotl", "llamafactory"])
def test_every_format_of_texts_opens_with_its_originals_and_counterfactuals(texts, tmp_path, name):
    augment(texts, tmp_path / "out", "--format", name)
    opened = load_dataset(str(tmp_path / "out"), split="train", cache_dir=str(tmp_path / "cache"))
    assert len(opened) == 100
    column = "text"
    assert opened[column][:2] == [TEXTS[0], TEXTS[1]]
    pair = rows_of(tmp_path / "out" / "pairs")[1]
    assert opened[column][pair["counterfactual_row"]] == "He told his sister number 1."


def test_the_pairs_of_rows_in_parquet_are_a_config_of_their_own(texts, tmp_path):
    augment(texts, tmp_path / "out", "--format", "trl-sft")
    pairs = load_dataset(str(tmp_path / "out"), "pairs", split="train", cache_dir=str(tmp_path / "cache"))
    assert [pairs[row]["counterfactual_row"] for row in range(3)] == [None, 2, 4]


def test_rows_that_a_format_cannot_hold_are_set_aside_and_counted(chats, tmp_path):
    said = augment(chats, tmp_path / "out", "--format", "llamafactory", "--max-failed", "1")
    assert said["fields"] == "messages (chat)"
    assert said["rows failed"] == "1"
    opened = load_dataset(str(tmp_path / "out"), split="train", cache_dir=str(tmp_path / "cache"))
    assert len(opened) == 4
    pairs = rows_of(tmp_path / "out" / "pairs")
    assert [(pair["row"], pair["counterfactual_row"], pair["outcome"]) for pair in pairs] == [
        (0, 1, "augmented"),
        (None, None, "failed"),
        (2, 3, "augmented"),
    ]
    rejected = json.loads((tmp_path / "out" / ".cda" / "rejects.jsonl").read_text("utf-8"))
    assert (rejected["row"], rejected["code"]) == (1, "CDA-E01")
    info = json.loads((tmp_path / "out" / "dataset_info.json").read_text("utf-8"))
    assert all((tmp_path / "out" / entry["file_name"]).exists() for entry in info.values())


def test_a_format_that_cannot_be_made_of_the_rows_is_an_error_before_anything_is_written(texts, tmp_path):
    with pytest.raises(ConversionError):
        augment(texts, tmp_path / "out", "--format", "trl-dpo")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_was_made_before_is_exported_and_its_pairs_still_fit(chats, tmp_path):
    augment(chats, tmp_path / "out")
    result = CliRunner().invoke(
        export_command, [str(tmp_path / "out"), "--format", "llamafactory"], catch_exceptions=False
    )
    assert "rows written: 4" in result.output
    folder = tmp_path / "out-llamafactory"
    opened = load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    pairs = rows_of(folder / "pairs")
    assert [(pair["row"], pair["counterfactual_row"]) for pair in pairs] == [(0, 1), (None, None), (2, 3)]
    said = [str(opened[row]) for row in (2, 3)]
    assert "waitress" in said[0]
    assert "waiter" in said[1]
    assert "CDA-E01" in pairs[1]["error"]


def test_roles_that_are_not_named_stay_as_they_are(chats, tmp_path):
    augment(chats, tmp_path / "out", "--roles", "assistant")
    rows = rows_of(tmp_path / "out" / "data")
    assert [message["content"] for message in rows[1]["messages"]] == ["Who is the waitress?", "He is my uncle."]


def warned(source, out, *options):
    return runner().invoke(augment_command, [str(source), "-o", str(out), *options], catch_exceptions=False).stderr


def test_a_role_that_no_message_has_is_told_with_those_there_are(chats, tmp_path):
    told = "no message is of a role that --roles names: the roles are assistant, user\n"
    assert warned(chats, tmp_path / "out", "--roles", "boss") == told
    assert warned(chats, tmp_path / "both", "--roles", "boss,user") == ""
    (tmp_path / "dull.jsonl").write_text('{"messages": [{"role": "boss", "content": "It rained."}]}\n', "utf-8")
    assert warned(tmp_path / "dull.jsonl", tmp_path / "dull", "--roles", "boss") == ""


def test_a_role_that_no_turn_of_a_transcript_has_is_told_with_those_there_are(tmp_path):
    turns = "\n\nHuman: Who is she?\n\nAssistant: My aunt."
    (tmp_path / "in.jsonl").write_text(json.dumps({"chosen": turns, "rejected": turns}) + "\n", "utf-8")
    assert "the roles are assistant, user" in warned(tmp_path / "in.jsonl", tmp_path / "out", "--roles", "system")


def test_answers_in_a_context_follow_it(tmp_path):
    context = "Émile\U0001f600 said that the actress left early.\r\nHer sister stayed with the stewardess."
    answers = {"text": ["the actress", "Her sister"], "answer_start": [context.index("the a"), context.index("Her")]}
    rows = [
        {"question": "Who left?", "context": context, "answers": answers},
        {"question": "Who sang?", "context": "She sang.", "answers": {"text": [], "answer_start": []}},
        {"question": "Who?", "context": "She sang.", "answers": {"text": ["He"], "answer_start": [0]}},
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    said = augment(tmp_path / "in.parquet", tmp_path / "out", "--max-failed", "1")
    assert (said["fields"], said["rows failed"]) == ("question, context (qa)", "1")
    new = rows_of(tmp_path / "out" / "data")[1]
    assert new["answers"]["text"] == ["the actor", "His brother"]
    for text, start in zip(new["answers"]["text"], new["answers"]["answer_start"], strict=True):
        assert new["context"][start : start + len(text)] == text
    assert "CDA-D09" in rows_of(tmp_path / "out" / "pairs")[2]["error"]


def test_declared_entities_follow_their_text_and_undeclared_ones_are_an_error(tmp_path):
    rows = [{"text": "The waitress met Kim.", "entities": [{"start": 17, "end": 20, "label": "PER"}]}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    with pytest.raises(SpanDeclaration, match="entities"):
        augment(tmp_path / "in.parquet", tmp_path / "out")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--spans", "text=entities", "--names", "keep")
    new = rows_of(tmp_path / "out" / "data")[1]
    (entity,) = new["entities"]
    assert new["text"][entity["start"] : entity["end"]] == "Kim"
    assert entity["label"] == "PER"


def test_a_list_of_words_of_any_name_is_a_text_where_its_tags_are_declared(tmp_path):
    rows = [{"sentence_words": ["Her", "uncle", "Kim"], "tags": ["O", "O", "B-PER"]}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    options = ("--field", "sentence_words", "--spans", "sentence_words=tags", "--names", "keep")
    augment(tmp_path / "in.parquet", tmp_path / "out", *options)
    assert rows_of(tmp_path / "out" / "data")[1] == {"sentence_words": ["His", "aunt", "Kim"], "tags": rows[0]["tags"]}


def test_class_labels_that_tell_are_found_by_their_names_and_exchanged(tmp_path):
    features = Features({"text": Value("string"), "author": ClassLabel(names=["woman", "man"])})
    made = Dataset.from_dict({"text": ["She left.", "He left."], "author": [0, 1]}, features=features)
    made.to_parquet(str(tmp_path / "in.parquet"))
    with pytest.raises(TellingColumn, match="author"):
        augment(tmp_path / "in.parquet", tmp_path / "out")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--map", "author:woman=man")
    opened = load_dataset(str(tmp_path / "out"), split="train", cache_dir=str(tmp_path / "cache"))
    assert (opened["author"][:], opened.features) == ([0, 1, 1, 0], features)


def write_rows(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("share", ["0.000001", "0.5", "1"])
def test_a_balance_of_parts_of_which_one_is_empty_runs(tmp_path, share):
    source = write_rows(tmp_path / "in.parquet", text=["She left."])
    augment(source, tmp_path / "out", "--strategy", "balance", "--split", share)
    rows = [*rows_of(tmp_path / "out" / "data", "train"), *rows_of(tmp_path / "out" / "data", "test")]
    assert "She left." in [row["text"] for row in rows]


def test_a_label_is_exchanged_only_where_its_attribute_is_rewritten(tmp_path):
    texts = ["A black person waved.", "She waved."]
    source = write_rows(tmp_path / "in.parquet", text=texts, speaker_gender=["F", "F"])
    augment(source, tmp_path / "out", "--attribute", "gender,race", "--map", "speaker_gender:F=M")
    rows = rows_of(tmp_path / "out" / "data")
    assert [(row["text"], row["speaker_gender"]) for row in rows] == [
        ("A black person waved.", "F"),
        ("A white person waved.", "F"),
        ("She waved.", "F"),
        ("He waved.", "M"),
    ]


def test_rows_whose_spans_are_cut_count_in_a_balance(tmp_path):
    rows = [{"text": "She waved to her dog.", "entities": [{"start": 1, "end": 5}]}] * 4
    rows += [{"text": "He waved.", "entities": []}] * 2
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    augment(
        tmp_path / "in.parquet",
        tmp_path / "out",
        "--strategy",
        "balance",
        "--spans",
        "text=entities",
        "--max-failed",
        "4",
    )
    assert len(rows_of(tmp_path / "out" / "data")) == 6
    assert "is short by 2 rows" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_value_to_hold_that_is_not_there_is_an_error(tmp_path):
    source = write_rows(tmp_path / "in.parquet", text=["She left."], target=["women"])
    with pytest.raises(OptionError, match="womne"):
        augment(source, tmp_path / "out", "--hold-where", "target=womne")


def test_a_column_that_looks_like_offsets_may_be_kept(tmp_path):
    rows = [{"text": "She left.", "entities": [{"start": 0, "end": 3}]}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    augment(tmp_path / "in.parquet", tmp_path / "out", "--keep-column", "entities")
    assert rows_of(tmp_path / "out" / "data")[1]["entities"] == rows[0]["entities"]


def test_a_label_within_which_groups_are_balanced_may_go_with_them(tmp_path):
    texts = ["She left."] * 20 + ["He left."] * 2 + ["He came."] * 20
    source = write_rows(tmp_path / "in.parquet", text=texts, job=["nurse"] * 22 + ["smith"] * 20)
    augment(source, tmp_path / "out", "--strategy", "balance", "--by", "job")
    rows = rows_of(tmp_path / "out" / "data")
    assert len(rows) == 80


def test_numbers_tell_by_the_name_of_their_column_and_grades_do_not(tmp_path):
    source = write_rows(tmp_path / "in.parquet", text=["She left.", "He left."], gender=[0, 1])
    with pytest.raises(TellingColumn, match="gender"):
        augment(source, tmp_path / "out")
    other = write_rows(tmp_path / "other.parquet", text=["She left.", "He left."], grade=["A", "F"])
    augment(other, tmp_path / "out")


def test_a_row_whose_spans_are_cut_stays_without_a_counterfactual_in_a_dataset():
    spans = [[{"start": 8, "end": 16}], [{"start": 9, "end": 10}]]
    ds = Dataset.from_dict({"text": ["She met her aunt."] * 2, "entities": spans})
    with pytest.warns(UserWarning, match="CDA-D09"):
        assert len(cda.augment(ds, spans=["text=entities"])) == 3


@given(
    ids=st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=20, unique=True),
    share=st.floats(0, 1),
    seed=st.integers(0, 5),
)
@settings(max_examples=15, deadline=None)
def test_no_counterfactual_crosses_a_split_whatever_ids_share_and_seed_are(ids, share, seed):
    with TemporaryDirectory() as folder:
        source = write_rows(Path(folder) / "in.parquet", text=["She left."] * len(ids), key=ids, n=range(len(ids)))
        options = ("--split", str(share), "--splits", "train,test", "--id-column", "key", "--seed", str(seed))
        augment(source, Path(folder) / "out", *options)
        parts = [[row["n"] for row in rows_of(Path(folder) / "out" / "data", split)] for split in ("train", "test")]
    assert not set(parts[0]) & set(parts[1])
    assert sorted(parts[0] + parts[1]) == sorted([*range(len(ids)), *range(len(ids))])
