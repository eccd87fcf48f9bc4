"""What a reader of one kind of file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import Field
from typing import Any, ClassVar, Protocol, Self

import pyarrow as pa

from cda.dataset.read.rows import OnError
from cda.dataset.read.tapes import Tapes
from cda.dataset.source import Block, Extent, Source, Stretch


class FileSource(Source, Protocol):
    """A `Source` that is one file, of which any rows can be read: a dataclass of these four.

    Args:
        name: The file, as the user named it.
        split: The split its rows belong to.
        schema: The schema of its rows.
        on_error: What a bad row does.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init__(self, name: str, split: str, schema: pa.Schema, on_error: OnError) -> None: ...

    @property
    def on_error(self) -> OnError:
        """What a bad row does."""

    @classmethod
    def open(cls, name: str, split: str, on_error: OnError) -> Self:
        """Find the schema of a file.

        Args:
            name: The file, as the user named it.
            split: The split its rows belong to.
            on_error: What a bad row does.

        Raises:
            InputError: The file is not there, or may not be read.
            BrokenInput: It cannot be read.
        """

    def extent(self) -> Extent:
        """Count the rows, and mark places from which they can be read."""

    def stretch(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Stream some of the rows in order.

        Args:
            size: How many rows a block has at most, bad ones counted.
            rows: Which; a place before them is known where `extent` marked one.
            tapes: What was read before.

        Raises:
            BrokenInput: A row cannot be read and bad rows are not skipped.
        """
