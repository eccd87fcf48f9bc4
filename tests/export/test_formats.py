"""One suite that every format passes, over every way to write rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export.shape_rows import ALL
from export.written_folder import opened, without_nulls, write_folder

from cda.errors import ConversionError, OptionError
from cda.export.formats import FORMATS, format_named
from cda.export.parquet import Limits

TAKES = {
    "trl-sft": {"text", "chat", "prompt-completion", "alpaca"},
    "trl-dpo": {"preference"},
    "trl-kto": {"preference", "rated"},
    "axolotl": {"text", "chat", "prompt-completion", "alpaca", "preference"},
    "llamafactory": {"text", "chat", "prompt-completion", "alpaca", "preference", "rated"},
    "openai-sft": {"chat", "prompt-completion", "alpaca"},
    "openai-dpo": {"preference"},
}
PASSING = ("hf", "parquet", "jsonl")
SPOKEN = (
    "text",
    "content",
    "value",
    "prompt",
    "completion",
    "chosen",
    "rejected",
    "instruction",
    "input",
    "output",
    "system",
)
FITTING = [(name, way) for name, shapes in TAKES.items() for way, rows in ALL.items() if rows.shape in shapes]
UNFIT = [(name, way) for name, shapes in TAKES.items() for way, rows in ALL.items() if rows.shape not in shapes]


def schema_of(name):
    return json.loads((Path(__file__).parent / "schemas" / f"{name}.json").read_text("utf-8"))


def target_of(name, way):
    rows = ALL[way]
    return FORMATS[name].target(rows.shape, rows.schema, rows.text_column)


def lines(folder, names):
    return [json.loads(line) for name in names for line in (folder / name).read_bytes().decode().split("\n") if line]


def records(name, way, tmp_path):
    """The rows that a consumer reads: of JSON lines the lines, of Parquet what ``datasets`` gives."""
    folder = tmp_path / "out"
    files = write_folder(target_of(name, way), {"train": ALL[way].batch}, folder)
    rows = opened(folder, tmp_path / "cache")
    if target_of(name, way).suffix == "jsonl":
        assert len(rows) == len(lines(folder, files["train"]))
        return lines(folder, files["train"])
    return [without_nulls(row) if name == "axolotl" else dict(row) for row in rows]


def texts(value):
    """All that is said in a record, in order."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in SPOKEN and isinstance(item, str):
                yield item
            elif key not in ("tools", "tool_calls"):
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def in_order(wanted, found):
    """Whether each text that is wanted is found, whole or within another, one after the other."""
    at, text = 0, "\x00".join(found)
    for one in wanted:
        at = text.find(one, at)
        if at < 0:
            return False
        at += len(one)
    return True


@pytest.mark.parametrize(("name", "way"), FITTING)
def test_what_is_written_is_what_the_consumer_reads(name, way, tmp_path):
    validator = jsonschema.Draft202012Validator(schema_of(name))
    for record in records(name, way, tmp_path):
        validator.validate(record)


@pytest.mark.parametrize(("name", "way"), FITTING)
def test_rows_keep_their_number_order_and_texts(name, way, tmp_path):
    fan_out, rows = target_of(name, way).fan_out, ALL[way]
    found = records(name, way, tmp_path)
    assert len(found) == fan_out * len(rows.rows)
    for number, said in enumerate(rows.said):
        written = found[number * fan_out : (number + 1) * fan_out]
        heard = [text for record in _system_first(written) for text in texts(record)]
        assert in_order(said, heard), (said, heard)


def _system_first(written):
    return [{key: record[key] for key in sorted(record, key=lambda key: key != "system")} for record in written]


@pytest.mark.parametrize(("name", "way"), FITTING)
def test_no_row_of_ours_is_refused(name, way):
    target = target_of(name, way)
    assert [target.refusal(row) for row in ALL[way].batch.to_pylist()] == [None] * len(ALL[way].rows)


@pytest.mark.parametrize(("name", "way"), FITTING)
def test_the_schema_is_that_of_the_batch_also_of_one_without_rows(name, way):
    target, batch = target_of(name, way), ALL[way].batch
    assert target.convert(batch).schema == target.schema
    assert target.convert(batch.slice(0, 0)).schema == target.schema
    assert target.convert(batch.slice(0, 0)).num_rows == 0


@pytest.mark.parametrize(("name", "way"), FITTING)
def test_several_shards_say_what_one_says(name, way, tmp_path):
    batch = pa.Table.from_batches([ALL[way].batch] * 3).combine_chunks().to_batches()[0]
    target = target_of(name, way)
    whole = write_folder(target, {"train": batch}, tmp_path / "one")
    parts = write_folder(target, {"train": batch}, tmp_path / "many", limits=Limits(shard_rows=2), step=1)
    assert len(whole["train"]) == 1
    assert len(parts["train"]) > 1
    if name.startswith("openai"):  # its files are read line by line, by a service
        assert lines(tmp_path / "many", parts["train"]) == lines(tmp_path / "one", whole["train"])
        return
    one, many = opened(tmp_path / "one", tmp_path / "c1"), opened(tmp_path / "many", tmp_path / "c2")
    assert list(many) == list(one)


@pytest.mark.parametrize(("name", "way"), UNFIT)
def test_a_shape_that_does_not_fit_is_an_error_that_says_which_do(name, way):
    with pytest.raises(ConversionError) as caught:
        target_of(name, way)
    assert ALL[way].shape in str(caught.value)
    assert name in str(caught.value)
    assert all(shape in caught.value.hint for shape in TAKES[name])


@pytest.mark.parametrize("name", PASSING)
@pytest.mark.parametrize("way", ALL)
def test_plain_formats_hold_every_shape_as_it_is(name, way, tmp_path):
    write_folder(target_of(name, way), {"train": ALL[way].batch}, tmp_path / "out")
    files = sorted((tmp_path / "out" / "data").iterdir())
    found = lines(tmp_path / "out", files) if name == "jsonl" else pq.read_table(files[0]).to_pylist()
    assert found == ALL[way].batch.to_pylist()
    assert len(opened(tmp_path / "out", tmp_path / "cache")) == len(ALL[way].rows)


@pytest.mark.parametrize("way", ALL)
def test_csv_holds_every_shape_that_is_flat(way, tmp_path):
    nested = [field.name for field in ALL[way].schema if pa.types.is_nested(field.type)]
    if nested:
        with pytest.raises(ConversionError, match=nested[0]):
            target_of("csv", way)
        return
    write_folder(target_of("csv", way), {"train": ALL[way].batch}, tmp_path / "out")
    rows = opened(tmp_path / "out", tmp_path / "cache")
    assert len(rows) == len(ALL[way].rows)
    assert rows.column_names == ALL[way].schema.names


def test_hf_keeps_what_hugging_face_knows_and_parquet_does_not():
    known = {b"huggingface": b'{"info": {}}', b"pandas": b"{}"}
    schema = pa.schema([("text", pa.string())], known)
    assert FORMATS["hf"].target("text", schema).schema.metadata == known
    assert FORMATS["parquet"].target("text", schema).schema.metadata == {b"pandas": b"{}"}


def test_every_format_is_in_this_suite_the_default_first():
    assert list(FORMATS) == ["hf", "parquet", "jsonl", "csv", *TAKES]


def test_a_format_that_does_not_exist_is_an_error_that_names_those_that_do():
    with pytest.raises(OptionError, match="trl-sft"):
        format_named("trl-stf")


def test_formats_are_imported_without_datasets():
    code = "import sys, cda.export.formats; sys.exit('datasets' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
