"""What a strategy sees of a row, and what it says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a strategy has to know of a row.

    Args:
        label: The value of the label column; ``None`` where it is null or no column was named.
        counts: The mentions of the original by group; groups without mention may be absent.
        counterfactuals: For each rewriting in the row's result its mentions by group, ``None`` where that rewriting
            changed nothing.
    """

    label: str | None
    counts: Mapping[str, int]
    counterfactuals: tuple[Mapping[str, int] | None, ...] = ()

    @property
    def changed(self) -> tuple[int, ...]:
        """The places of the rewritings that changed something."""
        return tuple(place for place, one in enumerate(self.counterfactuals) if one is not None)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is written of a row.

    Args:
        original: Whether the original is.
        counterfactuals: The places of the rewritings that are, in the row's result; ascending, each once.
    """

    original: bool
    counterfactuals: tuple[int, ...] = ()


class Strategy(Protocol):
    """Decides for each row what is written of it."""

    @property
    def name(self) -> str:
        """The name by which users ask for it."""

    def wants(self, id: str) -> bool:  # noqa: A002 - a row has an id, as in all of the project
        """Whether the row has to be rewritten; of one that has not, the original alone is written."""

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - as above
        """What is written of the row.

        Args:
            id: The id of the row.
            facts: What is known of it; for a row that was not wanted, or that the engine could not rewrite, one without
                counterfactuals.

        Returns:
            The selection.
        """
