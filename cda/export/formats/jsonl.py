"""The format ``jsonl``: all columns, one JSON object a line, with null where a value is null.

Dates, times and timestamps become strings in the form of ISO 8601, decimal numbers strings of their digits. JSON has no
form for bytes, durations, maps and unions: a column with one of them is an error. It has no word for NaN and infinity,
either: a row with such a number is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from cda.dataset.views.leaves import inner_type
from cda.dataset.views.path import EACH
from cda.export.formats.format import Target
from cda.export.formats.passing import SCALARS, PassingTarget, unheld

_PLAIN = (*SCALARS, pa.types.is_time32)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Every shape, and every column that JSON can hold."""

    name: str = "jsonl"

    def target(self, shape: str, schema: pa.Schema, text_column: str | None = None) -> Target:
        """See `Format.target`."""
        del shape, text_column
        for field in schema:
            kind = next(_unheld(field.type), None)
            if kind is not None:
                raise unheld(field, f"{kind}, which is not written as JSON", "hf or parquet")
        if any(_has_floats(field.type) for field in schema):
            return PassingTarget(schema, "jsonl", _refusal)
        return PassingTarget(schema, "jsonl")


def _inner(kind: pa.DataType) -> list[pa.DataType]:
    if pa.types.is_dictionary(kind):
        return [kind.value_type]
    if pa.types.is_struct(kind):
        return [field.type for field in kind]
    item = inner_type(kind, EACH)
    return [] if item is None else [item]


def _unheld(kind: pa.DataType) -> Iterator[pa.DataType]:
    inner = _inner(kind)
    if not inner and not pa.types.is_struct(kind) and not any(test(kind) for test in _PLAIN):
        yield kind
    for one in inner:
        yield from _unheld(one)


def _has_floats(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind)) or any(_has_floats(one) for one in _inner(kind))


def _refusal(row: Mapping[str, Any]) -> str | None:
    odd = next((number for value in row.values() for number in _odd_numbers(value)), None)
    return None if odd is None else f"a value is {odd}, for which JSON has no word"


def _odd_numbers(value: Any) -> Iterator[float]:
    if isinstance(value, float) and not math.isfinite(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _odd_numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from _odd_numbers(item)
