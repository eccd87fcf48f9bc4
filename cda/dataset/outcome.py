"""What became of a row: read off its rewriting, by pure functions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from cda.lexicon.model import NEVER_WRITTEN
from cda.types import Mention, RowRewrite

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Outcome = Literal["augmented", "held", "unchanged", "no_mention", "not_selected", "failed"]
"""What became of an input row."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""The outcomes in the order in which they are shown; of several rewritings of a row the first one here is the row's."""


@dataclass(frozen=True, slots=True)
class RowFailure:
    """A row that the engine could not rewrite.

    Args:
        code: The code of the error.
        message: What went wrong.
    """

    code: str
    message: str


_STATUSES = frozenset(NEVER_WRITTEN)

RowResult = tuple[RowRewrite, ...] | RowFailure
"""What the engine gave for a row: the rewritings that change something, or one that does not; or why there is none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows had which outcome, and how many words were held for which reason.

    Args:
        outcomes: Outcome to number of rows.
        held: Reason to number of words left alone.
        guarded: Group to number of rows that have no counterfactual because of cues of the group.
        written: Group to number of counterfactuals that were written to it.
        status: Status of a lexicon entry, such as ``slur``, to number of rows that have such a word.
    """

    outcomes: Counter[str]
    held: Counter[str]
    guarded: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.outcomes + other.outcomes,
            self.held + other.held,
            self.guarded + other.guarded,
            self.written + other.written,
            self.status + other.status,
        )

    @property
    def rows(self) -> int:
        """All rows that came in."""
        return self.outcomes.total()

    @property
    def counterfactuals(self) -> int:
        """All counterfactuals that were written."""
        return self.written.total()


def nothing() -> Counts:
    """Give the counts of no rows at all."""
    return Counts(Counter(), Counter())


@dataclass(frozen=True, slots=True)
class Done:
    """A row that has been through the engine, and what is written of it.

    Args:
        result: What the engine gave for it.
        chosen: The places in ``result`` of the rewritings that are written.
        original: Whether the original is written.
        skipped: Whether it was not asked to be rewritten at all.
        spans: For each rewriting the new values of the columns that hold places in the text, or tags of its words.
    """

    result: RowResult
    chosen: tuple[int, ...] = ()
    original: bool = True
    skipped: bool = False
    spans: tuple[Mapping[str, Any], ...] = ()

    def outcome(self) -> Outcome:
        """What became of the row."""
        return outcome_of(self.result, self.chosen, skipped=self.skipped)

    def written(self) -> list[RowRewrite]:
        """The rewritings that are written, in order."""
        return [] if isinstance(self.result, RowFailure) else [self.result[place] for place in self.chosen]


def count(rows: Sequence[Done]) -> Counts:
    """Count the outcomes of rows, and the words that were held in them.

    Args:
        rows: The rows.

    Returns:
        The counts. A word that is held in several rewritings of a row counts once.
    """
    counts = nothing()
    for done in rows:
        result, outcome = done.result, done.outcome()
        counts.outcomes[outcome] += 1
        if isinstance(result, RowFailure):
            continue
        held = {(field, one) for row in result for field, rewrite in row.items() for one in rewrite.held}
        counts.held.update(one.reason for _, one in held)
        counts.written.update(row.group or "" for row in done.written())
        counts.status.update(
            {flag.category for row in result for one in row.values() for flag in one.flags} & _STATUSES
        )
        if outcome == "held":
            counts.guarded.update({group for row in result for group in row.guarded})
    return counts


def _overlap(start: int, end: int, mention: Mention) -> bool:
    return start < mention.end and mention.start < end


def outcome_of(result: RowResult, chosen: Collection[int] | None = None, *, skipped: bool = False) -> Outcome:
    """Tell what became of a row.

    Args:
        result: What the engine gave for it.
        chosen: The places of the rewritings that are written; ``None`` for all that change something.
        skipped: Whether it was not asked to be rewritten at all.

    Returns:
        The outcome. A row without a change is ``held`` where one of its mentions was left alone on purpose.
    """
    if isinstance(result, RowFailure):
        return "failed"
    if skipped:
        return "not_selected"
    outcomes = {outcome_of_one(one, chosen=chosen is None or place in chosen) for place, one in enumerate(result)}
    return next(outcome for outcome in OUTCOMES if outcome in outcomes) if outcomes else "no_mention"


def outcome_of_one(result: RowRewrite, *, chosen: bool = True) -> Outcome:
    """Tell what became of one rewriting of a row, which is written or not; see `outcome_of`."""
    if result.changed:
        return "augmented" if chosen else "not_selected"
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
