"""What several processes write is what one writes, byte for byte."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cda import Rewriter
from cda.errors import OptionError
from cda.export.parquet import Limits
from cda.run.augment import augment_files
from cda.run.job import AugmentJob
from cda.verify import digest_of

SMALL = Limits(block_rows=3)
TEXTS = ("She met her uncle.", "The king waved.", "It rained.", "Tom Hanks saw his wife.", "A mother of two sons.")


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "README.md")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def rows(tmp_path):
    texts = [f"{TEXTS[number % len(TEXTS)]} No {number}." for number in range(43)]
    labels = [("good", "bad")[number % 3 == 0] for number in range(43)]
    pq.write_table(pa.table({"text": texts, "label": labels}), tmp_path / "rows.parquet")
    return str(tmp_path / "rows.parquet")


@pytest.fixture
def lines(tmp_path):
    asked = [f"{text} No {number}." for number in range(7) for text in TEXTS]
    rows = [{"prompt": text, "completion": "She did.", "label": len(text) % 2 == 0} for text in asked]
    found = [json.dumps(row) for row in rows]
    found[4] = "{no json"
    (tmp_path / "lines.jsonl").write_text("\n".join(found), encoding="utf-8")
    return str(tmp_path / "lines.jsonl")


def ran(rewriter, folder, inputs, **options):
    for workers in (1, 2):
        job = AugmentJob(
            inputs, str(folder / str(workers)), limits=SMALL, shard_rows=5, workers=workers, command=("cda",), **options
        )
        summary = augment_files(job, rewriter)
        yield written(folder / str(workers)), {**summary.outcomes}, {**summary.written}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"strategy": "substitute", "split": 0.7, "with_ids": True},
        {"strategy": "balance", "by": "label", "fixed_size": True},
    ],
    ids=str,
)
def test_two_workers_write_what_one_writes(options, rows, tmp_path):
    one, two = ran(Rewriter(guards="hold", names="swap"), tmp_path, (rows,), **options)
    assert one == two
    assert sum(one[1].values()) == 43


def test_formats_that_cannot_be_sent_to_another_process_are_made_there(lines, tmp_path):
    options = {"format": "trl-kto", "on_error": "skip"}
    one, two = ran(Rewriter(), tmp_path, (lines,), **options)
    assert one == two
    assert one[1]["failed"] == 1
    assert any(name.endswith(".jsonl") and b"no json" in data for name, data in one[0].items())


def test_places_in_pairs_count_through_all_shards(rows, tmp_path):
    job = AugmentJob((rows,), str(tmp_path / "out"), limits=SMALL, shard_rows=5)
    augment_files(job, Rewriter())
    default = pq.read_table(tmp_path / "out" / "data")["text"].to_pylist()
    pairs = pq.read_table(tmp_path / "out" / "pairs").to_pylist()
    assert [default[pair["row"]].rpartition("No ")[2] for pair in pairs] == [f"{number}." for number in range(43)]
    changed = [pair for pair in pairs if pair["counterfactual_row"] is not None]
    assert changed
    assert all(pair["counterfactual_row"] == pair["row"] + 1 for pair in changed)


def test_no_worker_is_refused(rows, tmp_path):
    with pytest.raises(OptionError, match="no worker"):
        augment_files(AugmentJob((rows,), str(tmp_path / "out"), workers=0), Rewriter())
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc, which is of Linux")
def test_a_worker_that_is_killed_is_replaced_and_no_row_is_lost(tmp_path):
    table = pa.table({"text": [f"{TEXTS[number % 5]} {number}" for number in range(20_000)]})
    pq.write_table(table, tmp_path / "in.parquet")
    command = [str(Path(sys.executable).with_name("cda")), "augment", str(tmp_path / "in.parquet")]
    options = ["--shard-rows", "1000", "-o"]
    subprocess.run([*command, *options, str(tmp_path / "one")], check=True, stdout=subprocess.DEVNULL)
    killed = [*command, "--workers", "2", *options, str(tmp_path / "two")]
    with subprocess.Popen(killed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        os.kill(worker_of(process.pid), signal.SIGKILL)
        told = process.stderr.read()
    assert (process.returncode, told) == (0, "")
    assert digest_of(str(tmp_path / "one")) == digest_of(str(tmp_path / "two"))


def worker_of(parent: int) -> int:
    """The first worker of a process, once there is one."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        time.sleep(0.05)
    raise AssertionError("no worker began")
