"""A counterfactual of a row: the plans of its attributes made one, and carried out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar

from cda.detection.json_zones import may_hold_json
from cda.lexicon.model import NEUTRAL
from cda.swapping.apply import apply
from cda.swapping.attribute import AttributeSide
from cda.swapping.calls import NOTE, Renamed, call_edits, renamings
from cda.swapping.merge import merge
from cda.swapping.neutral import still_held
from cda.swapping.row import FoundRow, RowPlan
from cda.types import AppliedEdit, Edit, Flag, Group, Held, Mention, Rewrite, RowRewrite

SWAPPED = "swapped"
"""The group of a counterfactual whose words were exchanged both ways."""

JOINED = "+"
"""Stands between the attributes, and between the groups, of a counterfactual that changes several."""


_Spanned = TypeVar("_Spanned", Mention, Held, Flag)


class Part(NamedTuple):
    """One attribute of a counterfactual.

    Args:
        side: The attribute.
        row: What was found in the row.
        plan: What is planned for it.
    """

    side: AttributeSide
    row: FoundRow
    plan: RowPlan


def variant(fields: Sequence[str], parts: Sequence[Part], *, flags: bool) -> RowRewrite:
    """Make a counterfactual.

    Args:
        fields: The names of the fields of the row.
        parts: The attributes that change, in order.
        flags: Whether cues are reported.

    Returns:
        The rewriting of the row.
    """
    planned = [_planned(parts, place) for place in range(len(fields))]
    texts = parts[0].row.texts
    if any(map(may_hold_json, texts)) and (names := _renamings(parts, planned)):
        planned = [_with_calls(text, edits, names) for text, edits in zip(texts, planned, strict=True)]
    rewrites = {field: _rewrite(parts, place, planned[place], flags=flags) for place, field in enumerate(fields)}

    def made(field: str) -> Sequence[AppliedEdit] | None:
        return rewrites[field].edits if len(parts) > 1 else None  # one attribute alone makes all its edits

    attributes, groups = [], []
    for part in parts:
        written = chain.from_iterable(_written(part, place, made(field)) for place, field in enumerate(fields))
        first = next(written, None)
        if first is not None:
            attributes.append(part.side.attribute)
            to = part.plan.intervention.to
            groups.append(to or (first if all(group == first for group in written) else SWAPPED))
    changed = any(rewrite.changed for rewrite in rewrites.values())
    return RowRewrite(
        rewrites,
        tuple(dict.fromkeys(group for part in parts for group in part.plan.groups)),
        JOINED.join(attributes if changed else [part.side.attribute for part in parts]),
        JOINED.join(groups) if changed and groups else None,
    )


def _written(part: Part, place: int, made: Sequence[AppliedEdit] | None) -> Iterator[Group]:
    """The groups that mentions of a field are written to, by the edits that were made; ``None`` where all were."""
    edits, target = part.plan.plans[place][0], part.plan.intervention.target
    entries = None if made is None else {edit.start: edit.entry.split() for edit in made}
    starts = [edit.start for edit in edits]
    for one in part.row.detections[place].found:
        before = bisect_left(starts, one.mention.end) - 1
        edit = edits[before] if before >= 0 and edits[before].end > one.mention.start else None
        group = target(one.mention.group) if edit else None
        if edit and group and (entries is None or edit.entry in entries.get(edit.start, ())):
            yield group  # else another attribute changed the word


def _planned(parts: Sequence[Part], place: int) -> Sequence[Edit]:
    """The edits of a field: those of all attributes, made one."""
    edits = parts[0].plan.plans[place][0]
    for number, part in enumerate(parts[1:], start=1):
        both = partial(_both, parts[:number], part, place)
        edits = merge(parts[0].row.texts[place], edits, part.plan.plans[place][0], both)
    return edits


def _renamings(parts: Sequence[Part], planned: Sequence[Sequence[Edit]]) -> Mapping[str, Renamed]:
    """What names of the row become, by the edits of its fields."""
    mentions = (one.mention for part in parts for field in part.row.detections for one in field.found)
    held = (one for part in parts for place in range(len(planned)) for some in _held(part, place) for one in some)
    return renamings(chain.from_iterable(planned), mentions, held)


def _with_calls(text: str, edits: Sequence[Edit], names: Mapping[str, Renamed]) -> Sequence[Edit]:
    """The edits of a field with those of names in its JSON, where nothing else changes."""
    more = call_edits(text, names)
    return sorted((*edits, *more), key=lambda edit: edit.start) if more else edits


def _rewrite(parts: Sequence[Part], place: int, edits: Sequence[Edit], *, flags: bool) -> Rewrite:
    text = parts[0].row.texts[place]
    new, applied = apply(text, edits)
    mentions = _sorted([[one.mention for one in part.row.detections[place].found] for part in parts])
    held = _sorted([some for part in parts for some in _held(part, place)])
    followed = [edit for edit in edits if edit.note == NOTE]
    if followed:
        starts = [edit.start for edit in followed]
        places = ((one, bisect_left(starts, one.end) - 1) for one in held)
        held = tuple(one for one, before in places if before < 0 or followed[before].end <= one.start)
    cues = _sorted([part.row.detections[place].flags for part in parts]) if flags else ()
    return Rewrite(text, new, applied, mentions, held, cues)


def _both(earlier: Sequence[Part], part: Part, place: int, one: Edit, two: Edit) -> str | None:
    """What stands where several attributes change the same word: one after the other, in the order that words allow."""
    for edit, then in ((one, part), *((two, before) for before in earlier)):
        every = then.row.detections[place].found
        before = bisect_right(every, edit.start, key=lambda one: one.mention.start) - 1
        found = every[before] if before >= 0 and _covers(every[before].mention, edit) else None
        target = then.plan.intervention.target(found.mention.group) if found else None
        new = then.side.written_for(found, edit.new, target) if found and target else None
        if new is not None:
            return new
    return None


def _covers(mention: Mention, edit: Edit) -> bool:
    return mention.start <= edit.start < mention.end


def _held(part: Part, place: int) -> Iterator[Sequence[Held]]:
    edits, unwritten = part.plan.plans[place]
    held: tuple[Held, ...] = part.row.detections[place].held
    yield still_held(held, edits) if part.plan.intervention.to == NEUTRAL else held
    yield unwritten
    yield part.plan.held[place] if part.plan.held else ()


def _sorted(some: Sequence[Sequence[_Spanned]]) -> tuple[_Spanned, ...]:
    """All of several sorted sequences, by place, each value once."""
    filled = [one for one in some if one]
    if len(filled) < 2:  # noqa: PLR2004 - one is sorted as it is
        return tuple(filled[0]) if filled else ()
    return tuple(sorted(dict.fromkeys(chain.from_iterable(filled)), key=lambda one: (one.start, one.end)))
