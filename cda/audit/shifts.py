"""What became of associations when a dataset was augmented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cda.audit.associations import strongest
from cda.audit.draw_up import groups_in, label_associations, occupation_associations, word_associations
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Associated, Shift

_SHOWN = 12
"""How many terms of a group are followed."""

_LEAST = 5
"""A term that stands with a group in fewer sentences or rows of the originals is not followed."""

What = Literal["words", "occupations", "labels"]
"""What may be associated with a group."""


def shifts(before: Tally, after: Tally, what: What) -> dict[str, tuple[Shift, ...]]:
    """Follow what was most associated with each group in the originals.

    Args:
        before: The counts of the originals.
        after: Those of all that was written.
        what: What is followed.

    Returns:
        Attribute to the shifts, those of a group together, the strongest first. A term that stands with no group
        afterwards is associated with none.
    """
    return {
        name: tuple(_shifts(_measured(one, before, what), _measured(after.attributes[name], after, what), one))
        for name, one in before.attributes.items()
    }


def _shifts(
    before: Mapping[str, Mapping[str, Associated]], after: Mapping[str, Mapping[str, Associated]], tally: AttributeTally
) -> list[Shift]:
    return [
        Shift(group, term, after.get(group, {}).get(term.term, Associated(term.term, 0, 0, 0.0, 0.0)))
        for group in groups_in(tally)
        for term in strongest(before.get(group, {}), _SHOWN, _LEAST)
    ]


def _measured(one: AttributeTally, whole: Tally, what: What) -> Mapping[str, Mapping[str, Associated]]:
    if what == "words":
        return word_associations(one)
    return occupation_associations(one) if what == "occupations" else label_associations(one, whole.labels())
