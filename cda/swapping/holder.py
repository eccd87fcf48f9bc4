"""The holds of a batch of rows: asks for names and persons only where something can be held."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cda.detection.detector import Detection
from cda.detection.flags import Concern
from cda.resolution.nearest import SENTENCES
from cda.resolution.people import KeepList, People, near_mentions
from cda.resolution.resolver import Clusters, Name, Resolver
from cda.resolution.rows import JoinedRow, join
from cda.swapping.holds import Holds, Planned, Why, blocking, holds
from cda.swapping.plan import Plan
from cda.types import Edit, Group, Held


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a row: its text, what was found in it and what is planned for it.

    Args:
        text: The text.
        detection: What was found.
        plan: The edits that are planned, and the mentions that are left alone.
    """

    text: str
    detection: Detection
    plan: Plan

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that are planned, sorted."""
        return self.plan[0]

    @property
    def unwritten(self) -> tuple[Held, ...]:
        """The mentions that are left alone."""
        return self.plan[1]


@dataclass(frozen=True, slots=True)
class PartHolds:
    """What is held in a field.

    Args:
        mentions: Place of a mention in the field to what is said of it.
        names: Names of the user's list that stand in the field.
    """

    mentions: Mapping[int, Held]
    names: tuple[Held, ...] = ()

    def without(self, detection: Detection) -> Detection:
        """The detection without the mentions that are held."""
        found = tuple(one for place, one in enumerate(detection.found) if place not in self.mentions)
        return Detection(found, detection.held, detection.concerns)


@dataclass(frozen=True, slots=True)
class RowHolds:
    """What is held in a row: a value for each field, and the groups for whose cues something is held."""

    parts: tuple[PartHolds, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """The plans of a batch after the holds.

    Args:
        plans: The plan of each text.
        held: What is held in each text, beyond what its plan leaves alone.
        groups: For each row the groups for whose cues something is held.
    """

    plans: Sequence[Plan]
    held: Sequence[tuple[Held, ...]]
    groups: Sequence[tuple[Group, ...]]


class Holder:
    """Decides what is held in rows.

    Args:
        resolver: Says who is the same person as who.
        people: Finds names, where they are asked for.
        keep: The user's list of names.
        guards: Whether cues hold.
        names: Whether all names hold, or only those of the list.
        neutral: Whether the rewriting is to a neutral form.
    """

    def __init__(  # noqa: PLR0913 - a part or an option each
        self, resolver: Resolver, people: People, keep: KeepList, *, guards: bool, names: bool, neutral: bool
    ) -> None:
        self._resolver = resolver
        self._people = people
        self._keep = keep
        self._guards = guards
        self._names = names
        self._neutral = neutral

    def settle(
        self,
        sizes: Sequence[int],
        texts: Sequence[str],
        detections: Sequence[Detection],
        plan: Callable[[Sequence[str], Sequence[Detection]], Iterable[Plan]],
    ) -> Settled:
        """Plan a batch of rows, and plan again without the mentions that are held.

        Args:
            sizes: How many fields each row has.
            texts: The fields of all rows, one after the other.
            detections: What was found in each.
            plan: Plans texts.

        Returns:
            The plans, and what is held.
        """
        plans = list(plan(texts, detections))
        parts = iter(map(Part, texts, detections, plans))
        rows = [tuple(islice(parts, size)) for size in sizes]
        decided = self.hold(rows)
        holds_of = [one for row in decided for one in row.parts]
        again = [place for place, one in enumerate(holds_of) if one.mentions]
        changed = plan(
            [texts[place] for place in again], [holds_of[place].without(detections[place]) for place in again]
        )
        for place, planned in zip(again, changed, strict=True):
            plans[place] = planned
        held = [(*one.mentions.values(), *one.names) for one in holds_of]
        return Settled(plans, held, [row.groups for row in decided])

    def hold(self, rows: Sequence[Sequence[Part]]) -> list[RowHolds]:
        """Decide what is held in each row of a batch.

        Args:
            rows: The fields of each row.

        Returns:
            The holds of each row, in order.
        """
        out = [RowHolds(tuple(PartHolds({}) for _ in parts)) for parts in rows]
        drafts = [(number, draft) for number, parts in enumerate(rows) if (draft := self._draft(parts))]
        asked = [draft.row for _, draft in drafts if self._names or draft.kept]
        spans = [near_mentions(row.text, row.mentions, SENTENCES) for row in asked]
        found = iter(self._people.names([row.text for row in asked], spans))
        for number, draft in drafts:
            names = next(found) if self._names or draft.kept else ()
            out[number] = self._decide(rows[number], draft, names)
        return out

    def _draft(self, parts: Sequence[Part]) -> _Draft | None:
        """The row as far as it is known without names, or ``None`` where nothing can be held."""
        guarded = self._guards and any(part.detection.concerns or part.unwritten for part in parts)
        if not (guarded or self._names or self._keep.names):
            return None
        row = join([part.text for part in parts], [part.detection for part in parts])
        planned = _planned(parts, row.firsts)
        cues = blocking(row, planned.edited, neutral=self._neutral) if self._guards else ()
        kept = self._keep.find(row.text)
        named = self._names and bool(planned.edited)
        return _Draft(row, planned, cues, kept) if cues or kept or named or planned.unwritten else None

    def _decide(self, parts: Sequence[Part], draft: _Draft, found: Sequence[Name]) -> RowHolds:
        row = draft.row
        names = _merged(draft.kept, found, row)
        clusters = self._resolver.resolve(row.text, row.mentions, names, row.plurals)
        decided = holds(row, draft.planned, clusters, self._reasons(names, clusters, draft.kept), draft.cues)
        return RowHolds(tuple(_parts(parts, row, decided, draft.kept)), decided.groups)

    def _reasons(self, names: Sequence[Name], clusters: Clusters, kept: Sequence[Name]) -> dict[int, Why]:
        """The persons whose names are kept; the user's list comes before what was found."""
        listed = set(kept)
        users: dict[int, Why] = {}
        found: dict[int, Why] = {}
        for name, person in zip(names, clusters.names, strict=True):
            if name in listed:
                users.setdefault(person, ("user", name.text))
            elif self._names:
                found.setdefault(person, ("kept_name", name.text))
        return found | users


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row on its way: what is planned, and what may stand against it."""

    row: JoinedRow
    planned: Planned
    cues: tuple[Concern, ...]
    kept: tuple[Name, ...]


def _planned(parts: Sequence[Part], firsts: Sequence[int]) -> Planned:
    """Which mentions of a row would be edited: those that an edit overlaps."""
    edited: set[int] = set()
    unwritten: set[int] = set()
    ties: list[list[int]] = []
    for part, first in zip(parts, firsts, strict=True):
        edits = iter(part.edits)
        edit = next(edits, None)
        covered: dict[Edit, list[int]] = {}
        left = {(held.start, held.end) for held in part.unwritten if held.cue == "no_counterpart"}
        for place, one in enumerate(part.detection.found, first):
            mention = one.mention
            while edit and edit.end <= mention.start:
                edit = next(edits, None)
            if edit and edit.start < mention.end:
                edited.add(place)
                covered.setdefault(edit, []).append(place)
            elif (mention.start, mention.end) in left:
                unwritten.add(place)
        ties += [places for places in covered.values() if len(places) > 1]
    return Planned(edited, unwritten, ties)


def _merged(kept: Sequence[Name], found: Iterable[Name], row: JoinedRow) -> list[Name]:
    """The names of the list and those found, without what overlaps a name of the list or is a mention alone."""
    alone = {(mention.start, mention.end) for mention in row.mentions}
    starts = [name.start for name in kept]

    def free(name: Name) -> bool:
        before = bisect_left(starts, name.end) - 1
        return (before < 0 or kept[before].end <= name.start) and (name.start, name.end) not in alone

    return sorted([*kept, *filter(free, found)], key=lambda name: name.start)


def _parts(parts: Sequence[Part], row: JoinedRow, decided: Holds, kept: Sequence[Name]) -> Iterator[PartHolds]:
    for part, first, offset in zip(parts, row.firsts, row.offsets, strict=True):
        held: dict[int, Held] = {}
        for place, one in enumerate(part.detection.found):
            if first + place in decided.mentions:
                reason, cue = decided.mentions[first + place]
                held[place] = Held(one.mention.start, one.mention.end, one.mention.text, reason, cue)
        end = offset + len(part.text)
        names = tuple(
            Held(name.start - offset, name.end - offset, name.text, "user", name.text)
            for name in kept
            if offset <= name.start and name.end <= end
        )
        yield PartHolds(held, names)
