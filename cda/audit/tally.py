"""Counting while rows go by: tallies of parts of a corpus add up to that of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cda.audit.phrases import PERSONAL, names_people
from cda.audit.seen import Seen
from cda.audit.terms import occupations_in, plain_words, sentences, taken_spans, words_in
from cda.dataset.labels.telling import MOST_VALUES
from cda.dataset.strategies.groups import group_of
from cda.lexicon.occupations import Occupations
from cda.types import Group, Mention

_MOST_WORDS = 400_000
"""Different words of a group that are kept. Beyond it the rarest go as rows come in, so that the numbers of rare words
depend on how the rows are cut; those that are called associated are far from rare then."""

_FEW = 10
"""So few values are those of a label however many rows there are."""

NAME = "name"
"""The kind of mention that is a name: its words are never kept."""


@dataclass(slots=True)
class AttributeTally:
    """Counts of the groups of one attribute; see `cda.audit.values.AttributeAudit` for what they mean."""

    attribute: str
    groups: tuple[Group, ...]
    rows: Counter[Group] = field(default_factory=Counter)
    rows_with: Counter[Group] = field(default_factory=Counter)
    mentions: Counter[tuple[Group, str]] = field(default_factory=Counter)
    forms: dict[Group, Counter[str]] = field(default_factory=dict)
    words: dict[Group, Counter[str]] = field(default_factory=dict)
    occupations: dict[Group, Counter[str]] = field(default_factory=dict)
    labels: Counter[tuple[str, str, Group]] = field(default_factory=Counter)

    def add(self, row: Seen, occupations: Occupations) -> None:
        """Count a row.

        Args:
            row: The row.
            occupations: The occupations that are looked for.
        """
        counts: Counter[Group] = Counter()
        for _, mention in row.mentions:
            if mention.attribute != self.attribute or self.both(mention):
                continue
            counts[mention.group] += 1
            self.mentions[mention.group, mention.kind] += 1
            if mention.kind != NAME:
                self.forms.setdefault(mention.group, Counter())[mention.text.lower()] += 1
        self.rows_with.update(counts.keys())
        group = group_of(counts, self._counted(counts))
        self.rows[group] += 1
        self.labels.update((column, value, group) for column, value in row.labels.items() if value is not None)
        if counts:
            self._beside(row, occupations)

    def both(self, mention: Mention) -> bool:
        """Whether it is a name that people of several groups have: it stays, and counts for none."""
        return mention.kind == NAME and mention.group not in self.groups

    def _counted(self, counts: Iterable[Group]) -> Sequence[Group]:
        """The groups of the lexicon, and those that words were written to beside them."""
        return tuple(dict.fromkeys((*self.groups, *counts)))

    def _beside(self, row: Seen, occupations: Occupations) -> None:
        taken = taken_spans(row)
        for name, start, end, groups in sentences(row, self.attribute, self.both):
            found = words_in(row.texts[name], start, end, taken.get(name, ()))
            plain, jobs = list(plain_words(found)), list(occupations_in(found, occupations))
            for group in groups:
                self.words.setdefault(group, Counter()).update(plain)
                _shorten(self.words[group])
                self.occupations.setdefault(group, Counter()).update(jobs)

    def merge(self, other: AttributeTally) -> None:
        """Add the counts of other rows."""
        self.rows.update(other.rows)
        self.rows_with.update(other.rows_with)
        self.mentions.update(other.mentions)
        self.labels.update(other.labels)
        for mine, theirs in (
            (self.forms, other.forms),
            (self.words, other.words),
            (self.occupations, other.occupations),
        ):
            for group, some in theirs.items():
                mine.setdefault(group, Counter()).update(some)
        for some in self.words.values():
            _shorten(some)


def _shorten(some: Counter[str]) -> None:
    """Let the rarest words go where there are too many."""
    least = 1
    while len(some) > _MOST_WORDS:
        for word in [word for word, count in some.items() if count <= least]:
            del some[word]
        least += 1


@dataclass(slots=True)
class Tally:
    """Counts of rows, of all attributes."""

    attributes: dict[str, AttributeTally]
    rows: int = 0
    failed: int = 0
    splits: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    held_rows: Counter[str] = field(default_factory=Counter)
    cues: dict[str, Counter[str]] = field(default_factory=dict)
    flags: Counter[tuple[str, str]] = field(default_factory=Counter)
    flag_rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, row: Seen, occupations: Occupations) -> None:
        """Count a row, but for `rows` and `splits`.

        Args:
            row: The row.
            occupations: The occupations that are looked for.
        """
        row = replace(row, labels=self._met(row.labels))
        for one in self.attributes.values():
            one.add(row, occupations)
        reasons = [held.reason for _, held in row.held]
        self.held.update(reasons)
        self.held_rows.update(set(reasons))
        for _, held in row.held:
            if held.cue and held.reason not in PERSONAL:
                self.cues.setdefault(held.reason, Counter())[held.cue] += 1
        kinds = [(flag.category, flag.strength) for _, flag in row.flags]
        self.flags.update(kinds)
        self.flag_rows.update(set(kinds))

    def _met(self, labels: Mapping[str, str | None]) -> dict[str, str | None]:
        """The labels of a row, but for columns that have too many values: those are none."""
        for column, value in labels.items():
            known = self.values.setdefault(column, {})
            if len(known) <= MOST_VALUES and value is not None:
                known[value] = None
        return {column: value for column, value in labels.items() if len(self.values[column]) <= MOST_VALUES}

    def labels(self, by: str | None = None) -> list[str]:
        """Tell which columns are labels.

        Args:
            by: A column that the user named as one.

        Returns:
            The columns, in their order: those with few values, unless they are nearly all different, or people's names.
        """
        few = ((column, known) for column, known in self.values.items() if known and len(known) <= MOST_VALUES)
        return [column for column, known in few if column == by or self._is_label(known)]

    def _is_label(self, known: Collection[str]) -> bool:
        return (len(known) <= _FEW or 2 * len(known) <= self.rows) and not names_people(known)

    def merge(self, other: Tally) -> None:
        """Add the counts of other rows."""
        self.rows += other.rows
        self.failed += other.failed
        self.splits.update(other.splits)
        self.held.update(other.held)
        self.held_rows.update(other.held_rows)
        self.flags.update(other.flags)
        self.flag_rows.update(other.flag_rows)
        for reason, some in other.cues.items():
            self.cues.setdefault(reason, Counter()).update(some)
        for name, one in other.attributes.items():
            self.attributes[name].merge(one)
        for column, known in other.values.items():
            mine = self.values.setdefault(column, {})
            if len(mine) <= MOST_VALUES:
                mine.update(known)
            if len(mine) > MOST_VALUES:
                self._forget(column)

    def _forget(self, column: str) -> None:
        """Let go what was counted of a column that is no label."""
        for one in self.attributes.values():
            one.labels = Counter({key: count for key, count in one.labels.items() if key[0] != column})
