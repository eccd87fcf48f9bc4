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
        if edit.start < last or text[edit.start : edit.end] != edit.old:
            raise ValueError(f"the edit at {edit.start} overlaps the one before it, or {edit.old!r} is not there")
        kept = text[last : edit.start]
        new_start = new_length + len(kept)
        new_length = new_start + len(edit.new)
        pieces += (kept, edit.new)
        applied.append(
            AppliedEdit(edit.start, edit.end, new_start, new_length, edit.old, edit.new, edit.entry, edit.note)
        )
        last = edit.end
    pieces.append(text[last:])
    return "".join(pieces), tuple(applied)
