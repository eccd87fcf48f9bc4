"""Rows of ``default`` by their places, read once from the first to the last."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from cda.storage.store import Store
from cda.verify.content import batches, opened


class RowReader:
    """Gives rows by their places, which are asked for in about ascending order.

    Args:
        rows: The rows, in order.
    """

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._kept: deque[dict[str, Any]] = deque()
        self._first = 0

    def take(self, places: Sequence[int | None]) -> dict[int, dict[str, Any]]:
        """Give some rows, and let go of those before them.

        Args:
            places: Their places; ``None`` stands for none.

        Returns:
            Place to row, of the rows that are there.
        """
        wanted = sorted({place for place in places if place is not None})
        if not wanted:
            return {}
        while self._kept and self._first < wanted[0]:
            self._kept.popleft()
            self._first += 1
        while self._first + len(self._kept) <= wanted[-1]:
            row = next(self._rows, None)
            if row is None:
                break
            if self._first + len(self._kept) < wanted[0]:
                self._first += 1
            else:
                self._kept.append(row)
        return {
            place: self._kept[place - self._first] for place in wanted if 0 <= place - self._first < len(self._kept)
        }


def rows_of(store: Store, names: tuple[str, ...], columns: list[str] | None = None) -> RowReader | None:
    """Read the rows of a split.

    Args:
        store: The folder.
        names: Its files of ``default``, in order.
        columns: The columns that are wanted, where a file can give some alone; all by default.

    Returns:
        The reader; ``None`` for CSV, whose cells have no types.
    """
    if all(name.endswith(".parquet") for name in names):
        return RowReader(row for batch in batches(store, names, columns) for row in batch.to_pylist())
    if all(name.endswith(".jsonl") for name in names):
        return RowReader(_lines(store, names))
    return None


def _lines(store: Store, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for name in names:
        with opened(store, name) as file:
            yield from map(json.loads, file)
