"""Before and after a balance, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cda.dataset.balancing.counting import Counting, Key
from cda.dataset.balancing.quota import Shortfall, quota
from cda.dataset.balancing.rule import Unit
from cda.dataset.balancing.tally import Tally
from cda.dataset.strategies.association import cramers_v, pmi
from cda.dataset.strategies.groups import MIXED, UNMENTIONED


@dataclass(frozen=True, slots=True)
class Line:
    """A group within a label.

    Args:
        label: The label.
        group: The group, ``mixed`` or ``none``.
        rows: Rows that count for it.
        mentions: Its mentions in rows that count for any group; for ``mixed`` all mentions in such rows.
        share: Its part of the label's rows, from 0 to 1.
        pmi: How much more often group and label meet than by chance, in bits; ``None`` where there is no row, and for
            ``mixed`` and ``none``.
    """

    label: str | None
    group: str
    rows: int
    mentions: int
    share: float
    pmi: float | None


@dataclass(frozen=True, slots=True)
class Side:
    """The data before or after.

    Args:
        lines: A line for each group of each label.
        cramers_v: The association of group and label, over rows that count for a group, from 0 to 1.
        gap: The largest difference between two groups that are made equal, in any label: rows, or mentions.
    """

    lines: tuple[Line, ...]
    cramers_v: float
    gap: int


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """What a balance found and did.

    Args:
        unit: What was made equal: ``row`` or ``mention``.
        fixed_size: Whether rows were replaced.
        groups: The groups that were made equal; with fewer than two there was nothing to do.
        before: What came in.
        after: What was written, as it was counted; its lines are those of ``before``.
        shortfalls: What is missing, and why.
    """

    unit: Unit
    fixed_size: bool
    groups: tuple[str, ...]
    before: Side
    after: Side
    shortfalls: tuple[Shortfall, ...]


def balance_report(tally: Tally, written: Counting) -> BalanceReport:
    """Put together what a balance found and did.

    Args:
        tally: The first pass over all parts.
        written: What the second pass wrote.

    Returns:
        The report.
    """
    rule, found = tally.rule, quota(tally)
    both = tally.counting + written
    keys = [
        (label, group)
        for label in both.sorted_labels()
        for group in (*rule.groups, MIXED, UNMENTIONED)
        if group in found.groups or both.rows[label, group]
    ]
    before, after = (_side(counting, keys, found.groups, rule.unit) for counting in (tally.counting, written))
    return BalanceReport(rule.unit, rule.fixed_size, found.groups, before, after, found.shortfalls)


def _side(counting: Counting, keys: Sequence[Key], groups: tuple[str, ...], unit: Unit) -> Side:
    grouped = {key: rows for key, rows in counting.rows.items() if key[1] in counting.groups and rows}
    near = pmi(grouped)
    rows_of: Counter[str | None] = Counter()
    for (label, _), rows in counting.rows.items():
        rows_of[label] += rows
    lines = tuple(
        Line(
            label,
            group,
            counting.rows[label, group],
            counting.mentions[label, group],
            counting.rows[label, group] / rows_of[label] if rows_of[label] else 0.0,
            near.get((label, group)),
        )
        for label, group in keys
    )
    sizes = [counting.sizes(label, groups, unit).values() for label in counting.labels if groups]
    return Side(lines, cramers_v(grouped), max((max(some) - min(some) for some in sizes), default=0))
