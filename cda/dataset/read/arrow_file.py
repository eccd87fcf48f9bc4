"""Arrow files, as ``datasets`` saves them: a stream of record batches."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from cda.dataset.read.arrow import arrow_blocks
from cda.dataset.read.files import size_of
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Extent, Stretch
from cda.errors import BrokenInput, InputError
from cda.storage.places import at, is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cda.dataset.read.rows import OnError
    from cda.dataset.source import Block

_FILE_MAGIC = b"ARROW1"
_HINT = "save the dataset again"


@dataclass(frozen=True, slots=True)
class ArrowFile:
    """An Arrow file, in the stream format or the file format.

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
        """Read the schema of the file.

        Raises:
            InputError: The file is not there.
            BrokenInput: It is no Arrow file.
        """
        with _opened(name) as reader:
            return cls(name, split, reader.schema, on_error)

    def extent(self) -> Extent:
        """Count the rows."""
        return Extent(sum(batch.num_rows for batch in _batches(self.name)), size_of(self.name))

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows, at most ``size`` a block.

        Raises:
            BrokenInput: A batch cannot be read, or a row cannot and bad rows are not skipped.
        """
        return self.stretch(size, Stretch(), Tapes())

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows; see `blocks`."""
        batches = tapes.batches(self.name, rows.start, rows.stop, lambda: _batches(self.name))
        return arrow_blocks(
            batches, name=self.name, schema=self.schema, size=size, on_error=self.on_error, first=rows.start
        )


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    try:
        with at(path).open("rb") as file:
            in_file_format = file.read(len(_FILE_MAGIC)) == _FILE_MAGIC
    except OSError as problem:
        hint = "check that the file is there and may be read"
        raise InputError(f"cannot read the file: {problem.strerror or problem}", where=path, hint=hint) from problem
    try:
        # Mapped, so that a file larger than memory is never loaded.
        with at(path).open("rb") if is_address(path) else pa.memory_map(path) as file:
            yield pa.ipc.open_file(file) if in_file_format else pa.ipc.open_stream(file)
    except (pa.ArrowException, OSError) as problem:
        raise BrokenInput(f"the Arrow file is broken: {problem}", where=path, hint=_HINT) from problem


def _batches(path: str) -> Iterator[pa.RecordBatch]:
    with _opened(path) as reader:
        if isinstance(reader, pa.ipc.RecordBatchFileReader):
            for index in range(reader.num_record_batches):
                yield reader.get_batch(index)
        else:
            yield from reader
