"""Messages out of rows, in either convention, and back into the one of ShareGPT."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cda.dataset.views.shapes import CONTENT_KEYS, ROLE_KEYS
from cda.dataset.views.transcript import role_of
from cda.export.samples.json_text import arguments_of, parsed, written
from cda.export.samples.sample import Inexpressible, Message, Messages, ToolCall

ROLES = ("system", "user", "assistant", "tool")

_CALLS = "function_call"
_SHAREGPT = {"system": "system", "user": "human", "assistant": "gpt", "tool": "observation"}


def read_messages(values: Any) -> Messages:
    """Read a chat.

    Args:
        values: The messages of a row: ``{role, content, ...}`` or ``{from, value}``, or one of them. Of further keys
            ``tool_calls``, ``tool_call_id``, ``name`` and ``weight`` are read.

    Returns:
        The messages. Calls of functions that have no id are named ``call_0``, ``call_1``, ... in their order, and
        results that do not say of which call they are belong to the first call without a result.

    Raises:
        Inexpressible: If a message has no text or no role that is known, or what it calls cannot be read.

    Example:
        >>> read_messages([{"from": "human", "value": "Is she in?"}])[0].role
        'user'
    """
    listed = [values] if isinstance(values, Mapping) else values or []
    return _with_ids([_message(value) for value in listed])


def _message(value: Mapping[str, Any] | None) -> Message:
    if value is None:
        raise Inexpressible("a message is null")
    name, content = _first(value, ROLE_KEYS), _text(_first(value, CONTENT_KEYS))
    if not isinstance(name, str) or (role := role_of(name)) not in ROLES:
        raise Inexpressible(f"a message has the role {name!r}")
    if name == _CALLS:
        return Message(role, "", _sharegpt_calls(content or ""))
    calls = tuple(_call(call) for call in value.get("tool_calls") or ())
    if calls and role != "assistant":
        raise Inexpressible(f"a message of the role {role!r} calls a function")
    if content is None and not calls:
        raise Inexpressible("a message has no text")
    weight = value.get("weight")
    return Message(
        role,
        content or "",
        calls,
        (value.get("tool_call_id") or None) if role == "tool" else None,
        value.get("name") or None,
        None if weight is None else int(weight),
    )


def _first(value: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def _text(content: Any) -> str | None:
    if content is None or isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [content]
    texts = [part.get("text") for part in parts if isinstance(part, Mapping)]
    if len(parts) == 1 and texts and isinstance(texts[0], str):
        return texts[0]
    raise Inexpressible("a message has several parts, or one that is no text")


def _call(call: Mapping[str, Any]) -> ToolCall:
    function = call.get("function") or call
    if not isinstance(function.get("name"), str):
        raise Inexpressible("a call of a function names none")
    return ToolCall(function["name"], arguments_of(function.get("arguments")), call.get("id"))


def _sharegpt_calls(content: str) -> tuple[ToolCall, ...]:
    value = parsed(content, "a call of a function")
    return tuple(_sharegpt_call(call) for call in (value if isinstance(value, list) else [value]))


def _sharegpt_call(call: Any) -> ToolCall:
    if not isinstance(call, dict) or not isinstance(call.get("name"), str):
        raise Inexpressible("a call of a function names none")
    arguments = call.get("arguments", {})
    # This JSON is the row's own, no object that Arrow has filled: null is null.
    return ToolCall(call["name"], arguments_of(arguments) if isinstance(arguments, str) else written(arguments))


def _with_ids(messages: Sequence[Message]) -> Messages:
    number, waiting, named = 0, list[str](), list[Message]()
    for message in messages:
        calls = []
        for call in message.tool_calls:
            calls.append(call if call.id else replace(call, id=f"call_{number}"))
            waiting.append(calls[-1].id or "")
            number += 1
        of_call = message.tool_call_id
        if message.role == "tool":
            of_call = of_call or (waiting[0] if waiting else None)
            waiting = [one for one in waiting if one != of_call]
        named.append(replace(message, tool_calls=tuple(calls), tool_call_id=of_call))
    return tuple(named)


def to_dict(message: Message, *, parse: bool = False) -> dict[str, Any]:
    """Give a message as OpenAI's API writes it, without a weight.

    Args:
        message: The message.
        parse: Whether arguments of functions are objects, as chat templates want them, not JSON.

    Returns:
        The keys that say something, and ``content`` in any case.
    """
    calls = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": json.loads(call.arguments) if parse else call.arguments},
        }
        for call in message.tool_calls
    ]
    return {"role": message.role, "content": message.content} | {
        key: value
        for key, value in (
            ("tool_calls", calls or None),
            ("tool_call_id", message.tool_call_id),
            ("name", message.name),
        )
        if value is not None
    }


def to_sharegpt(message: Message) -> dict[str, str]:
    """Give a message as ``{from, value}``, with LLaMA-Factory's tags.

    Args:
        message: The message.

    Returns:
        The keys and values; functions that are called are JSON: one, or a list of several.

    Raises:
        Inexpressible: If the message says something and calls a function, too.
    """
    if not message.tool_calls:
        return {"from": _SHAREGPT[message.role], "value": message.content}
    if message.content:
        raise Inexpressible("a message says something and calls a function, too")
    calls = [{"name": call.name, "arguments": json.loads(call.arguments)} for call in message.tool_calls]
    return {"from": _CALLS, "value": written(calls[0] if len(calls) == 1 else calls)}
