"""Ends or stops a process of a run at a step that the test names, as a loss of power would.

Python imports this file at its start, in every process of a run, where its folder is on the path; nothing in the
program knows of it.
"""

# ruff: noqa: PTH109, PTH112, PTH115 - the functions of os are replaced here, and those of pathlib call them

import importlib.abc
import importlib.util
import os
import re
import resource
import signal
import sys
from pathlib import PurePosixPath

_STEPS = (
    (r"\.cda/work/plan\.json", "plan"),
    (r"\.cda/work/\d+/.*\.tally\.json", "tally"),
    (r"\.cda/work/\d+/.*\.done\.json", "receipt"),
    (r"\.cda/work/\d+/.*\.placed\.json", "placed"),
    (r"\.cda/work/\d+/.*-data-.*", "data"),
    (r"\.cda/work/\d+/.*-pairs-.*", "pairs"),
    (r"\.cda/work/\d+/.*-placed-.*", "placed-pairs"),
    (r"\.cda/work/[^/]*", "card"),
    (r"\.cda/run\.json", "manifest"),
    (r"\.cda/plan\.json", "keep-plan"),
    (r"(?!\.cda/).*", "name"),
)
"""What is renamed to a name that begins so, and what a test calls it."""

_REMOVALS = (
    (r"\.cda/work/.*", "clear"),
    (r"\.cda/lock", "unlock"),
    (r"(?!\.cda/).*", "former"),
)


def _named(names, path):
    return next((step for pattern, step in names if re.fullmatch(pattern, path)), None)


class _Crash:
    """Counts the steps of one kind in this process, and does at one of them what was asked, once over all processes."""

    def __init__(self, asked):
        who, self.step, self.when, number = asked.split(":")
        self.number = int(number)
        self.folder = os.environ["CDA_CRASH_FOLDER"]
        self.flag = os.environ["CDA_CRASH_FLAG"]
        self.signal = getattr(signal, os.environ.get("CDA_CRASH_SIGNAL", "SIGKILL"))
        here = "parent" if os.getppid() == int(os.environ["CDA_CRASH_BY"]) else "worker"
        self.armed = who == here

    def around(self, name, step_of):
        """Replace a function of ``os`` by one that looks which step it is."""
        original = getattr(os, name)

        def replaced(*args, **kwargs):
            mine = self.armed and step_of(*args, **kwargs) == self.step
            if mine:
                self.number -= 1
                if self.number == 0 and self.when == "before":
                    self.act()
            try:
                found = original(*args, **kwargs)
            except OSError:
                self.number += mine  # a folder whose parent is not there yet: the step comes once more
                raise
            if mine and self.number == 0 and self.when == "after":
                self.act()
            return found

        # Where unlink knows no folder that is open, shutil.rmtree goes another way.
        for known in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if original in known:
                known.add(replaced)
        setattr(os, name, replaced)

    def act(self):
        try:
            os.close(os.open(self.flag, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return
        os.kill(os.getpid(), self.signal)

    def inside(self, path, dir_fd=None):
        """The path in the output folder; nothing that lies in it where it is elsewhere."""
        base = os.getcwd() if dir_fd is None else os.readlink(f"/proc/self/fd/{dir_fd}")
        full = PurePosixPath(base) / os.fspath(path)
        return str(full.relative_to(self.folder)) if full.is_relative_to(self.folder) else "/"

    def arm(self):
        self.around("fsync", self.synced)
        self.around("replace", lambda _old, new: _named(_STEPS, self.inside(new)))
        self.around("unlink", lambda path, *, dir_fd=None: _named(_REMOVALS, self.inside(path, dir_fd)))
        self.around("rmdir", lambda path, *, dir_fd=None: {".cda/work": "cleared"}.get(self.inside(path, dir_fd)))
        self.around("mkdir", lambda path, *_, **__: "scratch" if self.inside(path).startswith(".cda/tmp/") else None)

    def synced(self, descriptor):
        path = os.readlink(f"/proc/self/fd/{descriptor}")
        if self.inside(path) == "/":
            return None
        return "sync-folder" if os.path.isdir(path) else "sync-file"


class _Rows(importlib.abc.MetaPathFinder):
    """Lets the engine do at a row with a mark what no row of a test does by itself."""

    def __init__(self, asked):
        self.mark, self.deed = asked.split(":")

    def find_spec(self, name, path=None, target=None):
        del path, target
        if name != "cda.rewriter":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            self.patch(module.Rewriter)

        spec.loader.exec_module = exec_module
        return spec

    def patch(self, kind):
        original = kind.variants

        def variants(engine, rows, ids=None):
            rows = list(rows)
            if any(self.mark in text for row in rows for text in row.values()):
                self.act()
            return original(engine, rows, ids)

        kind.variants = variants

    def act(self):
        if self.deed == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.deed == "memory":
            bytearray(resource.getrlimit(resource.RLIMIT_AS)[0])
        raise ValueError(f"the model does not like {self.mark}")


if "CDA_CRASH" in os.environ:
    _Crash(os.environ["CDA_CRASH"]).arm()
if "CDA_CRASH_ROW" in os.environ:
    sys.meta_path.insert(0, _Rows(os.environ["CDA_CRASH_ROW"]))
