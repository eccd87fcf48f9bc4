"""Who is who in a row: the names that stand in it, and whom its mentions speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from cda.resolution.resolver import Clusters, Name, Resolver
from cda.resolution.rows import JoinedRow


def names_in(kept: Sequence[Name], found: Iterable[Name], row: JoinedRow) -> list[Name]:
    """The names that are kept, those that are mentions, and those found: none overlaps one before it in this order.

    What was found and is a mention alone, of another kind, is no name.
    """
    alone = {(mention.start, mention.end) for mention in row.mentions if mention.kind != "name"}
    mine = (
        Name(mention.start, mention.end, mention.text, mention.group)
        for mention in row.mentions
        if mention.kind == "name"
    )
    names = list(kept)
    for some in (mine, (name for name in found if (name.start, name.end) not in alone)):
        names = sorted([*names, *_free(some, names)], key=lambda name: name.start)
    return names


def _free(some: Iterable[Name], names: Sequence[Name]) -> list[Name]:
    """Those that overlap none of the names, which are sorted by place and disjoint."""
    starts = [name.start for name in names]
    places = ((name, bisect_left(starts, name.end) - 1) for name in some)
    return [name for name, before in places if before < 0 or names[before].end <= name.start]


def persons_of(resolver: Resolver, row: JoinedRow, names: Sequence[Name]) -> Clusters:
    """Who is the same person as who; a mention that is a name is whoever bears the name."""
    words = [place for place, mention in enumerate(row.mentions) if mention.kind != "name"]
    plurals = [number for number, place in enumerate(words) if place in row.plurals]
    clusters = resolver.resolve(row.text, [row.mentions[place] for place in words], names, plurals)
    persons: list[int | None] = [None] * len(row.mentions)
    for place, person in zip(words, clusters.mentions, strict=True):
        persons[place] = person
    starts = [name.start for name in names]
    for place, mention in enumerate(row.mentions):
        if mention.kind == "name":
            persons[place] = clusters.names[bisect_left(starts, mention.end) - 1]  # it is one of them, or overlaps one
    return clusters._replace(mentions=tuple(persons))
