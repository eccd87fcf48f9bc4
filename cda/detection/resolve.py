"""Which of the hits that overlap stand: the longest, and a protected phrase before a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from cda.detection.index import Hit

_START = itemgetter(0)


def resolve(hits: Iterable[Hit]) -> Iterator[tuple[Hit, bool]]:
    """Choose among hits that overlap.

    Args:
        hits: Hits with options or a protected phrase, in any order.

    Yields:
        The hits that stand, disjoint and sorted by place, each with whether it protects: whether it is a protected
        phrase that keeps a form from being read.
    """
    cluster: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=_START):
        start, end = hit[:2]
        if start >= reach and cluster:
            if len(cluster) > 1:
                yield from _settle(cluster)
            else:  # as most are
                (alone,) = cluster
                if alone.options or not alone.protected:
                    yield alone, alone.protected is not None
            cluster = []
        cluster.append(hit)
        reach = max(reach, end)
    yield from _settle(cluster)


def _settle(cluster: list[Hit]) -> Iterator[tuple[Hit, bool]]:
    standing: list[Hit] = []
    taken: set[int] = set()  # places, of which a hit has few: hits may overlap in a chain as long as the text
    for hit in sorted(cluster, key=lambda one: (one.start - one.end, one.protected is None, one.start)):
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            standing.append(hit)
    read = {place for hit in cluster if hit.options for place in range(hit.start, hit.end)}
    for hit in sorted(standing, key=lambda one: one.start):
        if hit.protected:
            if not read.isdisjoint(range(hit.start, hit.end)):
                yield hit, True
        else:
            yield hit, False
