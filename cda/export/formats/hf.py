"""The format ``hf``: Parquet with all columns, which Hugging Face opens with the features of the input."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from cda.export.formats.format import Target
from cda.export.formats.passing import PassingTarget


@dataclass(frozen=True, slots=True)
class HuggingFace:
    """Every shape, every column, and what Hugging Face knows of them."""

    name: str = "hf"

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """See `Format.target`."""
        del shape, text_column
        return PassingTarget(schema, "parquet")
