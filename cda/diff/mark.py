"""A text in pieces: what an edit changed, what was left alone, what is flagged, and what stands between. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    """

    kind: Kind
    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    Args:
        kind: What it is.
        old: What stands in the original; ``…`` where text was cut.
        new: What stands in the counterfactual.
    """

    kind: Kind
    old: str
    new: str


def marked(text: str, marks: Iterable[Mark], *, around: int = AROUND, whole: int = WHOLE) -> tuple[Piece, ...]:
    """Take a text to pieces.

    Args:
        text: The original.
        marks: The places in question. Edits do not overlap; of anything else that overlaps, the first is marked.
        around: How many characters are shown on either side of a mark in a long text.
        whole: How many characters a text that is shown whole may have.

    Returns:
        The pieces, in order. Those of a text that is not cut make up the text.

    Example:
        >>> [(piece.kind, piece.old, piece.new) for piece in marked("She sat.", [Mark("edit", 0, 3, "He")])]
        [('edit', 'She', 'He'), ('same', ' sat.', ' sat.')]
    """
    some = sorted(marks, key=lambda mark: (mark.start, mark.end))
    stretches = [(0, len(text))] if len(text) <= whole else _stretches(text, some, around, whole)
    apart = deque(_apart(some))
    found: list[Piece] = []
    shown = 0
    for first, last in stretches:
        inside = []
        while apart and apart[0].end <= last:
            inside.append(apart.popleft())
        found += [Piece("cut", "…", "…")] * (first > shown)
        found += _pieces(text, first, last, inside)
        shown = last
    return (*found, *[Piece("cut", "…", "…")] * (shown < len(text)))


def _stretches(text: str, marks: Sequence[Mark], around: int, whole: int) -> list[tuple[int, int]]:
    """The stretches of a long text that are shown, apart from each other; none cuts a mark."""
    found: list[tuple[int, int]] = []
    for mark in marks:
        first, last = _before(text, mark.start - around), _after(text, mark.end + around)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found or [(0, _after(text, whole))]


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


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that do not overlap: an edit is whole, of the others what is left beside it."""
    edits = [mark for mark in marks if mark.kind == "edit"]
    found = list(edits)
    for mark in marks:
        if mark.kind in {"held", "flag"}:
            found += [Mark(mark.kind, start, end) for start, end in _left(mark, found)]
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def _left(mark: Mark, taken: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    over = sorted((one.start, one.end) for one in taken if one.start < mark.end and mark.start < one.end)
    edges = [mark.start, *(edge for span in over for edge in span), mark.end]
    yield from ((start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)


def _pieces(text: str, first: int, last: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The pieces of a stretch, which holds each of some marks."""
    for mark in marks:
        if first < mark.start:
            yield Piece("same", text[first : mark.start], text[first : mark.start])
        old = text[mark.start : mark.end]
        yield Piece(mark.kind, old, mark.new if mark.kind == "edit" else old)
        first = mark.end
    if first < last:
        yield Piece("same", text[first:last], text[first:last])
