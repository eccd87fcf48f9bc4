"""Which group a row counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MIXED = "mixed"
"""Stands for rows that mention several groups most, equally often."""

UNMENTIONED = "none"
"""Stands for rows that mention no group."""


def group_of(counts: Mapping[str, int], groups: Sequence[str]) -> str:
    """Tell which group a row counts for.

    Args:
        counts: Its mentions by group.
        groups: The groups that count.

    Returns:
        The group with the most mentions, `MIXED` where several have, `UNMENTIONED` where there is no mention.

    Example:
        >>> group_of({"masculine": 2, "feminine": 1}, ("masculine", "feminine"))
        'masculine'
    """
    most = max(counts.get(group, 0) for group in groups)
    if not most:
        return UNMENTIONED
    leading = [group for group in groups if counts.get(group, 0) == most]
    return leading[0] if len(leading) == 1 else MIXED
