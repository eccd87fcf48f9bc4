"""Messages as OpenAI's files of training data have them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cda.export.formats.chat_columns import CALLS
from cda.export.samples.messages import to_dict
from cda.export.samples.sample import Inexpressible, Message, Messages

MESSAGES = pa.list_(
    pa.struct(
        [
            ("role", pa.string()),
            ("content", pa.string()),
            ("tool_calls", CALLS),
            ("tool_call_id", pa.string()),
            ("name", pa.string()),
            ("weight", pa.int8()),
        ]
    )
)
"""Messages; the keys that are null are left out of the file."""


def openai_message(message: Message) -> dict[str, Any]:
    """Give a message; one that calls functions and says nothing has no content."""
    value = to_dict(message)
    if message.tool_calls and not message.content:
        del value["content"]
    if message.role == "tool":
        value.pop("name", None)
    return value if message.weight is None else value | {"weight": message.weight}


def checked(messages: Messages) -> None:
    """Refuse messages that the service would.

    Raises:
        Inexpressible: If a result belongs to no call before it, or a weight is neither 0 nor 1 or not the assistant's.
    """
    called: set[str | None] = set()
    for message in messages:
        called |= {call.id for call in message.tool_calls}
        if message.role == "tool" and message.tool_call_id not in called:
            raise Inexpressible("a result of a function belongs to no call before it")
        if message.weight is not None and (message.role != "assistant" or message.weight not in (0, 1)):
            raise Inexpressible(f"a message of the role {message.role!r} has the weight {message.weight}")
