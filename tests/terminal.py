"""Commands and shells on terminals of their own."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from inspect import signature
from select import select
from time import monotonic

from click.testing import CliRunner

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])")
_COLOURS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM", "COLUMNS")


def runner(**options):
    """What calls commands and keeps standard output and standard error apart, as click does by itself from 8.2 on."""
    apart = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
    return CliRunner(**apart, **options)


def on_a_terminal(*arguments, cwd=None, typed="", until=None, patience=60, **env):
    """What a command writes to a terminal, on which something may be typed; to its end, or until a text is written."""
    leader, follower = pty.openpty()
    given = {key: value for key, value in os.environ.items() if key not in _COLOURS}
    ends = {"stdin": follower, "stdout": follower, "stderr": follower}
    with subprocess.Popen(arguments, **ends, cwd=cwd, env={**given, **env}, start_new_session=True) as process:
        os.close(follower)
        os.write(leader, typed.encode())
        written, end = "", monotonic() + patience
        while monotonic() < end and not (until and until in written):
            if not select([leader], [], [], 0.2)[0]:
                continue
            try:
                written += os.read(leader, 65536).decode(errors="replace")
            except OSError:  # how Linux says that nobody writes any more
                break
        else:
            process.kill()
    os.close(leader)
    return written
