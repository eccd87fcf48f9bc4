"""What became of associations when a dataset was augmented."""

from __future__ import annotations

from collections.abc import Mapping

from cda.audit.associations import strongest
from cda.audit.measures import ByGroup, Measured, What
from cda.audit.values import Associated, Shift

_SHOWN = 12
"""How many terms of a group are followed."""


def shifts(before: Mapping[str, Measured], after: Mapping[str, Measured], what: What) -> dict[str, tuple[Shift, ...]]:
    """Follow what was most associated with each group in the originals.

    Args:
        before: Attribute to what went with its groups in the originals.
        after: The same of all that was written.
        what: What is followed.

    Returns:
        Attribute to the shifts, those of a group together, the strongest first. A term that stands with no group
        afterwards is associated with none.
    """
    return {name: tuple(_shifts(one[what], after[name][what])) for name, one in before.items()}


def _shifts(before: ByGroup, after: ByGroup) -> list[Shift]:
    return [
        Shift(group, term, after.get(group, {}).get(term.term, Associated(term.term, 0, 0, 0.0, 0.0)))
        for group, found in before.items()
        for term in strongest(found, _SHOWN)
    ]
