"""A run that is killed at any of its steps goes on, and gives what it gives undisturbed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from crash.runs import Start, ran, resumed, whole
from crash.runs import going as started

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="steps are seen through /proc, of Linux")

SOAK = pytest.mark.soak
PLANNING = ("parent:scratch:before:1", "parent:scratch:after:1", "parent:sync-file:before:1")
PLANNING += ("parent:sync-file:after:1", "parent:plan:before:1")
"""Here no run is planned yet: there is nothing to go on with."""


def points(who, steps, quick=()):
    """A case for each step, before and after it; those that are not named as quick take their time."""
    named = [f"{who}:{step}:{when}:{number}" for step, number in pairs(steps) for when in ("before", "after")]
    return [pytest.param(point, marks=() if point in quick else SOAK) for point in named]


def pairs(steps):
    return [step.split(":") for step in steps.split()]


PLAN = "scratch:1 sync-file:1 plan:1 sync-folder:1 "
SHARD = "scratch:2 sync-file:2 sync-file:3 sync-file:4 sync-folder:2 sync-folder:4 data:1 data:3 pairs:1 "
SHARD += "receipt:1 receipt:6 "
FINISH = "placed-pairs:1 placed:1 placed:6 card:1 manifest:1 name:1 name:7 name:13 keep-plan:1 manifest:2 "
FINISH += "clear:1 clear:5 cleared:1 unlock:1"
TWO = "scratch:1 scratch:2 sync-file:1 sync-file:2 sync-file:3 sync-folder:1 sync-folder:3 data:1 data:2 pairs:1 "
TWO += "receipt:1 receipt:2 placed-pairs:1 placed:1"
OVER = "scratch:1 plan:1 receipt:2 card:1 manifest:1 former:1 former:7 name:1 name:5 keep-plan:1 manifest:2 "
OVER += "clear:1 cleared:1"
COUNTED = "tally:1 tally:3 tally:6 sync-file:3 data:1 receipt:2 placed:1 name:2 manifest:2"
QUICK = {"parent:plan:before:1", "parent:receipt:after:1", "parent:name:after:7", "parent:clear:after:5"}


def killed_and_resumed(words, output, crash, wanted):
    command = ["augment", *words, "-o", str(output)]
    with started(command, output, Start(crash)) as run:
        end = run.ended()
        assert run.flag.exists(), f"the run never came to {crash}: {end}"
    assert "Traceback" not in end.err, end.err
    if end.status:
        end = ran([*command, "--resume"], output) if crash in PLANNING else resumed(output)
    assert (end.status, end.err) == (0, "")
    assert whole(output) == wanted


@pytest.mark.parametrize("crash", points("parent", PLAN + SHARD + FINISH, QUICK))
def test_a_run_that_is_killed_goes_on(crash, rows, undisturbed, tmp_path):
    words = (str(rows), "--shard-rows", "10")
    killed_and_resumed(words, tmp_path / "out", crash, undisturbed(*words))


@pytest.mark.parametrize(
    "crash",
    [
        *points("worker", TWO, {"worker:data:after:1"}),
        *points("parent", "plan:1 manifest:1 name:3 manifest:2 clear:1"),
    ],
)
def test_a_run_of_two_workers_goes_on_without_one_of_its_processes(crash, rows, undisturbed, tmp_path):
    words = (str(rows), "--shard-rows", "10")
    more = (*words, "--workers", "2")
    killed_and_resumed(more, tmp_path / "out", crash, undisturbed(*words))


@pytest.mark.soak
@pytest.mark.parametrize("engine", ["ray", "spark"])
@pytest.mark.parametrize(
    "crash",
    [
        "worker:data:before:1",
        "worker:receipt:before:1",
        "worker:receipt:after:1",
        "worker:placed:before:1",
        "parent:manifest:before:2",
        "parent:name:after:3",
    ],
)
def test_a_cluster_loses_a_process_and_no_row(engine, crash, rows, undisturbed, tmp_path):
    pytest.importorskip("pyspark" if engine == "spark" else engine)
    words = (str(rows), "--shard-rows", "10")
    output = tmp_path / "out"
    command = ["augment", *words, "--engine", engine, "--workers", "2", "-o", str(output)]
    with started(command, output, Start(crash)) as run:
        end = run.ended()
        assert run.flag.exists(), f"the run never came to {crash}: {end}"
    # A worker that is lost is replaced; without what started it, a run has ended.
    assert end.status == (0 if crash.startswith("worker") else -signal.SIGKILL), end.err
    if end.status:
        end = resumed(output)
        assert (end.status, end.err) == (0, "")
    assert whole(output) == undisturbed(*words)


@pytest.mark.parametrize("crash", points("parent", OVER, {"parent:former:after:1"}))
def test_a_former_run_is_replaced_wherever_the_new_one_was_killed(crash, rows, undisturbed, tmp_path):
    output = tmp_path / "out"
    former = ["augment", str(rows), "--shard-rows", "12", "--strategy", "only-pairs", "-o", str(output)]
    assert ran(former, output).status == 0
    words = (str(rows), "--shard-rows", "10")
    command = ["augment", *words, "--overwrite", "-o", str(output)]
    with started(command, output, Start(crash)) as run:
        end = run.ended()
        assert run.flag.exists(), f"the run never came to {crash}: {end}"
    assert end.status == -signal.SIGKILL
    end = ran(command, output) if crash in PLANNING else resumed(output)
    assert (end.status, end.err) == (0, "")
    assert whole(output) == undisturbed(*words)


BALANCE = ("--strategy", "balance", "--by", "label", "--fixed-size")


@pytest.mark.parametrize("crash", points("parent", COUNTED, {"parent:tally:after:3"}))
def test_a_balance_that_is_killed_counts_on(crash, rows, undisturbed, tmp_path):
    words = (str(rows), "--shard-rows", "10", *BALANCE)
    killed_and_resumed(words, tmp_path / "out", crash, undisturbed(*words))


@pytest.mark.soak
@pytest.mark.parametrize("crash", ["worker:tally:before:1", "worker:tally:after:2", "worker:receipt:before:1"])
def test_a_balance_of_two_workers_counts_on_without_one(crash, rows, undisturbed, tmp_path):
    words = (str(rows), "--shard-rows", "10", *BALANCE)
    killed_and_resumed((*words, "--workers", "2"), tmp_path / "out", crash, undisturbed(*words))
