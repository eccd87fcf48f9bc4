"""What is asked of a text: which group each mention is to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Intervention:
    """A change of one attribute.

    Args:
        attribute: The attribute, such as ``gender``.
        to: The group that every mention is to have; ``None`` to give each the opposite group.
        opposite: Each group of the swap to the other.

    Example:
        >>> Intervention("gender", None, {"masculine": "feminine", "feminine": "masculine"}).target("feminine")
        'masculine'
    """

    attribute: str
    to: str | None
    opposite: Mapping[str, str]

    def target(self, group: str) -> str | None:
        """The group that a mention of a group is to have, or ``None`` where it stays as it is."""
        target = self.to or self.opposite.get(group)
        return None if target == group else target
