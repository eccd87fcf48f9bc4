"""What is left as it is in a row: for cues, for names, and for whoever is the same person. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cda.detection.flags import Concern
from cda.resolution.resolver import Clusters
from cda.resolution.rows import JoinedRow
from cda.types import Group, Reason

Why = tuple[Reason, str]
"""The reason of a hold, and what decided it: a cue, a name."""

OF_BODIES = frozenset({"pregnancy_birth", "anatomy"})
"""Categories of cues that a neutral rewriting does not make false: *they are pregnant*."""

HOSTILE = frozenset({"insult", "offensive", "slur"})
"""Categories of cues that make a text hostile; who trains a classifier of hostility wants it rewritten all the same."""


class Holds(NamedTuple):
    """What is held in a row.

    Args:
        mentions: Place of a mention to why it is held; only mentions that would be edited.
        groups: The groups for whose cues something is held.
    """

    mentions: Mapping[int, Why]
    groups: tuple[Group, ...] = ()


class Planned(NamedTuple):
    """What would happen to the mentions of a row if nothing were held.

    Args:
        edited: Places of the mentions that would be edited.
        unwritten: Places of those that have no counterpart, which stay as they are in any case.
        ties: Mentions that one edit covers (*he or she*, where one word is written for both).
    """

    edited: AbstractSet[int]
    unwritten: AbstractSet[int] = frozenset()
    ties: Sequence[Sequence[int]] = ()


def blocking(row: JoinedRow, edited: AbstractSet[int], pardoned: AbstractSet[str] = frozenset()) -> tuple[Concern, ...]:
    """The cues that stand against the plan for a row.

    Args:
        row: The row.
        edited: Places of the mentions that would be edited.
        pardoned: The categories of cues that do not count here, such as those of the body in a neutral rewriting.

    Returns:
        The concerns of blocking cues that speak of a mention that would be edited.
    """
    strong = [one for one in row.concerns if one.flag.strength == "block" and one.flag.category not in pardoned]
    of_rows = {one.group for one in _different(strong) if one.scope == "row" and not edited.isdisjoint(one.mentions)}
    return tuple(
        one for one in strong if (one.group in of_rows if one.scope == "row" else not edited.isdisjoint(one.mentions))
    )


def holds(
    row: JoinedRow, planned: Planned, clusters: Clusters, kept: Mapping[int, Why], cues: Sequence[Concern]
) -> Holds:
    """Decide what is held in a row.

    A cue holds the whole row, unless the persons that it speaks of are mentioned in no other sentence: then it holds
    the mentions of their sentences. Whoever has one mention that stays as it is has none that is edited.

    Args:
        row: The row.
        planned: What would happen to its mentions.
        clusters: Who is the same person as who.
        kept: The persons whose names are kept, each with the reason.
        cues: The cues that stand against the plan; see `blocking`.

    Returns:
        The holds. They leave every person either as it was, or with all mentions edited that would be edited.
    """
    groups = {group for cue in _different(cues) for group in _groups(row, cue)}
    places = _Places(row, clusters) if cues else None
    why: dict[int, Why] = {}
    for cue in cues:
        reason: Why = ("guard", cue.flag.cue)
        if places is None or not places.alone(cue):
            return Holds(dict.fromkeys(sorted(planned.edited), reason), tuple(sorted(groups)))
        for mention in places.beside(cue):
            why.setdefault(mention, reason)
    unwritten: dict[int, Why] = dict.fromkeys(planned.unwritten, ("guard", "no_counterpart"))
    why = _spread(why | unwritten, planned.ties, clusters, kept)
    return Holds({place: why[place] for place in sorted(why) if place in planned.edited}, tuple(sorted(groups)))


def _spread(
    why: Mapping[int, Why], ties: Sequence[Sequence[int]], clusters: Clusters, kept: Mapping[int, Why]
) -> dict[int, Why]:
    """What holds a mention holds all of its person, and what holds one of two that are tied holds both."""
    spread = dict(why)
    persons = dict(kept)
    count = -1
    while count != len(spread):
        count = len(spread)
        for place, reason in spread.items():
            person = clusters.mentions[place]
            if person is not None:
                persons.setdefault(person, reason)
        for place, person in enumerate(clusters.mentions):
            if person is not None and person in persons:
                spread[place] = persons[person]
        for tie in ties:
            reasons = [spread[place] for place in tie if place in spread]
            if reasons:
                spread.update((place, reasons[0]) for place in tie if place not in spread)
    return spread


def _different(cues: Iterable[Concern]) -> Iterator[Concern]:
    """Cues without those that speak of all mentions of a group in the row, as one before them does."""
    seen: set[Group] = set()
    for cue in cues:
        if cue.scope != "row" or cue.group not in seen:
            yield cue
        if cue.scope == "row":
            seen.add(cue.group)


def _groups(row: JoinedRow, cue: Concern) -> AbstractSet[Group]:
    return {cue.group} if cue.group != "any" else {row.mentions[place].group for place in cue.mentions}


class _Places:
    """In which sentences persons are mentioned."""

    def __init__(self, row: JoinedRow, clusters: Clusters) -> None:
        self.row, self.clusters = row, clusters
        self.sentence = row.sentences()
        self.members: defaultdict[int, list[int]] = defaultdict(list)
        self.of_person: defaultdict[int, set[int]] = defaultdict(set)
        self.of_group: defaultdict[Group, set[int]] = defaultdict(set)
        self.of_loose: defaultdict[Group, set[int]] = defaultdict(set)
        for place, (mention, person) in enumerate(zip(row.mentions, clusters.mentions, strict=True)):
            sentence = self.sentence[place]
            self.members[sentence].append(place)
            self.of_group[mention.group].add(sentence)
            if person is not None:
                self.of_person[person].add(sentence)
                if person in clusters.loose:
                    self.of_loose[mention.group].add(sentence)

    def alone(self, cue: Concern) -> bool:
        """Whether everybody that a cue speaks of is mentioned in one sentence alone.

        Several people (*women*) may be meant by any word of their group, and one person by any pronoun of the group
        whose antecedent was not found.
        """
        if cue.scope == "row":
            return False
        for place in cue.mentions:
            person, group, here = self.clusters.mentions[place], self.row.mentions[place].group, {self.sentence[place]}
            if person is None:
                if not self.of_group[group] <= here:
                    return False
            elif not (self.of_person[person] <= here and self.of_loose[group] <= here):
                return False
        return True

    def beside(self, cue: Concern) -> list[int]:
        """All mentions in the sentences of those that a cue speaks of."""
        return [one for sentence in {self.sentence[place] for place in cue.mentions} for one in self.members[sentence]]
