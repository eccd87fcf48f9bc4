"""One run at a time in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cda.errors import RunBusy
from cda.storage.places import is_address
from cda.storage.writing import writing


@contextmanager
def locked(folder: str, name: str, *, wait: float = 0) -> Iterator[None]:
    """Keep others out of a folder; the system lets go of the lock, however this process ends.

    In a store of objects nothing is locked: two runs there write the same objects with the same content.

    Args:
        folder: A path or an address.
        name: The file of the lock, relative to the folder.
        wait: How many seconds to wait for whoever has it.

    Raises:
        RunBusy: If another process has the lock.
    """
    if is_address(folder):
        yield
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415 - the help must not wait for it

    file, made = Path(folder) / name, not Path(folder).exists()
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(file)
        try:
            lock.acquire(timeout=wait)
        except Timeout as busy:
            hint = "wait for it, or choose another folder"
            raise RunBusy("another run works on this folder", where=folder, hint=hint) from busy
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        lock.release()
        with suppress(OSError):  # not empty
            file.parent.rmdir()
            if made:
                Path(folder).rmdir()
