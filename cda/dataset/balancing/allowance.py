"""From tallies to what may be taken: how much of each cell, in the order by hash."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate
from operator import add

from cda.dataset.balancing.tally import Cell, Tally
from cda.dataset.strategies.rule import BalanceRule


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What could not be made equal.

    Args:
        label: The label.
        group: The group that stays short.
        missing: How many rows or mentions it lacks.
    """

    label: str | None
    group: str
    missing: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be taken in one part of the data; its counters move as rows pass.

    Args:
        rule: What is asked.
        shares: Cell to how much of it each of its targets gets, one after the other in the order by hash.
        ranks: Cell to what stands before the next row of each bucket.
        shortfalls: What stays short, of the whole data.
    """

    rule: BalanceRule
    shares: Mapping[Cell, Sequence[tuple[str, int]]]
    ranks: dict[Cell, array[int]] = field(default_factory=dict)
    shortfalls: tuple[Shortfall, ...] = ()

    def take(self, cell: Cell, bucket: int, gain: int) -> str | None:
        """Decide about the next row of a bucket of a cell.

        Args:
            cell: The cell.
            bucket: The bucket.
            gain: What the row brings.

        Returns:
            The target that it is taken for, ``None`` where it is not.
        """
        ranks = self.ranks.get(cell)
        if ranks is None:
            return None
        rank = ranks[bucket]
        ranks[bucket] += gain
        last = 0
        for target, share in self.shares.get(cell, ()):
            last += share
            # Of mentions a row may bring more than is lacking: it is taken where that comes nearer to equality.
            if 2 * rank + gain <= 2 * last:
                return target
        return None


def allowances(tallies: Sequence[Tally], rule: BalanceRule) -> list[Allowance]:
    """Work out what may be taken in each part of the data.

    Args:
        tallies: The tally of each part, in order; one for data that was read as one.
        rule: What is asked.

    Returns:
        An allowance for each part. Taken together they choose the same rows as one allowance for the whole would.
    """
    whole = reduce(add, tallies)
    groups = whole.counting.present() if rule.only_present else rule.groups
    shares: dict[Cell, list[tuple[str, int]]] = {}
    short: list[Shortfall] = []
    for label in sorted(whole.counting.labels, key=lambda one: (one is None, one or "")):
        sizes = whole.counting.sizes(label, groups, rule.unit)
        free = {cell: sum(gains) for cell, gains in whole.gains.items() if cell.label == label}
        if len(groups) > 1:
            share = _replaced if rule.fixed_size and rule.unit == "row" else _added
            short += share(label, sizes, free, shares, rule)
    before = {cell: array("q", [0, *accumulate(gains)][:-1]) for cell, gains in whole.gains.items() if cell in shares}
    found = []
    for tally in tallies:
        ranks = {cell: array("q", some) for cell, some in before.items()}
        found.append(Allowance(rule, shares, ranks, tuple(short)))
        for cell, gains in tally.gains.items():
            for bucket, gain in enumerate(gains) if cell in before else ():
                before[cell][bucket] += gain
    return found


_Shares = dict[Cell, list[tuple[str, int]]]


def _added(
    label: str | None, sizes: Mapping[str, int], free: Mapping[Cell, int], shares: _Shares, rule: BalanceRule
) -> list[Shortfall]:
    """Fill every group up to the largest; mentions that replace others count on both sides already."""
    del rule
    largest, short = max(sizes.values()), []
    for group, size in sizes.items():
        lacking, cell = largest - size, Cell(label, (group,))
        if lacking:
            shares[cell] = [(group, lacking)]
            if free.get(cell, 0) < lacking:
                short.append(Shortfall(label, group, lacking - free.get(cell, 0)))
    return short


def _replaced(
    label: str | None, sizes: Mapping[str, int], free: Mapping[Cell, int], shares: _Shares, rule: BalanceRule
) -> list[Shortfall]:
    """Move rows from groups that have more than their share to those that have less."""
    del rule
    each, extra = divmod(sum(sizes.values()), len(sizes))
    order = sorted(sizes, key=lambda group: (-sizes[group], group))
    surplus = {group: sizes[group] - each - (place < extra) for place, group in enumerate(order)}
    # Rows with few ways to go come first, so that those with many are left for whatever is still short.
    for cell in sorted(free, key=lambda one: (len(one.targets), one.source, one.targets)):
        left = free[cell]
        for target in cell.targets:
            moved = min(left, max(0, surplus.get(cell.source, 0)), max(0, -surplus.get(target, 0)))
            if moved:
                shares.setdefault(cell, []).append((target, moved))
                left -= moved
                surplus[cell.source] -= moved
                surplus[target] += moved
    return [Shortfall(label, group, -lacking) for group, lacking in surplus.items() if lacking < 0]
