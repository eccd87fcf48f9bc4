"""What is said where the operating system, or a store of objects, does not take a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cda.errors import OutputError


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Say what could not be written.

    Args:
        path: What is being written.

    Raises:
        OutputError: Where the operating system refuses.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"the output cannot be written: {error.strerror or error}",
            where=str(path),
            hint="check that the folder may be written to and that the disk is not full",
        ) from error
