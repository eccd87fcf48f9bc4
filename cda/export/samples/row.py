"""Columns of a row as prompts and answers, and the reader that is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from cda.export.samples.columns import is_string
from cda.export.samples.messages import read_messages
from cda.export.samples.sample import Inexpressible, Messages, Part, Sample, said

Row = Mapping[str, Any]
"""A row as Python values, by column."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How rows become samples, and what of that the columns alone tell.

    Args:
        read: Reads a row; raises `Inexpressible` where it says nothing that a sample could say.
        strings: Whether prompts and answers are strings, not messages.
        calls: Whether messages may call functions.
        tools: Whether rows may say which functions there are.
    """

    read: Callable[[Row], Sample]
    strings: bool = False
    calls: bool = False
    tools: bool = False

    def __call__(self, row: Row) -> Sample:
        """Read a row."""
        return self.read(row)


def text_of(row: Row, name: str) -> str:
    """The text of a column.

    Raises:
        Inexpressible: If it is null.
    """
    if row[name] is None:
        raise Inexpressible(f"column {name!r} is null")
    return str(row[name])


def messages_of(row: Row, name: str) -> Messages:
    """The messages of a column, one at least.

    Raises:
        Inexpressible: If there is none.
    """
    messages = read_messages(row[name])
    if not messages:
        raise Inexpressible(f"column {name!r} has no message")
    return messages


def part_of(row: Row, name: str, role: str, *, strings: bool) -> Part:
    """A prompt or an answer: as a string, or as messages whatever the column holds."""
    if isinstance(row[name], str) or row[name] is None:
        text = text_of(row, name)
        return text if strings else said(text, role)
    return messages_of(row, name)


def history_of(row: Row) -> tuple[tuple[str, str], ...]:
    """What was said before an instruction.

    Raises:
        Inexpressible: If it is no list of pairs.
    """
    pairs = [tuple(pair or ()) for pair in row.get("history") or ()]
    if any(len(pair) != 2 or None in pair for pair in pairs):  # noqa: PLR2004 - the user and the assistant
        raise Inexpressible("an item of 'history' is no pair of texts")
    return tuple((user, assistant) for user, assistant in pairs)


def as_strings(schema: pa.Schema, *names: str) -> bool:
    """Whether prompts and answers in some columns can stay strings."""
    # What the system is told, and tools, have no place beside strings: they make messages of them.
    return not {"system", "tools"} & set(schema.names) and all(is_string(schema, name) for name in names)
