"""The text that a pair speaks of, found in a row that was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_STEP = re.compile(r"\[\d+\]|[^.\[\]]+")


def text_at(row: Mapping[str, Any], field: str) -> str | None:
    """Find a text in a row.

    Args:
        row: The values of the row by column.
        field: The place of the text, such as ``messages[0].content``; a list of words is one text.

    Returns:
        The text; ``None`` where there is none.

    Example:
        >>> text_at({"messages": [{"content": "Who is she?"}]}, "messages[0].content")
        'Who is she?'
    """
    value: Any = row
    for step in [field] if field in row else _STEP.findall(field):
        try:
            value = value[int(step[1:-1])] if step.startswith("[") else value[step]
        except (KeyError, IndexError, TypeError):
            return None
    if isinstance(value, list):
        return " ".join(word or "" for word in value)
    return value if isinstance(value, str) else None


def undone(text: str, edits: Sequence[Mapping[str, Any]]) -> str:
    """Give the original of a text.

    Args:
        text: The text after the edits.
        edits: The edits of a pair in this text, in order.

    Returns:
        The text before them.
    """
    pieces, last = [], 0
    for edit in edits:
        pieces += [text[last : edit["new_start"]], edit["old"]]
        last = edit["new_end"]
    return "".join((*pieces, text[last:]))


def original_at(
    row: Mapping[str, Any], field: str, edits: Sequence[Mapping[str, Any]], *, replaced: bool
) -> str | None:
    """Find an original in the row that was written of it.

    Args:
        row: The original; where it was replaced, the counterfactual.
        field: The place of the text, as for `text_at`.
        edits: The edits of the pair in this text, in order.
        replaced: Whether the counterfactual took its place.

    Returns:
        The text before the edits; ``None`` where there is none.

    Example:
        >>> edit = {"new_start": 0, "new_end": 2, "old": "She"}
        >>> original_at({"text": "He sat."}, "text", [edit], replaced=True)
        'She sat.'
    """
    text = text_at(row, field)
    return undone(text, edits) if text is not None and replaced else text


def by_field(items: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Sort edits, words left alone or flags of a pair by the text that they stand in.

    Args:
        items: Items of ``edits``, ``held`` or ``flags``.

    Returns:
        Field to its items, in order.

    Example:
        >>> by_field([{"field": "a", "start": 0}, {"field": "b", "start": 0}, {"field": "a", "start": 9}])["a"]
        [{'field': 'a', 'start': 0}, {'field': 'a', 'start': 9}]
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in items:
        found.setdefault(one["field"], []).append(one)
    return found
