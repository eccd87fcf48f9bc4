"""The texts of a batch of rows by the names of their places, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cda.dataset.spans.tokens import joined
from cda.dataset.views.leaves import Leaves, leaves, texts_at, with_texts
from cda.dataset.views.path import EACH, Path
from cda.dataset.views.transcript import role_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from cda.dataset.views.view import TextField, View


@dataclass(frozen=True, slots=True)
class RowTexts:
    """The texts of a row, by the names of their places, such as ``messages[0].content``.

    Args:
        prose: What is rewritten; a text that is null or empty is not there.
        calls: What functions are called with: only names that change elsewhere in the row change in it.
        roles: Who says it, of the texts of messages.
    """

    prose: dict[str, str] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)


def read(batch: pa.RecordBatch, view: View) -> list[RowTexts]:
    """Collect the texts of each row.

    Args:
        batch: The rows.
        view: Where their texts are.

    Returns:
        The texts of each row, in the order of the view, in a list by place. A list of tokens is one text, its words
        joined by spaces, under the name of its column.
    """
    rows = [RowTexts() for _ in range(batch.num_rows)]
    # A chat is read in its order whatever the paths are: a message's text, then what it calls.
    for column, fields in _by_column(view).items():
        found = [(leaf, field) for field in fields for leaf in _read_field(batch.column(column), field)]
        for (row, _, name, text, role), field_ in sorted(found, key=lambda item: (item[0][0], item[0][1])):
            (rows[row].calls if field_.kind == "call" else rows[row].prose)[name] = text
            if role is not None:
                rows[row].roles[name] = role
    return rows


def write(batch: pa.RecordBatch, view: View, texts: Sequence[Mapping[str, str]]) -> dict[str, pa.Array]:
    """Put other texts into the columns of some rows.

    Args:
        batch: The rows.
        view: Where their texts are.
        texts: For each row the new texts by the names of their places; what is not there stays as it is.

    Returns:
        Each column with texts in it but for lists of tokens, whose tags must change with them.
    """
    columns: dict[str, pa.Array] = {}
    for field_ in view.fields:
        if field_.kind == "tokens":
            continue
        path = field_.path
        column = columns.get(path.column, batch.column(path.column))
        found = leaves(column, path.steps)
        old = texts_at(found)
        new = [
            texts[row].get(path.at(place), text) for row, place, text in zip(found.rows, found.places, old, strict=True)
        ]
        columns[path.column] = column if new == old else with_texts(column, path.steps, new)
    return columns


_Leaf = tuple[int, tuple[int, ...], str, str, str | None]
"""The row, the place in its lists, the name, the text and the role."""


def _by_column(view: View) -> dict[str, list[TextField]]:
    columns: dict[str, list[TextField]] = {}
    for field_ in view.fields:
        columns.setdefault(field_.path.column, []).append(field_)
    return columns


def _read_field(column: pa.Array, field_: TextField) -> list[_Leaf]:
    path = field_.path
    if field_.kind == "tokens":
        lists = [(row, tokens) for row, tokens in enumerate(column.to_pylist()) if tokens]
        return [(row, (), path.column, text, None) for row, tokens in lists if (text := joined(tokens).text)]
    found = leaves(column, path.steps)
    roles = _roles(column, field_)
    return [
        (row, place, path.at(place), text, _role(roles, row, place))
        for row, place, text in zip(found.rows, found.places, texts_at(found), strict=True)
        if text
    ]


def _roles(column: pa.Array, field_: TextField) -> dict[tuple[int, ...], str]:
    if field_.role is None:
        return {}
    found: Leaves = leaves(column, field_.role.steps)
    known = zip(found.rows, found.places, texts_at(found), strict=True)
    return {(row, *place): role_of(name) for row, place, name in known if name}


def _role(roles: Mapping[tuple[int, ...], str], row: int, place: tuple[int, ...]) -> str | None:
    """Who says a text: a part of a message is said by who says the message."""
    return next((roles[key] for end in range(len(place), -1, -1) if (key := (row, *place[:end])) in roles), None)


def token_paths(view: View) -> tuple[Path, ...]:
    """The columns that hold a text as a list of its words."""
    return tuple(field_.path for field_ in view.fields if field_.kind == "tokens" and field_.path.steps == (EACH,))
