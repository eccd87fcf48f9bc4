"""A row on its way: its texts, what was found in them, and what is planned for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cda.detection.detector import Detection
from cda.swapping.intervention import Intervention
from cda.swapping.plan import Plan
from cda.types import Group, Held


def row_id(texts: Iterable[str]) -> str:
    """An id for a row that has none: a hash of its texts.

    Example:
        >>> row_id(["She left."]) == row_id(["She left."])
        True
    """
    return hashlib.blake2b(json.dumps([*texts]).encode("ascii"), digest_size=16).hexdigest()


class FoundRow(NamedTuple):
    """A row with what was found in it.

    Args:
        texts: The texts of its fields.
        detections: What was found in each.
        given_id: The id that the row was given, if any.
    """

    texts: tuple[str, ...]
    detections: tuple[Detection, ...]
    given_id: str | None = None

    @property
    def id(self) -> str:
        """The id of the row, on which its choices depend: a hash of its texts where it was given none."""
        return row_id(self.texts) if self.given_id is None else self.given_id

    @property
    def groups(self) -> frozenset[Group]:
        """The groups of its mentions."""
        return frozenset(one.mention.group for detection in self.detections for one in detection.found)


class RowPlan(NamedTuple):
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
