"""Stretches of a text that are sorted and disjoint, so that a place is looked up by bisection."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches of text sorted by place, those that overlap made one.

    Example:
        >>> merged([(7, 9), (1, 4), (3, 5)])
        [(1, 5), (7, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether a stretch of text overlaps one of some that are sorted and disjoint.

    Example:
        >>> overlaps(4, 6, [(1, 5), (7, 9)]), overlaps(5, 7, [(1, 5), (7, 9)])
        (True, False)
    """
    before = bisect_left(spans, (end,)) - 1
    return before >= 0 and start < spans[before][1]
