"""Formats that write rows as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pyarrow as pa

from cda.export.formats.format import Suffix, data_file


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
