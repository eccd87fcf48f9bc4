"""The format ``csv``: all columns, none nested.

What a table of text cannot say is told in ``cda.export.lines``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from cda.dataset.views.view import holds_strings
from cda.errors import ConversionError
from cda.export.formats.format import Target
from cda.export.formats.passing import PassingTarget

_HELD = (
    pa.types.is_null,
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_date,
    pa.types.is_time,
    pa.types.is_timestamp,
    holds_strings,
)


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
                raise ConversionError(
                    f"column {field.name!r} holds {field.type}, which a cell of a table cannot hold",
                    where=f"column {field.name!r}",
                    hint="choose the format hf, parquet or jsonl, or leave the column out of the input",
                )
        return PassingTarget(schema, "csv")
