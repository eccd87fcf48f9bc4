"""A span of a text, carried over to its rewriting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from cda.errors import SpanCut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.types import AppliedEdit

CUT_HINT = "the row has no counterfactual in which this column is right; it gets one without the column"
"""What to say where a row cannot follow an edit."""

_START, _END = attrgetter("start"), attrgetter("end")


def carried(start: int, end: int, edits: Sequence[AppliedEdit]) -> tuple[int, int]:
    """Carry a span of the original over to the rewritten text.

    An edit before, after or inside the span, or on all of it, moves it or its end. What is inserted where the span
    begins or ends is outside.

    Args:
        start: First code point of the span.
        end: One past the last code point; at least ``start``.
        edits: The edits, sorted and disjoint.

    Returns:
        First code point in the rewritten text, and one past the last.

    Raises:
        SpanCut: If an edit reaches over a border of the span, or holds the span and more.

    Example:
        >>> from cda.types import AppliedEdit
        >>> edits = [AppliedEdit(0, 3, 0, 2, "She", "He", ""), AppliedEdit(8, 11, 7, 10, "her", "his", "")]
        >>> carried(4, 11, edits)
        (3, 10)
    """
    before = bisect_right(edits, start, key=_END)
    until = max(before, bisect_left(edits, end, key=_START))
    for edit in edits[before:until]:
        if edit.start < start or edit.end > end:
            raise SpanCut(f"the edit {edit.old!r} -> {edit.new!r} cuts the span {start}-{end}", hint=CUT_HINT)
    return start + shift(edits, before), end + shift(edits, until)


def shift(edits: Sequence[AppliedEdit], count: int) -> int:
    """How far what follows some edits is moved.

    Args:
        edits: The edits, sorted and disjoint.
        count: How many of them are before it.

    Returns:
        The code points that are added to an offset.
    """
    return edits[count - 1].new_end - edits[count - 1].end if count else 0
