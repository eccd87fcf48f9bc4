"""Runs of the command as processes of their own, which end where a test wants them to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cda.verify import digest_of, verify_folder

HOOKS = Path(__file__).with_name("hooks")
TEXTS = ("She met her uncle.", "The king waved.", "It rained.", "Tom Hanks saw his wife.", "A mother of two sons.")
PATIENCE = 240
AGENTS = (b"ray::DashboardAgent", b"ray::RuntimeEnvAgent")
"""What Ray leaves behind of a run that was killed, and what does none of its work."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    status: int
    out: str
    err: str


@dataclass(slots=True)
class Going:
    """A run that goes on."""

    process: subprocess.Popen[str]
    flag: Path

    def ended(self) -> Ended:
        """Wait for its end: soon afterwards none of its processes is there."""
        self.process.wait(timeout=PATIENCE)
        until = time.monotonic() + 20
        while any(not command_of(pid).startswith(AGENTS) for pid in session(self.process.pid)):
            assert time.monotonic() < until, "the run has ended, and processes of it go on"
            time.sleep(0.05)
        self.end()
        out, err = self.process.communicate()
        return Ended(self.process.returncode, out, err)

    def end(self) -> None:
        """End whatever of it is left."""
        for pid in session(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def at_its_step(self) -> None:
        """Wait until a process of it is at the step that was asked for."""
        until = time.monotonic() + PATIENCE
        while not self.flag.exists():
            assert self.process.poll() is None, "the run ended and never came to the step"
            assert time.monotonic() < until
            time.sleep(0.02)

    def send(self, *signals: signal.Signals) -> None:
        """Send signals to its group, as a terminal does; a process that was stopped may have left the group."""
        for one in signals:
            if one == signal.SIGCONT:
                for pid in session(self.process.pid):
                    os.kill(pid, one)
            else:
                os.killpg(self.process.pid, one)


@dataclass(frozen=True, slots=True)
class Start:
    """What a run is started with.

    Args:
        crash: ``worker|parent:STEP:before|after:N``.
        signal: What the process gets there.
        row: ``MARK:kill|memory|raise``.
        limits: Limits of the system, as the module ``resource`` names them.
        flag: The file that is made there, outside of the output folder.
    """

    crash: str | None = None
    signal: str = "SIGKILL"
    row: str | None = None
    limits: dict[int, int] = field(default_factory=dict)
    flag: Path | None = None


@contextmanager
def going(words: list[str], output: Path, start: Start = Start()) -> Iterator[Going]:
    """Start ``cda`` in a session of its own; none of its processes is left behind."""
    flag = start.flag or output.with_name(f"{output.name}.crashed")
    flag.unlink(missing_ok=True)
    path = os.pathsep.join([str(HOOKS), *filter(None, [os.environ.get("PYTHONPATH")])])
    env: dict[str, str] = {**os.environ, "PYTHONPATH": path}
    if start.crash:
        env |= {"CDA_CRASH": start.crash, "CDA_CRASH_FOLDER": str(output), "CDA_CRASH_FLAG": str(flag)}
        env |= {"CDA_CRASH_BY": str(os.getpid()), "CDA_CRASH_SIGNAL": start.signal}
    if start.row:
        env["CDA_CRASH_ROW"] = start.row
    limits = "".join(f"resource.setrlimit({kind}, ({most}, {most})); " for kind, most in start.limits.items())
    # What runs the tests in the background may have set Ctrl-C aside.
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler); "
    code = f"import resource, signal; {heard}{limits}from cda.cli import main; main()"
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", code, *words]
    process = subprocess.Popen(command, env=env, start_new_session=True, **pipes)
    run = Going(process, flag)
    try:
        yield run
    finally:
        run.end()
        process.communicate()


def session(leader: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, of = stat.read_text("ascii", "replace").rpartition(")")[2].split()[:4]
        except OSError:  # it is gone
            continue
        if int(of) == leader and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


def command_of(pid: int) -> bytes:
    """The command line of a process; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def ran(words: list[str], output: Path, start: Start = Start()) -> Ended:
    """Run ``cda`` to its end."""
    with going(words, output, start) as run:
        return run.ended()


def resumed(output: Path) -> Ended:
    """Go on with a run."""
    return ran(["augment", "--resume", str(output)], output)


def files(folder: Path) -> set[str]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


@dataclass(frozen=True, slots=True)
class Whole:
    """What a run writes that nothing disturbs."""

    digest: dict[str, str]
    files: set[str]


def whole(folder: Path) -> Whole:
    """Check what a run wrote, and tell what it is."""
    verify_folder(str(folder))
    return Whole(digest_of(str(folder)), files(folder))
