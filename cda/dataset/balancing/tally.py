"""The first pass of a balance: what there is, and which counterfactuals could fill what is short."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cda.dataset.strategies.chance import chance
from cda.dataset.strategies.counting import Counting
from cda.dataset.strategies.groups import group_of
from cda.dataset.strategies.rule import BalanceRule
from cda.dataset.strategies.selection import RowFacts, Selection

BUCKETS = 4096
"""How finely the order of rows by hash is kept; within a bucket they come in the order of the data."""

_SHIFT = 64 - 12


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows that can serve the same purpose.

    Args:
        label: Their label.
        targets: The groups of which one of their counterfactuals is: one where they are added, else all.
        source: Their own group where they are replaced, since it loses them; else nothing.
    """

    label: str | None
    targets: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a row can be taken for.

    Args:
        cell: The cell.
        places: For each target of the cell the place of the rewriting.
        gain: How much it brings: 1 where rows are counted, else mentions.
    """

    cell: Cell
    places: Mapping[str, int]
    gain: int


def bucket_of(rule: BalanceRule, id_: str) -> int:
    """The place of a row in the order by hash, from 0 to ``BUCKETS - 1``."""
    return chance(rule.seed, "balance", id_) >> _SHIFT


def candidates(facts: RowFacts, rule: BalanceRule) -> Iterator[Candidate]:
    """Tell what a row can be taken for.

    Args:
        facts: What is known of it.
        rule: What is asked.

    Yields:
        Candidates; with ``fixed_size`` one at most.
    """
    if rule.unit == "mention":
        yield from _by_mentions(facts, rule)
        return
    source = group_of(facts.counts, rule.groups)
    if source not in rule.groups:
        return
    places: dict[str, int] = {}
    for place, counts in enumerate(facts.counterfactuals):
        target = group_of(counts, rule.groups) if counts is not None else source
        if target in rule.groups and target != source:
            places.setdefault(target, place)
    if rule.fixed_size and places:
        yield Candidate(Cell(facts.label, tuple(sorted(places)), source), places, 1)
    elif not rule.fixed_size:
        for target, place in places.items():
            yield Candidate(Cell(facts.label, (target,)), {target: place}, 1)


def _by_mentions(facts: RowFacts, rule: BalanceRule) -> Iterator[Candidate]:
    """Rewritings that bring a group more mentions than the others; of more than two groups, no other at all."""
    best: dict[str, tuple[int, int]] = {}
    for place, counts in enumerate(facts.counterfactuals):
        for target in rule.groups if counts is not None else ():
            gain = _lead(counts or {}, target, rule)
            if rule.fixed_size:
                gain -= _lead(facts.counts, target, rule)
            if not rule.pairwise and any((counts or {}).get(one, 0) for one in rule.groups if one != target):
                continue
            if gain > 0 and target not in best:
                best[target] = (gain, place)
    for target, (gain, place) in best.items():
        yield Candidate(Cell(facts.label, (target,)), {target: place}, gain)


def _lead(counts: Mapping[str, int], target: str, rule: BalanceRule) -> int:
    return counts.get(target, 0) - sum(counts.get(one, 0) for one in rule.groups if one != target)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the first pass has seen; tallies of parts of the data can be added.

    Args:
        rule: What is asked.
        counting: Rows and mentions by label and group.
        gains: Cell to what its candidates bring, by their place in the order by hash.
    """

    rule: BalanceRule
    counting: Counting
    gains: dict[Cell, array[int]] = field(default_factory=dict)

    def add(self, id_: str, facts: RowFacts) -> None:
        """Count a row.

        Args:
            id_: Its id.
            facts: What is known of it.
        """
        self.counting.add(facts, Selection(original=True))
        bucket = bucket_of(self.rule, id_)
        for one in candidates(facts, self.rule):
            self.gains.setdefault(one.cell, _none())[bucket] += one.gain

    def __add__(self, other: Tally) -> Tally:
        gains = {cell: array("q", some) for cell, some in self.gains.items()}
        for cell, some in other.gains.items():
            mine = gains.setdefault(cell, _none())
            for bucket, gain in enumerate(some):
                mine[bucket] += gain
        return Tally(self.rule, self.counting + other.counting, gains)


def empty_tally(rule: BalanceRule) -> Tally:
    """The tally of no rows."""
    return Tally(rule, Counting(rule.groups))


def _none() -> array[int]:
    return array("q", bytes(8 * BUCKETS))
