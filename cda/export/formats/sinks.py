"""Which writer the rows of a format go to."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pyarrow as pa

from cda.export.formats.format import Target
from cda.export.lines import CsvTable, Jsonl, LinesWriter
from cda.export.parquet import Limits, ShardedWriter


class Sink(Protocol):
    """Where the batches of one split go."""

    rows: int
    file_rows: list[int]

    def write(self, batch: pa.RecordBatch) -> None:
        """Take rows."""

    def close(self) -> list[Path]:
        """Write what waits, and give the files in order."""

    def abandon(self) -> None:
        """Let go of the open file, finished or not."""


def sink(target: Target, folder: Path, stem: str, limits: Limits) -> Sink:
    """Give the writer for what a format makes of rows.

    Args:
        target: What it makes of them.
        folder: Where the temporary files go. It exists.
        stem: What their names begin with.
        limits: When to begin a file.

    Returns:
        The writer, which takes batches of ``target.schema``.
    """
    if target.suffix == "jsonl":
        return LinesWriter(folder, stem, Jsonl(target.drop_nulls, target.raw_json), limits)
    if target.suffix == "csv":
        return LinesWriter(folder, stem, CsvTable(target.schema), limits)
    return ShardedWriter(folder, stem, target.schema, limits)
