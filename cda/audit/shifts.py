"""What became of associations when a dataset was augmented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cda.audit.associations import strongest
from cda.audit.draw_up import Looked, groups_in, label_associations, occupation_associations, word_associations
from cda.audit.phrases import unlisted
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Associated, Shift

_SHOWN = 12
"""How many terms of a group are followed."""

What = Literal["words", "occupations", "labels"]
"""What may be associated with a group."""


def shifts(before: Tally, after: Tally, what: What, looked: Looked) -> dict[str, tuple[Shift, ...]]:
    """Follow what was most associated with each group in the originals.

    Args:
        before: The counts of the originals.
        after: Those of all that was written.
        what: What is followed.
        looked: With what it was looked at.

    Returns:
        Attribute to the shifts, those of a group together, the strongest first. A term that stands with no group
        afterwards is associated with none.
    """
    return {
        name: tuple(
            _shifts(_measured(one, before, what, looked), _measured(after.attributes[name], before, what, looked), one)
        )
        for name, one in before.attributes.items()
    }


def _shifts(
    before: Mapping[str, Mapping[str, Associated]], after: Mapping[str, Mapping[str, Associated]], tally: AttributeTally
) -> list[Shift]:
    return [
        Shift(group, term, after.get(group, {}).get(term.term, Associated(term.term, 0, 0, 0.0, 0.0)))
        for group in groups_in(tally)
        for term in strongest(before.get(group, {}), _SHOWN)
    ]


def _measured(one: AttributeTally, whole: Tally, what: What, looked: Looked) -> Mapping[str, Mapping[str, Associated]]:
    if what == "words":
        return word_associations(one, unlisted(looked.specs))
    if what == "occupations":
        return occupation_associations(one)
    return label_associations(one, whole.labels(looked.by))
