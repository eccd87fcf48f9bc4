"""The types of CSV columns: only those that lose nothing of what was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

_INT = re.compile(r"0|-?[1-9][0-9]{0,18}")
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_FLOAT = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?")
_BOOLS = ({"True", "False"}, {"true", "false"})


@dataclass(frozen=True, slots=True)
class Guess:
    """Which types still hold all cells of a column so that they can be written back as they were.

    Args:
        seen: Whether any cell was not empty.
        whole: Whether all were 64-bit whole numbers.
        decimal: Whether all were 64-bit floats in their shortest form.
        truth: Whether all were ``True`` or ``False``, and whether all were ``true`` or ``false``.
    """

    seen: bool = False
    whole: bool = True
    decimal: bool = True
    truth: tuple[bool, bool] = (True, True)

    def after(self, cell: str) -> Guess:
        """Give the guess after one more cell."""
        if not cell or (self.seen and not (self.whole or self.decimal or any(self.truth))):
            return self
        title, lower = (self.truth[i] and cell in _BOOLS[i] for i in (0, 1))
        return Guess(
            seen=True,
            whole=self.whole and _INT.fullmatch(cell) is not None and _SMALLEST <= int(cell) <= _LARGEST,
            decimal=self.decimal and _FLOAT.fullmatch(cell) is not None and _same_float(cell),
            truth=(title, lower),
        )

    def type(self) -> pa.DataType:
        """Give the narrowest type that holds all cells."""
        if self.seen and self.whole:
            return pa.int64()
        if self.seen and self.decimal:
            return pa.float64()
        return pa.bool_() if self.seen and any(self.truth) else pa.string()


def _same_float(cell: str) -> bool:
    try:
        return repr(float(cell)) == cell
    except ValueError:
        return False


def _number(cell: str) -> int | float:
    return int(cell) if _INT.fullmatch(cell) else float(cell)


def typed_column(cells: Sequence[Any], wanted: pa.DataType) -> pa.Array:
    """Make a column out of cells.

    Args:
        cells: The cells as written; an empty one is null, but in a text column, where it is the empty text.
        wanted: The type of the column.
    """
    if pa.types.is_integer(wanted):
        return pa.array([int(cell) if cell else None for cell in cells], wanted)
    if pa.types.is_floating(wanted):
        # A whole number stays one until Arrow has checked that a float holds it.
        return pa.array([_number(cell) if cell else None for cell in cells], wanted)
    if pa.types.is_boolean(wanted):
        return pa.array([cell in {"True", "true"} if cell else None for cell in cells], wanted)
    return pa.array(cells, wanted)
