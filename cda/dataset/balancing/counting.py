"""Rows and mentions by label and group, of what comes in and of what is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cda.dataset.strategies.groups import MIXED, UNMENTIONED, group_of
from cda.dataset.strategies.selection import RowFacts, Selection
from cda.errors import OptionError

MOST_LABELS = 1000
"""How many values a label may have; each has its own quota and its own lines in the table."""

Key = tuple[str | None, str]
"""A label and a group; `MIXED` and `UNMENTIONED` stand beside the groups."""


def counted(facts: RowFacts, selection: Selection) -> Iterator[Mapping[str, int]]:
    """The mentions by group of each text that is written of a row.

    Args:
        facts: What is known of the row.
        selection: What is written of it.

    Yields:
        The counts of the original, then those of the counterfactuals, of what is written of them.

    Example:
        >>> facts = RowFacts(None, {"feminine": 1}, ({"masculine": 1},))
        >>> list(counted(facts, Selection(False, (0,))))
        [{'masculine': 1}]
    """
    if selection.original:
        yield facts.counts
    for place in selection.counterfactuals:
        counts = facts.counterfactuals[place]
        if counts is not None:
            yield counts


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts rows as they pass; memory goes with labels and groups alone.

    Args:
        groups: The groups that count.
        rows: Label and group to number of rows that count for it.
        mentions: Label and group to number of its mentions, in rows that count for any group; for `MIXED` all
            mentions in such rows.
        labels: The labels seen.
    """

    groups: tuple[str, ...]
    rows: Counter[Key] = field(default_factory=Counter)
    mentions: Counter[Key] = field(default_factory=Counter)
    labels: set[str | None] = field(default_factory=set)

    def add(self, facts: RowFacts, selection: Selection) -> None:
        """Count what is written of a row.

        Args:
            facts: What is known of the row.
            selection: What is written of it.

        Raises:
            OptionError: If the label has too many values.
        """
        self._meet({facts.label})
        for counts in counted(facts, selection):
            group = group_of(counts, self.groups)
            self.rows[facts.label, group] += 1
            if group == MIXED:
                self.mentions[facts.label, MIXED] += sum(counts.get(one, 0) for one in self.groups)
            elif group != UNMENTIONED:
                for one in self.groups:
                    self.mentions[facts.label, one] += counts.get(one, 0)

    def _meet(self, labels: set[str | None]) -> None:
        self.labels.update(labels)
        if len(self.labels) > MOST_LABELS:
            raise OptionError(
                f"the label has more than {MOST_LABELS:,} different values",
                hint="name a column with fewer values; numbers can be put into classes first",
            )

    def __add__(self, other: Counting) -> Counting:
        both = Counting(self.groups, self.rows + other.rows, self.mentions + other.mentions, set(self.labels))
        both._meet(other.labels)
        return both

    def sizes(self, label: str | None, groups: Sequence[str], unit: str) -> dict[str, int]:
        """Say how large some groups are within a label.

        Args:
            label: The label.
            groups: The groups.
            unit: ``row`` or ``mention``.

        Returns:
            Group to number of rows or mentions.
        """
        counts = self.rows if unit == "row" else self.mentions
        return {group: counts[label, group] for group in groups}

    def present(self) -> tuple[str, ...]:
        """The groups that have a row."""
        filled = {group for (_, group), count in self.rows.items() if count}
        return tuple(group for group in self.groups if group in filled)

    def sorted_labels(self) -> list[str | None]:
        """The labels in the order in which they are shown: by their text, rows without one last."""
        return sorted(self.labels, key=lambda label: (label is None, label or ""))
