"""What a run says where the disk, the input or a row is not what it should be, and that it goes on afterwards."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.json as pj
import pyarrow.parquet as pq
import pytest
from crash.runs import Start, ran, resumed, whole
from crash.runs import going as started

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="steps are seen through /proc, of Linux")

SHARDS = ("--shard-rows", "10")
WORKERS = pytest.mark.parametrize(
    ("workers", "who"), [("1", "parent"), pytest.param("2", "worker", marks=pytest.mark.soak)]
)


def augment(rows, output, *more):
    return ["augment", str(rows), *SHARDS, *more, "-o", str(output)]


def refused(end, code, status=2):
    """Whether a run said in a few words what was wrong."""
    assert end.status == status, end
    assert end.err.startswith(f"{code}: "), end.err
    assert "what to do: " in end.err
    assert "Traceback" not in end.err


def goes_on(output, wanted):
    end = resumed(output)
    assert (end.status, end.err) == (0, "")
    assert whole(output) == wanted


@contextmanager
def mounted(*words):
    """A mount, where this user may make one."""
    folder = words[-1]
    command = shutil.which("mount")
    if command is None or subprocess.run([command, *words], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run([shutil.which("umount"), folder], check=True)


@contextmanager
def read_only(folder):
    """A folder that nothing can be written to; permissions do not keep root out, so that it is another mount."""
    if os.geteuid() == 0:
        with mounted("--bind", str(folder), str(folder)):
            subprocess.run([shutil.which("mount"), "-o", "remount,bind,ro", str(folder)], check=True)
            yield
        return
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for one in folders:
        one.chmod(0o555)
    try:
        yield
    finally:
        for one in folders:
            one.chmod(0o755)


def fill(path):
    """Take all room that is left on a disk."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.fixture(scope="module")
def uneven(tmp_path_factory):
    """Rows of which the fifth shard needs more room than any other file of a run."""
    path = tmp_path_factory.mktemp("uneven") / "rows.jsonl"
    noise = random.Random(7)  # noqa: S311 - no secret
    rows = [
        {"text": f"She sat. {noise.randbytes(3_000).hex() if number // 10 == 4 else number}"} for number in range(60)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


@WORKERS
def test_a_file_that_outgrows_its_limit_ends_the_run_in_words(workers, who, uneven, undisturbed, tmp_path):
    del who
    output = tmp_path / "out"
    end = ran(augment(uneven, output, "--workers", workers), output, Start(limits={resource.RLIMIT_FSIZE: 25_000}))
    refused(end, "CDA-D06")
    goes_on(output, undisturbed(str(uneven), *SHARDS))


def test_a_plan_that_cannot_be_written_leaves_nothing_behind(rows, tmp_path):
    output = tmp_path / "out"
    end = ran(augment(rows, output), output, Start(limits={resource.RLIMIT_FSIZE: 100}))
    refused(end, "CDA-D06")
    assert not output.exists()


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("parent:scratch:after:2", marks=pytest.mark.soak),
        pytest.param("parent:data:before:2", marks=pytest.mark.soak),
        pytest.param("parent:receipt:after:3", marks=pytest.mark.soak),
        pytest.param("parent:placed:before:2", marks=pytest.mark.soak),
        "parent:name:before:1",
        pytest.param("parent:keep-plan:after:1", marks=pytest.mark.soak),
    ],
)
def test_a_disk_that_is_full_at_any_step_ends_the_run_in_words(step, rows, undisturbed, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    output = disk / "out"
    with mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)):
        with started(augment(rows, output), output, Start(step, "SIGSTOP", flag=tmp_path / "flag")) as run:
            run.at_its_step()
            filler = disk / "filler"
            fill(filler)
            run.send(signal.SIGCONT)
            end = run.ended()
        refused(end, "CDA-D06")
        filler.unlink()
        if (output / ".cda").exists():
            goes_on(output, undisturbed(str(rows), *SHARDS))
        else:  # it ended before a shard was done
            assert step == "parent:scratch:after:2"
            assert ran(augment(rows, output), output).status == 0


def test_a_folder_that_is_read_only_is_refused(rows, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    with read_only(place):
        refused(ran(augment(rows, place / "out"), place / "out", Start(flag=tmp_path / "flag")), "CDA-D06")
    assert list(place.iterdir()) == []


def test_a_folder_that_becomes_read_only_ends_the_run_in_words(rows, undisturbed, tmp_path):
    output = tmp_path / "out"
    with started(augment(rows, output), output, Start("parent:receipt:after:3", "SIGSTOP")) as run:
        run.at_its_step()
        with read_only(output):
            run.send(signal.SIGCONT)
            refused(run.ended(), "CDA-D06")
            refused(resumed(output), "CDA-D06")
    goes_on(output, undisturbed(str(rows), *SHARDS))


@pytest.fixture(scope="module")
def parquet(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("parquet") / "rows.parquet"
    pq.write_table(pj.read_json(rows), path, row_group_size=10, compression="zstd", use_dictionary=False)
    return path


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def without_end(path):
    os.truncate(path, path.stat().st_size - 1)


def with_broken_page(path):
    place = pq.ParquetFile(path).metadata.row_group(3).column(0)
    with path.open("r+b") as file:
        file.seek(place.data_page_offset + place.total_compressed_size // 2)
        file.write(b"\xff" * (place.total_compressed_size // 4))


def gone(path):
    path.unlink()


def grown(path):
    with path.open("a", encoding="utf-8") as file:
        file.write('\n{"text": "He left.", "label": "good"}')


def replaced(path):
    other = path.with_name("other")
    other.write_text(path.read_text("utf-8").replace("uncle", "nephew"), "utf-8")
    other.replace(path)


@pytest.mark.parametrize("harm", [cut, pytest.param(without_end, marks=pytest.mark.soak)])
def test_parquet_that_is_not_whole_is_refused_before_anything_is_written(harm, parquet, tmp_path):
    path, output = tmp_path / "rows.parquet", tmp_path / "out"
    shutil.copy2(parquet, path)
    harm(path)
    refused(ran(augment(path, output), output), "CDA-D04")
    assert not output.exists()


def test_a_page_that_is_broken_is_found_when_the_columns_are_looked_at(parquet, tmp_path):
    path, output = tmp_path / "rows.parquet", tmp_path / "out"
    shutil.copy2(parquet, path)
    with_broken_page(path)
    end = ran(augment(path, output), output)
    refused(end, "CDA-D04")
    assert f"{path} from row 30 on" in end.err
    assert not output.exists()


@pytest.mark.parametrize(
    ("kind", "harm", "codes"),
    [
        ("parquet", cut, {"CDA-D04", "CDA-R03"}),
        pytest.param("parquet", with_broken_page, {"CDA-D04", "CDA-R03"}, marks=pytest.mark.soak),
        pytest.param("parquet", gone, {"CDA-D03"}, marks=pytest.mark.soak),
        pytest.param("rows", cut, {"CDA-D04", "CDA-R03"}, marks=pytest.mark.soak),
        pytest.param("rows", gone, {"CDA-D03"}, marks=pytest.mark.soak),
        ("rows", grown, {"CDA-R03"}),
        pytest.param("rows", replaced, {"CDA-R03"}, marks=pytest.mark.soak),
    ],
)
@WORKERS
def test_an_input_that_changes_meanwhile_ends_the_run_until_it_is_back(
    kind, harm, codes, workers, who, undisturbed, request, tmp_path
):
    given = request.getfixturevalue(kind)
    path, output = tmp_path / given.name, tmp_path / "out"
    shutil.copy2(given, path)
    wanted = undisturbed(str(path), *SHARDS)  # ids come of the name of a file
    command = augment(path, output, "--workers", workers)
    with started(command, output, Start(f"{who}:data:before:2", "SIGSTOP")) as run:
        run.at_its_step()
        harm(path)
        run.send(signal.SIGCONT)
        end = run.ended()
    refused(end, end.err[:7])
    assert end.err[:7] in codes
    again = resumed(output)
    refused(again, again.err[:7])
    assert again.err[:7] in {"CDA-R03", "CDA-D03"}
    shutil.copy2(given, path)  # with the time of its last change
    goes_on(output, wanted)


MARK = "Marge"


@pytest.fixture(scope="module")
def marked(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("marked") / "rows.jsonl"
    lines = rows.read_text("utf-8").split("\n")
    lines[25] = json.dumps({"text": f"{MARK} and her uncle.", "label": "good"})
    path.write_text("\n".join(lines), "utf-8")
    return path


def failed_row(output):
    """The one row that failed, and what is said of it."""
    (told,) = [json.loads(line) for line in (output / ".cda" / "rejects.jsonl").read_text("ascii").splitlines()]
    pairs = pq.read_table(output / "pairs").to_pylist()
    assert [pair["source_id"] for pair in pairs if pair["outcome"] == "failed"] == [told["id"]]
    assert len({pair["source_id"] for pair in pairs}) == 60
    return told


@pytest.mark.parametrize(
    ("deed", "workers", "code"),
    [
        ("kill", "2", "CDA-R06"),
        pytest.param("memory", "2", "CDA-000", marks=pytest.mark.soak),
        ("memory", "1", "CDA-000"),
        pytest.param("raise", "2", "CDA-000", marks=pytest.mark.soak),
        pytest.param("raise", "1", "CDA-000", marks=pytest.mark.soak),
    ],
)
def test_a_row_that_ends_its_worker_or_breaks_the_model_is_set_aside(deed, workers, code, marked, tmp_path):
    output = tmp_path / "out"
    start = Start(row=f"{MARK}:{deed}", limits={resource.RLIMIT_AS: 16 << 30})
    end = ran(augment(marked, output, "--workers", workers), output, start)
    refused(end, "CDA-R05", status=3)
    assert "rows failed: 1\n" in end.out
    told = failed_row(output)
    assert (told["row"], told["code"]) == (25, code)
    texts = pq.read_table(output / "data")["text"].to_pylist()
    assert [number for number in range(60) if not any(text.endswith(f" No {number}.") for text in texts)] == [25]
    assert any(MARK in text for text in texts) == (code != "CDA-R06")  # no worker can hold a row that ends it
    again = ran(["augment", "--resume", str(output), "--max-failed", "1"], output)
    assert (again.status, again.err) == (0, "")


@pytest.mark.soak
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_row_that_may_fail_fails_no_run(workers, marked, tmp_path):
    output = tmp_path / "out"
    end = ran(augment(marked, output, "--max-failed", "1", "--workers", workers), output, Start(row=f"{MARK}:raise"))
    assert (end.status, end.err) == (0, "")
    assert failed_row(output)["code"] == "CDA-000"


@pytest.mark.soak
def test_a_row_that_ends_every_worker_is_set_aside_by_a_balance_too(marked, tmp_path):
    output = tmp_path / "out"
    more = ("--workers", "2", "--strategy", "balance", "--max-failed", "1")
    end = ran(augment(marked, output, *more), output, Start(row=f"{MARK}:kill"))
    assert (end.status, end.err) == (0, "")
    assert failed_row(output)["code"] == "CDA-R06"


def test_of_two_runs_on_one_folder_the_second_is_refused(rows, undisturbed, tmp_path):
    output = tmp_path / "out"
    with started(augment(rows, output), output, Start("parent:data:after:2", "SIGSTOP")) as run:
        run.at_its_step()
        for words in (augment(rows, output), ["augment", "--resume", str(output)], ["finish", str(output)]):
            refused(ran(words, output, Start(flag=tmp_path / "flag")), "CDA-R02")
        run.send(signal.SIGCONT)
        assert run.ended().status == 0
    assert whole(output) == undisturbed(str(rows), *SHARDS)


def stopped(end, output):
    assert end.status == 130, end
    assert "Traceback" not in end.err, end.err
    hint = f"  what to do: cda augment --resume {output} goes on"
    assert [end.err.splitlines()[-3][:9], end.err.splitlines()[-1]] == ["CDA-R08: ", hint]


def alone(end):
    """Whether nothing else is said; Java and Spark say what they like."""
    assert len(end.err.splitlines()) == 3, end.err


@pytest.mark.parametrize(
    ("workers", "step"),
    [
        ("1", "parent:data:before:2"),
        ("2", "worker:data:before:1"),
        pytest.param("1", "parent:plan:after:1", marks=pytest.mark.soak),
        pytest.param("1", "parent:name:before:3", marks=pytest.mark.soak),
        pytest.param("1", "parent:manifest:after:1", marks=pytest.mark.soak),
        pytest.param("2", "worker:placed:before:1", marks=pytest.mark.soak),
    ],
)
def test_a_run_that_is_stopped_says_how_it_goes_on(workers, step, rows, undisturbed, tmp_path):
    output = tmp_path / "out"
    with started(augment(rows, output, "--workers", workers), output, Start(step, "SIGSTOP")) as run:
        run.at_its_step()
        run.send(signal.SIGINT, signal.SIGCONT)
        end = run.ended()
    stopped(end, output)
    alone(end)
    goes_on(output, undisturbed(str(rows), *SHARDS))


@pytest.mark.soak
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1.1, 1.5])
def test_workers_that_are_just_beginning_are_stopped_in_silence(delay, rows, undisturbed, tmp_path):
    output = tmp_path / "out"
    with started(augment(rows, output, "--workers", "2"), output, Start("parent:plan:after:1", "SIGSTOP")) as run:
        run.at_its_step()
        run.send(signal.SIGCONT)
        time.sleep(delay)
        run.send(signal.SIGINT)
        end = run.ended()
    stopped(end, output)
    alone(end)
    goes_on(output, undisturbed(str(rows), *SHARDS))


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["ray", "spark"])
def test_a_cluster_that_is_stopped_says_how_it_goes_on(engine, rows, undisturbed, tmp_path):
    pytest.importorskip("pyspark" if engine == "spark" else engine)
    output = tmp_path / "out"
    words = augment(rows, output, "--engine", engine, "--workers", "2")
    with started(words, output, Start("worker:data:before:2", "SIGSTOP")) as run:
        run.at_its_step()
        run.send(signal.SIGINT, signal.SIGCONT)
        stopped(run.ended(), output)
    goes_on(output, undisturbed(str(rows), *SHARDS))
