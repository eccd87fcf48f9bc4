"""Whether a file of the input is still what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cda.errors import InputError, RunChanged
from cda.storage.places import at, is_address


def print_of(name: str) -> str:
    """Tell one state of a file from another without reading it.

    Args:
        name: A path or an address.

    Returns:
        Its size and the time of its last change; for an object what its store says of its state.

    Raises:
        InputError: If the file is not there.
    """
    path: Any = at(name)
    try:
        if is_address(name):
            return str(path.fs.checksum(path.path))
        found = path.stat()
    except OSError as problem:
        hint = "the run goes on with --resume when the file is back"
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=name, hint=hint) from problem
    return f"{found.st_size} bytes, changed at {found.st_mtime_ns}"


def check_prints(prints: Mapping[str, str], names: Iterable[str]) -> None:
    """Refuse files that are no longer what they were.

    Args:
        prints: File to what it was.
        names: The files to look at.

    Raises:
        RunChanged: If one has changed.
        InputError: If one is gone.
    """
    for name in names:
        if print_of(name) != prints[name]:
            raise RunChanged(
                "the input has changed since the run was planned",
                where=name,
                hint="put the old file back, or begin anew with --overwrite",
            )
