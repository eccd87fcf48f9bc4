"""One suite for all engines: what they write is the same, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from run.corpus import files, job, rows, write_csv, write_lines, write_parquet
from run.needs import needs

from cda import Rewriter
from cda.errors import BrokenInput, OptionError
from cda.run.augment import augment_files
from cda.run.engines import ENGINES
from cda.verify import digest_of, verify_folder

NUMBER = 43
RUNS = {
    "plain": {"names": "swap"},
    "substitute": {"strategy": "substitute", "split": 0.7, "with_ids": True},
    "balance": {"strategy": "balance", "by": "label", "fixed_size": True},
    "format": {"format": "jsonl", "on_error": "skip"},
}
WAYS = [
    *((engine, 2, name) for engine in ENGINES for name in RUNS),
    ("local", 1, "plain"),
    ("local", 4, "plain"),
]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in")
    some = [{**row, "label": ("good", "bad")[row["n"] % 7 < 3]} for row in rows(NUMBER)]
    write_parquet(folder / "rows.parquet", some, group=16)
    broken = Path(write_lines(folder / "rows.jsonl", rows(NUMBER)))
    lines = broken.read_text("utf-8").splitlines()
    broken.write_text("\n".join([*lines[:11], "{no json", *lines[12:]]), "utf-8")
    return folder


def run(folder, inputs, name, engine="local", workers=1, **more):
    options = dict(RUNS[name])
    rewriter = Rewriter(guards="hold", names=options.pop("names", "keep"))
    source = inputs / ("rows.jsonl" if name == "format" else "rows.parquet")
    augment_files(job(str(source), folder, engine=engine, workers=workers, **options, **more), rewriter)
    return folder


@pytest.fixture(scope="module")
def reference(inputs, tmp_path_factory):
    """Gives what a run writes in this process."""
    folder = tmp_path_factory.mktemp("reference")
    return cache(lambda name: files(run(folder / name, inputs, name)))


@pytest.mark.parametrize(("engine", "workers", "name"), WAYS)
def test_every_engine_writes_the_same_bytes(engine, workers, name, inputs, reference, tmp_path):
    needs(engine)
    written = files(run(tmp_path / "out", inputs, name, engine, workers))
    assert written.keys() == reference(name).keys()
    assert written == reference(name)


def test_workers_of_a_local_spark_are_this_python_whatever_the_path_says(inputs, tmp_path):
    needs("spark")
    out = tmp_path / "out"
    words = [str(inputs / "rows.parquet"), "-o", str(out), "--engine", "spark", "--keep-column", "label"]
    java = str(Path(shutil.which("java")).parent) if shutil.which("java") else ""
    path = os.pathsep.join(filter(None, (java, "/usr/bin", "/bin")))
    env = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"} | {"PATH": path}
    command = Path(sys.executable).with_name("cda")
    done = subprocess.run([command, "augment", *words], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert verify_folder(str(out)).figures["rows in"] == NUMBER


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_goes_on_where_another_stopped(engine, inputs, reference, tmp_path):
    needs(engine)
    run(tmp_path / "out", inputs, "plain", shard=(2, 3))
    assert files(run(tmp_path / "out", inputs, "plain", engine, 2, resume=True)) == reference("plain")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_tells_an_error_of_the_input_as_it_is(engine, inputs, tmp_path):
    needs(engine)
    data = (inputs / "rows.parquet").read_bytes()
    broken = tmp_path / "rows.parquet"
    broken.write_bytes(data[:60] + b"\xff" * 200 + data[260:])
    with pytest.raises(BrokenInput, match="broken"):
        augment_files(job(str(broken), tmp_path / "out", engine=engine, workers=2), Rewriter())


@pytest.mark.parametrize("name", ["plain", "substitute", "balance"])
@pytest.mark.parametrize("shard_rows", [1, 2, 7, 1000, None])
def test_shards_of_any_size_give_the_same_values_in_order(name, shard_rows, inputs, tmp_path):
    folder = run(tmp_path / "out", inputs, name, shard_rows=shard_rows)
    again = run(tmp_path / "again", inputs, name, shard_rows=3)
    assert digest_of(str(folder)) == digest_of(str(again))
    assert verify_folder(str(folder)).figures["rows in"] == NUMBER


@pytest.mark.parametrize("kind", ["jsonl", "csv", "jsonl.gz"])
def test_shards_of_any_size_give_the_same_values_of_every_kind_of_file(kind, tmp_path):
    write = write_csv if kind == "csv" else write_lines
    source = write(tmp_path / f"rows.{kind}", rows(NUMBER))
    found = []
    for shard_rows in (1, 4, 100):
        augment_files(job(source, tmp_path / str(shard_rows), shard_rows=shard_rows), Rewriter())
        found.append(digest_of(str(tmp_path / str(shard_rows))))
    assert found[0] == found[1] == found[2]


def test_the_order_of_hashes_in_memory_changes_nothing(inputs, tmp_path):
    written = []
    for seed in ("1", "2"):
        command = [str(Path(sys.executable).with_name("cda")), "augment", str(inputs / "rows.parquet")]
        options = ["--strategy", "balance", "--by", "label", "--shard-rows", "10", "-o", "out", "--workers", "2"]
        folder = tmp_path / seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*command, *options], check=True, cwd=folder, env=env, stdout=subprocess.DEVNULL)
        written.append(files(folder / "out"))
    assert written[0] == written[1]


def test_machines_that_share_a_run_write_what_one_writes(inputs, tmp_path, reference):
    from cda.again import job_in  # noqa: PLC0415 - what cda finish does
    from cda.run.augment import finish_run  # noqa: PLC0415

    for machine in (3, 1, 2):
        run(tmp_path / "out", inputs, "plain", shard=(machine, 3))
    finish_run(*job_in(str(tmp_path / "out")))
    assert files(tmp_path / "out") == reference("plain")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "dask"}, "no engine 'dask'"),
        ({"workers": 0}, "no worker"),
        ({"address": "here"}, "has no address"),
        ({"shard": (4, 3)}, "--shard 4/3"),
        ({"shard_rows": 0}, "a row at least"),
        ({"resume": True, "overwrite": True}, "not both"),
    ],
)
def test_an_engine_that_makes_no_sense_is_refused(options, said, inputs, tmp_path):
    with pytest.raises(OptionError, match=said):
        run(tmp_path / "out", inputs, "plain", **options)
    assert not (tmp_path / "out").exists()


def test_a_plan_says_every_shard_once(inputs, tmp_path):
    run(tmp_path / "out", inputs, "plain")
    plan = json.loads((tmp_path / "out" / ".cda" / "plan.json").read_text("utf-8"))
    assert [(leaf["first"], leaf["rows"], leaf["every"]) for leaf in plan["leaves"]] == [(0, NUMBER, 5)]
