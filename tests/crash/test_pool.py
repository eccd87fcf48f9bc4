"""The processes of the local engine, and the folder that they share."""

from __future__ import annotations

import multiprocessing
import operator
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from crash.runs import Start, session
from crash.runs import going as started

from cda.run.engines.local import in_processes
from cda.storage.store import LocalStore


@pytest.mark.parametrize("after", [1, *(pytest.param(number, marks=pytest.mark.soak) for number in (3, 6))])
def test_no_shard_is_lost_where_workers_die_before_the_next_is_given_out(after):
    found = []
    with in_processes(0, 2) as mapper:
        for result in mapper(operator.add, range(10)):
            found.append(result)
            if len(found) == after:
                for worker in multiprocessing.active_children():
                    worker.kill()
                    worker.join()
                time.sleep(0.3)  # until the pool has seen it
    assert sorted(found) == list(range(10))


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are found through /proc, which is of Linux")
def test_workers_do_not_outlive_a_run_that_is_killed(rows, tmp_path):
    output = tmp_path / "out"
    words = ["augment", str(rows), "--shard-rows", "1", "--workers", "2", "-o", str(output)]
    with started(words, output, Start("worker:receipt:after:1", "SIGSTOP")) as run:
        run.at_its_step()
        assert len(session(run.process.pid)) > 2
        os.kill(run.process.pid, signal.SIGKILL)
        run.send(signal.SIGCONT)
        run.ended()
    assert session(run.process.pid) == []


def test_one_worker_may_end_its_scratch_folder_while_another_begins(tmp_path):
    problems = []

    def work():
        store = LocalStore(str(tmp_path))
        try:
            for _ in range(2_000):
                with store.scratch() as folder:
                    (folder / "file").touch()
        except Exception as problem:  # noqa: BLE001 - shown below
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert list(tmp_path.rglob("*tmp*")) == []
