"""The two passes of a balance as strategies: one that counts every row, one whose choices are counted."""

from __future__ import annotations

from dataclasses import dataclass

from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.tally import Tally
from cda.dataset.strategies.selection import RowFacts, Selection, Strategy


@dataclass(frozen=True, slots=True)
class Tallying:
    """Looks at every row for the first pass, and writes none.

    Args:
        tally: Where rows are counted.
    """

    tally: Tally

    name = "tally"

    def wants(self, id: str) -> bool:  # noqa: A002, ARG002 - see `Strategy`
        """Every row is rewritten: only then is it known what it could be taken for."""
        return True

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - see `Strategy`
        """Count the row."""
        self.tally.add(id, facts)
        return Selection(original=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """A strategy whose choices are counted.

    Args:
        inner: The strategy.
        counting: Where what is written is counted.
    """

    inner: Strategy
    counting: Counting

    @property
    def name(self) -> str:
        """The name of the strategy that chooses."""
        return self.inner.name

    def wants(self, id: str) -> bool:  # noqa: A002 - see `Strategy`
        """As the strategy says."""
        return self.inner.wants(id)

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - see `Strategy`
        """As the strategy says."""
        selection = self.inner.select(id, facts)
        self.counting.add(facts, selection)
        return selection
