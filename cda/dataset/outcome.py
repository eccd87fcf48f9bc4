"""What became of a row: read off its rewriting, by pure functions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from cda.types import AppliedEdit, Group, Mention, Rewrite, RowRewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Outcome = Literal["augmented", "unchanged", "no_mention", "held", "not_selected", "failed"]
"""What became of an input row."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""The outcomes in the order in which they are shown."""

SWAPPED = "swapped"
"""The group of a counterfactual whose words were exchanged both ways."""

_OPPOSITE = {"masculine": "feminine", "feminine": "masculine"}


@dataclass(frozen=True, slots=True)
class RowFailure:
    """A row that the engine could not rewrite.

    Args:
        code: The code of the error.
        message: What went wrong.
    """

    code: str
    message: str


RowResult = RowRewrite | RowFailure
"""What the engine gave for a row."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows had which outcome, and how many words were held for which reason.

    Args:
        outcomes: Outcome to number of rows.
        held: Reason to number of words left alone.
        guarded: Group to number of rows that have no counterfactual because of cues of the group.
    """

    outcomes: Counter[str]
    held: Counter[str]
    guarded: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.outcomes + other.outcomes, self.held + other.held, self.guarded + other.guarded)

    @property
    def rows(self) -> int:
        """All rows that came in."""
        return self.outcomes.total()

    @property
    def counterfactuals(self) -> int:
        """All counterfactuals that were written."""
        return self.outcomes["augmented"]


def nothing() -> Counts:
    """Give the counts of no rows at all."""
    return Counts(Counter(), Counter())


def _overlap(start: int, end: int, mention: Mention) -> bool:
    return start < mention.end and mention.start < end


def outcome_of(result: RowResult) -> Outcome:
    """Tell what became of a row.

    Args:
        result: What the engine gave for it.

    Returns:
        The outcome. A row without a change is ``held`` where one of its mentions was left alone on purpose.
    """
    if isinstance(result, RowFailure):
        return "failed"
    if result.changed:
        return "augmented"
    rewrites = result.values()
    if not any(rewrite.mentions for rewrite in rewrites):
        return "no_mention"
    kept = any(
        _overlap(held.start, held.end, mention)
        for rewrite in rewrites
        for held in rewrite.held
        for mention in rewrite.mentions
    )
    return "held" if kept else "unchanged"


def _covered(edits: Iterable[AppliedEdit], rewrite: Rewrite) -> Iterator[Mention]:
    for edit in edits:
        yield from (mention for mention in rewrite.mentions if _overlap(edit.start, edit.end, mention))


def group_of(result: RowRewrite, to: Group | None) -> Group | None:
    """Tell which group a counterfactual was written to.

    Args:
        result: The rewriting of the row.
        to: The group that was asked for, where one was.

    Returns:
        The group, ``swapped`` where words were exchanged both ways, ``None`` where nothing was changed.
    """
    if not result.changed:
        return None
    if to is not None:
        return to
    rewrites = result.values()
    groups = {_OPPOSITE.get(mention.group) for rewrite in rewrites for mention in _covered(rewrite.edits, rewrite)}
    groups.discard(None)  # words of a neutral group have no opposite
    return (groups.pop() or SWAPPED) if len(groups) == 1 else SWAPPED
