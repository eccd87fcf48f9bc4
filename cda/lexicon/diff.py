"""What changed between two lexicons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cda.lexicon.model import Lexicon


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was added, removed or changed.

    Args:
        table: ``entries``, ``patterns``, ``emoji``, ``senses``, ``protected`` or ``cues``.
        what: What happened to it.
        id: The id of the row.
        old: The row before, empty where it is new.
        new: The row after, empty where it is gone.
    """

    table: str
    what: Literal["added", "removed", "changed"]
    id: str
    old: str
    new: str


def diff(old: Lexicon, new: Lexicon) -> Iterator[Change]:
    """Compare two lexicons row by row.

    Args:
        old: The lexicon before.
        new: The lexicon after.

    Yields:
        Changes by table, those of the old order first, then what was added. Notes and sources do not count.
    """
    for table in ("entries", "patterns", "emoji", "senses", "protected", "cues"):
        before = {row.id: _line(row) for row in getattr(old, table)}
        after = {row.id: _line(row) for row in getattr(new, table)}
        for key, line in before.items():
            if key not in after:
                yield Change(table, "removed", key, line, "")
            elif after[key] != line:
                yield Change(table, "changed", key, line, after[key])
        yield from (Change(table, "added", key, "", line) for key, line in after.items() if key not in before)


def _line(row: object) -> str:
    cells = []
    for name in type(row).__slots__:  # type: ignore[attr-defined]
        value = getattr(row, name)
        if name in {"id", "note", "sources"} or value in ("", (), None):
            continue
        if isinstance(value, dict):
            value = " | ".join(f"{key}: {form}" for key, form in value.items())
        elif isinstance(value, (tuple, frozenset)):
            value = ", ".join(sorted(value))
        cells.append(f"{name}={value}" if isinstance(value, bool) else str(value))
    return "; ".join(cells)
