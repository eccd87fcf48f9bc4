"""What a balance did: groups by label before and after, and what could not be made equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cda.dataset.balancing.allowance import Shortfall
from cda.dataset.strategies.association import cramers_v
from cda.dataset.strategies.counting import Counting
from cda.dataset.strategies.groups import MIXED, UNMENTIONED
from cda.dataset.strategies.rule import BalanceRule

HEAD = ("label", "group", "rows before", "mentions", "share", "rows after", "mentions", "share")
"""The columns of the table. A share is that of a group among the rows of its label that have one group."""


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """What a balance did.

    Args:
        rule: What was asked.
        by: The column within whose values rows were counted; ``None`` for all rows together.
        before: What came in.
        after: What was written.
        shortfalls: What could not be made equal.
    """

    rule: BalanceRule
    by: str | None
    before: Counting
    after: Counting
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def associations(self) -> tuple[float, float] | None:
        """Cramér's V of label and group before and after, over rows of one group; ``None`` without a label."""
        if self.by is None:
            return None
        return _association(self.before), _association(self.after)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table, as text, in the columns of `HEAD`."""
        for label in sorted(self.before.labels, key=lambda one: (one is None, one or "")):
            for group in (*self.rule.groups, MIXED, UNMENTIONED):
                sides = [_side(counting, label, group) for counting in (self.before, self.after)]
                if any(counting.rows[label, group] for counting in (self.before, self.after)):
                    yield (shown_label(label, self.by), group, *sides[0], *sides[1])

    def lines(self) -> Iterator[str]:
        """What the table does not say, a sentence each."""
        if self.associations is not None:
            before, after = self.associations
            yield f"Cramér's V of {self.by} and group, over rows of one group: {before:.4f} before, {after:.4f} after"
        unit = f"{self.rule.unit}s"
        for one in self.shortfalls:
            yield (
                f"{shown_label(one.label, self.by)}: {one.group} stays {one.missing:,} {unit} short: there are no more "
                "rows that a rewriting takes from another group to it (the rest is held, mixed, or cannot be written)"
            )


def shown_label(label: str | None, by: str | None) -> str:
    """A label as it is shown: ``(all)`` where none was asked for, ``(none)`` for a null."""
    return "(all)" if by is None else "(none)" if label is None else label


def _side(counting: Counting, label: str | None, group: str) -> tuple[str, str, str]:
    rows = counting.rows[label, group]
    mentions = counting.mentions[label, group]
    single = sum(counting.rows[label, one] for one in counting.groups)
    share = f"{100 * rows / single:.1f} %" if group in counting.groups and single else ""
    return f"{rows:,}", f"{mentions:,}", share


def _association(counting: Counting) -> float:
    return cramers_v(
        {(label or "", group): count for (label, group), count in counting.rows.items() if group in counting.groups}
    )
