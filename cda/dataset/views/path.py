"""Paths to values inside a row, such as ``messages[*].content``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cda.errors import MissingField
from cda.guess import guessed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

EACH = "[*]"
"""The step from a list to its items."""

_PATH = re.compile(r"[^.\[\]]+(?:\[\*\]|\.[^.\[\]]+)*")
_STEP = re.compile(r"\[\*\]|[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value stands in a row.

    Args:
        column: The column.
        steps: The way from there: keys of structs, and ``EACH`` for the items of a list.

    Example:
        >>> str(Path("messages", (EACH, "content")))
        'messages[*].content'
    """

    column: str
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.column + "".join(step if step == EACH else f".{step}" for step in self.steps)

    def then(self, *steps: str) -> Path:
        """Go on from here."""
        return Path(self.column, (*self.steps, *steps))

    def at(self, place: Sequence[int]) -> str:
        """Name one value: the path with the number of each item.

        Args:
            place: The number of the item in each list on the way, from 0.

        Returns:
            The name.

        Example:
            >>> Path("messages", (EACH, "content")).at([2])
            'messages[2].content'
        """
        numbers = iter(place)
        return self.column + "".join(f"[{next(numbers)}]" if step == EACH else f".{step}" for step in self.steps)


def parse(schema: pa.Schema, asked: str) -> Path:
    """Read a path; whether it leads anywhere is found when it is followed.

    Args:
        schema: The columns there are. One whose name looks like a path is meant by that name.
        asked: What the user wrote.

    Returns:
        The path.

    Raises:
        MissingField: If there is no such column, or this is no path.
    """
    if asked in schema.names:
        return Path(asked)
    if not _PATH.fullmatch(asked):
        raise MissingField(f"{asked!r} is no path", hint="write a path such as messages[*].content")
    column, *steps = _STEP.findall(asked)
    if column not in schema.names:
        guess = guessed(asked, column, known=schema.names)
        there = ", ".join(schema.names) or "none"
        raise MissingField(f"there is no column {asked!r}", hint=f"{guess}the columns are: {there}")
    return Path(column, tuple(steps))
