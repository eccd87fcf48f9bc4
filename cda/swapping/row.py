"""A row on its way: its texts, what was found in them, and what is planned for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cda.detection.detector import Detection
from cda.swapping.intervention import Intervention
from cda.swapping.plan import Plan
from cda.types import Group, Held


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row with what was found in it.

    Args:
        texts: The texts of its fields.
        detections: What was found in each.
        id: The id of the row, on which its choices depend.
    """

    texts: tuple[str, ...]
    detections: tuple[Detection, ...]
    id: str = ""

    @property
    def groups(self) -> frozenset[Group]:
        """The groups of its mentions."""
        return frozenset(one.mention.group for detection in self.detections for one in detection.found)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What is planned for a row.

    Args:
        plans: The plan of each field.
        intervention: What was asked.
        held: For each field what is left alone, beyond what its plan leaves alone.
        groups: The groups for whose cues something is held.
    """

    plans: tuple[Plan, ...]
    intervention: Intervention
    held: tuple[tuple[Held, ...], ...] = ()
    groups: tuple[Group, ...] = ()


Planner = Callable[[Sequence[FoundRow]], Iterable[RowPlan]]
"""Plans a batch of rows; what it plans for one does not depend on the others."""
