"""Parquet in shards of bounded size, written under temporary names until their number is known."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from cda.storage.writing import writing

if TYPE_CHECKING:
    from pathlib import Path

_WANTED = {"use_content_defined_chunking": True, "write_page_index": True}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is held in memory, and how much goes into one file.

    Args:
        block_rows: Rows that are read and rewritten at a time.
        block_bytes: Bytes of Arrow data that are rewritten at a time, where there are several rows.
        group_rows: Rows after which a row group is written.
        group_bytes: Bytes of Arrow data after which a row group is written.
        shard_rows: Rows after which the next file is begun.
        shard_bytes: Bytes of Arrow data after which the next file is begun.
    """

    block_rows: int = 1_000
    block_bytes: int = 64 << 20
    group_rows: int = 50_000
    group_bytes: int = 8 << 20
    shard_rows: int = 100_000
    shard_bytes: int = 256 << 20


def supported_options() -> dict[str, bool]:
    """Tell which of the wanted options this version of pyarrow knows.

    Returns:
        Options for ``pyarrow.parquet.ParquetWriter``.
    """
    known = inspect.signature(pq.ParquetWriter.__init__).parameters
    return {name: value for name, value in _WANTED.items() if name in known}


@dataclass(slots=True)
class ShardedWriter:
    """Write batches of one split, in order, into as many files as it takes.

    Args:
        folder: Where the temporary files go. It exists.
        stem: What their names begin with.
        schema: The schema of every batch.
        limits: When to write a row group and when to begin a file.
        rows: The rows that were taken.
        file_rows: The rows of each file that is whole.
    """

    folder: Path
    stem: str
    schema: pa.Schema
    limits: Limits
    rows: int = 0
    file_rows: list[int] = field(default_factory=list)
    _shards: list[Path] = field(default_factory=list)
    _writer: Any = None
    _waiting: list[pa.RecordBatch] = field(default_factory=list)
    _waiting_rows: int = 0
    _waiting_bytes: int = 0
    _shard_rows: int = 0
    _shard_bytes: int = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Take rows.

        Args:
            batch: The rows.

        Raises:
            OutputError: Where they cannot be written.
        """
        if not batch.num_rows:
            return
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        self._waiting_bytes += batch.nbytes
        self.rows += batch.num_rows
        if self._waiting_rows >= self.limits.group_rows or self._waiting_bytes >= self.limits.group_bytes:
            self._write_group()
        full = self._shard_rows + self._waiting_rows >= self.limits.shard_rows
        if full or self._shard_bytes + self._waiting_bytes >= self.limits.shard_bytes:
            self._end_shard()

    def close(self) -> list[Path]:
        """Write what waits and end the last file.

        Returns:
            The files in order: one at least, which holds the schema where there were no rows.

        Raises:
            OutputError: Where the rows cannot be written.
        """
        if self._waiting or self._writer is not None or not self._shards:
            self._end_shard()
        return self._shards

    def abandon(self) -> None:
        """Let go of the open file, finished or not."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with writing(self._shards[-1]):
                writer.close()

    def _open(self) -> None:
        path = self.folder / f"{self.stem}-{len(self._shards):05d}.parquet"
        self._shards.append(path)
        with writing(path):
            self._writer = pq.ParquetWriter(path, self.schema, compression="zstd", **supported_options())

    def _write_group(self) -> None:
        if self._writer is None:
            self._open()
        if self._waiting:  # an empty row group is one that Hugging Face cannot read
            with writing(self._shards[-1]):
                self._writer.write_table(pa.Table.from_batches(self._waiting, self.schema), self._waiting_rows)
        self._shard_rows += self._waiting_rows
        self._shard_bytes += self._waiting_bytes
        self._waiting, self._waiting_rows, self._waiting_bytes = [], 0, 0

    def _end_shard(self) -> None:
        self._write_group()
        writer, self._writer = self._writer, None
        with writing(self._shards[-1]):
            writer.close()
        self.file_rows.append(self._shard_rows)
        self._shard_rows = self._shard_bytes = 0
