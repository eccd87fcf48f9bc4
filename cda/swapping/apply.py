"""The application: edits become text, in one forward join."""

from __future__ import annotations

from collections.abc import Iterable

from cda.types import AppliedEdit, Edit


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[AppliedEdit, ...]]:
    """Carry out edits.

    Args:
        text: The text that the edits were planned for.
        edits: Edits sorted by place, disjoint.

    Returns:
        The new text, and the edits with their places in both texts.

    Raises:
        ValueError: If edits overlap, are out of order, or do not stand where they say.

    Example:
        >>> apply("She left.", [Edit(0, 3, "She", "He", "pron.he-she")])[0]
        'He left.'
    """
    pieces: list[str] = []
    applied: list[AppliedEdit] = []
    last = new_length = 0
    for edit in edits:
        start, end, old, new = edit.start, edit.end, edit.old, edit.new
        if start < last or text[start:end] != old:
            raise ValueError(f"the edit at {start} overlaps the one before it, or {old!r} is not there")
        pieces += (text[last:start], new)
        new_start = new_length + start - last
        new_length = new_start + len(new)
        applied.append(AppliedEdit(start, end, new_start, new_length, old, new, edit.entry, edit.note))
        last = end
    pieces.append(text[last:])
    return "".join(pieces), tuple(applied)
