"""Whatever a file holds: each row is accounted for and comes back as it was, or an error says what is wrong."""

from __future__ import annotations

import csv
import gzip
import json
from itertools import cycle

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from nasty import FRAMES, LONE, NASTY

import cda.cli
from cda import Rewriter
from cda.errors import CdaError
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

TEXTS = [frame.replace("{}", string) for string, frame in zip(NASTY.values(), cycle(FRAMES), strict=False)]
LINES = [text.replace("\n", " ").removesuffix("\r") for text in TEXTS]
GOOD = '{"text": "She met her uncle."}\n'


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter(names="swap", guards="hold")


def as_jsonl(path, texts):
    path.write_text("".join(json.dumps({"id": n, "text": one}) + "\n" for n, one in enumerate(texts)), "utf-8")


def as_raw_jsonl(path, texts):
    rows = (json.dumps({"id": n, "text": one}, ensure_ascii=False) + "\n" for n, one in enumerate(texts))
    path.write_text("".join(rows), "utf-8", newline="")


def as_json(path, texts):
    path.write_text(json.dumps([{"id": n, "text": one} for n, one in enumerate(texts)], ensure_ascii=False), "utf-8")


def as_csv(path, texts):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, delimiter="\t" if path.suffix == ".tsv" else ",")
        writer.writerows([("id", "text"), *enumerate(texts)])


def as_parquet(path, texts):
    pq.write_table(pa.table({"id": range(len(texts)), "text": texts}), path)


def as_text(path, texts):
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8", newline="")


KINDS = {
    "rows.jsonl": (as_jsonl, TEXTS),
    "raw.jsonl": (as_raw_jsonl, TEXTS),
    "rows.json": (as_json, TEXTS),
    "rows.csv": (as_csv, TEXTS),
    "rows.tsv": (as_csv, TEXTS),
    "rows.parquet": (as_parquet, TEXTS),
    "rows.txt": (as_text, LINES),
}


def rows_of(folder):
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def check_run(out, texts):
    default, pairs = rows_of(out / "data"), rows_of(out / "pairs")
    assert len(pairs) == len(texts)
    for text, pair in zip(texts, pairs, strict=True):
        assert default[pair["row"]]["text"] == text
        if pair["counterfactual_row"] is None:
            assert not pair["edits"]
            continue
        new, rebuilt, last = default[pair["counterfactual_row"]]["text"], [], 0
        for edit in pair["edits"]:
            assert text[edit["start"] : edit["end"]] == edit["old"]
            rebuilt += [text[last : edit["start"]], edit["new"]]
            last = edit["end"]
        assert "".join([*rebuilt, text[last:]]) == new != text


@pytest.mark.parametrize("name", KINDS)
def test_each_string_comes_back_equal_from_each_kind_of_file(rewriter, tmp_path, name):
    write, texts = KINDS[name]
    write(tmp_path / name, texts)
    summary = augment_files(AugmentJob((str(tmp_path / name),), str(tmp_path / "out")), rewriter)
    assert summary.rows == sum(summary.outcomes.values()) == len(texts)
    assert "failed" not in summary.outcomes
    assert summary.outcomes["augmented"] > len(texts) / 3
    check_run(tmp_path / "out", texts)


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_each_string_goes_through_each_format_and_is_read_again(rewriter, tmp_path, format_):
    as_parquet(tmp_path / "in.parquet", TEXTS)
    augment_files(AugmentJob((str(tmp_path / "in.parquet"),), str(tmp_path / "out"), format=format_), rewriter)
    again = AugmentJob((str(tmp_path / "out" / "data"),), str(tmp_path / "again"), keep_columns=("id",))
    summary = augment_files(again, rewriter)
    assert summary.rows > len(TEXTS)
    read = [row["text"] for row in rows_of(tmp_path / "again" / "data")]
    assert set(TEXTS) <= set(read)


def test_half_a_surrogate_pair_sets_its_row_aside_and_no_other(rewriter, tmp_path):
    texts = [text for half in LONE.values() for text in ("She left.", f"She {half}", "He left.")]
    as_jsonl(tmp_path / "a.jsonl", texts)
    summary = augment_files(AugmentJob((str(tmp_path / "a.jsonl"),), str(tmp_path / "out")), rewriter)
    assert summary.outcomes == {"augmented": 2 * len(LONE), "failed": len(LONE)}
    rejects = [json.loads(line) for line in (tmp_path / "out/.cda/rejects.jsonl").read_text("ascii").splitlines()]
    assert {(reject["code"], reject["row"] % 3) for reject in rejects} == {("CDA-D07", 1)}


def test_the_command_takes_each_string_too(tmp_path, monkeypatch):
    as_jsonl(tmp_path / "in.jsonl", TEXTS)
    monkeypatch.setattr("sys.argv", ["cda", "augment", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out")])
    cda.cli.main()
    check_run(tmp_path / "out", TEXTS)


@pytest.mark.parametrize("command", ["swap", "detect"])
def test_the_commands_for_text_take_each_string_and_bytes_that_are_no_text(command):
    given = "\n".join(LINES).encode() + b"\nShe \xff\xfe\x80 left.\n"
    done = CliRunner().invoke(cda.cli.cli, [command], input=given)
    assert done.exception is None
    assert done.exit_code == 0
    if command == "swap":
        lines = done.stdout_bytes.split(b"\n")
        assert len(lines) == given.count(b"\n") + 1
        assert lines[-2] == b"He \xff\xfe\x80 left."


# --- files that are broken -------------------------------------------------------------------------------------------


def packed(data):
    return gzip.compress(data.encode())


BROKEN = {
    "deep_row.jsonl": f"{GOOD}{'[' * 200_000}\n{GOOD}",
    "deep_value.jsonl": f'{GOOD}{{"text": "He left.", "a": {"[" * 5000}{"]" * 5000}}}\n',
    "deep_keys.jsonl": GOOD + '{"text": ' * 5000 + '"He left."' + "}" * 5000 + "\n",
    "deep_list.jsonl": f"{GOOD}{'[' * 900}{']' * 900}\n",
    "half_a_pair.jsonl": f'{GOOD}{{"text": "\\ud83d", "a": {"[" * 900}{"]" * 900}}}\n',
    "cut.jsonl": f'{GOOD}{{"text": "She',
    "digits.jsonl": f'{GOOD}{{"text": "He left.", "n": {"9" * 5000}}}\n',
    "two_on_a_line.jsonl": f"{GOOD}{GOOD.strip()} {GOOD}",
    "cut.json": '[{"text": "She left."}, {"text": "He',
    "braces.json": '[{"text": "She left."}}, {"text": "He left."}]]]',
    "quotes.csv": 'text\n"She met her\n"uncle", x\nHe left\n',
    "open_quote.csv": 'text\nShe left.\n"She met her uncle.\nHe left.\n',
    "ragged.csv": "text,label\nShe left.,1\nHe\nHe,2,3\n",
    "latin.csv": b"text\nShe left.\nCaf\xe9 of hers\n",
    "binary.csv": b"text\nShe left.\n" + bytes(range(128, 256)) * 9 + b"\n",
    "binary.txt": b"She left.\n" + bytes(range(256)),
    "binary_tail.jsonl": GOOD.encode() + bytes(range(128, 256)) * 50,
}
"""Files of which some rows can be read."""

UNREADABLE = {
    "deep.json": "[" * 200_000,
    "deep_schema.jsonl": f'{GOOD}{{"text": "He left.", "a": {"[" * 70}{"]" * 70}}}\n',
    "binary.jsonl": bytes(range(256)) * 50,
    "nuls.jsonl": b"\0" * 1000,
    "long_number.jsonl": f'{GOOD}{{"text": "x", "n": {"9" * 30}}}\n',
    "mixed.jsonl": f'{GOOD}{{"text": 5}}\n',
    "nothing.parquet": b"",
    "marks.parquet": b"PAR1" + b"\0" * 100 + b"PAR1",
    "text.parquet": GOOD,
    "marks.arrow": b"ARROW1\0\0" + b"\xff" * 100,
    "huge_length.arrow": b"\xff\xff\xff\xff" + b"\x7f" * 100,
    "cut.jsonl.gz": packed(GOOD * 99)[:-9],
    "no_gzip.jsonl.gz": GOOD,
    "two_files.jsonl.gz": packed(GOOD) + b"\x1f\x8b" + b"\xff" * 30,
    "utf16.csv": "text\nShe left.\n".encode("utf-16"),
    "twice.csv": ",\nShe,he\n",
    "blank.csv": "\n\n",
    "program": b"\x7fELF" + bytes(range(256)) * 10,
    "object.json": '{\n"text": "She left."\n}',
}
"""Files of which nothing can be read."""


def put(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


@pytest.mark.parametrize("name", [*(name for name in BROKEN if name != "half_a_pair.jsonl"), *UNREADABLE])
def test_a_broken_file_ends_a_run_with_an_error_that_says_where(rewriter, tmp_path, name):
    given = put(tmp_path / name, {**BROKEN, **UNREADABLE}[name])
    with pytest.raises(CdaError) as raised:
        augment_files(AugmentJob((given,), str(tmp_path / "out")), rewriter)
    assert raised.value.code.startswith("CDA-D0")
    assert raised.value.where or raised.value.hint
    assert len(str(raised.value)) < 1000
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", BROKEN)
def test_rows_that_cannot_be_read_are_set_aside_where_that_is_asked(rewriter, tmp_path, name):
    given = put(tmp_path / name, BROKEN[name])
    summary = augment_files(AugmentJob((given,), str(tmp_path / "out"), on_error="skip"), rewriter)
    assert summary.rows == sum(summary.outcomes.values())
    assert summary.outcomes["failed"] > 0
    rejects = (tmp_path / "out/.cda/rejects.jsonl").read_text("ascii").splitlines()
    assert len(rejects) == summary.outcomes["failed"]
    assert len(rows_of(tmp_path / "out" / "pairs")) == summary.rows


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_of_which_nothing_can_be_read_is_an_error_even_so(rewriter, tmp_path, name):
    given = put(tmp_path / name, UNREADABLE[name])
    with pytest.raises(CdaError):
        augment_files(AugmentJob((given,), str(tmp_path / "out"), on_error="skip"), rewriter)


@pytest.mark.parametrize("name", ["deep_row.jsonl", "binary.jsonl", "open_quote.csv", "marks.parquet"])
def test_the_command_says_what_is_wrong_without_a_traceback(tmp_path, name, monkeypatch, capsys):
    given = put(tmp_path / name, {**BROKEN, **UNREADABLE}[name])
    monkeypatch.setattr("sys.argv", ["cda", "augment", given, "-o", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        cda.cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "CDA-D0" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["cell.csv", "cell.jsonl", "cell.txt", "cell.json"])
def test_a_cell_of_ten_megabytes_is_a_row_like_any_other(rewriter, tmp_path, name):
    text = f"She met her uncle. {'x' * 10_000_000} her"
    contents = {
        ".csv": f'text\n"{text}"\nHe left.\n',
        ".txt": f"{text}\nHe left.\n",
        ".json": json.dumps([{"text": text}, {"text": "He left."}]),
        ".jsonl": f'{json.dumps({"text": text})}\n{{"text": "He left."}}\n',
    }
    path = tmp_path / name
    path.write_text(contents[path.suffix])
    summary = augment_files(AugmentJob((str(path),), str(tmp_path / "out")), rewriter)
    assert summary.outcomes == {"augmented": 2}
    check_run(tmp_path / "out", [text, "He left."])


def test_a_small_file_that_unpacks_to_a_large_one_is_read_like_a_large_one(rewriter, tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"She left. " + b" " * 30_000_000))
    assert path.stat().st_size < 100_000
    summary = augment_files(AugmentJob((str(path),), str(tmp_path / "out")), rewriter)
    assert summary.outcomes == {"augmented": 1}


KEYS = (
    "",
    "\x00",
    "a\x00b",
    "../../etc/passwd",
    "a.b[*].c",
    "{0}%s",
    "=cmd|x",
    "a\nb: c",
    "<script>",
    "\u202etext",
    "x" * 5000,
)


@pytest.mark.parametrize("key", KEYS, ids=ascii)
def test_a_column_may_be_called_anything(rewriter, tmp_path, key):
    rows = [{"text": "She left.", key: "red"}, {"text": "It rained.", key: None}]
    given = put(tmp_path / "a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    augment_files(AugmentJob((given,), str(tmp_path / "out"), with_ids=True), rewriter)
    found = rows_of(tmp_path / "out" / "data")
    assert [row[key] for row in found] == ["red", "red", None]
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "\x00" not in card


@pytest.mark.parametrize("key", [*KEYS, "text"], ids=ascii)
def test_the_column_of_the_text_may_be_called_anything_and_is_found_or_asked_for(rewriter, tmp_path, key):
    given = put(tmp_path / "a.jsonl", json.dumps({key: "She left.", "n": 1}) + "\n")
    summary = augment_files(AugmentJob((given,), str(tmp_path / "out")), rewriter)
    assert summary.outcomes == {"augmented": 1}
    assert [row[key] for row in rows_of(tmp_path / "out" / "data")] == ["She left.", "He left."]


@pytest.mark.parametrize(
    "name",
    ["\udcff.jsonl", "[a].jsonl", "*.jsonl", "a\nb.jsonl", "\u202ea.jsonl", "=cmd|.jsonl", "%s{0}.jsonl", "-x.jsonl"],
    ids=ascii,
)
def test_a_file_may_be_called_anything(rewriter, tmp_path, name):
    given = put(tmp_path / name, GOOD)
    summary = augment_files(AugmentJob((given,), str(tmp_path / "out")), rewriter)
    assert summary.outcomes == {"augmented": 1}
    (pair,) = rows_of(tmp_path / "out" / "pairs")
    assert (
        pair["source"]
        .encode("ascii", "backslashreplace")
        .decode()
        .endswith(name.encode("ascii", "backslashreplace").decode())
    )


@pytest.mark.parametrize("name", ["out\udcff", "a\nb", "*", "\u202eout", "x" * 300, "a\x00b"], ids=ascii)
def test_a_folder_is_written_whatever_it_is_called_or_an_error_says_that_it_cannot_be(rewriter, tmp_path, name):
    given = put(tmp_path / "a.jsonl", GOOD)
    try:
        summary = augment_files(AugmentJob((given,), str(tmp_path / name)), rewriter)
    except CdaError as error:
        assert error.code in {"CDA-O01", "CDA-D06"}  # noqa: PT017 - either outcome is right, another error is not
    else:
        assert summary.outcomes == {"augmented": 1}
