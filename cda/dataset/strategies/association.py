"""How strongly group and label hang together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

_Row = TypeVar("_Row")
_Column = TypeVar("_Column")


def _sums(table: Mapping[tuple[_Row, _Column], int]) -> tuple[Counter[_Row], Counter[_Column]]:
    """The sums of the rows and of the columns that are not empty."""
    rows: Counter[_Row] = Counter()
    columns: Counter[_Column] = Counter()
    for (row, column), count in table.items():
        if count:
            rows[row] += count
            columns[column] += count
    return rows, columns


def cramers_v(table: Mapping[tuple[_Row, _Column], int]) -> float:
    """Measure the association of two things by which rows are counted.

    It is the square root of chi-squared over its largest possible value (Cramér 1946, *Mathematical Methods of
    Statistics*), without correction for bias: in a small table it is above 0 by chance alone.

    Args:
        table: The number of rows by both; cells without rows may be absent.

    Returns:
        From 0 (none) to 1 (one follows from the other); 0.0 where either has fewer than two values.

    Example:
        >>> cramers_v({("nurse", "f"): 3, ("nurse", "m"): 1, ("guard", "f"): 1, ("guard", "m"): 3})
        0.5
    """
    rows, columns = _sums(table)
    smaller = min(len(rows), len(columns)) - 1
    if smaller < 1:
        return 0.0
    total = rows.total()
    # Chi-squared over the total is the sum of observed^2 / (row * column), less one.
    chi = math.fsum(count * count / (rows[row] * columns[column]) for (row, column), count in table.items() if count)
    return math.sqrt(min(max(chi - 1, 0.0) / smaller, 1.0)) if total else 0.0


def pmi(table: Mapping[tuple[_Row, _Column], int]) -> dict[tuple[_Row, _Column], float]:
    """Measure for each cell how much more often its two values meet than by chance.

    Pointwise mutual information (Church and Hanks 1990), in bits: 1 is twice as often, -1 half as often.

    Args:
        table: The number of rows by both.

    Returns:
        A value for each cell of the table; minus infinity for one without rows.

    Example:
        >>> pmi({("nurse", "f"): 2, ("guard", "m"): 2})
        {('nurse', 'f'): 1.0, ('guard', 'm'): 1.0}
    """
    rows, columns = _sums(table)
    total = rows.total()
    return {
        (row, column): math.log2(count * total / (rows[row] * columns[column])) if count else -math.inf
        for (row, column), count in table.items()
    }
