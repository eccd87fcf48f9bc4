from __future__ import annotations

import csv
import gzip
import json
import string

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cda.dataset.read import open_sources
from cda.dataset.read.json_array import split_array
from cda.errors import BrokenInput, InputError

FILE_PER_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

TEXT = st.text(st.characters(codec="utf-8"))
INT64 = st.integers(-(2**63), 2**63 - 1)


def put(path, content):
    data = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def blocks(path, size=1000, **options):
    (source,) = open_sources([str(path)], **options)
    return list(source.blocks(size))


def rows(path, **options):
    return [row for block in blocks(path, **options) for row in block.table.to_pylist()]


def rejects(path):
    return [reject for block in blocks(path, on_error="skip") for reject in block.rejects]


def numbers(path):
    return [number for block in blocks(path, on_error="skip") for number in block.rows]


# --- round trips -----------------------------------------------------------------------------------------------------


def values(depth=2):
    """Strategies for the values of one column: each draws values of one JSON type."""
    scalars = st.sampled_from([INT64, TEXT, st.booleans(), st.floats(allow_nan=False, allow_infinity=False)])
    if not depth:
        return scalars
    inner = values(depth - 1)
    lists = inner.map(lambda items: st.lists(items | st.none(), max_size=3))
    objects = st.dictionaries(TEXT, inner, min_size=1, max_size=3).map(st.fixed_dictionaries)
    return scalars | lists | objects


@st.composite
def json_tables(draw):
    columns = draw(st.dictionaries(TEXT, values(), max_size=4))
    cells = {name: column | st.none() for name, column in columns.items()}
    return draw(st.lists(st.fixed_dictionaries({}, optional=cells), max_size=8))


def filled(table):
    """Give every row every column, as Arrow does."""
    names = dict.fromkeys(name for row in table for name in row)
    return [{name: row.get(name) for name in names} for row in table]


@FILE_PER_EXAMPLE
@given(table=json_tables(), ascii_only=st.booleans())
def test_any_rows_written_as_json_lines_come_back_equal(tmp_path, table, ascii_only):
    lines = "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in table)
    found = rows(put(tmp_path / "a.jsonl", lines))
    assert found == filled(table)
    assert [list(row) for row in found] == [list(row) for row in filled(table)]


@FILE_PER_EXAMPLE
@given(table=json_tables(), indent=st.sampled_from([None, 0, 3]))
def test_any_rows_written_as_a_json_array_come_back_equal(tmp_path, table, indent):
    assert rows(put(tmp_path / "a.json", json.dumps(table, indent=indent))) == filled(table)


@FILE_PER_EXAMPLE
@given(texts=st.lists(TEXT.map(lambda text: text.replace("\n", "")).filter(lambda text: not text.endswith("\r"))))
def test_any_lines_of_text_come_back_equal(tmp_path, texts):
    found = rows(put(tmp_path / "a.txt", b"\xef\xbb\xbf" + "".join(text + "\n" for text in texts).encode()))
    assert [row["text"] for row in found] == texts


@FILE_PER_EXAMPLE
@given(
    table=st.lists(st.fixed_dictionaries({"t": TEXT, "n": INT64, "f": st.floats(allow_nan=False), "b": st.booleans()})),
    dialect=st.sampled_from([",", "\t"]),
)
def test_any_rows_written_as_csv_come_back_as_they_were_written(tmp_path, table, dialect):
    path = tmp_path / ("a.csv" if dialect == "," else "a.tsv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["t", "n", "f", "b"], delimiter=dialect, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(table)
    written = [{name: str(value) for name, value in row.items()} for row in table]
    # An empty cell among numbers is null.
    read = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows(path)]
    assert read == written


@given(
    table=st.lists(st.dictionaries(TEXT, TEXT | INT64 | st.lists(TEXT, max_size=2), max_size=3)), size=st.integers(1, 7)
)
def test_the_elements_of_an_array_are_found_whatever_the_chunks(table, size):
    text = json.dumps(table, ensure_ascii=False)
    pieces = list(split_array(text[i : i + size] for i in range(0, len(text), size)))
    assert [json.loads(piece.text) for piece in pieces] == table
    assert not any(piece.problem for piece in pieces)


# --- lines and types -------------------------------------------------------------------------------------------------


def test_only_newlines_end_a_line_of_text(tmp_path):
    content = "a\x0bb\x0c\x1c\x85\u2028c\rd\r\n\nlast\r"
    assert [row["text"] for row in rows(put(tmp_path / "a.txt", content))] == [
        "a\x0bb\x0c\x1c\x85\u2028c\rd",
        "",
        "last\r",
    ]


@pytest.mark.parametrize("ending", ["txt", "text", "md", ""])
def test_text_of_any_ending_is_a_document_a_line(tmp_path, ending):
    assert rows(put(tmp_path / f"a.{ending}", "she\nhe")) == [{"text": "she"}, {"text": "he"}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl.gz", '\ufeff{"text": "é"}\n'),
        ("a.ndjson.gz", '\ufeff{"text": "é"}'),
        ("a.JSON.GZ", '\ufeff [{"text": "é"}]'),
        ("a.json", '\ufeff\n{"text": "é"}\n'),
        ("a.csv.gz", "\ufefftext\r\né\r\n"),
        ("a.tsv.gz", "\ufefftext\né\n"),
        ("a.txt.gz", "\ufeffé\n"),
        ("a.gz", "\ufeffé\n"),
    ],
)
def test_gzip_is_unpacked_and_a_byte_order_mark_dropped(tmp_path, name, content):
    path = tmp_path / name
    data = content.encode()
    path.write_bytes(gzip.compress(data) if name.lower().endswith("gz") else data)
    assert rows(path) == [{"text": "é"}]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt", "a.txt.gz"])
def test_an_empty_file_has_no_rows(tmp_path, name):
    for content in ("", "\ufeff"):
        assert rows(put(tmp_path / name, content)) == []


def test_an_empty_array_has_no_rows(tmp_path):
    assert rows(put(tmp_path / "a.json", " [ ] \n")) == []


def test_a_csv_header_alone_has_columns_and_no_rows(tmp_path):
    (source,) = open_sources([put(tmp_path / "a.csv", "text,label\n")])
    assert source.schema.names == ["text", "label"]
    assert list(source.blocks(10)) == []


def test_columns_stand_in_the_order_of_first_appearance_and_missing_keys_are_null(tmp_path):
    path = put(tmp_path / "a.jsonl", '{"z": 1}\n\n{"b": {"y": 1}, "z": 2.5}\n{"a": [], "b": {"x": true}}\n')
    (source,) = open_sources([path])
    assert source.schema.names == ["z", "b", "a"]
    assert source.schema.field("z").type == pa.float64()
    assert rows(path) == [
        {"z": 1.0, "b": None, "a": None},
        {"z": 2.5, "b": {"y": 1, "x": None}, "a": None},
        {"z": None, "b": {"y": None, "x": True}, "a": []},
    ]


def test_the_last_of_two_equal_keys_wins(tmp_path):
    assert rows(put(tmp_path / "a.jsonl", '{"a": 1, "a": 2}')) == [{"a": 2}]


def test_rows_without_any_column_are_still_counted(tmp_path):
    (block,) = blocks(put(tmp_path / "a.jsonl", "{}\n{}\n"))
    assert (block.rows, block.table.num_rows) == ((0, 1), 2)


def test_nul_and_line_ends_inside_values_survive(tmp_path):
    text = 'a\0b\r\nc\nd\re "q"'
    assert rows(put(tmp_path / "a.jsonl", json.dumps({"text": text}))) == [{"text": text}]
    quoted = text.replace('"', '""')
    assert rows(put(tmp_path / "a.csv", f'text,n\r\n"{quoted}",1\r\n')) == [{"text": text, "n": 1}]
    assert rows(put(tmp_path / "a.txt", "a\0b")) == [{"text": "a\0b"}]


def test_csv_types_are_only_taken_where_nothing_changes(tmp_path):
    header = "zero,int,big,float,short,bool,mixed,nan,plus,gap,none"
    lines = [
        "007,1,9223372036854775808,1.5,1.50,true,True,nan,+1,,",
        "1,-2,1,0.1,2.0,false,true,1.0,1,3,",
    ]
    (source,) = open_sources([put(tmp_path / "a.csv", "\n".join([header, *lines]))])
    assert {field.name: str(field.type) for field in source.schema if field.type != pa.string()} == {
        "int": "int64",
        "float": "double",
        "bool": "bool",
        "gap": "int64",
    }
    (block,) = source.blocks(10)
    first = block.table.to_pylist()[0]
    assert (first["zero"], first["big"], first["bool"], first["gap"], first["none"]) == (
        "007",
        "9223372036854775808",
        True,
        None,
        "",
    )


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "txt", "jsonl.gz"])
def test_a_row_of_ten_megabytes_survives(tmp_path, kind):
    text = 'she, "he"' * 1_200_000
    content = {
        "jsonl": json.dumps({"text": text}),
        "jsonl.gz": json.dumps({"text": text}),
        "json": json.dumps([{"text": text}]),
        "csv": 'text\n"{}"\n'.format(text.replace('"', '""')),
        "txt": text,
    }[kind]
    limit = csv.field_size_limit()
    assert rows(put(tmp_path / f"a.{kind}", content)) == [{"text": text}]
    assert csv.field_size_limit() == limit


def test_the_cell_limit_of_python_is_untouched_while_a_csv_file_is_half_read(tmp_path):
    limit = csv.field_size_limit()
    (source,) = open_sources([put(tmp_path / "a.csv", "text\n" + "she\n" * 500)])
    stream = source.blocks(1)
    next(stream)
    assert csv.field_size_limit() == limit
    stream.close()


# --- streaming -------------------------------------------------------------------------------------------------------


def parquet(path, table, **options):
    pq.write_table(table, path, **options)
    return str(path)


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "txt", "parquet"])
def test_no_block_is_larger_than_asked_and_rows_keep_their_order(tmp_path, kind):
    table = [{"n": n} for n in range(25)]
    path = tmp_path / f"a.{kind}"
    if kind == "parquet":
        parquet(path, pa.table({"n": range(25)}), row_group_size=7)
    else:
        lines = {"jsonl": map(json.dumps, table), "json": [json.dumps(table)]}
        put(path, "\n".join(lines.get(kind, ["n"] * (kind == "csv") + [str(n) for n in range(25)])))
    found = blocks(path, size=4)
    assert max(block.table.num_rows for block in found) <= 4
    assert [number for block in found for number in block.rows] == list(range(25))
    assert [int(row.popitem()[1]) for block in found for row in block.table.to_pylist()] == list(range(25))


def test_huge_rows_make_short_blocks(tmp_path):
    lines = (json.dumps({"text": "x" * 12_000_000}) + "\n") * 4
    assert [block.table.num_rows for block in blocks(put(tmp_path / "a.jsonl", lines))] == [3, 1]


def test_the_rows_of_an_array_come_before_its_end_is_read(tmp_path):
    path = tmp_path / "a.json"
    put(path, json.dumps([{"text": "x" * 1000}] * 3000))
    (source,) = open_sources([str(path)])
    path.write_bytes(path.read_bytes()[:-2] + b"!!")
    assert next(source.blocks(10)).table.num_rows == 10


# --- bad rows --------------------------------------------------------------------------------------------------------

BAD_ROWS = [
    pytest.param("a.jsonl", b'{"t": "a"}\n{"t": "b"\n{"t": "c"}\n', 2, id="broken JSON line"),
    pytest.param("a.jsonl", b'{"t": "a"}\n{"t": "\xff"}\n{"t": "c"}\n', 2, id="JSON line that is not UTF-8"),
    pytest.param("a.jsonl", b'{"t": "a"}\n\n[1]\n{"t": "c"}\n', 3, id="JSON line that is no object"),
    pytest.param("a.jsonl", b'{"t": "a"}\n' + b"[" * 100_000 + b'\n{"t": "c"}\n', 2, id="JSON nested too deep"),
    pytest.param("a.jsonl", b'{"t": "a"}\n{"t": ' + b"1" * 5000 + b'}\n{"t": "c"}\n', 2, id="endless number"),
    pytest.param("a.json", b'[{"t": "a"},\n {"t": b},\n {"t": "c"}]', 2, id="broken element"),
    pytest.param("a.json", b'[{"t": "a"},\n {"t": "b"}},\n {"t": "c"}]', 2, id="brace too many"),
    pytest.param("a.json", b'[{"t": "a"},\n {"t": "\xff"},\n {"t": "c"}]', 2, id="element that is not UTF-8"),
    pytest.param("a.json", b'[{"t": "a"},\n null,\n {"t": "c"}]', 2, id="element that is no object"),
    pytest.param("a.json", b'[{"t": "a"},\n ,\n {"t": "c"}]', 2, id="comma too many"),
    pytest.param("a.csv", b"t\na\nb,b\nc\n", 3, id="CSV row with a cell too many"),
    pytest.param("a.csv", b't\n"a\n"\nb\xff\nc\n', 4, id="CSV row that is not UTF-8"),
    pytest.param("a.csv", b't\na\n"b"b\nc\n', 3, id="CSV row with a quote in the wrong place"),
    pytest.param("a.txt", b"a\nb\xff\nc\n", 2, id="text line that is not UTF-8"),
    pytest.param("a.txt", b"a\nb\xed\xa0\x80\nc\n", 2, id="text line with the bytes of a surrogate"),
]


@pytest.mark.parametrize(("name", "content", "line"), BAD_ROWS)
def test_a_bad_row_stops_with_its_place_and_the_way_to_skip_it(tmp_path, name, content, line):
    path = put(tmp_path / name, content)
    with pytest.raises(BrokenInput) as caught:
        rows(path)
    assert caught.value.where == f"{path} line {line}, row 1"
    assert "--on-error skip" in caught.value.hint


@pytest.mark.parametrize(("name", "content", "line"), BAD_ROWS)
def test_a_bad_row_is_skipped_with_its_number_and_its_content(tmp_path, name, content, line):
    path = put(tmp_path / name, content)
    (reject,) = rejects(path)
    assert (reject.source, reject.row, reject.line, reject.code) == (path, 1, line, "CDA-D04")
    assert reject.raw.isascii()
    json.loads(reject.raw)
    assert numbers(path) == [0, 2]
    assert [next(iter(row.values())).strip() for row in rows(path, on_error="skip")] == ["a", "c"]


def test_the_bytes_of_a_row_that_is_not_utf8_can_be_had_back(tmp_path):
    (reject,) = rejects(put(tmp_path / "a.jsonl", b'{"t": "\xff"}\n'))
    assert json.loads(reject.raw).encode(errors="surrogateescape") == b'{"t": "\xff"}'


@pytest.mark.parametrize("end", ['{"t": "b"', '{"t": "b"}', ""])
def test_an_array_that_is_cut_off_is_noticed(tmp_path, end):
    path = put(tmp_path / "a.json", '[{"t": "a"},' + end)
    with pytest.raises(BrokenInput, match="ends before"):
        rows(path)
    assert rows(path, on_error="skip") == [{"t": "a"}]
    assert json.loads(rejects(path)[0].raw) == end


def test_text_after_an_array_is_noticed_and_kept(tmp_path):
    path = put(tmp_path / "a.json", '[{"t": "a"}] [{"t": "b"}, 1]')
    with pytest.raises(BrokenInput, match="after the end"):
        rows(path)
    assert json.loads(rejects(path)[0].raw) == '[{"t": "b"}, 1]'


def test_an_open_quote_in_csv_is_noticed(tmp_path):
    path = put(tmp_path / "a.csv", 't\na\n"b\nc\n')
    with pytest.raises(BrokenInput) as caught:
        rows(path)
    assert caught.value.where == f"{path} line 3, row 1"
    assert json.loads(rejects(path)[0].raw) == '"b\nc\n'


@pytest.mark.parametrize("on_error", ["stop", "skip"])
@pytest.mark.parametrize(
    "bad", ['{"t": "\\ud800"}', '{"t": "b", "x\\uDFFF": 1}', '{"t": {"u": ["\\udc00"]}}', '{"t": "\\ude00\\ud83d"}']
)
def test_half_a_surrogate_pair_is_always_a_reject_and_never_stops(tmp_path, on_error, bad):
    good = '{"t": "\\ud83d\\ude00"}'
    for name, content in {"a.jsonl": f"{good}\n{bad}\n{good}", "a.json": f"[{good}, {bad}, {good}]"}.items():
        path = put(tmp_path / name, content)
        (block,) = blocks(path, on_error=on_error)
        assert block.table.to_pylist() == [{"t": "😀"}, {"t": "😀"}]
        assert block.rows == (0, 2)
        (reject,) = block.rejects
        assert (reject.row, reject.code) == (1, "CDA-D07")
        assert json.loads(reject.raw) == json.loads(bad)


@pytest.mark.parametrize("on_error", ["stop", "skip"])
@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ('{"a": 1}', '{"a": "x"}', "mixes whole numbers and text"),
        ('{"a": true}', '{"a": 1}', "mixes true/false and whole numbers"),
        ('{"a": [1]}', '{"a": {"b": 1}}', "mixes lists and objects"),
        ('{"a": 1}', '{"a": [1, "x"]}', "mixes whole numbers and text"),
        ('{"a": 1}', '{"a": 9223372036854775808}', "more than 64 bits"),
        ('{"a": 1}', '{"a": ' + "[" * 70 + "]" * 70 + "}", "deeper"),
    ],
)
def test_a_column_without_one_type_is_an_error_with_file_line_and_column(tmp_path, on_error, first, second, said):
    path = put(tmp_path / "a.jsonl", f"{first}\n\n{second}\n")
    with pytest.raises(BrokenInput, match=said) as caught:
        open_sources([path], on_error=on_error)
    assert caught.value.where == f"{path} line 3, row 1"
    assert "'a'" in caught.value.message
    assert caught.value.hint


def test_a_whole_number_that_no_float_holds_is_not_rounded(tmp_path):
    path = put(tmp_path / "a.jsonl", '{"a": 0.5}\n{"a": 9007199254740993}\n')
    with pytest.raises(BrokenInput, match="'a'") as caught:
        rows(path)
    assert caught.value.where == f"{path} line 2, row 1"
    assert [reject.raw for reject in rejects(path)] == ['{"a": 9007199254740993}']


def test_bad_csv_headers_are_errors(tmp_path):
    for content in (b"a,a\n1,2\n", b"\xff,b\n1,2\n", b'"a"b\n1\n'):
        path = put(tmp_path / "a.csv", content)
        with pytest.raises(BrokenInput) as caught:
            open_sources([path], on_error="skip")
        assert "line 1" in caught.value.where


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(string.printable.encode() * 99)[:-20]])
def test_a_broken_gzip_file_is_an_error(tmp_path, content):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(BrokenInput) as caught:
        rows(path, on_error="skip")
    assert str(path) in caught.value.where


# --- Parquet ---------------------------------------------------------------------------------------------------------


def labels(*names):
    features = {"text": {"dtype": "string", "_type": "Value"}, "label": {"names": list(names), "_type": "ClassLabel"}}
    return {"huggingface": json.dumps({"info": {"features": features}})}


def test_parquet_keeps_types_and_metadata(tmp_path):
    kinds = [pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view(), pa.timestamp("us")]
    schema = pa.schema([(str(i), kind) for i, kind in enumerate(kinds)], metadata=labels("no", "yes"))
    table = pa.table([pa.array([None], kind) for kind in kinds], schema=schema)
    (source,) = open_sources([parquet(tmp_path / "a.parquet", table)])
    assert source.schema.equals(schema, check_metadata=True)
    (block,) = source.blocks(10)
    assert block.table.schema.equals(schema, check_metadata=True)


def test_parquet_is_known_by_its_content(tmp_path):
    assert rows(parquet(tmp_path / "data", pa.table({"a": [1]}))) == [{"a": 1}]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1 and more PAR1"])
def test_a_parquet_file_with_a_broken_footer_is_an_error_at_open(tmp_path, content):
    path = put(tmp_path / "a.parquet", content)
    with pytest.raises(BrokenInput) as caught:
        open_sources([path])
    assert caught.value.where == path


def test_a_parquet_file_with_a_broken_page_is_an_error_at_its_block(tmp_path):
    path = tmp_path / "a.parquet"
    parquet(path, pa.table({"a": ["she " * 10 + str(n) for n in range(5000)]}), compression="snappy")
    data = bytearray(path.read_bytes())
    data[4:4000] = b"\xff" * 3996
    path.write_bytes(data)
    (source,) = open_sources([str(path)])
    with pytest.raises(BrokenInput) as caught:
        list(source.blocks(100))
    assert str(path) in caught.value.where


def test_a_parquet_row_that_is_not_utf8_is_a_bad_row(tmp_path):
    broken = pa.StringArray.from_buffers(3, *pa.array([b"a", b"\xff", b"c"]).buffers()[1:])
    path = parquet(tmp_path / "a.parquet", pa.table({"n": [1, 2, 3], "t": broken}))
    with pytest.raises(BrokenInput) as caught:
        rows(path)
    assert caught.value.where == f"{path} row 1"
    (reject,) = rejects(path)
    assert (reject.row, json.loads(reject.raw)) == (1, {"n": 2, "t": "\udcff"})
    assert numbers(path) == [0, 2]


# --- several inputs --------------------------------------------------------------------------------------------------


def test_patterns_are_sorted_and_inputs_keep_their_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b1.txt", "b0.txt", "a.txt", "[x].txt"):
        put(tmp_path / name, name)
    found = open_sources(["b*.txt", "[x].txt", "a.txt"])
    assert [source.name for source in found] == ["b0.txt", "b1.txt", "[x].txt", "a.txt"]
    assert {source.split for source in found} == {"train"}


@pytest.mark.parametrize("asked", ["none.jsonl", "none*.jsonl", "none/"])
def test_an_input_that_matches_nothing_is_an_error_that_names_it(tmp_path, asked):
    with pytest.raises(InputError) as caught:
        open_sources([put(tmp_path / "a.txt", "a"), asked])
    assert asked in str(caught.value)


def test_an_input_given_twice_is_an_error(tmp_path):
    path = put(tmp_path / "a.txt", "a")
    with pytest.raises(InputError, match="twice"):
        open_sources([path, str(tmp_path / "*.txt")])


def test_a_file_of_an_unknown_binary_kind_is_an_error(tmp_path):
    with pytest.raises(InputError, match="not read"):
        open_sources([put(tmp_path / "a.xlsx", b"PK\x03\x04\x00\x00")])


def test_one_json_object_over_several_lines_is_an_error_that_says_so(tmp_path):
    with pytest.raises(InputError, match="one JSON object"):
        open_sources([put(tmp_path / "a.json", json.dumps({"data": [{"text": "a"}]}, indent=2))])


def test_all_kinds_of_text_columns_are_joined(tmp_path):
    kinds = [pa.string_view(), pa.string(), pa.dictionary(pa.int8(), pa.string()), pa.null()]
    files = [
        parquet(tmp_path / f"{i}.parquet", pa.table({"t": pa.array(["x"], pa.string()).cast(kind)}))
        if kind != pa.null()
        else parquet(tmp_path / f"{i}.parquet", pa.table({"t": pa.nulls(1)}))
        for i, kind in enumerate(kinds)
    ]
    found = open_sources(files)
    assert {source.schema.field("t").type for source in found} == {pa.large_string()}
    assert [block.table.to_pylist() for source in found for block in source.blocks(9)] == [
        *[[{"t": "x"}]] * 3,
        [{"t": None}],
    ]


def test_files_of_one_split_get_one_schema_where_no_value_changes(tmp_path):
    one = put(tmp_path / "a.jsonl", '{"t": null, "n": 1}')
    two = put(tmp_path / "b.jsonl", '{"t": "x", "n": 0.5, "extra": [1]}')
    three = parquet(
        tmp_path / "c.parquet", pa.table({"extra": [[2]], "n": [3], "t": pa.array(["y"], pa.large_string())})
    )
    empty = put(tmp_path / "d.jsonl", "")
    found = open_sources([one, two, three, empty])
    assert len({source.schema for source in found}) == 1
    assert found[0].schema == pa.schema(
        [("t", pa.large_string()), ("n", pa.float64()), ("extra", pa.list_(pa.int64()))]
    )
    tables = [block.table for source in found for block in source.blocks(10)]
    assert pa.Table.from_batches(tables).to_pylist() == [
        {"t": None, "n": 1.0, "extra": None},
        {"t": "x", "n": 0.5, "extra": [1]},
        {"t": "y", "n": 3.0, "extra": [2]},
    ]


def test_csv_files_that_differ_in_type_are_both_read_as_written(tmp_path):
    one, two = put(tmp_path / "a.csv", "id,t\n1,x\n,y\n"), put(tmp_path / "b.csv", "id,t\n007,z\n")
    found = open_sources([one, two])
    assert [row["id"] for source in found for block in source.blocks(9) for row in block.table.to_pylist()] == [
        "1",
        "",
        "007",
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("b.jsonl", '{"t": 1}'), ("b.csv", "t,u\nx,y\n"), ("b.csv", "T\nx\n"), ("b.txt", "x")]
)
def test_files_that_do_not_fit_together_are_an_error_with_file_and_column(tmp_path, name, content):
    one, two = put(tmp_path / "a.csv", "t\nx\n"), put(tmp_path / name, content)
    with pytest.raises(InputError, match="column '") as caught:
        open_sources([one, two])
    assert caught.value.where in {one, two}


def test_text_and_bytes_are_not_joined(tmp_path):
    one = parquet(tmp_path / "a.parquet", pa.table({"t": ["x"]}))
    two = parquet(tmp_path / "b.parquet", pa.table({"t": [b"x"]}))
    with pytest.raises(InputError, match="column 't'"):
        open_sources([one, two])


def test_class_labels_that_differ_are_an_error(tmp_path):
    data = {"text": ["x"], "label": [0]}
    files = [
        parquet(tmp_path / f"{i}.parquet", pa.table(data).replace_schema_metadata(labels(*names)))
        for i, names in enumerate([("no", "yes"), ("yes", "no")])
    ]
    with pytest.raises(InputError, match="'label' has other class labels"):
        open_sources(files)


def test_metadata_follows_columns_that_change(tmp_path):
    table = pa.table({"text": pa.array(["x"]), "label": [0]}).replace_schema_metadata(labels("no", "yes"))
    one = parquet(tmp_path / "a.parquet", table)
    two = put(tmp_path / "b.jsonl", '{"text": "y", "label": 1, "score": [0.5]}')
    three = parquet(tmp_path / "c.parquet", table.append_column("score", pa.array([[1.5]])))
    with pytest.raises(InputError, match="'score'"):
        open_sources([one, two])
    (source, _) = open_sources([two, three])
    features = json.loads(source.schema.metadata[b"huggingface"])["info"]["features"]
    assert features["label"] == {"names": ["no", "yes"], "_type": "ClassLabel"}
    assert list(features) == source.schema.names
