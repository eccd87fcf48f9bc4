"""What is asked of a row: which group each mention is to have."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

EVERY = "all"
"""Asks for one counterfactual for every group."""


@dataclass(frozen=True, slots=True)
class Intervention:
    """A change of one attribute in one row.

    Args:
        attribute: The attribute, such as ``gender``.
        to: The group that every mention is to have; ``None`` where each group has a target of its own.
        targets: Each group that changes to what it becomes.

    Example:
        >>> Intervention("gender", None, {"masculine": "feminine", "feminine": "masculine"}).target("feminine")
        'masculine'
    """

    attribute: str
    to: str | None
    targets: Mapping[str, str]

    def target(self, group: str) -> str | None:
        """The group that a mention of a group is to have, or ``None`` where it stays as it is."""
        return self.targets.get(group)


@dataclass(frozen=True, slots=True)
class Choice:
    """How the interventions of an attribute are chosen, row by row.

    Args:
        attribute: The attribute.
        groups: Its groups, without the neutral one; the first two are each other's opposite.
        to: The group that every mention is to have; ``None`` to swap.
        seed: Goes into every choice that is left to chance.

    Example:
        >>> swap = Choice("race", ("white", "black", "asian"), None)
        >>> swap.intervention({"white"}, "row 1").targets
        {'white': 'black'}
    """

    attribute: str
    groups: Sequence[str]
    to: str | None = None
    seed: int = 0

    def draws(self, present: Collection[str]) -> bool:
        """Whether the intervention for a row with these groups depends on the id of the row."""
        return self.to is None and any(group in present for group in self.groups[2:])

    def intervention(self, present: Collection[str], row: str) -> Intervention:
        """The intervention for a row.

        In a swap the first two groups become each other. Every other group becomes one that is chosen by a hash of the
        row and the seed: never itself, and where that is possible never what another group of the row becomes, so that
        those who are of two groups are of two groups afterwards.

        Args:
            present: The groups of the row's mentions.
            row: The id of the row.

        Returns:
            The intervention. The same row and seed give the same one.
        """
        if self.to is not None:
            return Intervention(self.attribute, self.to, {one: self.to for one in self.groups if one != self.to})
        first, second = self.groups[:2]
        targets = {one: other for one, other in ((first, second), (second, first)) if one in present}
        others = [group for group in self.groups[2:] if group in present]
        drawn = {
            group: sorted((one for one in self.groups if one != group), key=partial(self._draw, row, group))
            for group in others
        }
        free = frozenset(self.groups) - set(targets.values())
        apart = _apart(others, drawn, free)
        targets |= dict(zip(others, apart, strict=True)) if apart else {group: drawn[group][0] for group in others}
        return Intervention(self.attribute, None, targets)

    def _draw(self, *parts: str) -> bytes:
        return hashlib.blake2b("\0".join((str(self.seed), self.attribute, *parts)).encode(), digest_size=8).digest()


def _apart(groups: Sequence[str], drawn: Mapping[str, Sequence[str]], free: AbstractSet[str]) -> tuple[str, ...] | None:
    """A target for each group, no two the same, those drawn first before others; ``None`` where there are too few."""
    if not groups:
        return ()
    for target in drawn[groups[0]]:
        rest = _apart(groups[1:], drawn, free - {target}) if target in free else None
        if rest is not None:
            return (target, *rest)
    return None
