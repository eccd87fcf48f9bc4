"""A run whose processes are killed again and again comes to the same end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
from pathlib import Path

import pytest
from crash.runs import TEXTS, Start, command_of, session, whole
from crash.runs import going as started

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc").exists(), reason="processes are found through /proc, which is of Linux"),
]

KILLS = 25
"""Of each seed."""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "rows.jsonl"
    rows = ({"text": f"{TEXTS[number % 5]} No {number}."} for number in range(30_000))
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_processes_that_are_killed_at_random_change_nothing(seed, many, undisturbed, tmp_path):
    words = (str(many), "--shard-rows", "500")
    wanted = undisturbed(*words)
    chance = random.Random(seed)  # noqa: S311 - no secret
    kills = rounds = 0
    while kills < KILLS:
        output = tmp_path / str(rounds)
        status = None
        while status != 0:
            command = ["augment", *words, "--workers", "2", "--resume", "-o", str(output)]
            with started(command, output, Start()) as run:
                while not over(run.process, chance.uniform(0.3, 5)):
                    if kills < KILLS:
                        kills += killed(chance, run.process.pid)
                end = run.ended()
            print(f"seed {seed}, {kills} kills, round {rounds}: {end.status}")  # noqa: T201 - seen where it fails
            status = end.status
            # A worker that is lost again and again ends a run, since nobody knows why it is.
            assert status in {0, -signal.SIGKILL} or end.err.startswith("CDA-R01: "), end.err
            assert "Traceback" not in end.err
        assert whole(output) == wanted
        rounds += 1


def over(process, delay):
    """Whether a process ends within some seconds."""
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        return False
    return True


def killed(chance, leader):
    """Kill one of the processes of a run, and tell how many that were."""
    # The tracker of multiprocessing does none of the work, and Python complains where it is gone.
    there = [pid for pid in sorted(session(leader)) if b"resource_tracker" not in command_of(pid)]
    if not there:
        return 0
    try:
        os.kill(chance.choice(there), signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1
