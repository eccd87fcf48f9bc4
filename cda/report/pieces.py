"""A text with its edits in it, cut to what there is room for in a page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import escape

from cda.clean import clean_lines, short
from cda.marked import Mark, Piece
from cda.marked import pieces as pieces_of

_WHOLE = 700
"""Texts of so many characters are shown from beginning to end."""

_AROUND = 140

_EDIT_COST = 110
"""Bytes of markup that an edit takes."""

_MARK_COST = 40
_LONGEST_WORD = 200


def cost(piece: Piece) -> int:
    """About how many bytes a piece takes in a page.

    Example:
        >>> cost(Piece("same", "a < b", "a < b")), cost(Piece("held", "her", "her", "a name"))
        (8, 49)
    """
    if piece.kind == "edit":
        return size(piece.old) + size(piece.new) + size(piece.why) + _EDIT_COST
    return size(piece.old) + size(piece.why) + (0 if piece.kind == "same" else _MARK_COST)


def size(text: str) -> int:
    """How many bytes a text takes in a page.

    Example:
        >>> size("a < b"), size("é")
        (8, 2)
    """
    return len(escape(clean_lines(text)).encode("utf-8"))


def pieces(text: str, marks: Iterable[Mark], most: int) -> tuple[tuple[Piece, ...], int]:
    """Cut a text into pieces, of which no more are made than there is room for.

    Args:
        text: The original.
        marks: Its edits, and what else stands out in it.
        most: About how many bytes of a page may be taken.

    Returns:
        The pieces in order, and how many edits are not among them because there was no room.

    Example:
        >>> found, left = pieces("She sat.", [Mark("edit", 0, 3, "He", "pron.he-she")], 1_000)
        >>> [(one.kind, one.old, one.new) for one in found], left
        ([('edit', 'She', 'He'), ('same', ' sat.', ' sat.')], 0)
    """
    some: Sequence[Mark] = list(marks)
    left = sum(mark.kind == "edit" for mark in some)
    found: list[Piece] = []
    for whole in pieces_of(text, some, around=_AROUND, whole=_WHOLE):
        piece = replace(whole, why=short(whole.why, _LONGEST_WORD))
        if piece.kind == "edit":
            piece = replace(piece, old=short(piece.old, _LONGEST_WORD), new=short(piece.new, _LONGEST_WORD))
        if (needed := cost(piece)) > most:
            return (*found, *_rest(piece, most)), left
        found.append(piece)
        most -= needed
        left -= piece.kind == "edit"
    return tuple(found), left


def _rest(piece: Piece, room: int) -> list[Piece]:
    """What there is room for of a piece that is too long, and a gap."""
    part = piece.old[: max(room // 6, 0)] if piece.kind == "same" else ""  # a character takes at most six bytes
    return [*([Piece("same", part, part)] if part else []), Piece("cut", "…", "…")]
