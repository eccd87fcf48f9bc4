"""The rows of a split by their places, in whichever format they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from cda.dataset.read.csv import CsvFile
from cda.storage.store import Store
from cda.verify.rows import RowReader, rows_of

_BLOCK = 1_000


def reader_of(store: Store, names: tuple[str, ...]) -> RowReader:
    """Read the rows of a split.

    Args:
        store: The folder.
        names: Its files of ``default``, in order.

    Returns:
        The reader. Cells of CSV are text, whatever they were.
    """
    return rows_of(store, names) or RowReader(row for name in names for row in _cells(f"{store.name}/{name}"))


def row_of(reader: RowReader, pair: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read the row of a pair: its original, or the counterfactual that took its place.

    Args:
        reader: The rows of the split; pairs come in their order.
        pair: A row of ``pairs``.

    Returns:
        The row; ``None`` where none was written.
    """
    place = pair["row"] if pair["row"] is not None else pair["counterfactual_row"]
    return None if place is None else reader.take([place]).get(place)


def _cells(name: str) -> Iterator[dict[str, Any]]:
    columns = CsvFile.open(name, "", "stop").schema.names
    texts = pa.schema([(column, pa.string()) for column in columns])
    for block in CsvFile(name, "", texts, "stop").blocks(_BLOCK):
        yield from block.table.to_pylist()
