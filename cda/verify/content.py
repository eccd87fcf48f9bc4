"""The files of a dataset folder, config by config and split by split, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from cda.errors import BrokenInput, CdaError, InputError, RunUnfinished
from cda.export.folder import CONTROL, manifest_of
from cda.storage.places import at, is_address
from cda.storage.store import Store

_NUMBERED = re.compile(r"(?P<split>.+)-(?P<number>\d{5,})-of-\d{5,}$")
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a folder, as its manifest names them.

    Args:
        facts: File to its hash, its size and its rows.
        default: Split to its files of ``default``, in order.
        pairs: The same of ``pairs``.
        summary: What the run said that it did.
    """

    facts: Mapping[str, Mapping[str, object]]
    default: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[str, ...]]
    summary: Mapping[str, object]


def content_of(store: Store) -> Content:
    """Read what a folder should hold; the listing of the folder says nothing.

    Args:
        store: The folder.

    Returns:
        Its content.

    Raises:
        InputError: If there is no such folder, or it was exported from another.
        RunUnfinished: If no run of this version has finished there.
    """
    manifest = manifest_of(store)
    if manifest is None or "facts" not in manifest:
        raise _no_content(store, manifest)
    facts = manifest["facts"]
    default: dict[str, list[tuple[int, str]]] = {}
    pairs: dict[str, list[tuple[int, str]]] = {}
    for name in facts:
        path, _, ending = name.rpartition(".")
        folder, _, stem = path.rpartition("/")
        match = _NUMBERED.match(stem)
        if folder == "pairs" and match:
            pairs.setdefault(match["split"], []).append((int(match["number"]), name))
        elif ending in {"parquet", "jsonl", "csv"} and folder and not folder.startswith("."):
            split = match["split"] if match else folder.rpartition("/")[2]
            default.setdefault(split, []).append((int(match["number"]) if match else int(stem or 0), name))
    return Content(facts, _ordered(default), _ordered(pairs), manifest.get("summary", {}))


def _no_content(store: Store, manifest: Mapping[str, object] | None) -> CdaError:
    """Why a folder does not say what it should hold."""
    place, name = at(store.name), store.name
    if place.is_file():
        return InputError("this is a file, not a folder", where=name, hint="give the folder that 'cda augment' wrote")
    if not is_address(name) and not place.exists():  # a store of objects has no folders that could be there
        return InputError("there is no such folder", where=name, hint="give a folder that 'cda augment' wrote")
    if manifest is not None and not any(one.endswith("/plan.json") for one in store.names(CONTROL)):
        hint = "give the folder of 'cda augment' from which it was exported"
        return InputError("the folder does not say what was run", where=name, hint=hint)
    hint = "give a folder that 'cda augment' wrote to its end; --resume goes on with one that was cut off"
    return RunUnfinished("no run has finished in this folder", where=name, hint=hint)


def _ordered(found: Mapping[str, list[tuple[int, str]]]) -> dict[str, tuple[str, ...]]:
    return {split: tuple(name for _, name in sorted(some)) for split, some in sorted(found.items())}


def batches(store: Store, names: tuple[str, ...], columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Read Parquet files one after the other.

    Args:
        store: The folder.
        names: The files.
        columns: The columns; all by default.

    Yields:
        Their rows.

    Raises:
        InputError: If a file is missing.
        BrokenInput: If one cannot be read.
    """
    for name in names:
        with opened(store, name) as file, pq.ParquetFile(file, pre_buffer=False) as parquet:
            yield from parquet.iter_batches(_BATCH, columns=columns)


@contextmanager
def opened(store: Store, name: str) -> Iterator[IO[bytes]]:
    """Open a file of a folder, and say what is wrong with it where it cannot be read.

    Args:
        store: The folder.
        name: The file.

    Yields:
        The file.

    Raises:
        InputError: If it is missing.
        BrokenInput: If it cannot be opened, or what reads it finds no Parquet or JSON in it.
    """
    where, hint = f"{store.name}/{name}", f"'cda verify {store.name}' says what is wrong with the folder"
    try:
        with store.path(name).open("rb") as file:
            yield file
    except FileNotFoundError as problem:
        raise InputError("a file that the run wrote is missing", where=where, hint=hint) from problem
    except (OSError, ValueError, pa.ArrowException) as problem:
        message = f"a file that the run wrote cannot be read: {' '.join(str(problem).split())}"
        raise BrokenInput(message, where=where, hint=hint) from problem
