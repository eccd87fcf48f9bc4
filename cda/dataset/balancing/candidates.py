"""Which counterfactuals of a row bring the groups nearer to each other, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.strategies.groups import group_of
from cda.dataset.strategies.selection import RowFacts

Counts = Mapping[str, int]
Gain = Callable[[Counts, Counts, str, str], int]
"""How far a counterfactual brings a balance: by the counts of the original and its own, the source and the target."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows among which a balance chooses.

    Args:
        label: Their label.
        source: The group they count for, where they would be replaced; ``None`` where counterfactuals are added, for
            then it does not matter.
        targets: The groups to which they can be written. Where counterfactuals are added it is one.
    """

    label: str | None
    source: str | None
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row as a member of a cell.

    Args:
        cell: The cell.
        gain: How far it brings the balance, at least 1: rows, or mentions.
        places: Target to the place of the counterfactual in the row's result.
    """

    cell: Cell
    gain: int
    places: Mapping[str, int]


def _others(counts: Counts, group: str) -> int:
    return sum(count for one, count in counts.items() if one != group)


def _wholly(before: Counts, after: Counts, source: str, target: str) -> int:  # noqa: ARG001 - one of several gains
    """All mentions are of the target, so that no third group changes."""
    return 0 if _others(after, target) else after.get(target, 0)


def _one_for_one(before: Counts, after: Counts, source: str, target: str) -> int:
    """All mentions are of the source, and of the target afterwards, so that mentions move and none comes or goes."""
    moved = before.get(source, 0)
    kept = _others(before, source) or _others(after, target) or after.get(target, 0) != moved
    return 0 if kept else moved


def _added(before: Counts, after: Counts, source: str, target: str) -> int:  # noqa: ARG001 - one of several gains
    """What the difference of two groups loses by one more row."""
    return after.get(target, 0) - after.get(source, 0)


def _replaced(before: Counts, after: Counts, source: str, target: str) -> int:
    """What the difference of two groups loses by another row in the place of one."""
    return _added(before, after, source, target) + before.get(source, 0) - before.get(target, 0)


_OF_MENTIONS: Mapping[tuple[bool, bool], Gain] = {
    (True, False): _added,
    (True, True): _replaced,
    (False, False): _wholly,
    (False, True): _one_for_one,
}
"""By whether there are just two groups, and whether rows are replaced."""


def gain(rule: BalanceRule, before: Counts, after: Counts, source: str, target: str) -> int:
    """Say how far one counterfactual brings a balance.

    Args:
        rule: What is made equal.
        before: The mentions of the original by group.
        after: Those of the counterfactual.
        source: The group of the original.
        target: The group that is to have more.

    Returns:
        Rows or mentions; 0 or less where it does not.
    """
    if rule.unit == "row":
        return int(group_of(after, rule.groups) == target)
    return _OF_MENTIONS[rule.pairwise, rule.fixed_size](before, after, source, target)


def candidates(facts: RowFacts, rule: BalanceRule) -> Iterator[Candidate]:
    """List the cells that a row belongs to.

    Args:
        facts: What is known of the row.
        rule: What is made equal.

    Yields:
        Where counterfactuals are added a candidate for each group that the row can be written to; where rows are
        replaced one at most, which takes part in one exchange alone. None for rows that count for no group.
    """
    source = group_of(facts.counts, rule.groups)
    if source not in rule.groups:
        return
    found = {target: first for target in rule.groups if (first := _first(facts, rule, source, target))}
    if rule.fixed_size and found:
        how_far = next(iter(found.values()))[1]  # the same for all targets: see `_one_for_one`
        places = {target: place for target, (place, _) in found.items()}
        yield Candidate(Cell(facts.label, source, tuple(found)), how_far, places)
    elif not rule.fixed_size:
        for target, (place, how_far) in found.items():
            yield Candidate(Cell(facts.label, None, (target,)), how_far, {target: place})


def _first(facts: RowFacts, rule: BalanceRule, source: str, target: str) -> tuple[int, int] | None:
    """The place and the gain of the first counterfactual that helps a target."""
    if target == source:
        return None
    for place, after in enumerate(facts.counterfactuals):
        if after is not None and (how_far := gain(rule, facts.counts, after, source, target)) > 0:
            return place, how_far
    return None
