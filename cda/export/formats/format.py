"""What a format is: it says of a dataset what its rows become, and of each row whether it can become that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

import pyarrow as pa

Suffix = Literal["parquet", "jsonl", "csv"]


class Target(Protocol):
    """What the rows of one dataset become."""

    @property
    def schema(self) -> pa.Schema:
        """The columns that are written."""

    @property
    def suffix(self) -> Suffix:
        """The kind of file, which is the ending of its name."""

    @property
    def fan_out(self) -> int:
        """How many rows are written for one."""

    @property
    def drop_nulls(self) -> bool:
        """Whether JSON lines are to leave out keys that are null."""

    @property
    def raw_json(self) -> frozenset[str]:
        """The columns of strings that are JSON and belong into JSON lines as such."""

    @property
    def choosy(self) -> bool:
        """Whether any row may be refused: where none may, none needs to be looked at."""

    def refusal(self, row: Mapping[str, Any]) -> str | None:
        """Tell why a row cannot be said in the format.

        Args:
            row: Its values by column, as ``RecordBatch.to_pylist`` gives them.

        Returns:
            The reason; ``None`` where it can.
        """

    def convert(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Convert rows.

        Args:
            batch: Rows of the dataset, of which none is refused.

        Returns:
            The rows of the format, ``fan_out`` for each row, in its order.
        """

    def file_name(self, split: str, number: int, total: int) -> str:
        """Name a data file.

        Args:
            split: Its split.
            number: Its number among those of the split, from 0.
            total: How many the split has.

        Returns:
            The name, relative to the output folder, with ``/``.
        """

    def companions(self, files: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
        """Tell which further files the consumer needs.

        Args:
            files: Split to the names of its data files, relative to the output folder.

        Returns:
            Name of a file to its text.
        """


class Format(Protocol):
    """A form in which rows are written."""

    @property
    def name(self) -> str:
        """The name that the user gives."""

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """Tell what the rows of a dataset become.

        Args:
            shape: What they are, as ``cda.dataset.views`` names it.
            schema: Their columns.
            text_column: The column with the text, where the shape is ``text``.

        Returns:
            The target.

        Raises:
            ConversionError: If the format cannot be made of this shape, or of these columns.
        """


def data_file(split: str, number: int, total: int, suffix: str) -> str:
    """The name of a data file where Hugging Face looks for it."""
    return f"data/{split}-{number:05d}-of-{total:05d}.{suffix}"
