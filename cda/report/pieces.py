"""A text with its edits in it, cut to the stretches around them where it is long. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from markupsafe import escape

from cda.page.render import seen

_WHOLE = 700
"""Texts of so many characters are shown from beginning to end."""

_AROUND = 140
_HEAD = 400
"""How much is shown of a long text of which nothing stands out."""

_EDIT_COST = 110
"""Bytes of markup that an edit takes."""

_MARK_COST = 40
_LONGEST_WORD = 200

Look = Literal["same", "edit", "kept", "flagged", "gap"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that stands out.

    Args:
        start: First code point in the original.
        end: One past the last.
        look: ``kept`` for a word that was left alone, ``flagged`` for a cue.
        why: What is said of it.
    """

    start: int
    end: int
    look: Look
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that looks the same throughout.

    Args:
        look: ``same``, ``edit``, ``kept``, ``flagged``, or ``gap`` for what is left out.
        text: The text; of an edit, the new one.
        old: Of an edit, the old one.
        why: What is said of it: the entry of an edit, a reason, a cue.
    """

    look: Look
    text: str
    old: str = ""
    why: str = ""

    @property
    def cost(self) -> int:
        """About how many bytes it takes in a page."""
        more = {"edit": _EDIT_COST, "same": 0, "gap": _MARK_COST}.get(self.look, _MARK_COST)
        return size(self.text) + size(self.old) + len(self.why) + more


def size(text: str) -> int:
    """How many bytes a text takes in a page.

    Example:
        >>> size("a < b"), size("é")
        (8, 2)
    """
    return len(escape(seen(text)).encode("utf-8", "backslashreplace"))


def pieces(
    text: str, edits: Sequence[Mapping[str, Any]], marks: Sequence[Mark], most: int
) -> tuple[tuple[Piece, ...], int]:
    """Cut a text into pieces.

    Args:
        text: The original.
        edits: Its edits, sorted and disjoint, as ``pairs`` has them.
        marks: What else stands out in it.
        most: About how many bytes of a page may be taken.

    Returns:
        The pieces in order, and how many edits are not among them because there was no room.

    Example:
        >>> edit = {"start": 0, "end": 3, "old": "She", "new": "He", "entry": "pron.he-she"}
        >>> found, left = pieces("She sat.", [edit], [], 1_000)
        >>> [(one.look, one.old, one.text) for one in found], left
        ([('edit', 'She', 'He'), ('same', '', ' sat.')], 0)
    """
    places = sorted([(one["start"], one["end"]) for one in edits] + [(one.start, one.end) for one in marks])
    found: list[Piece] = []
    spent = shown = 0
    last = 0
    for start, end in _windows(text, places):
        gap = [Piece("gap", "…")] if start > last else []
        for piece in (*gap, *_cut(text, start, end, edits, marks)):
            if spent + piece.cost > most:
                found += _rest(piece, most - spent)
                return tuple(found), len(edits) - shown
            found.append(piece)
            spent += piece.cost
            shown += piece.look == "edit"
        last = end
    return (*found, *([Piece("gap", "…")] if last < len(text) else [])), len(edits) - shown


def _rest(piece: Piece, room: int) -> list[Piece]:
    """What there is room for of a piece that is too long, and a gap."""
    part = piece.text[: max(room // 6, 0)] if piece.look == "same" else ""  # a character takes at most six bytes
    return [*([Piece("same", part)] if part else []), Piece("gap", "…")]


def _windows(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(text) <= _WHOLE:
        return [(0, len(text))]
    windows: list[tuple[int, int]] = []
    for start, end in places:
        first = _after_blank(text, max(0, start - _AROUND), start)
        last = _before_blank(text, end, min(len(text), end + _AROUND))
        if windows and first <= windows[-1][1] + 1:
            windows[-1] = windows[-1][0], max(last, windows[-1][1])
        else:
            windows.append((first, last))
    return windows or [(0, _before_blank(text, _HEAD // 2, _HEAD))]


def _after_blank(text: str, low: int, high: int) -> int:
    """The beginning of the first whole word in a stretch; its own beginning where there is no blank in it."""
    return low if low == 0 else text.find(" ", low, high) + 1 or low


def _before_blank(text: str, low: int, high: int) -> int:
    if high == len(text):
        return high
    blank = text.rfind(" ", low, high)
    return blank if blank > low else high


def _cut(text: str, start: int, end: int, edits: Sequence[Mapping[str, Any]], marks: Sequence[Mark]) -> Sequence[Piece]:
    found: list[Piece] = []
    place = start
    for edit in [one for one in edits if start <= one["start"] and one["end"] <= end]:
        found += _marked(text, place, edit["start"], marks)
        found.append(Piece("edit", short(edit["new"]), short(edit["old"]), short(edit["entry"])))
        place = edit["end"]
    return [*found, *_marked(text, place, end, marks)]


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """A stretch without an edit, cut where marks begin and end."""
    inside = [one for one in marks if one.start < end and start < one.end]
    cuts = {start, end}.union(*({max(one.start, start), min(one.end, end)} for one in inside))
    edges = sorted(cuts)
    found = []
    for low, high in pairwise(edges):
        over = [one for one in inside if one.start <= low and high <= one.end]
        look: Look = over[-1].look if over else "same"
        found.append(Piece(look, text[low:high], why=short("; ".join(dict.fromkeys(one.why for one in over)))))
    return found


def short(text: str, most: int = _LONGEST_WORD) -> str:
    """A word that does not fill a page.

    Example:
        >>> short("abcdef", 4)
        'abc…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"
