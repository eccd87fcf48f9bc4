"""What holds: the names that are never touched, and the options that say what else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cda.resolution.people import KeepList
from cda.resolution.resolver import Name
from cda.swapping.holds import Why


@dataclass(frozen=True, slots=True)
class Kept:
    """The names that are never touched, nor what refers to them.

    Args:
        user: The user's list.
        figures: Public figures, where they are held.
    """

    user: KeepList
    figures: KeepList

    def find(self, text: str) -> dict[Name, Why]:
        """The names in a text, sorted by place, disjoint, each with the reason; the user's list comes first."""
        mine = dict.fromkeys(self.user.find(text))
        figures = self.figures.find(text)
        if not mine and not figures:
            return {}  # nearly always
        found: dict[Name, Why] = {name: ("user", name.text) for name in mine}
        taken = list(mine)
        for name in figures:
            before = bisect_left(taken, name.end, key=lambda one: one.start) - 1
            if before < 0 or taken[before].end <= name.start:
                found[name] = ("public_figure", name.text)
        return dict(sorted(found.items(), key=lambda item: item[0].start))


@dataclass(frozen=True, slots=True)
class HoldOptions:
    """What holds.

    Args:
        guards: Whether cues hold.
        names: Whether all names hold, or only those that are kept.
        pardoned: The categories of cues that do not hold.
    """

    guards: bool = False
    names: bool = False
    pardoned: AbstractSet[str] = frozenset()
