"""Formats that write rows as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pyarrow as pa

from cda.dataset.views.view import holds_strings
from cda.errors import ConversionError
from cda.export.formats.format import Suffix, data_file

SCALARS = (
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_date,
    pa.types.is_timestamp,
    holds_strings,
)
"""The kinds of values that have a form in plain text, but for times of day."""


def unheld(field: pa.Field, what: str, other: str) -> ConversionError:
    """The error for a column that a kind of file cannot hold.

    Args:
        field: The column.
        what: What it holds, and why that is no good.
        other: The formats that hold it.
    """
    return ConversionError(
        f"column {field.name!r} holds {what}",
        where=f"column {field.name!r}",
        hint=f"choose the format {other}, or leave the column out of the input",
    )


def _accepts_all(_: Mapping[str, Any]) -> str | None:
    """No row is refused."""
    return None


@dataclass(frozen=True, slots=True)
class PassingTarget:
    """Rows that stay as they are: no value of them is looked at to convert them.

    Args:
        schema: The columns; the values are those of the input.
        suffix: The kind of file.
        refuse: Tells why a row cannot be written.
    """

    schema: pa.Schema
    suffix: Suffix
    refuse: Callable[[Mapping[str, Any]], str | None] = _accepts_all

    fan_out: ClassVar[int] = 1
    drop_nulls: ClassVar[bool] = False
    raw_json: ClassVar[frozenset[str]] = frozenset()

    @property
    def choosy(self) -> bool:
        """See `Target.choosy`."""
        return self.refuse is not _accepts_all

    def refusal(self, row: Mapping[str, Any]) -> str | None:
        """See `Target.refusal`."""
        return self.refuse(row)

    def convert(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """See `Target.convert`."""
        return pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)

    def file_name(self, split: str, number: int, total: int) -> str:
        """See `Target.file_name`."""
        return data_file(split, number, total, self.suffix)

    def companions(self, files: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
        """None."""
        del files
        return {}
