"""Strategies that look at one row alone."""

from __future__ import annotations

from dataclasses import dataclass

from cda.dataset.strategies.chance import CHANCES, chance
from cda.dataset.strategies.selection import RowFacts, Selection
from cda.errors import OptionError

P = 0.5
"""The probability with which a row is replaced where none is given."""


@dataclass(frozen=True, slots=True)
class Augment:
    """Every original and every counterfactual (counterfactual data augmentation, CDA; Lu et al. 2020)."""

    name = "augment"

    def wants(self, id: str) -> bool:  # noqa: A002, ARG002 - see `Strategy`
        """Every row is rewritten."""
        return True

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002, ARG002 - see `Strategy`
        """The original and all its counterfactuals."""
        return Selection(original=True, counterfactuals=facts.changed)


@dataclass(frozen=True, slots=True)
class Substitute:
    """Some rows replaced by their counterfactuals (counterfactual data substitution, CDS; Hall Maudslay et al. 2019).

    Which ones depends on id and seed alone, never on other rows, their order, or how they are split up.

    Args:
        p: The probability with which a row is replaced, from 0 to 1.
        seed: The seed.

    Raises:
        OptionError: If ``p`` is no probability.
    """

    p: float = P
    seed: int = 0

    name = "substitute"

    def __post_init__(self) -> None:
        check_probability(self.p)

    def wants(self, id: str) -> bool:  # noqa: A002 - see `Strategy`
        """Only rows that chance takes are rewritten."""
        return chance(self.seed, self.name, id) < int(self.p * CHANCES)

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - see `Strategy`
        """One counterfactual of a row that chance takes, where it has any; else the original."""
        places = facts.changed
        if not places or not self.wants(id):
            return Selection(original=True)
        return Selection(False, (places[chance(self.seed, self.name, id, "which") % len(places)],))


def check_probability(p: object) -> None:
    """Refuse what is no probability.

    Raises:
        OptionError: If it is no number from 0 to 1.
    """
    if isinstance(p, bool) or not isinstance(p, int | float) or not 0 <= p <= 1:
        raise OptionError(f"p={p!r} is no probability", hint="give a number from 0 to 1, such as 0.5")


@dataclass(frozen=True, slots=True)
class OnlyPairs:
    """Originals with their counterfactuals; rows that have none are not written."""

    name = "only-pairs"

    def wants(self, id: str) -> bool:  # noqa: A002, ARG002 - see `Strategy`
        """Every row is rewritten."""
        return True

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002, ARG002 - see `Strategy`
        """The original and all its counterfactuals, or nothing."""
        return Selection(original=bool(facts.changed), counterfactuals=facts.changed)


@dataclass(frozen=True, slots=True)
class Neutralize:
    """Each row that a neutral rewriting changes is replaced by it; the engine is asked to write the neutral group."""

    name = "neutralize"

    def wants(self, id: str) -> bool:  # noqa: A002, ARG002 - see `Strategy`
        """Every row is rewritten."""
        return True

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002, ARG002 - see `Strategy`
        """The first rewriting that changed something, in place of the original."""
        places = facts.changed[:1]
        return Selection(original=not places, counterfactuals=places)
