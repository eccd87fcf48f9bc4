"""Parquet files, streamed by row group."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from cda.dataset.read.arrow import arrow_blocks
from cda.errors import BrokenInput, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cda.dataset.read.rows import OnError
    from cda.dataset.source import Block

_HINT = "make or fetch the file again"


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """A Parquet file.

    Args:
        name: The file, as the user named it.
        split: The split its rows belong to.
        schema: The schema of its rows, with the metadata of the file.
        on_error: What a bad row does.
    """

    name: str
    split: str
    schema: pa.Schema
    on_error: OnError

    @classmethod
    def open(cls, name: str, split: str, on_error: OnError) -> Self:
        """Read the footer of the file.

        Raises:
            InputError: The file is not there.
            BrokenInput: It is no whole Parquet file.
        """
        with _opened(name) as file:
            return cls(name, split, file.schema_arrow, on_error)

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A page cannot be read, or a row cannot and bad rows are not skipped.
        """
        batches = _batches(self.name, size)
        return arrow_blocks(batches, name=self.name, schema=self.schema, size=size, on_error=self.on_error)


def _opened(path: str) -> pq.ParquetFile:
    try:
        Path(path).open("rb").close()
    except OSError as problem:
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path) from problem
    try:
        # Read ahead, as it is by default, the whole file would stay in memory by and by.
        return pq.ParquetFile(path, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise BrokenInput(f"the file is not whole Parquet: {problem}", where=path, hint=_HINT) from problem


def _batches(path: str, size: int) -> Iterator[pa.RecordBatch]:
    with _opened(path) as file:
        read = 0
        batches = file.iter_batches(batch_size=size)
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError, ValueError) as problem:
                where = f"{path} from row {read} on"
                raise BrokenInput(f"a page of the file is broken: {problem}", where=where, hint=_HINT) from problem
            if batch is None:
                return
            yield batch
            read += batch.num_rows
