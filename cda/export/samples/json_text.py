"""JSON inside rows: what functions are called with, and which there are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cda.export.samples.sample import Inexpressible


def written(value: object) -> str:
    """Write JSON as it is kept in rows: nothing escaped that need not be.

    Args:
        value: What JSON can hold.

    Returns:
        The JSON, in one line.

    Raises:
        Inexpressible: If it holds a number that JSON has no word for, or half a surrogate pair.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except UnicodeEncodeError as error:
        raise Inexpressible("a string holds half a surrogate pair") from error
    except ValueError as error:
        raise Inexpressible("a number is one that JSON has no word for") from error
    return text


def parsed(text: str, what: str) -> Any:
    """Read JSON that stands in a row.

    Args:
        text: The JSON.
        what: What it is, for the reader of the error.

    Returns:
        The value.

    Raises:
        Inexpressible: If it is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Inexpressible(f"{what}: no valid JSON") from error


def without_nulls(value: Any) -> Any:
    """Leave out the keys that are null: Arrow fills every object of a column with the keys of all others."""
    if isinstance(value, Mapping):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def arguments_of(value: object) -> str:
    """Read what a function is called with: JSON, or the object itself.

    Raises:
        Inexpressible: If it is text that is no JSON.
    """
    if isinstance(value, str):
        parsed(value, "what a function is called with")
        return value
    return written(without_nulls({} if value is None else value))


def tools_of(value: object) -> str | None:
    """Read which functions there are.

    Args:
        value: A list of functions, or JSON of one; a function is an object or JSON of one, alone or wrapped as
            ``{"type": "function", "function": {...}}``. Null, an empty list and an empty string are no functions.

    Returns:
        A list in JSON, every function wrapped; ``None`` where there are none.

    Raises:
        Inexpressible: If it is not that.

    Example:
        >>> tools_of('[{"name": "look_up", "parameters": {}}]')
        '[{"type": "function", "function": {"name": "look_up", "parameters": {}}}]'
    """
    if isinstance(value, str):
        value = parsed(value, "the column tools") if value.strip() else None
    if not value:
        return None
    listed = value if isinstance(value, list) else [value]
    return written([_wrapped(tool) for tool in listed])


def _wrapped(tool: object) -> dict[str, Any]:
    tool = parsed(tool, "a tool") if isinstance(tool, str) else tool
    tool = without_nulls(tool)
    function = tool.get("function", tool) if isinstance(tool, dict) else None
    if not isinstance(function, dict) or not isinstance(function.get("name"), str):
        raise Inexpressible("a tool has no name")
    if isinstance(function.get("parameters"), str):
        function = function | {"parameters": parsed(function["parameters"], "the parameters of a tool")}
    return {"type": "function", "function": function}


def functions(tools: str) -> list[dict[str, Any]]:
    """The functions of a list that `tools_of` gave, each alone."""
    return [tool["function"] for tool in json.loads(tools)]
