"""Which columns hold the text to work on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyarrow as pa

from cda.errors import FieldNotText, MissingField

if TYPE_CHECKING:
    from collections.abc import Sequence


def choose_fields(schema: pa.Schema, asked: Sequence[str]) -> tuple[str, ...]:
    """Choose the text columns.

    Args:
        schema: The columns there are.
        asked: The columns that the user named; with none, ``text`` or else the only text column is taken.

    Returns:
        The columns, each once, in the order asked for.

    Raises:
        MissingField: A column asked for does not exist, or none was and it is not clear which to take.
        FieldNotText: A column asked for holds something other than text.
    """
    if asked:
        return tuple(dict.fromkeys(_checked(schema, name) for name in asked))
    if "text" in schema.names and is_text(schema.field("text").type):
        return ("text",)
    candidates = _text_columns(schema)
    if len(candidates) != 1:
        raise MissingField(
            "there is no column 'text' that holds text, and none was named",
            hint=f"name the column with --field NAME; {_listed(candidates)}",
        )
    return tuple(candidates)


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a column of this type can be worked on; one without any value can."""
    return bool(pa.types.is_null(kind)) or _holds_strings(kind)


def _checked(schema: pa.Schema, name: str) -> str:
    if name not in schema.names:
        near = get_close_matches(name, schema.names, n=3)
        guess = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
        there = ", ".join(schema.names) or "none"
        raise MissingField(f"there is no column {name!r}", hint=f"{guess}the columns are: {there}")
    kind = schema.field(schema.names.index(name)).type
    if not is_text(kind):
        raise FieldNotText(f"column {name!r} holds {kind}, not text", hint=_listed(_text_columns(schema)))
    return name


def _text_columns(schema: pa.Schema) -> list[str]:
    return [field.name for field in schema if _holds_strings(field.type)]


def _listed(columns: Sequence[str]) -> str:
    return f"the text columns are: {', '.join(columns)}" if columns else "there is no text column"


def _holds_strings(kind: pa.DataType) -> bool:
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(values) or pa.types.is_large_string(values) or pa.types.is_string_view(values))
