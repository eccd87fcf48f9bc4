"""What each part of the data may write, so that parts that are read apart write what one stream would."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cda.dataset.balancing.candidates import Cell
from cda.dataset.balancing.quota import Share, quota
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import Gains, Tally, total


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a group stops taking rows of a cell, in the order of their buckets and, within one, of the rows.

    Args:
        target: The group.
        bucket: The first bucket that it does not take whole; `BUCKETS` where it takes all.
        room: How much it takes of that bucket; less than nothing where earlier parts have taken it.
    """

    target: str
    bucket: int
    room: int

    def takes(self, bucket: int, before: int, gain: int) -> bool:
        """Tell whether a row stands before the cut: the larger part of it, where it stands on it.

        Args:
            bucket: The bucket of the row.
            before: The gains of earlier rows of the bucket.
            gain: The gain of the row.

        Returns:
            Whether it does. What is taken misses the quota by half a row's gain at most.
        """
        return bucket < self.bucket or (bucket == self.bucket and 2 * before + gain < 2 * self.room)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a part may write.

    Args:
        cuts: For each cell the groups that take rows of it, in order: each those that none before it took.
    """

    cuts: Mapping[Cell, tuple[Cut, ...]]


def allowances(tallies: Sequence[Tally], rule: BalanceRule) -> list[Allowance]:
    """Share a balance out among the parts of the data.

    Args:
        tallies: What the first pass found in each part, in the order of the parts.
        rule: What is to be made equal.

    Returns:
        For each part what it may write. However the rows are cut into parts, the same ones are taken.
    """
    return shared_out(total(tallies, rule), [tally.gains() for tally in tallies])


def shared_out(whole: Tally, parts: Sequence[Mapping[Cell, Gains]]) -> list[Allowance]:
    """Share a balance out among parts of which no more is kept than their gains.

    Args:
        whole: What the first pass found in all parts together.
        parts: The gains of each, in order.

    Returns:
        As `allowances`.
    """
    shares: dict[Cell, list[Share]] = {}
    for share in quota(whole).shares:
        shares.setdefault(share.cell, []).append(share)
    cuts = {cell: _cuts(whole.histograms[cell], some) for cell, some in shares.items()}
    found = []
    for gains in parts:
        found.append(Allowance(cuts))
        cuts = {cell: _after(some, gains.get(cell, Counter())) for cell, some in cuts.items()}
    return found


def _cuts(histogram: Sequence[int], shares: Sequence[Share]) -> tuple[Cut, ...]:
    sums = list(accumulate(histogram, initial=0))
    limits = accumulate(share.amount for share in shares)
    cuts = []
    for share, limit in zip(shares, limits, strict=True):
        bucket = bisect_right(sums, limit) - 1
        cuts.append(Cut(share.target, bucket, limit - sums[bucket]))
    return tuple(cuts)


def _after(cuts: Sequence[Cut], earlier: Gains) -> tuple[Cut, ...]:
    """The cuts for the part that follows one."""
    return tuple(Cut(cut.target, cut.bucket, cut.room - earlier[cut.bucket]) for cut in cuts)
