"""A text in pieces: what an edit changed, what was left alone, what is flagged, and what stands between. Pure.

All of it walks sorted places once, and no piece is made before it is asked for.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "edit", "held", "flag", "cut"]
"""What a piece of a text is; ``cut`` stands for text that is not shown."""

AROUND = 60
"""How many characters are shown on either side of a mark, where a text is too long to be shown whole."""

WHOLE = 400
"""How long a text may be to be shown whole."""

_TO_SPACE = 20
"""How much farther a stretch goes to end between words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in an original.

    Args:
        kind: What is there; ``same`` for a place that is shown and not marked.
        start: Its first code point.
        end: One past its last.
        new: Of an edit, what is written there.
        why: What is said of it: the entry of an edit, a reason, a cue.
    """

    kind: Kind
    start: int
    end: int
    new: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Args:
        kind: What it is.
        old: What stands in the original; ``…`` where text was cut.
        new: What stands in the counterfactual.
        why: What is said of it.
    """

    kind: Kind
    old: str
    new: str
    why: str = ""


_CUT = Piece("cut", "…", "…")


def pieces(text: str, marks: Iterable[Mark], *, around: int = AROUND, whole: int = WHOLE) -> Iterator[Piece]:
    """Take a text to pieces.

    Args:
        text: The original.
        marks: The places in question. Edits do not overlap, and stand over whatever else is there. Where other marks
            overlap, each stretch is a piece by itself, which says all that is said of it; a flag stands over a word
            that was left alone.
        around: How many characters are shown on either side of a mark in a long text.
        whole: How many characters a text that is shown whole may have.

    Yields:
        The pieces, in order. Those of a text that is not cut make up the text.

    Example:
        >>> [(piece.kind, piece.old, piece.new) for piece in pieces("She sat.", [Mark("edit", 0, 3, "He")])]
        [('edit', 'She', 'He'), ('same', ' sat.', ' sat.')]
    """
    some = sorted(marks, key=lambda mark: (mark.start, mark.end))
    apart = _apart(some)
    mark = next(apart, None)
    shown = 0
    for first, last in _stretches(text, some, around, whole):
        if first > shown:
            yield _CUT
        shown = first
        while mark is not None and mark.end <= last:
            if shown < mark.start:
                yield _piece("same", text[shown : mark.start])
            old = text[mark.start : mark.end]
            yield Piece("edit", old, mark.new, mark.why) if mark.kind == "edit" else _piece(mark.kind, old, mark.why)
            shown = mark.end
            mark = next(apart, None)
        if shown < last:
            yield _piece("same", text[shown:last])
        shown = last
    if shown < len(text):
        yield _CUT


def _piece(kind: Kind, text: str, why: str = "") -> Piece:
    return Piece(kind, text, text, why)


def _stretches(text: str, marks: Sequence[Mark], around: int, whole: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are shown, apart from each other; none cuts a mark."""
    if len(text) <= whole or not marks:
        yield 0, _after(text, whole)
        return
    first, last = 0, -1
    for mark in marks:
        low, high = _before(text, mark.start - around), _after(text, mark.end + around)
        if low <= last:
            last = max(high, last)
            continue
        if last >= 0:
            yield first, last
        first, last = low, high
    yield first, last


def _before(text: str, place: int) -> int:
    """The space before the word at a place, where it is near."""
    if place <= 0:
        return 0
    low = max(0, place - _TO_SPACE)
    return next((at - 1 for at in range(place, low, -1) if text[at - 1].isspace()), place if low else 0)


def _after(text: str, place: int) -> int:
    """One past the space after the word at a place, where it is near."""
    if place >= len(text):
        return len(text)
    high = min(len(text), place + _TO_SPACE)
    return next((at + 1 for at in range(place, high) if text[at].isspace()), place if high < len(text) else high)


def _apart(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Marks that do not overlap, in order: an edit is whole, of the others what is left beside it."""
    edits = deque(mark for mark in marks if mark.kind == "edit")
    covered = 0
    for mark in _flat([mark for mark in marks if mark.kind in {"held", "flag"}]):
        start = max(mark.start, covered)
        while edits and edits[0].start < mark.end:
            edit = edits.popleft()
            if start < edit.start:
                yield Mark(mark.kind, start, edit.start, why=mark.why)
            yield edit
            start, covered = max(start, edit.end), edit.end
        if start < mark.end:
            yield Mark(mark.kind, start, mark.end, why=mark.why)
    yield from edits


def _flat(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Sorted marks, cut where one of them begins or ends."""
    begin, end = deque(marks), deque(sorted(marks, key=lambda mark: mark.end))
    over: Counter[tuple[Kind, str]] = Counter()
    for low, high in pairwise(sorted({edge for mark in marks for edge in (mark.start, mark.end)})):
        while begin and begin[0].start <= low:
            mark = begin.popleft()
            over[mark.kind, mark.why] += 1
        while end and end[0].end <= low:
            mark = end.popleft()
            over[mark.kind, mark.why] -= 1
        over = +over
        if here := sorted(over, key=lambda one: (one[0] == "flag", one[1])):
            yield Mark(here[-1][0], low, high, why="; ".join(dict.fromkeys(why for _, why in here)))
