"""Columns of messages, in Parquet.

Where no message can call a function, a message is an object with two keys, ``role`` and ``content``. Where one can,
Parquet would give the keys of that one to all, filled with null, and chat templates that ask whether a message has
``tool_calls`` would take every message for a call. There a message is JSON, of the type that Arrow has for it and that
``datasets`` reads from 4.7 on, which TRL wants: it opens as an object with the keys that the message has, and what
functions are called with as the objects that templates want.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from cda.errors import ConversionError
from cda.export.samples.json_text import written
from cda.export.samples.messages import to_dict
from cda.export.samples.row import Reader
from cda.export.samples.sample import Inexpressible, Message, Messages

SPOKEN = pa.struct([("role", pa.string()), ("content", pa.string())])
"""A message that calls nothing."""

_CALL = pa.struct(
    [
        ("id", pa.string()),
        ("type", pa.string()),
        ("function", pa.struct([("name", pa.string()), ("arguments", pa.string())])),
    ]
)
CALLS = pa.list_(_CALL)
"""The functions that a message calls; what they are called with is JSON."""


def part_type(read: Reader) -> pa.DataType:
    """The type of a prompt or an answer."""
    if read.strings:
        return pa.string()
    return pa.list_(_json_type() if read.calls else SPOKEN)


def _json_type() -> pa.DataType:
    if not hasattr(pa, "json_"):  # from pyarrow 19 on
        raise ConversionError(
            f"messages that call functions need a newer pyarrow than {pa.__version__}", hint="pip install 'pyarrow>=19'"
        )
    return pa.json_()


def part_value(read: Reader, part: str | Messages) -> Any:
    """A prompt or an answer as a value of `part_type`."""
    if isinstance(part, str):
        return part
    return [_json(message) if read.calls else spoken(message) for message in part]


def spoken(message: Message) -> dict[str, str]:
    """Who speaks and what is said.

    Raises:
        Inexpressible: If the message calls a function: there the columns have no place for it.
    """
    if message.tool_calls:
        raise Inexpressible("a message calls a function, and there is no column 'tools'")
    return {"role": message.role, "content": message.content}


def _json(message: Message) -> str:
    return written(to_dict(message, parse=True))


def chat_schema(read: Reader, parts: Sequence[str], others: Sequence[pa.Field] = ()) -> pa.Schema:
    """Columns of prompts and answers, further columns, and ``tools`` where there may be some.

    Args:
        read: How rows are read.
        parts: The columns of prompts and answers.
        others: Further columns.

    Returns:
        The columns.
    """
    fields = [pa.field(name, part_type(read)) for name in parts] + list(others)
    if read.tools and not read.strings:
        fields.append(pa.field("tools", pa.string()))
    return pa.schema(fields)


def batch_of(records: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Make a batch of rows, JSON among them, which Arrow does not make of Python values by itself."""
    columns = [
        pa.array([record.get(field.name) for record in records], _stored(field.type)).cast(field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _stored(kind: pa.DataType) -> pa.DataType:
    json = pa.types.is_list(kind) and isinstance(kind.value_type, pa.BaseExtensionType)
    return pa.list_(pa.string()) if json else kind
