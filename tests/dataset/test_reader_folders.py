from __future__ import annotations

import json

import datasets
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cda.dataset.read import open_sources
from cda.errors import BrokenInput, InputError


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def shard(path, *texts):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"text": list(texts)}), path)


def card(folder, front):
    put(folder / "README.md", f"---\n{front}\n---\n# Card\n")


def texts(folder, **options):
    return {
        source.split: [row["text"] for block in source.blocks(2) for row in block.table.to_pylist()]
        for source in open_sources([str(folder)], **options)
    }


def labelled(count):
    features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["no", "yes"])})
    return datasets.Dataset.from_dict({"text": [str(n) for n in range(count)], "label": [1] * count}, features=features)


def test_a_saved_dataset_is_read_with_its_class_labels(tmp_path):
    labelled(5).save_to_disk(tmp_path / "saved", num_shards=2)
    (source,) = open_sources([str(tmp_path / "saved")])
    assert (source.name, source.split) == (str(tmp_path / "saved"), "train")
    assert datasets.Features.from_arrow_schema(source.schema)["label"].names == ["no", "yes"]
    found = list(source.blocks(2))
    assert [number for block in found for number in block.rows] == [0, 1, 2, 3, 4]
    assert [row["text"] for block in found for row in block.table.to_pylist()] == list("01234")


def test_a_saved_dataset_of_several_splits_keeps_their_names(tmp_path):
    datasets.DatasetDict({"test": labelled(1), "train": labelled(3), "dev.a": labelled(0)}).save_to_disk(tmp_path)
    assert texts(tmp_path) == {"test": ["0"], "train": ["0", "1", "2"], "dev.a": []}


def test_an_arrow_file_of_a_saved_dataset_can_be_given_alone(tmp_path):
    labelled(2).save_to_disk(tmp_path)
    assert texts(tmp_path / "data-00000-of-00001.arrow") == {"train": ["0", "1"]}


def test_a_broken_saved_dataset_is_an_error(tmp_path):
    labelled(2).save_to_disk(tmp_path)
    (tmp_path / "data-00000-of-00001.arrow").write_bytes(b"broken")
    with pytest.raises(BrokenInput):
        texts(tmp_path)
    put(tmp_path / "state.json", "[]")
    with pytest.raises(BrokenInput):
        texts(tmp_path)


def test_the_default_config_of_a_card_is_read(tmp_path):
    shard(tmp_path / "data/train-00000-of-00002.parquet", "a")
    shard(tmp_path / "data/train-00001-of-00002.parquet", "b")
    shard(tmp_path / "data/test-00000-of-00001.parquet", "c")
    shard(tmp_path / "pairs/train-00000-of-00001.parquet", "no")
    put(tmp_path / ".cda/rejects.jsonl", "{}")
    card(
        tmp_path,
        "configs:\n- config_name: pairs\n  data_files:\n  - {split: train, path: pairs/train-*}\n"
        "- config_name: default\n  default: true\n  data_files:\n"
        "  - {split: train, path: data/train-*}\n  - {split: test, path: [data/test-*]}",
    )
    assert texts(tmp_path) == {"train": ["a", "b"], "test": ["c"]}


@pytest.mark.parametrize(
    "data_files",
    [
        "'*.jsonl'",
        "'**/*.jsonl'",
        "'**.jsonl'",
        "['*.jsonl']",
        "{train: '*.jsonl'}",
        "[{split: train, path: ['*.jsonl']}]",
    ],
)
def test_every_way_to_write_data_files_is_understood(tmp_path, data_files):
    put(tmp_path / "in/a.jsonl", '{"text": "a"}')
    card(tmp_path, f"configs:\n- config_name: only\n  data_dir: in\n  data_files: {data_files}")
    assert texts(tmp_path) == {"train": ["a"]}


def test_several_configs_without_a_default_are_an_error_that_names_them(tmp_path):
    card(tmp_path, "configs:\n- config_name: one\n- config_name: two")
    with pytest.raises(InputError, match="one, two"):
        open_sources([str(tmp_path)])


@pytest.mark.parametrize("path", ["../secret.jsonl", "/etc/passwd", "hf://datasets/x/y.jsonl"])
def test_a_card_cannot_lead_out_of_its_folder(tmp_path, path):
    put(tmp_path / "secret.jsonl", '{"text": "s"}')
    card(tmp_path / "set", f"configs:\n- config_name: default\n  data_files: {path}")
    with pytest.raises(InputError, match="outside"):
        open_sources([str(tmp_path / "set")])


def test_a_card_that_names_a_missing_file_is_an_error(tmp_path):
    card(tmp_path, "configs:\n- config_name: default\n  data_files: data/*.csv")
    with pytest.raises(InputError, match=r"data/\*\.csv"):
        open_sources([str(tmp_path)])


def test_a_card_that_is_no_yaml_is_an_error(tmp_path):
    card(tmp_path, "configs: [")
    with pytest.raises(BrokenInput):
        open_sources([str(tmp_path)])


@pytest.mark.parametrize("front", ["license: mit", "", "- a list"])
def test_without_configs_the_split_is_told_by_the_file_name(tmp_path, front):
    card(tmp_path, front)
    shard(tmp_path / "data/train-00000-of-00001.parquet", "a")
    shard(tmp_path / "data/validation-00000-of-00001-0123456789abcdef.parquet", "b")
    shard(tmp_path / "data/other.parquet", "c")
    shard(tmp_path / "data/test.parquet", "d")
    assert texts(tmp_path) == {"train": ["c", "a"], "test": ["d"], "validation": ["b"]}


def test_a_folder_without_data_is_an_error_that_names_it(tmp_path):
    put(tmp_path / "notes.txt", "a")
    with pytest.raises(InputError) as caught:
        open_sources([str(tmp_path)])
    assert caught.value.where == str(tmp_path)


def test_the_files_of_a_split_get_one_schema_and_rows_are_numbered_through(tmp_path):
    put(tmp_path / "a.jsonl", '{"text": "a", "n": 1}\nbroken\n')
    put(tmp_path / "b.jsonl", 'broken\n{"text": "b", "n": 0.5}\n')
    (source,) = open_sources([str(tmp_path)], on_error="skip")
    assert source.schema.field("n").type == pa.float64()
    found = list(source.blocks(10))
    assert [block.rows for block in found] == [(0,), (3,)]
    rejects = [reject for block in found for reject in block.rejects]
    assert [(reject.source, reject.row, reject.line) for reject in rejects] == [
        (str(tmp_path), 1, 2),
        (str(tmp_path), 2, 1),
    ]
    assert rejects[1].message.startswith("b.jsonl: ")


def test_splits_need_not_have_the_same_columns(tmp_path):
    put(tmp_path / "train.csv", "text,label\na,1\n")
    put(tmp_path / "test.csv", "text\nb\n")
    assert texts(tmp_path) == {"train": ["a"], "test": ["b"]}


def test_a_bad_row_in_a_folder_stops_with_its_file(tmp_path):
    put(tmp_path / "data/train.jsonl", json.dumps({"text": "a"}) + "\nbroken\n")
    with pytest.raises(BrokenInput) as caught:
        texts(tmp_path)
    assert caught.value.where == f"{tmp_path / 'data/train.jsonl'} line 2, row 1"
