"""A folder that is not what its run wrote is found out from its files alone."""

from __future__ import annotations

import itertools
import json
import shutil

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from run.corpus import job, rows, write_lines, write_parquet

from cda import Rewriter
from cda.cli import cli
from cda.errors import InputError, RunUnfinished, VerifyFailed
from cda.export.folder import sha256_of
from cda.run.augment import augment_files
from cda.run.export import export_folder
from cda.verify import digest_of, verify_folder

FORMATS = ["hf", "parquet", "jsonl", "csv", "trl-sft", "llamafactory"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    source = write_parquet(folder / "in.parquet", rows(23))
    augment_files(job(source, folder / "out"), Rewriter())
    return folder / "out"


@pytest.fixture
def folder(written, tmp_path):
    return shutil.copytree(written, tmp_path / "out")


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_folder_of_any_format_is_verified(name, tmp_path):
    source = write_parquet(tmp_path / "in.parquet", [{"text": row["text"]} for row in rows(23)])
    summary = augment_files(job(source, tmp_path / "out", format=name), Rewriter())
    figures = verify_folder(str(tmp_path / "out")).figures
    assert (figures["rows in"], figures["counterfactuals"]) == (23, summary.counterfactuals)
    assert figures["augmented"] == summary.outcomes["augmented"]


@pytest.mark.parametrize("options", [{"strategy": "substitute", "p": 1.0}, {"strategy": "only-pairs"}, {"split": 0.5}])
def test_rows_without_a_place_are_counted(options, tmp_path):
    source = write_lines(tmp_path / "in.jsonl", rows(23))
    summary = augment_files(job(source, tmp_path / "out", **options), Rewriter())
    figures = verify_folder(str(tmp_path / "out")).figures
    assert {name: figures[name.replace("_", " ")] for name in summary.outcomes} == summary.outcomes


def test_several_counterfactuals_of_a_row_count_as_one_row(tmp_path):
    source = write_lines(tmp_path / "in.jsonl", [{"text": "A black woman left."}, {"text": "It rained."}])
    summary = augment_files(
        job(source, tmp_path / "out"), Rewriter(["gender", "race"], to={"race": "all"}, combine="all")
    )
    figures = verify_folder(str(tmp_path / "out")).figures
    assert figures["counterfactuals"] == summary.counterfactuals > 6
    assert figures["rows in"] == 2


def reseal(folder):
    """Make the manifest say that the files are as they are, so that only what they hold can tell."""
    path = folder / ".cda" / "run.json"
    manifest = json.loads(path.read_text("utf-8"))
    for name, facts in manifest["facts"].items():
        facts["sha256"] = sha256_of(folder / name)
    path.write_text(json.dumps(manifest), "utf-8")


def changed(folder, config, column, change):
    path = min((folder / config).glob("*.parquet"))
    table = pq.read_table(path)
    values = table[column].to_pylist()
    change(values)
    field = table.schema.field(column)
    table = table.set_column(table.schema.get_field_index(column), field, pa.array(values, field.type))
    pq.write_table(table, path)
    reseal(folder)


def first_edit(pairs):
    return next(edits for edits in pairs if edits)[0]


BREAKS = {
    "differs where no edit is": lambda folder: changed(
        folder, "data", "text", lambda texts: texts.__setitem__(1, texts[1].replace("No", "no"))
    ),
    "has no 'She' at 1": lambda folder: changed(
        folder, "pairs", "edits", lambda some: first_edit(some).update(start=1)
    ),
    "in the counterfactual": lambda folder: changed(
        folder, "pairs", "edits", lambda some: first_edit(some).update(new_end=9)
    ),
    "is there twice": lambda folder: changed(folder, "pairs", "source_id", lambda ids: ids.__setitem__(1, ids[0])),
    "edits and no counterfactual": lambda folder: changed(
        folder, "pairs", "counterfactual_row", lambda places: places.__setitem__(0, None)
    ),
    "is not there": lambda folder: changed(folder, "pairs", "row", lambda places: places.__setitem__(0, 4000)),
    "rows are augmented, the run said": lambda folder: changed(
        folder, "pairs", "outcome", lambda some: some.__setitem__(2, "augmented")
    ),
}


@pytest.mark.parametrize("said", BREAKS)
def test_what_does_not_fit_is_named(said, folder):
    BREAKS[said](folder)
    with pytest.raises(VerifyFailed, match=said):
        verify_folder(str(folder))


def test_a_missing_a_changed_and_a_strange_file_are_named(folder):
    files = sorted((folder / "data").glob("*.parquet"))
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes()[:-1] + b"x")
    shutil.copy(files[2], folder / "data" / "train-99999-of-00005.parquet")
    with pytest.raises(VerifyFailed) as caught:
        verify_folder(str(folder))
    assert all(word in str(caught.value) for word in ("is missing", "another content", "is none of them"))


def test_a_folder_that_no_run_finished_is_no_dataset(tmp_path):
    with pytest.raises(RunUnfinished, match="no run has finished"):
        verify_folder(str(tmp_path))


def test_the_command_prints_what_was_checked_and_the_digests(written):
    result = CliRunner().invoke(cli, ["verify", str(written)], standalone_mode=False)
    assert "rows in: 23" in result.output
    digests = CliRunner().invoke(cli, ["verify", "--digest", str(written)], standalone_mode=False).output.split()
    assert digests[1::2] == ["default/train", "pairs/train"]
    assert digests[::2] == list(digest_of(str(written)).values())


VALUES = st.one_of(
    st.lists(st.one_of(st.none(), st.text(max_size=3))),
    st.lists(st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=2))),
    st.lists(st.one_of(st.none(), st.fixed_dictionaries({"a": st.one_of(st.none(), st.booleans()), "b": st.text()}))),
    st.lists(st.one_of(st.none(), st.floats(allow_nan=False))),
)


@settings(max_examples=150)
@given(values=VALUES, cut=st.integers(0, 20), changes=st.integers(0, 20))
def test_the_digest_depends_on_values_and_their_order_alone(values, cut, changes):
    from cda.verify.digest import _feed  # noqa: PLC0415 - the heart of it, without files

    def of(column, *cuts):
        hashes = {}
        edges = [0, *cuts, len(column)]
        for start, stop in itertools.pairwise(edges):
            _feed(hashes, "x", column.slice(start, max(stop - start, 0)))
        return {path: one.hexdigest() for path, one in hashes.items()}

    column = pa.array(values)
    assert of(column, min(cut, len(values))) == of(column)
    if values:
        other = list(values)
        other[changes % len(values)] = (
            None if other[changes % len(values)] is not None else other[changes % len(values) - 1]
        )
        moved = pa.array(other, column.type)
        equal = pc.all(pc.equal(pc.is_null(moved), pc.is_null(column))).as_py() and moved.equals(column)
        assert (of(moved) == of(column)) is bool(equal)


def test_an_id_that_stands_often_is_named_once_and_another_column_asked_for(folder):
    changed(folder, "pairs", "source_id", lambda ids: ids.__setitem__(slice(1, 4), [ids[0]] * 3))
    with pytest.raises(VerifyFailed) as caught:
        verify_folder(str(folder))
    assert str(caught.value).count("is there twice or more") == 1
    assert "another --id-column, whose values differ" in caught.value.hint


def test_a_folder_that_is_damaged_otherwise_is_not_asked_for_another_column(folder):
    min((folder / "data").glob("*.parquet")).unlink()
    with pytest.raises(VerifyFailed) as caught:
        verify_folder(str(folder))
    assert "--id-column" not in caught.value.hint


COMMANDS = {
    "diff": [],
    "report": ["--output", "report.html"],
    "verify": [],
    "review": ["--output", "sheet.csv"],
}


def refused(command, folder):
    return CliRunner().invoke(cli, [command, str(folder), *COMMANDS[command]]).exception


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there_and_a_file_are_told(command, place):
    (place / "file").touch()
    for name, message in (("nothere", "there is no such folder"), ("file", "this is a file, not a folder")):
        error = refused(command, name)
        assert (error.code, error.message, error.where) == ("CDA-D03", message, name)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_exported_folder_points_to_the_one_it_was_made_from(command, written, place):
    export_folder(str(written), str(place / "lines"), "jsonl", ("cda", "export"))
    assert "from which it was exported" in refused(command, "lines").hint


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_that_was_cut_off_at_its_last_step_is_no_export(command, folder):
    path = folder / ".cda" / "run.json"
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({name: manifest[name] for name in ("cda", "files")}), "utf-8")
    error = refused(command, folder)
    if command != "report":  # which says that the folder does not say what was run
        assert (error.code, error.message) == ("CDA-R04", "no run has finished in this folder")


def _gone(file):
    file.unlink()


def _cut(file):
    file.write_bytes(file.read_bytes()[:50])


@pytest.mark.parametrize(("harm", "code"), [(_gone, "CDA-D03"), (_cut, "CDA-D04")])
@pytest.mark.parametrize("config", ["pairs", "data"])
@pytest.mark.parametrize("name", ["hf", "jsonl"])
@pytest.mark.parametrize("command", ["diff", "report", "review"])
def test_a_file_that_is_missing_or_damaged_is_named_and_verify_advised(place, command, name, config, harm, code):
    source = write_parquet(place / "in.parquet", rows(9))
    augment_files(job(source, place / "out", format=name), Rewriter())
    for file in (place / "out" / config).iterdir():
        harm(file)
    error = refused(command, "out")
    assert error.code == code
    assert error.where.startswith(f"out/{config}/train-00000-of-")
    assert "'cda verify out'" in error.hint


def test_a_folder_without_its_data_is_exported_with_advice(folder, tmp_path):
    shutil.rmtree(folder / "data")
    with pytest.raises(InputError, match="no such file") as caught:
        export_folder(str(folder), str(tmp_path / "lines"), "jsonl", ("cda", "export"))
    assert "cda verify" in caught.value.hint
