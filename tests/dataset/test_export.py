"""The folder that is written: Hugging Face opens it, and its card is valid."""

from __future__ import annotations

import json

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from markdown_it import MarkdownIt

import cda
from cda.errors import OutputError
from cda.export.card import CardFacts, escape, fenced, render
from cda.export.parquet import Limits, ShardedWriter, supported_options
from cda.run.augment import augment_files
from cda.run.job import AugmentJob


@pytest.fixture(scope="module")
def rewriter():
    return cda.Rewriter()


@pytest.fixture
def labelled(tmp_path):
    features = datasets.Features(
        {
            "label": datasets.ClassLabel(names=["bad", "good"]),
            "text": datasets.Value("string"),
            "n": datasets.Value("int8"),
        }
    )
    texts = ["She told her brother.", "It rained.", None]
    ds = datasets.Dataset.from_dict({"label": [1, 0, 1], "text": texts, "n": [1, 2, 3]}, features=features)
    ds.to_parquet(tmp_path / "in.parquet")
    return ds


def both(folder):
    return {split: f"{folder}/{split}-*.parquet" for split in ("train", "test")}


def facts(**changes):
    base = {
        "content": "0" * 64,
        "splits": {"train": "data/train-*.parquet"},
        "pair_splits": {"train": "pairs/train-*.parquet"},
        "attribute": "gender",
        "to": None,
        "fields": ("text",),
        "with_ids": False,
        "counts": {"rows in": 1},
        "provenance": {"lexicon": "gender 1.0.0"},
        "options": {"to": None},
        "command": ("cda", "augment", "in.jsonl"),
    }
    return CardFacts(**(base | changes))


def front_matter(card):
    _, header, body = card.split("---\n", 2)
    return yaml.safe_load(header), body


def test_hugging_face_opens_the_folder_with_the_features_of_the_input(rewriter, labelled, tmp_path):
    augment_files(AugmentJob((str(tmp_path / "in.parquet"),), str(tmp_path / "out")), rewriter)
    opened = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert list(opened) == ["train"]
    assert opened["train"].features == labelled.features
    assert opened["train"].column_names == ["label", "text", "n"]
    assert opened["train"]["text"][:] == ["She told her brother.", "He told his sister.", "It rained.", None]
    assert opened["train"].features["label"].int2str(opened["train"]["label"][:]) == ["good", "good", "bad", "good"]


def test_hugging_face_opens_the_pairs(rewriter, labelled, tmp_path):
    augment_files(AugmentJob((str(tmp_path / "in.parquet"),), str(tmp_path / "out")), rewriter)
    out, cache = str(tmp_path / "out"), str(tmp_path / "cache")
    pairs = datasets.load_dataset(out, "pairs", cache_dir=cache)["train"]
    default = datasets.load_dataset(out, cache_dir=cache)["train"]
    assert len(pairs) == len(labelled)
    for pair in pairs:
        for edit in pair["edits"]:
            old = default[pair["row"]][edit["field"]]
            new = default[pair["counterfactual_row"]][edit["field"]]
            assert old[edit["start"] : edit["end"]] == edit["old"]
            assert new[edit["new_start"] : edit["new_end"]] == edit["new"]


def test_ids_are_among_the_features(rewriter, labelled, tmp_path):
    augment_files(AugmentJob((str(tmp_path / "in.parquet"),), str(tmp_path / "out"), with_ids=True), rewriter)
    opened = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))["train"]
    assert opened.features["label"] == labelled.features["label"]
    added = [name for name in opened.column_names if name.startswith("cda_")]
    assert added == ["cda_id", "cda_source_id", "cda_attribute", "cda_group"]


def test_hugging_face_does_not_take_a_folder_written_again_for_the_cached_one(rewriter, tmp_path):
    for text in ("She left.", "He sat down."):
        (tmp_path / "in.jsonl").write_text(json.dumps({"text": text}) + "\n")
        augment_files(AugmentJob((str(tmp_path / "in.jsonl"),), str(tmp_path / "out"), overwrite=True), rewriter)
        opened = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))["train"]
        pairs = datasets.load_dataset(str(tmp_path / "out"), "pairs", cache_dir=str(tmp_path / "cache"))["train"]
        assert opened[0]["text"] == text
        assert pairs[0]["edits"][0]["old"] == text.split()[0]


def test_several_shards_are_one_split(rewriter, tmp_path):
    rows = [{"text": f"She has {number}."} for number in range(10)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    limits = Limits(block_rows=2, group_rows=2, shard_rows=4)
    augment_files(AugmentJob((str(tmp_path / "in.jsonl"),), str(tmp_path / "out"), limits=limits), rewriter)
    names = sorted(path.name for path in (tmp_path / "out" / "data").iterdir())
    assert names == [f"train-{number:05d}-of-00005.parquet" for number in range(5)]
    opened = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))["train"]
    assert opened["text"][::2] == [row["text"] for row in rows]


def test_an_empty_split_beside_a_full_one_can_be_opened(rewriter, tmp_path):
    (tmp_path / "in" / "data").mkdir(parents=True)
    for split, texts in (("train", ["She left."]), ("test", [])):
        table = pa.table({"text": pa.array(texts, pa.string())})
        pq.write_table(table, tmp_path / "in" / "data" / f"{split}-00000-of-00001.parquet")
    summary = augment_files(AugmentJob((str(tmp_path / "in"),), str(tmp_path / "out")), rewriter)
    assert summary.splits == {"train": 2, "test": 0}
    opened = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in opened.items()} == {"train": 2}
    assert (tmp_path / "out" / "data" / "test-00000-of-00001.parquet").is_file()


def test_shards_end_at_their_bytes_and_row_groups_too(tmp_path):
    limits = Limits(group_bytes=1_000, shard_bytes=3_000)
    batch = pa.RecordBatch.from_pydict({"text": ["x" * 500]})
    writer = ShardedWriter(tmp_path, "data-train", batch.schema, limits)
    for _ in range(12):
        writer.write(batch)
    shards = writer.close()
    assert len(shards) > 1
    assert sum(pq.read_metadata(path).num_rows for path in shards) == writer.rows == 12
    assert all(pq.read_metadata(path).num_row_groups > 1 for path in shards[:-1])


def test_a_writer_without_rows_leaves_a_file_with_the_schema(tmp_path):
    schema = pa.schema([("text", pa.large_string())], metadata={"k": "v"})
    (path,) = ShardedWriter(tmp_path, "data-train", schema, Limits()).close()
    assert pq.read_table(path).num_rows == 0
    assert pq.read_schema(path).field("text").type == pa.large_string()


def test_a_folder_that_is_gone_is_an_output_error(tmp_path):
    batch = pa.RecordBatch.from_pydict({"text": ["x"]})
    writer = ShardedWriter(tmp_path / "gone", "data-train", batch.schema, Limits())
    writer.write(batch)
    with pytest.raises(OutputError):
        writer.close()


def test_the_page_index_is_written_where_pyarrow_can(tmp_path):
    assert supported_options()["write_page_index"]
    schema = pa.schema([("text", pa.string())])
    writer = ShardedWriter(tmp_path, "data-train", schema, Limits())
    writer.write(pa.RecordBatch.from_pydict({"text": ["x"]}, schema))
    (path,) = writer.close()
    assert pq.read_metadata(path).row_group(0).column(0).has_offset_index


def test_the_card_names_both_configs_and_every_split():
    header, _ = front_matter(render(facts(splits=both("data"), pair_splits=both("pairs"))))
    assert [(config["config_name"], config.get("default", False)) for config in header["configs"]] == [
        ("default", True),
        ("pairs", False),
    ]
    assert header["configs"][0]["data_files"] == [
        {"split": "train", "path": "data/train-*.parquet"},
        {"split": "test", "path": "data/test-*.parquet"},
    ]


@pytest.mark.parametrize(
    "odd", ["a|b\nc", "---\nx: [", "`" * 5, "$attribute ${x} $", "<script>", "\ud800\x00", "{{x}}"]
)
def test_odd_names_do_not_break_the_card(odd):
    card = render(
        facts(fields=(odd,), options={odd: odd, "list": [odd]}, provenance={"lexicon": odd}, command=("cda", odd))
    )
    card.encode("utf-8")
    header, body = front_matter(card)
    assert [config["config_name"] for config in header["configs"]] == ["default", "pairs"]
    html = MarkdownIt("commonmark").enable("table").render(body)
    assert "<script>" not in html
    assert html.count("<table>") == 4
    assert html.count("<h2>") == 7


def test_markdown_in_a_users_string_is_plain_text():
    assert escape("*a*|`b`\n# c") == r"\*a\*\|\`b\` \# c"


def test_a_fence_is_longer_than_any_in_the_text():
    assert fenced("a ```` b").startswith("`````shell\n")
