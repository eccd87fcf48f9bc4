"""A folder that files are committed to: whole under their names, or not there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from uuid import uuid4

from cda.storage.places import at, is_address
from cda.storage.writing import writing

SCRATCH = ".cda/tmp"
"""Where in a folder of this machine files are written that are not whole yet."""


class Store(Protocol):
    """A folder of files, named by paths with ``/`` that are relative to it."""

    @property
    def name(self) -> str:
        """The folder, as the user named it."""

    def scratch(self) -> AbstractContextManager[Path]:
        """A folder of this machine for files that are not whole yet; nothing of it stays."""

    def put(self, file: Path, name: str) -> None:
        """Give a file of the scratch folder its name; where a file of that name is there, it is replaced."""

    def put_text(self, text: str, name: str) -> None:
        """Write a small file."""

    def text(self, name: str) -> str | None:
        """Read a small file; ``None`` where there is none."""

    def path(self, name: str) -> Path:
        """A file, for reading."""

    def names(self, under: str = "") -> list[str]:
        """The names of all files in a folder of it, at any depth, sorted."""

    def move(self, old: str, new: str) -> None:
        """Give a file another name."""

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""


def store_at(name: str) -> Store:
    """Give the store of a folder, which need not be there yet.

    Args:
        name: A path or an address.

    Returns:
        The store.
    """
    return ObjectStore(name) if is_address(name) else LocalStore(name)


class LocalStore:
    """A folder of this machine. A file gets its name by a rename, once it is safe on the disk.

    Args:
        name: The folder.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._root = Path(name)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """See `Store.scratch`: on the same file system, since nothing else can be renamed into the folder."""
        folder = self._root / SCRATCH / uuid4().hex
        with writing(self._root):
            _make(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # somebody else's work is in it
                folder.parent.rmdir()

    def put(self, file: Path, name: str) -> None:
        """See `Store.put`."""
        target = self._root / name
        with writing(target):
            _sync(file)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
            _sync(target.parent)

    def put_text(self, text: str, name: str) -> None:
        """See `Store.put_text`."""
        with self.scratch() as folder:
            file = folder / "text"
            with writing(self._root / name):
                file.write_text(text, "utf-8")
            self.put(file, name)

    def text(self, name: str) -> str | None:
        """See `Store.text`."""
        try:
            return (self._root / name).read_text("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def path(self, name: str) -> Path:
        """See `Store.path`."""
        return self._root / name

    def names(self, under: str = "") -> list[str]:
        """See `Store.names`."""
        with writing(self._root / under):
            found = (self._root / under).rglob("*")
            return sorted(path.relative_to(self._root).as_posix() for path in found if not path.is_dir())

    def move(self, old: str, new: str) -> None:
        """See `Store.move`."""
        target = self._root / new
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._root / old).replace(target)

    def remove(self, name: str) -> None:
        """See `Store.remove`; folders that are empty then go, too."""
        target = self._root / name
        with writing(target):
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
            with suppress(OSError):  # not empty, or not there
                for parent in PurePosixPath(name).parents:
                    (self._root / parent).rmdir()


class ObjectStore:
    """A folder behind an address: an object is there whole or not at all, and a rename is a copy.

    Args:
        name: The address.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        root: Any = at(name)
        self._root = root
        self._fs = root.fs

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """See `Store.scratch`."""
        with tempfile.TemporaryDirectory(prefix="cda-") as folder:
            yield Path(folder)

    def put(self, file: Path, name: str) -> None:
        """See `Store.put`."""
        with writing(f"{self.name}/{name}"):
            self._make_parent(name)
            self._fs.put_file(str(file), self._key(name))

    def put_text(self, text: str, name: str) -> None:
        """See `Store.put_text`."""
        with writing(f"{self.name}/{name}"):
            self._make_parent(name)
            self._fs.pipe_file(self._key(name), text.encode())

    def text(self, name: str) -> str | None:
        """See `Store.text`."""
        self._fs.invalidate_cache()  # another process may have written it
        try:
            found: bytes = self._fs.cat_file(self._key(name))
        except FileNotFoundError:
            return None
        return found.decode()

    def path(self, name: str) -> Path:
        """See `Store.path`."""
        self._fs.invalidate_cache()
        path: Path = self._root / name
        return path

    def names(self, under: str = "") -> list[str]:
        """See `Store.names`."""
        self._fs.invalidate_cache()
        root = self._key("").rstrip("/")
        with writing(f"{self.name}/{under}"):
            found = self._fs.find(self._key(under))
        return sorted(path.removeprefix(root).lstrip("/") for path in found)

    def move(self, old: str, new: str) -> None:
        """See `Store.move`: the copy is there before the original goes."""
        with writing(f"{self.name}/{new}"):
            self._make_parent(new)
            self._fs.cp_file(self._key(old), self._key(new))
            self._fs.rm_file(self._key(old))

    def remove(self, name: str) -> None:
        """See `Store.remove`."""
        with writing(f"{self.name}/{name}"), suppress(FileNotFoundError):
            self._fs.rm(self._key(name), recursive=True)
        self._fs.invalidate_cache()

    def _key(self, name: str) -> str:
        root: str = self._root.path
        return f"{root.rstrip('/')}/{name}" if name else root

    def _make_parent(self, name: str) -> None:
        """Folders that are more than a part of a name, as the memory and other file systems have them."""
        with suppress(OSError, NotImplementedError):
            self._fs.makedirs(self._key(str(PurePosixPath(name).parent)), exist_ok=True)


_TRIES = 100


def _make(folder: Path) -> None:
    """Make a folder in one that others remove once it is empty."""
    for _ in range(_TRIES):
        with suppress(FileNotFoundError, FileExistsError):  # it went as it was made, or as it was found
            folder.mkdir(parents=True)
            return
    folder.mkdir(parents=True)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
