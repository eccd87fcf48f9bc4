"""Parquet files, streamed by row group."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from cda.dataset.read.arrow import arrow_blocks
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Stretch
from cda.errors import BrokenInput, InputError
from cda.storage.places import at, is_address

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

    def extent(self) -> Extent:
        """Read in the footer how many rows there are."""
        with _opened(self.name) as file:
            groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
            return Extent(file.metadata.num_rows, sum(group.total_byte_size for group in groups))

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A page cannot be read, or a row cannot and bad rows are not skipped.
        """
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows; see `blocks`."""
        with _opened(self.name) as file:
            group, first = _group_of(file.metadata, rows.start)
        batches = tapes.batches(self.name, rows.start, rows.stop, lambda: _batches(self.name, size, group), first)
        return arrow_blocks(
            batches, name=self.name, schema=self.schema, size=size, on_error=self.on_error, first=rows.start
        )


@contextmanager
def _opened(path: str) -> Iterator[pq.ParquetFile]:
    try:
        source: Any = at(path).open("rb")
    except OSError as problem:
        hint = "check that the file is there and may be read"
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path, hint=hint) from problem
    with source:
        try:
            # Read ahead, as it is by default, the whole file would stay in memory by and by.
            file = pq.ParquetFile(source if is_address(path) else path, pre_buffer=False)
        except (pa.ArrowException, OSError, ValueError) as problem:
            raise BrokenInput(f"the file is not whole Parquet: {problem}", where=path, hint=_HINT) from problem
        with file:
            yield file


def _group_of(metadata: pq.FileMetaData, row: int) -> tuple[int, int]:
    """The row group that holds a row, and its first row; those of the end where there is no such row."""
    first = 0
    for number in range(metadata.num_row_groups):
        after = first + metadata.row_group(number).num_rows
        if row < after:
            return number, first
        first = after
    return metadata.num_row_groups, first


def _batches(path: str, size: int, first: int) -> Iterator[pa.RecordBatch]:
    """The rows from a row group on, each group cut for itself: the cuts do not depend on where reading begins."""
    with _opened(path) as file:
        read = sum(file.metadata.row_group(number).num_rows for number in range(first))
        groups = range(first, file.metadata.num_row_groups)
        batches = (batch for group in groups for batch in file.iter_batches(batch_size=size, row_groups=[group]))
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
