"""Formats that a consumer reads: only the columns of its contract, made of what the rows say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pyarrow as pa

from cda.errors import ConversionError
from cda.export.formats.chat_columns import batch_of
from cda.export.formats.format import Suffix, Target, data_file
from cda.export.samples.read import reader
from cda.export.samples.row import Reader
from cda.export.samples.sample import Inexpressible

Record = dict[str, Any]
"""A row that is written, by column."""


TEXT = pa.schema([("text", pa.string())])
"""The column of plain texts."""


def _none(_: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """No further files."""
    return {}


@dataclass(frozen=True, slots=True)
class Contract:
    """What rows of some columns become; a `Target`.

    Args:
        read: Reads a row.
        schema: The columns that are written.
        record: Makes the rows that are written of a sample; raises `Inexpressible` where there are none.
        suffix: The kind of file.
        fan_out: How many rows are written for one.
        drop_nulls: Whether keys that are null are left out.
        raw_json: The columns of strings that are JSON.
        name_file: Names a data file.
        further: Makes the further files.
    """

    read: Reader
    schema: pa.Schema
    record: Callable[[Any], list[Record]]
    suffix: Suffix = "parquet"
    fan_out: int = 1
    drop_nulls: bool = False
    raw_json: frozenset[str] = frozenset()
    name_file: Callable[[str, int, int, str], str] = data_file
    further: Callable[[Mapping[str, Sequence[str]]], Mapping[str, str]] = _none

    choosy: ClassVar[bool] = True

    def refusal(self, row: Mapping[str, Any]) -> str | None:
        """See `Target.refusal`."""
        try:
            self.record(self.read(row))
        except Inexpressible as reason:
            return str(reason)
        return None

    def convert(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """See `Target.convert`."""
        records = [record for row in batch.to_pylist() for record in self.record(self.read(row))]
        return batch_of(records, self.schema)

    def file_name(self, split: str, number: int, total: int) -> str:
        """See `Target.file_name`."""
        return self.name_file(split, number, total, self.suffix)

    def companions(self, files: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
        """See `Target.companions`."""
        return self.further(files)


@dataclass(frozen=True, slots=True)
class ContractFormat:
    """A format that is made of some shapes.

    Args:
        name: Its name.
        contracts: Shape to what makes its contract, given the columns and how they are read.
    """

    name: str
    contracts: Mapping[str, Callable[[pa.Schema, Reader], Contract]]

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """See `Format.target`."""
        if shape not in self.contracts:
            raise ConversionError(
                f"the format {self.name!r} cannot be made of rows of the shape {shape!r}",
                where=f"the columns {', '.join(schema.names)}",
                hint=f"it is made of {_listed(self.contracts)}; hf, parquet and jsonl take every shape",
            )
        read = reader(shape, schema, text_column)
        return self.contracts[shape](schema, read)


def _listed(shapes: Mapping[str, object]) -> str:
    *first, last = (repr(shape) for shape in shapes)
    return f"{', '.join(first)} or {last}" if first else last


def text_contract(_: pa.Schema, read: Reader) -> Contract:
    """Texts in a column ``text``, which every consumer of plain text reads."""
    return Contract(read, TEXT, lambda sample: [{"text": sample.text}])
