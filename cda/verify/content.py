"""The files of a dataset folder, config by config and split by split, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from cda.errors import RunUnfinished
from cda.export.folder import manifest_of
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
        RunUnfinished: If no run of this version has finished there.
    """
    manifest = manifest_of(store)
    if manifest is None or "facts" not in manifest:
        hint = "give a folder that 'cda augment' wrote to its end; --resume goes on with one that was cut off"
        raise RunUnfinished("no run has finished in this folder", where=store.name, hint=hint)
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
    """
    for name in names:
        with store.path(name).open("rb") as file, pq.ParquetFile(file, pre_buffer=False) as parquet:
            yield from parquet.iter_batches(_BATCH, columns=columns)
