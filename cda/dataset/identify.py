"""Which id each row of each source has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from cda.dataset.ids import source_id
from cda.errors import MissingField
from cda.guess import guessed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from cda.dataset.source import Source


@dataclass(frozen=True, slots=True)
class Identity:
    """How the rows of a source are named.

    Args:
        source: The source.
        twin: How many earlier sources of its split have the same last part of the name.
        column: The column that names a row, where there is one.
    """

    source: Source
    twin: int
    column: str | None = None

    def hashed(self, row: int) -> str:
        """Name a row by its place.

        Args:
            row: Its number within the source.

        Returns:
            Its id.
        """
        return source_id(self.source.name, self.source.split, row, self.twin)

    def ids(self, batch: pa.RecordBatch, rows: Sequence[int]) -> list[str]:
        """Name the rows of a batch.

        Args:
            batch: The rows.
            rows: Their numbers within the source.

        Returns:
            The id of each: the value of the column, or the hash of its place where that is null.
        """
        given = batch.column(self.column).to_pylist() if self.column is not None else [None] * len(rows)
        return [self.hashed(row) if value is None else str(value) for row, value in zip(rows, given, strict=True)]


def identities(sources: Iterable[Source], column: str | None = None) -> list[Identity]:
    """Tell how the rows of each source are named.

    Args:
        sources: The sources, in order.
        column: The column that names a row, where there is one.

    Returns:
        An identity for each source.

    Raises:
        MissingField: If a source has no such column.
    """
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for source in sources:
        if column is not None and column not in source.schema.names:
            names = source.schema.names
            hint = f"{guessed(column, known=names)}the columns are: {', '.join(names)}"
            raise MissingField(f"there is no column {column!r} for ids", where=source.name, hint=hint)
        key = (source.split, PurePath(source.name).name)
        found.append(Identity(source, seen[key], column))
        seen[key] += 1
    return found
