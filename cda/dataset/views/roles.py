"""Whose messages are rewritten: what others say stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cda.dataset.views.shapes import COLUMN_ROLES
from cda.dataset.views.transcript import turns
from cda.swapping.apply import apply
from cda.types import Edit, Rewrite, RowRewrite

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def restricted(result: RowRewrite, roles: Mapping[str, str], wanted: Collection[str]) -> RowRewrite:
    """Undo what was changed in the messages of others.

    The row was rewritten as a whole, so that a person is the same in all messages.

    Args:
        result: The rewriting of the row.
        roles: Field to role, of the fields that are messages.
        wanted: Whose messages are rewritten.

    Returns:
        The rewriting, changed only in messages of these roles, in their turns of transcripts, and in texts that are
        nobody's.
    """
    rewrites = {
        name: _restricted(rewrite, roles.get(name, COLUMN_ROLES.get(name)), wanted) for name, rewrite in result.items()
    }
    changed = any(rewrite.changed for rewrite in rewrites.values())
    return replace(result, rewrites=rewrites, group=result.group if changed else None)


def _restricted(rewrite: Rewrite, role: str | None, wanted: Collection[str]) -> Rewrite:
    parts = turns(rewrite.original)
    if parts:
        spans = [(turn.start, turn.end) for turn in parts if turn.role in wanted]
        return _within(rewrite, spans)
    return rewrite if role is None or role in wanted else Rewrite(rewrite.original, rewrite.original)


def _within(rewrite: Rewrite, spans: list[tuple[int, int]]) -> Rewrite:
    def inside(start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in spans)

    kept = [one for one in rewrite.edits if inside(one.start, one.end)]
    text, edits = apply(
        rewrite.original, (Edit(one.start, one.end, one.old, one.new, one.entry, one.note) for one in kept)
    )
    return Rewrite(
        rewrite.original,
        text,
        edits,
        tuple(one for one in rewrite.mentions if inside(one.start, one.end)),
        tuple(one for one in rewrite.held if inside(one.start, one.end)),
        tuple(one for one in rewrite.flags if inside(one.start, one.end)),
    )
