"""A run that is continued does what is missing and nothing else, and refuses where it would write something else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from run.corpus import files, job, rows, write_parquet

from cda import Rewriter
from cda.again import job_in
from cda.cli import cli
from cda.errors import InputError, OutputExists, RowsFailed, RunBusy, RunChanged, RunUnfinished
from cda.run.augment import augment_files, finish_run
from cda.storage.lock import locked


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter()


@pytest.fixture
def source(tmp_path):
    return write_parquet(tmp_path / "in.parquet", rows(20))


@pytest.fixture
def half(source, tmp_path, rewriter):
    """A run of which every other shard is done."""
    augment_files(job(source, tmp_path / "out", shard=(1, 2)), rewriter)
    return tmp_path / "out"


def called(*arguments):
    result = CliRunner().invoke(cli, list(map(str, arguments)), standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def receipts(folder):
    return {path.name: path.stat().st_mtime_ns for path in (folder / ".cda" / "work").rglob("*.done.json")}


def test_only_what_is_missing_is_done(half, source, rewriter, tmp_path):
    before = receipts(half)
    assert sorted(before) == ["00000000.done.json", "00000002.done.json"]
    seen = []
    augment_files(job(source, half, resume=True), rewriter, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(15, 20), (20, 20)]
    augment_files(job(source, tmp_path / "whole"), rewriter)
    assert files(half) == files(tmp_path / "whole")


def test_one_command_begins_goes_on_and_says_that_all_is_done(source, tmp_path):
    command = ("augment", source, "-o", tmp_path / "out", "--names", "keep", "--shard-rows", "5", "--resume")
    called(*command, "--shard", "2/2")
    first = called(*command)
    written = files(tmp_path / "out")
    again = called(*command)
    assert "everything was done before" in again
    assert "everything was done before" not in first
    assert files(tmp_path / "out") == written
    assert [line for line in first.splitlines() if ": " in line][-1] == again.splitlines()[-1]


def test_a_folder_alone_is_enough_to_go_on(half):
    out = called("augment", "--resume", half, "--workers", "2")
    assert "rows in: 20" in out
    assert "everything was done before" in called("augment", "--resume", half)


def test_a_folder_without_a_plan_says_so(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunUnfinished, match="no run was planned"):
        called("augment", "--resume", tmp_path / "empty")


def test_what_is_done_needs_its_input_no_more(source, rewriter, tmp_path):
    augment_files(job(source, tmp_path / "out"), rewriter)
    Path(source).unlink()
    summary = augment_files(job(source, tmp_path / "out", resume=True), rewriter)
    assert (summary.before, summary.rows) == (True, 20)


def test_a_run_that_did_not_end_is_neither_written_over_nor_taken_for_data(half, source, rewriter):
    with pytest.raises(OutputExists, match="did not end") as caught:
        augment_files(job(source, half), rewriter)
    assert "--resume" in caught.value.hint
    assert not (half / "data").exists()
    assert augment_files(job(source, half, overwrite=True), rewriter).rows == 20


def test_finishing_too_early_says_what_is_missing(half):
    with pytest.raises(RunUnfinished, match="2 of 4 shards"):
        finish_run(*job_in(str(half)))
    with pytest.raises(RunUnfinished, match="2 of 4 shards"):
        called("finish", half)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"strategy": "only-pairs"}, "strategy is not what it was: 'augment' then, 'only-pairs' now"),
        ({"seed": 3}, "seed"),
        ({"shard_rows": 7}, "shard-rows"),
        ({"fields": ("text",)}, "fields"),
    ],
)
def test_other_options_are_refused(half, source, rewriter, change, said):
    with pytest.raises(RunChanged, match=said):
        augment_files(job(source, half, resume=True, **change), rewriter)


def test_another_engine_of_rewriting_is_refused(half, source):
    with pytest.raises(RunChanged, match="names"):
        augment_files(job(source, half, resume=True), Rewriter(names="swap"))


def test_an_input_that_changed_is_refused(half, source, rewriter):
    write_parquet(Path(source), rows(21))
    with pytest.raises(RunChanged, match="input has changed"):
        augment_files(job(source, half, resume=True), rewriter)


def test_an_input_that_is_gone_is_told_and_may_come_back(half, source, rewriter):
    data, stat = Path(source).read_bytes(), Path(source).stat()
    Path(source).unlink()
    with pytest.raises(InputError, match="no file"):
        augment_files(job(source, half, resume=True), rewriter)
    Path(source).write_bytes(data)
    os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert augment_files(job(source, half, resume=True), rewriter).rows == 20


def test_a_pattern_that_names_more_files_than_before_is_refused(tmp_path, rewriter):
    write_parquet(tmp_path / "a.parquet", rows(4))
    pattern = str(tmp_path / "?.parquet")
    augment_files(job(pattern, tmp_path / "out", shard=(1, 2), shard_rows=2), rewriter)
    write_parquet(tmp_path / "b.parquet", rows(4))
    with pytest.raises(RunChanged, match="other files"):
        augment_files(job(pattern, tmp_path / "out", resume=True, shard_rows=2), rewriter)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [("cda", "0.0.1", "planned by cda 0.0.1"), ("key", "0" * 64, "was changed"), ("leaves", None, "cannot be read")],
)
def test_a_plan_of_another_program_or_a_damaged_one_is_refused(half, source, rewriter, part, value, said):
    plan = half / ".cda" / "work" / "plan.json"
    plan.write_text(json.dumps(json.loads(plan.read_text("utf-8")) | {part: value}), "utf-8")
    with pytest.raises(RunChanged, match=said):
        augment_files(job(source, half, resume=True), rewriter)


def test_a_lexicon_that_changed_is_refused(half, source, rewriter):
    plan = half / ".cda" / "work" / "plan.json"
    value = json.loads(plan.read_text("utf-8"))
    value["settings"]["lexicons"][0][2] = "0" * 64
    plan.write_text(json.dumps(value), "utf-8")
    with pytest.raises(RunChanged):
        augment_files(job(source, half, resume=True), rewriter)


def test_a_damaged_receipt_is_named(half, source, rewriter):
    receipt = next((half / ".cda" / "work").rglob("*.done.json"))
    receipt.write_text("{", "utf-8")
    with pytest.raises(RunUnfinished, match="receipt"):
        augment_files(job(source, half, resume=True), rewriter)


def test_a_second_run_on_a_folder_is_refused(source, rewriter, tmp_path):
    with locked(str(tmp_path / "out"), ".cda/lock"), pytest.raises(RunBusy):
        augment_files(job(source, tmp_path / "out"), rewriter)
    assert augment_files(job(source, tmp_path / "out"), rewriter).rows == 20


def test_an_interrupted_run_says_how_to_go_on_and_goes_on(source, rewriter, tmp_path):
    def stop(done, _total):
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(Exception, match="2 of 4 shards are done") as caught:
        augment_files(job(source, tmp_path / "out"), rewriter, progress=stop)
    assert caught.value.exit_status == 130
    assert f"--resume {tmp_path / 'out'}" in caught.value.hint
    augment_files(job(source, tmp_path / "out", resume=True), rewriter)
    augment_files(job(source, tmp_path / "whole"), rewriter)
    assert files(tmp_path / "out") == files(tmp_path / "whole")


class Fails(Rewriter):
    """The real engine, but for texts that break it."""

    def variants(self, rows, ids=None):
        rows = list(rows)
        if any("king" in text for row in rows for text in row.values()):
            raise ZeroDivisionError("boom")
        yield from super().variants(rows, ids)


def test_more_failed_rows_than_allowed_fail_the_run_after_what_is_good_was_written(source, tmp_path):
    with pytest.raises(RowsFailed, match="4 rows failed, 3 may") as caught:
        augment_files(job(source, tmp_path / "out", max_failed=3), Fails())
    assert (caught.value.exit_status, caught.value.summary.rows) == (3, 20)
    pairs = pq.read_table(tmp_path / "out" / "pairs").to_pylist()
    lines = (tmp_path / "out" / ".cda" / "rejects.jsonl").read_text("utf-8").splitlines()
    rejects = [json.loads(line) for line in lines]
    failed = [pair["source_id"] for pair in pairs if pair["outcome"] == "failed"]
    assert [one["id"] for one in rejects] == failed
    assert [one["row"] for one in rejects] == [1, 7, 13, 19]
    assert all("ZeroDivisionError: boom" in one["message"] for one in rejects)
    assert sum(pair["outcome"] == "augmented" for pair in pairs) == 7
    assert augment_files(job(source, tmp_path / "more", max_failed=4), Fails()).outcomes["failed"] == 4


def test_a_failed_run_tells_its_figures_and_exits_with_3(tmp_path):
    pq.write_table(pa.table({"text": ["She left."], "spans": [[{"start": 2, "end": 4}]]}), tmp_path / "in.parquet")
    command = ["augment", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out"), "--spans", "text=spans"]
    result = CliRunner().invoke(cli, command, standalone_mode=False)
    assert isinstance(result.exception, RowsFailed)
    assert "rows failed: 1" in result.output


def test_a_machine_that_shares_a_run_does_not_judge_the_rows_of_all(tmp_path):
    lines = ['{"text": "She left."}', "{no json", '{"text": "The king waved."}', '{"text": "He left."}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    shared = {"shard_rows": 2, "on_error": "skip"}
    for machine in (1, 2):
        augment_files(job(str(tmp_path / "in.jsonl"), tmp_path / "out", shard=(machine, 2), **shared), Fails())
    with pytest.raises(RowsFailed, match="1 rows failed, 0 may"):
        finish_run(job(str(tmp_path / "in.jsonl"), tmp_path / "out", **shared), Fails())


def test_an_id_that_stands_twice_is_refused_with_both_rows(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left.", "user": name} for name in "abca"])
    with pytest.raises(InputError, match="rows 0 and 3 have the same id 'a' in column 'user'"):
        augment_files(job(source, tmp_path / "out", id_column="user"), Rewriter())
