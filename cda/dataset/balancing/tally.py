"""The first pass of a balance: what there is, and what could be written."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cda.dataset.balancing.candidates import Cell, candidates
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.strategies.chance import CHANCES, chance
from cda.dataset.strategies.groups import group_of
from cda.dataset.strategies.selection import RowFacts, Selection
from cda.errors import OptionError
from cda.swapping.variant import SWAPPED

BUCKETS = 4096
"""Into so many parts chance puts the rows of a cell; within one, those that come first are taken first."""

Gains = Counter[int]
"""Bucket to how far its rows would bring the balance."""

Blocked = Literal["unwritten", "unreached"]
"""Why a row cannot be written to a group: nothing could be written for it, or what was does not bring it there."""


def bucket(seed: int, id: str) -> int:  # noqa: A002 - see `Strategy`
    """The bucket of a row, from 0 up to `BUCKETS`; it depends on id and seed alone."""
    return chance(seed, "balance", id) * BUCKETS // CHANCES


@dataclass(frozen=True, slots=True)
class Tally:
    """What the rows of a part are, and a histogram of what could be written; memory goes with labels and groups alone.

    Args:
        rule: What is to be made equal.
        counting: The rows as they come in.
        histograms: For each cell how far the rows of each bucket would bring the balance: 16 KiB a cell.
        blocked: Label, source, target and reason to number of rows that cannot be written to the target.

    Example:
        >>> tally = Tally.of(BalanceRule(("masculine", "feminine")))
        >>> tally.add("row 1", RowFacts(None, {"masculine": 1}, ({"feminine": 1},)))
        >>> tally.supply
        {Cell(label=None, source=None, targets=('feminine',)): 1}
    """

    rule: BalanceRule
    counting: Counting
    histograms: dict[Cell, array[int]] = field(default_factory=dict)
    blocked: Counter[tuple[str | None, str, str, Blocked]] = field(default_factory=Counter)

    @classmethod
    def of(cls, rule: BalanceRule) -> Tally:
        """The tally of no rows."""
        return cls(rule, Counting(rule.groups))

    def add(self, id: str, facts: RowFacts) -> None:  # noqa: A002 - see `Strategy`
        """Take in a row.

        Args:
            id: Its id. One that comes again does no harm.
            facts: What is known of it.

        Raises:
            OptionError: If it cannot be told which group a counterfactual mentions, or the label has too many values.
        """
        if any(counts and counts.get(SWAPPED) for counts in facts.counterfactuals):
            raise OptionError(
                "a swap among more than two groups cannot be balanced",
                where=f"row {id}",
                hint="write every group: --to all",
            )
        self.counting.add(facts, Selection(original=True))
        reached: set[str] = set()
        place = bucket(self.rule.seed, id)
        for one in candidates(facts, self.rule):
            reached.update(one.places)
            self._histogram(one.cell)[place] += one.gain
        self._block(facts, reached)

    def _histogram(self, cell: Cell) -> array[int]:
        if cell not in self.histograms:
            self.histograms[cell] = array("I", bytes(array("I").itemsize * BUCKETS))
        return self.histograms[cell]

    def _block(self, facts: RowFacts, reached: set[str]) -> None:
        source = group_of(facts.counts, self.rule.groups)
        if source in self.rule.groups:
            reason: Blocked = "unreached" if facts.changed else "unwritten"
            for target in self.rule.groups:
                if target != source and target not in reached:
                    self.blocked[facts.label, source, target, reason] += 1

    def __add__(self, other: Tally) -> Tally:
        return total((self, other), self.rule)

    @property
    def supply(self) -> Mapping[Cell, int]:
        """How far all rows of each cell together would bring the balance."""
        return {cell: sum(some) for cell, some in self.histograms.items()}

    def gains(self) -> dict[Cell, Gains]:
        """The histograms without empty buckets: of a small part hardly more than its rows."""
        return {
            cell: Counter({bucket: gain for bucket, gain in enumerate(some) if gain})
            for cell, some in self.histograms.items()
        }


def spread(gains: Mapping[Cell, Gains]) -> dict[Cell, array[int]]:
    """Histograms from what `Tally.gains` gave.

    Args:
        gains: For each cell the buckets that are not empty.

    Returns:
        For each cell all buckets.
    """
    found = {}
    for cell, some in gains.items():
        found[cell] = array("I", bytes(array("I").itemsize * BUCKETS))
        for place, gain in some.items():
            found[cell][place] = gain
    return found


def total(tallies: Sequence[Tally], rule: BalanceRule) -> Tally:
    """Put the tallies of parts together.

    Args:
        tallies: The tallies, in the order of the parts.
        rule: What is to be made equal.

    Returns:
        The tally of all rows.
    """
    histograms: dict[Cell, array[int]] = {}
    for tally in tallies:
        for cell, some in tally.histograms.items():
            mine = histograms.get(cell)
            histograms[cell] = array("I", map(int.__add__, mine, some) if mine else some)
    return Tally(
        rule,
        sum((tally.counting for tally in tallies), start=Counting(rule.groups)),
        histograms,
        sum((tally.blocked for tally in tallies), start=Counter()),
    )
