"""What kind of columns the samples of a dataset come from: told by the schema, before any row is read."""

from __future__ import annotations

import pyarrow as pa

from cda.dataset.views.leaves import inner_type
from cda.dataset.views.path import EACH
from cda.dataset.views.shapes import CONTENT_KEYS, ROLE_KEYS
from cda.dataset.views.view import holds_strings
from cda.errors import ConversionError

CHATS = ("messages", "conversations", "conversation")
"""Columns that hold a chat."""

_CALLS = {"tool_calls", "tool_call_id"}


def kind_of(schema: pa.Schema, name: str) -> pa.DataType | None:
    """The type of a column, ``None`` where there is none."""
    place = schema.get_field_index(name)
    return schema.field(place).type if place >= 0 else None


def chat_column(schema: pa.Schema) -> str | None:
    """The column that holds a chat, ``None`` where there is none."""
    return next((name for name in CHATS if holds_messages(kind_of(schema, name))), None)


def required_chat(schema: pa.Schema) -> str:
    """The column that holds a chat.

    Raises:
        ConversionError: If there is none.
    """
    column = chat_column(schema)
    if column is None:
        hint = f"a chat stands in a column {' or '.join(CHATS)}, as objects with role and content, or from and value"
        raise ConversionError("there is no column that holds a chat", hint=hint)
    return column


def is_string(schema: pa.Schema, name: str) -> bool:
    """Whether a column is there and holds text, not nested."""
    kind = kind_of(schema, name)
    return kind is not None and holds_strings(kind)


def holds_messages(kind: pa.DataType | None) -> bool:
    """Whether a type is that of a message, or of a list of them."""
    keys = set(_keys(kind))
    return bool(keys & set(ROLE_KEYS)) and bool(keys & set(CONTENT_KEYS))


def calls_functions(schema: pa.Schema, *names: str) -> bool:
    """Tell whether messages in some columns may call functions.

    Those of ShareGPT do it in a role of their own, which no schema tells: there a column ``tools`` tells it.
    """
    kinds = [kind_of(schema, name) for name in names]
    sharegpt = any(ROLE_KEYS[1] in _keys(kind) for kind in kinds) and "tools" in schema.names
    return sharegpt or any(map(may_call, kinds))


def may_call(kind: pa.DataType | None) -> bool:
    """Whether a message of this type, or one in a list of it, has a place for calls of functions."""
    return bool(_CALLS & set(_keys(kind)))


def checked(schema: pa.Schema, *names: str) -> None:
    """Refuse columns that hold neither text nor messages.

    Raises:
        ConversionError: If there is one.
    """
    for name in names:
        kind = kind_of(schema, name)
        if kind is not None and not holds_strings(kind) and not holds_messages(kind):
            raise ConversionError(
                f"column {name!r} holds {kind}, neither text nor messages",
                where=f"column {name!r}",
                hint="messages are objects with the keys role and content, or from and value",
            )


def _keys(kind: pa.DataType | None) -> list[str]:
    if kind is None:
        return []
    inner = inner_type(kind, EACH)
    kind = kind if inner is None else inner
    return [field.name for field in kind] if pa.types.is_struct(kind) else []
