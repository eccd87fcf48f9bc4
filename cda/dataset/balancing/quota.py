"""How much has to be written of each group, from which rows, and what will be missing."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from cda.dataset.balancing.candidates import Cell
from cda.dataset.balancing.flow import largest_flow
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import Blocked, Tally


@dataclass(frozen=True, slots=True)
class Share:
    """What a cell gives to a group.

    Args:
        cell: The cell.
        target: The group.
        amount: How far it is to bring the balance: rows, or mentions.
    """

    cell: Cell
    target: str
    amount: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a group lacks although every row that could be used was.

    Args:
        label: The label.
        group: The group.
        missing: What is missing: rows, or mentions.
        sources: How many rows there are of the groups from which it could come.
        unwritten: For how many of them nothing could be written.
        unreached: For how many of them what could be written does not bring them to the group.
    """

    label: str | None
    group: str
    missing: int
    sources: int
    unwritten: int
    unreached: int


@dataclass(frozen=True, slots=True)
class Quota:
    """What is to be written.

    Args:
        groups: The groups that are made equal.
        shares: What each cell gives to which group; those of a cell in the order in which it gives.
        shortfalls: What will be missing.
    """

    groups: tuple[str, ...]
    shares: tuple[Share, ...]
    shortfalls: tuple[Shortfall, ...]


def quota(tally: Tally) -> Quota:
    """Say what has to be written so that groups are equal within each label.

    Args:
        tally: The tally of all rows.

    Returns:
        The quota. Where rows do not suffice, all that can be used are, and it says what is missing.

    Example:
        >>> from cda.dataset.strategies.selection import RowFacts
        >>> tally = Tally.of(BalanceRule(("masculine", "feminine")))
        >>> tally.add("row 1", RowFacts(None, {"masculine": 1}, ({"feminine": 1},)))
        >>> [(share.target, share.amount) for share in quota(tally).shares]
        [('feminine', 1)]
    """
    rule = tally.rule
    groups = tally.counting.present() if rule.only_present else rule.groups
    supply: dict[str | None, dict[Cell, int]] = {}
    for cell, some in tally.supply.items():
        supply.setdefault(cell.label, {})[cell] = some
    shares: list[Share] = []
    shortfalls: list[Shortfall] = []
    for label in tally.counting.sorted_labels() if len(groups) > 1 else ():
        level = _level(tally.counting.sizes(label, groups, rule.unit), rule)
        given = _shares(level, supply.get(label, {}))
        shares += given
        shortfalls += _shortfalls(tally, label, level, given)
    return Quota(groups, tuple(shares), tuple(shortfalls))


@dataclass(frozen=True, slots=True)
class _Level:
    """What groups lack, and how much each may give; the source of added counterfactuals, ``None``, gives all of it."""

    needs: Mapping[str, int]
    surplus: Mapping[str | None, int]


def _level(sizes: Mapping[str, int], rule: BalanceRule) -> _Level:
    if rule.fixed_size and not (rule.pairwise and rule.unit == "mention"):
        goals = _goals(sizes)
        return _Level(
            {group: goals[group] - size for group, size in sizes.items() if size < goals[group]},
            {group: size - goals[group] for group, size in sizes.items() if size > goals[group]},
        )
    # Up to the largest; of two groups whose rows are exchanged, what is counted is the difference itself.
    most = max(sizes.values())
    needs = {group: most - size for group, size in sizes.items() if size < most}
    return _Level(needs, dict.fromkeys((None, *sizes), sum(needs.values())))


def _goals(sizes: Mapping[str, int]) -> dict[str, int]:
    """The mean for each group; what cannot be shared out stays with the largest, so that the least moves."""
    mean, rest = divmod(sum(sizes.values()), len(sizes))
    largest = sorted(sizes, key=lambda group: -sizes[group])
    return {group: mean + (place < rest) for place, group in enumerate(largest)}


def _shares(level: _Level, supply: Mapping[Cell, int]) -> list[Share]:
    """Fill what is needed from what there is, as far as that goes."""
    edges: dict[tuple[Hashable, Hashable], int] = {
        ("start", ("from", source)): amount for source, amount in level.surplus.items()
    }
    cells = sorted(supply, key=lambda cell: (cell.source or "", cell.targets))
    ways = [(cell, target) for cell in cells for target in cell.targets if target in level.needs]
    for cell, target in ways:
        if cell.source in level.surplus:
            edges[("from", cell.source), cell] = supply[cell]
            edges[cell, ("to", target)] = supply[cell]
    for target, need in level.needs.items():
        edges[("to", target), "end"] = need
    flow = largest_flow(edges, "start", "end")
    return [Share(cell, target, amount) for cell, target in ways if (amount := flow.get((cell, ("to", target)), 0))]


def _shortfalls(tally: Tally, label: str | None, level: _Level, given: Sequence[Share]) -> Iterator[Shortfall]:
    for group, need in level.needs.items():
        missing = need - sum(share.amount for share in given if share.target == group)
        if missing:
            sources = [source for source in level.surplus if source is not None and source != group]
            rows = sum(tally.counting.rows[label, source] for source in sources)
            blocked: dict[Blocked, int] = {
                reason: sum(tally.blocked[label, source, group, reason] for source in sources)
                for reason in get_args(Blocked)
            }
            yield Shortfall(label, group, missing, rows, blocked["unwritten"], blocked["unreached"])
