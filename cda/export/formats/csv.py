"""The format ``csv``: all columns, none nested.

What a table of text cannot say is told in ``cda.export.lines``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from cda.export.formats.format import Target
from cda.export.formats.passing import SCALARS, PassingTarget, unheld

_HELD = (*SCALARS, pa.types.is_time)


@dataclass(frozen=True, slots=True)
class Csv:
    """Every shape, with text, numbers, booleans, dates and times in its columns."""

    name: str = "csv"

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """See `Format.target`."""
        del shape, text_column
        for field in schema:
            kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
            if not any(test(kind) for test in _HELD):
                raise unheld(field, f"{field.type}, which a cell of a table cannot hold", "hf, parquet or jsonl")
        return PassingTarget(schema, "csv")
