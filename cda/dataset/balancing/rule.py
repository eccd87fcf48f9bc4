"""What is asked of a balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cda.dataset.strategies.groups import MIXED, UNMENTIONED
from cda.errors import OptionError
from cda.lexicon.model import NEUTRAL
from cda.swapping.variant import SWAPPED

Unit = Literal["row", "mention"]
"""What is counted: rows by their group, or mentions."""

_NO_GROUPS = (NEUTRAL, MIXED, UNMENTIONED, SWAPPED)


@dataclass(frozen=True, slots=True)
class BalanceRule:
    """What a balance makes equal, and how.

    Args:
        groups: The groups, two or more; never the neutral one.
        unit: What is made equal: ``row`` or ``mention``.
        fixed_size: Whether rows are replaced; else counterfactuals are added.
        only_present: Whether groups that no row counts for are left out; else they are filled like others.
        seed: Goes into the choice of rows.

    Raises:
        OptionError: If the groups or the unit make no sense.
    """

    groups: tuple[str, ...]
    unit: Unit = "row"
    fixed_size: bool = False
    only_present: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if len(set(self.groups)) < 2 or len(set(self.groups)) < len(self.groups):  # noqa: PLR2004 - there is no balance of one
            raise OptionError(
                f"groups {', '.join(self.groups) or '(none)'} cannot be balanced",
                hint="name two groups or more, each once",
            )
        wrong = [group for group in self.groups if group in _NO_GROUPS]
        if wrong:
            raise OptionError(f"{wrong[0]!r} is no group that is balanced", hint="leave it out")
        if self.unit not in get_args(Unit):
            raise OptionError(f"there is no unit {self.unit!r}", hint=f"unit: {' or '.join(get_args(Unit))}")

    @property
    def pairwise(self) -> bool:
        """Whether there are just two groups, so that a difference says it all."""
        return len(self.groups) == 2  # noqa: PLR2004 - a pair
