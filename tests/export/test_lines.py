"""Lines of JSON and CSV: what comes back from them, and how they are cut into files."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import datasets
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cda.errors import OutputError
from cda.export.formats import FORMATS
from cda.export.formats.sinks import sink
from cda.export.lines import CsvTable, Jsonl, LinesWriter
from cda.export.parquet import Limits, ShardedWriter

FILE_PER_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
TEXTS = st.lists(
    TEXT | st.none() | st.sampled_from(["NA", "", '"', ",", "\n", "\r\n", "a,b\n", "null", "1"]), max_size=6
)
EXACT = pc.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""])


def csv_of(columns):
    batch = pa.RecordBatch.from_pydict(columns)
    table = CsvTable(batch.schema)
    return table.head() + table.encode(batch)


@given(a=TEXTS, n=st.integers(-5, 5))
@example(a=["a\n\nb", None, "", "NA"], n=1)
def test_texts_come_back_equal_from_csv_with_pandas_where_it_is_told_so(a, n):
    read = pd.read_csv(
        io.BytesIO(csv_of({"a": pa.array(a, pa.string()), "n": [n] * len(a)})), dtype=str, keep_default_na=False
    )
    assert list(read["a"]) == ["" if text is None else text for text in a]
    assert list(read["n"]) == [str(n)] * len(a)


@given(a=TEXTS.filter(bool))
def test_null_and_empty_text_come_back_apart_from_csv_with_arrow(a):
    text = csv_of({"a": pa.array(a, pa.string()), "b": ["x"] * len(a)})
    types = pc.ConvertOptions(
        strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""], column_types={"a": pa.string()}
    )
    read = pc.read_csv(io.BytesIO(text), parse_options=pc.ParseOptions(newlines_in_values=True), convert_options=types)
    assert read.column("a").to_pylist() == a


@given(a=TEXTS.filter(bool))
def test_one_column_of_csv_keeps_all_its_rows(a):
    read = pd.read_csv(io.BytesIO(csv_of({"a": pa.array(a, pa.string())})), dtype=str, keep_default_na=False)
    assert list(read["a"]) == ["" if text is None else text for text in a]


def test_csv_is_opened_by_hugging_face_with_line_ends_quotes_and_commas(tmp_path):
    texts = ['She said: "Hi,\nthere"', "a\r\nb", "Zoë, 🙂", "'", '"']
    (tmp_path / "a.csv").write_bytes(
        csv_of({"text": texts, "n": [1, None, 3, 4, 5], "yes": [True, False] * 2 + [True]})
    )
    read = datasets.load_dataset(
        "csv", data_files=str(tmp_path / "a.csv"), cache_dir=str(tmp_path / "c"), split="train"
    )
    assert read["text"][:] == texts
    assert read["n"][:] == [1, None, 3, 4, 5]
    assert read["yes"][:] == [True, False, True, False, True]


KINDS = {
    "when": (pa.timestamp("us", "UTC"), datetime(2024, 2, 29, 12, 30, 0, 5, UTC), "2024-02-29T12:30:00.000005+00:00"),
    "fine": (pa.timestamp("ns"), pd.Timestamp("2024-02-29T12:30:00.000000007"), "2024-02-29T12:30:00.000000007"),
    "day": (pa.date32(), date(2024, 2, 29), "2024-02-29"),
    "clock": (pa.time32("s"), time(12, 30), "12:30:00"),
    "price": (pa.decimal128(10, 2), Decimal("12.50"), "12.50"),
    "half": (pa.float16(), 1.5, 1.5),
    "label": (pa.dictionary(pa.int8(), pa.string()), "good", "good"),
    "view": (pa.string_view(), "She left.", "She left."),
    "none": (pa.null(), None, None),
    "big": (pa.int64(), 2**63 - 1, 2**63 - 1),
}


@pytest.mark.parametrize("name", KINDS)
def test_json_lines_have_every_kind_of_value_in_the_form_that_is_documented(name):
    kind, value, written = KINDS[name]
    schema = pa.schema([("a", kind), ("b", pa.list_(kind) if kind != pa.string_view() else kind)])
    row = {"a": value, "b": [value] if kind != pa.string_view() else value}
    arrays = [pa.array([row[field.name]], field.type) for field in schema]
    batch = pa.RecordBatch.from_arrays(arrays, schema=schema)
    target = FORMATS["jsonl"].target("text", schema)
    assert target.refusal(batch.to_pylist()[0]) is None
    found = json.loads(Jsonl().encode(target.convert(batch)))
    assert found["a"] == written
    assert found["b"] in ([written], written)


@pytest.mark.parametrize("name", KINDS)
def test_csv_has_every_kind_of_value_that_is_not_nested(name):
    kind, value, _ = KINDS[name]
    batch = pa.RecordBatch.from_arrays([pa.array([value], kind), pa.array(["x"])], names=["a", "b"])
    FORMATS["csv"].target("text", batch.schema)
    text = CsvTable(batch.schema).encode(batch).decode()
    assert text.endswith(',"x"\n')
    assert str(value if value is not None else "")[:10] in text.replace('"', "")


ROWS = st.lists(
    st.fixed_dictionaries(
        {"t": TEXT | st.none(), "m": st.lists(st.fixed_dictionaries({"c": TEXT | st.none()}), max_size=2)}
    ),
    max_size=5,
)
SCHEMA = pa.schema([("t", pa.string()), ("m", pa.list_(pa.struct([("c", pa.string())])))])


@given(rows=ROWS)
def test_json_lines_come_back_equal_line_by_line(rows):
    text = Jsonl().encode(pa.RecordBatch.from_pylist(rows, SCHEMA)).decode()
    assert [json.loads(line) for line in text.split("\n") if line] == rows
    assert text.count("\n") == len(rows)


def test_json_lines_are_utf8_with_nothing_escaped_that_need_not_be():
    assert Jsonl().encode(pa.RecordBatch.from_pydict({"é": ["Zoë 🙂\x00"]})) == '{"é": "Zoë 🙂\\u0000"}\n'.encode()


def test_nulls_are_left_out_at_any_depth_where_that_is_wanted():
    row = {"t": None, "m": [{"c": None}, {"c": "x"}, None]}
    batch = pa.RecordBatch.from_pylist([row], SCHEMA)
    assert json.loads(Jsonl(drop_nulls=True).encode(batch)) == {"m": [{}, {"c": "x"}, None]}
    assert json.loads(Jsonl().encode(batch)) == row


def test_a_column_of_json_is_json_and_nulls_in_it_stay():
    batch = pa.RecordBatch.from_pydict({"t": ['{"a": [null, {"b": null}]}', None]})
    first, second = Jsonl(drop_nulls=True, raw_json=frozenset({"t"})).encode(batch).splitlines()
    assert json.loads(first) == {"t": {"a": [None, {"b": None}]}}
    assert second == b"{}"
    assert json.loads(Jsonl(raw_json=frozenset({"t"})).encode(batch).splitlines()[1]) == {"t": None}


@FILE_PER_EXAMPLE
@given(sizes=st.lists(st.integers(0, 4), max_size=6), shard_rows=st.integers(1, 5))
def test_files_end_at_their_rows_and_hold_all(tmp_path_factory, sizes, shard_rows):
    folder = tmp_path_factory.mktemp("lines")
    writer = LinesWriter(folder, "data-train", Jsonl(), Limits(shard_rows=shard_rows))
    for size in sizes:
        writer.write(pa.RecordBatch.from_pydict({"n": pa.array([size] * size, pa.int64())}))
    files = writer.close()
    written = [path.read_text("utf-8").splitlines() for path in files]
    assert [json.loads(line)["n"] for lines in written for line in lines] == [
        size for size in sizes for _ in range(size)
    ]
    assert writer.rows == sum(sizes)
    assert all(len(lines) >= shard_rows for lines in written[:-1])
    assert [path.name for path in files] == [f"data-train-{number:05d}.jsonl" for number in range(max(1, len(files)))]


def test_files_end_at_their_bytes_and_each_of_csv_has_its_names(tmp_path):
    batch = pa.RecordBatch.from_pydict({"text": ["x" * 500], "n": [1]})
    writer = LinesWriter(tmp_path, "data-train", CsvTable(batch.schema), Limits(shard_bytes=1_000))
    for _ in range(5):
        writer.write(batch)
    files = writer.close()
    assert len(files) == 3
    assert all(path.read_text("utf-8").startswith('"text","n"\n') for path in files)


def test_a_writer_without_rows_leaves_a_file_with_its_head(tmp_path):
    (path,) = LinesWriter(tmp_path, "a", CsvTable(pa.schema([("text", pa.string())])), Limits()).close()
    assert path.read_bytes() == b'"text"\n'
    (path,) = LinesWriter(tmp_path, "b", Jsonl(), Limits()).close()
    assert path.read_bytes() == b""


def test_a_writer_that_is_abandoned_holds_no_file_open(tmp_path):
    writer = LinesWriter(tmp_path, "a", Jsonl(), Limits())
    writer.write(pa.RecordBatch.from_pydict({"text": ["x"]}))
    writer.abandon()
    writer.abandon()
    (tmp_path / "a-00000.jsonl").unlink()


def test_a_folder_that_is_gone_is_an_output_error(tmp_path):
    writer = LinesWriter(tmp_path / "gone", "a", Jsonl(), Limits())
    with pytest.raises(OutputError):
        writer.write(pa.RecordBatch.from_pydict({"text": ["x"]}))


def test_each_format_has_its_writer(tmp_path):
    schema = pa.schema([("text", pa.string())])
    kinds = {
        name: type(sink(FORMATS[name].target("text", schema), tmp_path, "a", Limits()))
        for name in ("hf", "jsonl", "csv")
    }
    assert kinds == {"hf": ShardedWriter, "jsonl": LinesWriter, "csv": LinesWriter}
