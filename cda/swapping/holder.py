"""The holds of a batch of rows: asks for names and persons only where something can be held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cda.detection.detector import Detection
from cda.detection.flags import Concern
from cda.naming.finder import Finder
from cda.reading import Known
from cda.resolution.coref import KnownResolver
from cda.resolution.nearest import SENTENCES
from cda.resolution.people import People, near_mentions
from cda.resolution.resolver import Clusters, Name, Resolver
from cda.resolution.rows import JoinedRow, join
from cda.swapping.holds import Holds, Planned, Why, blocking, holds
from cda.swapping.kept import HoldOptions, Kept
from cda.swapping.kin import kin
from cda.swapping.plan import Plan
from cda.swapping.row import FoundRow, Planner, RowPlan
from cda.swapping.who import names_in, persons_of
from cda.types import Edit, Group, Held


class Part(NamedTuple):
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


class PartHolds(NamedTuple):
    """What is held in a field.

    Args:
        mentions: Place of a mention in the field to what is said of it.
        names: Names of the user's list that stand in the field.
    """

    mentions: Mapping[int, Held]
    names: tuple[Held, ...] = ()

    def all(self) -> tuple[Held, ...]:
        """Everything that is held, sorted by place; a mention in a kept name is said with that name alone."""
        names = sorted(self.names, key=lambda one: one.start)
        apart = (one for one in self.mentions.values() if not _covered(one, names))
        return tuple(sorted((*apart, *names), key=lambda one: (one.start, one.end)))

    def without(self, detection: Detection) -> Detection:
        """The detection without the mentions that are held."""
        found = tuple(one for place, one in enumerate(detection.found) if place not in self.mentions)
        return Detection(found, detection.held, detection.concerns)


class RowHolds(NamedTuple):
    """What is held in a row: a value for each field, and the groups for whose cues something is held."""

    parts: tuple[PartHolds, ...]
    groups: tuple[Group, ...] = ()


class Holder:
    """Decides what is held in rows.

    Args:
        resolver: Says who is the same person as who.
        people: Finds all names, where they are asked for.
        finder: Finds those that are sure.
        kept: The names that are never touched.
        options: What holds.
    """

    def __init__(self, resolver: Resolver, people: People, finder: Finder, kept: Kept, options: HoldOptions) -> None:
        self._resolver = resolver
        self._people = people
        self._finder = finder
        self._kept = kept
        self._options = options

    def knowing(self, known: Known) -> Holder:
        """The same holder, which asks first what is known."""
        resolver = KnownResolver(known, self._resolver)
        return Holder(resolver, self._people.knowing(known), self._finder, self._kept, self._options)

    def settle(self, rows: Sequence[FoundRow], plan: Planner) -> list[RowPlan]:
        """Plan a batch of rows, and plan those again in which something is held, without what is held.

        Args:
            rows: The rows.
            plan: Plans rows.

        Returns:
            The plan of each row, with what is held.
        """
        plans = list(plan(rows))
        parts = [tuple(map(Part, row.texts, row.detections, one.plans)) for row, one in zip(rows, plans, strict=True)]
        decided = self.hold(parts)
        held = [(place, one) for place, one in enumerate(decided) if one and any(part.mentions for part in one.parts)]
        again = [place for place, _ in held]
        changed = plan([_without(rows[place], one) for place, one in held])
        for place, planned in zip(again, changed, strict=True):
            plans[place] = planned
        return [_with_holds(one, row) if row else one for one, row in zip(plans, decided, strict=True)]

    def hold(self, rows: Sequence[Sequence[Part]]) -> list[RowHolds | None]:
        """Decide what is held in each row of a batch.

        Args:
            rows: The fields of each row.

        Returns:
            The holds of each row, in order; ``None`` where nothing can be held.
        """
        out: list[RowHolds | None] = [None] * len(rows)
        # Each step is done for all rows before the next: what it needs stays in the processor's cache.
        kept = [self._kept_in(parts) for parts in rows]
        drafts = [
            (number, draft)
            for number, (parts, some) in enumerate(zip(rows, kept, strict=True))
            if (draft := self._draft(parts, some))
        ]
        for number, draft in drafts:
            if not self._may_hold(draft):
                out[number] = RowHolds(tuple(_parts(rows[number], draft.row, Holds({}), draft.kept)))
        drafts = [(number, draft) for number, draft in drafts if out[number] is None]
        asked = [draft.row for _, draft in drafts if self._needs_all(draft)]
        spans = [near_mentions(row.text, row.mentions, SENTENCES) for row in asked]
        found = iter(self._people.names([row.text for row in asked], spans))
        named = [next(found) if self._needs_all(draft) else tuple(self._sure(draft)) for _, draft in drafts]
        for (number, draft), names in zip(drafts, named, strict=True):
            out[number] = self._decide(rows[number], draft, names)
        return out

    def _needs_all(self, draft: _Draft) -> bool:
        """Whether every name must be known: where all are held, or a list of the user's is."""
        return self._options.names or any(reason == "user" for reason, _ in draft.kept.values())

    def _may_hold(self, draft: _Draft) -> bool:
        """Whether anything can be held; what is kept may be out of reach of all that would be edited."""
        if draft.cues or draft.planned.unwritten or self._options.names:
            return True
        row = draft.row
        return self._resolver.reaches(row.text, row.mentions, [*draft.kept], row.plurals)

    def _sure(self, draft: _Draft) -> Iterator[Name]:
        """Who else a pronoun may stand for beside a public figure: names that are sure without the recognizer."""
        if draft.kept and not any(mention.kind == "name" for mention in draft.row.mentions):
            for name in self._finder.sure(draft.row.text):
                entry = name.given[0].entry if name.given else None
                yield Name(name.start, name.end, name.text, entry.group if entry else None)

    def _draft(self, parts: Sequence[Part], kept: Mapping[Name, Why]) -> _Draft | None:
        """The row as far as it is known without names, or ``None`` where nothing can be held."""
        options = self._options
        guarded = self._guarded(parts)
        if not (self._kept.user.names or _planned_for(parts)) or not (guarded or options.names or kept):
            return None
        row = join([part.text for part in parts], [part.detection for part in parts])
        planned = _planned(parts, row.firsts)
        cues = blocking(row, planned.edited, options.pardoned) if options.guards else ()
        kept = kept if len(parts) == 1 else self._kept.find(row.text)
        named = options.names and bool(planned.edited)
        return _Draft(row, planned, cues, kept) if cues or kept or named or planned.unwritten else None

    def _guarded(self, parts: Sequence[Part]) -> bool:
        """Whether cues may hold something of a row."""
        return self._options.guards and any(part.detection.concerns or part.unwritten for part in parts)

    def _kept_in(self, parts: Sequence[Part]) -> Mapping[Name, Why]:
        """The kept names of the fields, each looked at alone, where it counts: enough to know whether there is any."""
        if not (self._kept.user.names or _planned_for(parts)) or (len(parts) > 1 and self._guarded(parts)):
            return {}
        return {name: why for part in parts for name, why in self._kept.find(part.text).items()}

    def _decide(self, parts: Sequence[Part], draft: _Draft, found: Iterable[Name]) -> RowHolds:
        row = draft.row
        names = names_in([*draft.kept], found, row)
        clusters = persons_of(self._resolver, row, names)
        reasons = self._reasons(names, clusters, draft.kept)
        reasons = {**dict(kin(row, clusters, names, reasons)), **reasons}
        decided = holds(row, draft.planned, clusters, reasons, draft.cues)
        return RowHolds(tuple(_parts(parts, row, decided, draft.kept)), decided.groups)

    def _reasons(self, names: Sequence[Name], clusters: Clusters, kept: Mapping[Name, Why]) -> dict[int, Why]:
        """The persons whose names are kept; the lists come before what was found."""
        listed: dict[int, Why] = {}
        found: dict[int, Why] = {}
        for name, person in zip(names, clusters.names, strict=True):
            if name in kept:
                listed.setdefault(person, kept[name])
            elif self._options.names:
                found.setdefault(person, ("kept_name", name.text))
        return found | listed


class _Draft(NamedTuple):
    """A row on its way: what is planned, and what may stand against it."""

    row: JoinedRow
    planned: Planned
    cues: tuple[Concern, ...]
    kept: Mapping[Name, Why]


def _planned_for(parts: Sequence[Part]) -> bool:
    """Whether anything is planned, or a mention has no counterpart."""
    return any(part.plan[0] or part.plan[1] for part in parts)


def _covered(one: Held, names: Sequence[Held]) -> bool:
    """Whether a mention stands in one of the names, which are sorted and disjoint."""
    place = bisect_right(names, one.start, key=lambda name: name.start) - 1
    return place >= 0 and one.end <= names[place].end


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


def _with_holds(plan: RowPlan, holds: RowHolds) -> RowPlan:
    return plan._replace(held=tuple(part.all() for part in holds.parts), groups=holds.groups)


def _without(row: FoundRow, decided: RowHolds) -> FoundRow:
    left = (part.without(detection) for part, detection in zip(decided.parts, row.detections, strict=True))
    return row._replace(detections=tuple(left))


def _parts(parts: Sequence[Part], row: JoinedRow, decided: Holds, kept: Mapping[Name, Why]) -> Iterator[PartHolds]:
    for part, first, offset in zip(parts, row.firsts, row.offsets, strict=True):
        held: dict[int, Held] = {}
        for place, one in enumerate(part.detection.found):
            if first + place in decided.mentions:
                reason, cue = decided.mentions[first + place]
                held[place] = Held(one.mention.start, one.mention.end, one.mention.text, reason, cue)
        end = offset + len(part.text)
        names = tuple(
            Held(name.start - offset, name.end - offset, name.text, *why)
            for name, why in kept.items()
            if offset <= name.start and name.end <= end
        )
        yield PartHolds(held, names)
