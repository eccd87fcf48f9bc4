"""The format ``parquet``: all columns, and nothing in the file that only Hugging Face reads."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from cda.export.formats.format import Target
from cda.export.formats.passing import PassingTarget

_HUGGINGFACE = b"huggingface"


@dataclass(frozen=True, slots=True)
class Parquet:
    """Every shape and every column."""

    name: str = "parquet"

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """See `Format.target`."""
        del shape, text_column
        kept = {key: value for key, value in (schema.metadata or {}).items() if key != _HUGGINGFACE}
        return PassingTarget(schema.with_metadata(kept or None), "parquet")
