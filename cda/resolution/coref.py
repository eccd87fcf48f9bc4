"""Resolvers that go by what a coreference component has said: one of the user's model, or whatever knows the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

from cda.model import find_model
from cda.pipeline import readable
from cda.reading import ClusterSpans, Known
from cda.resolution.persons import Persons
from cda.resolution.resolver import Clusters, Name, Resolver
from cda.types import Group, Mention

PREFIX = "coref_clusters"
"""How the names of the span groups of a coreference component begin."""

_PIPELINE = re.compile(r"^pipeline\s*=\s*(\[.*\])\s*$", re.MULTILINE)


class CorefResolver:
    """Takes the persons from ``doc.spans["coref_clusters_*"]``; see `by_clusters`.

    Args:
        pipeline: Makes a spaCy ``Doc`` of a text.
    """

    def __init__(self, pipeline: Callable[[str], Any]) -> None:
        self._pipeline = pipeline

    def resolve(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name] = (), plurals: Collection[int] = ()
    ) -> Clusters:
        """Put the mentions and names of a text together by person; see `Resolver`."""
        return by_clusters(clusters_of(self._pipeline(readable(text))), mentions, names, plurals)

    def reaches(
        self, _text: str, _mentions: Sequence[Mention], _names: Sequence[Name], _plurals: Collection[int] = ()
    ) -> bool:
        """Whether any mention can be put together with the bearer of a name: the model alone knows; see `Resolver`."""
        return True


class KnownResolver:
    """Goes by the clusters that are known of a text, and asks another resolver where none are.

    Args:
        known: What is known.
        resolver: Answers the rest.
    """

    def __init__(self, known: Known, resolver: Resolver) -> None:
        self._known = known
        self._resolver = resolver

    def resolve(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name] = (), plurals: Collection[int] = ()
    ) -> Clusters:
        """Put the mentions and names of a text together by person; see `Resolver`."""
        clusters = self._known.clusters(text)
        if clusters is None:
            return self._resolver.resolve(text, mentions, names, plurals)
        return by_clusters(clusters, mentions, names, plurals)

    def reaches(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name], plurals: Collection[int] = ()
    ) -> bool:
        """Whether any mention can be put together with the bearer of a name; see `Resolver`."""
        known = self._known.clusters(text) is not None
        return known or self._resolver.reaches(text, mentions, names, plurals)


def clusters_of(doc: Any) -> ClusterSpans:
    """The clusters that a coreference component gave to a spaCy ``Doc``; none where it gave none.

    Example:
        >>> import spacy
        >>> doc = spacy.blank("en")("Robin left. He slept.")
        >>> doc.spans["coref_clusters_1"] = [doc[0:1], doc[3:4]]
        >>> clusters_of(doc)
        [[(0, 5), (12, 14)]]
    """
    groups = (group for key, group in doc.spans.items() if key.startswith(PREFIX))
    return [[(span.start_char, span.end_char) for span in group] for group in groups]


def by_clusters(
    clusters: ClusterSpans, mentions: Sequence[Mention], names: Sequence[Name], plurals: Collection[int] = ()
) -> Clusters:
    """Put mentions and names together by person.

    A pronoun belongs to the cluster that has exactly its span, a noun or a name to the cluster with the shortest span
    that ends with it (*the tall woman*); where there is none, it is a person of its own. A cluster that has mentions of
    two groups is taken for a person of each.

    Args:
        clusters: The places of each cluster.
        mentions: Mentions of the text, sorted by place.
        names: Names in it, sorted by place.
        plurals: Places of the mentions that speak of several people.

    Returns:
        The person of each mention and of each name.
    """
    spans = _Spans(clusters)
    of_mention = tuple(
        None if place in plurals else spans.person(one.start, one.end, one.group, whole=one.kind == "pronoun")
        for place, one in enumerate(mentions)
    )
    of_name = tuple(spans.person(one.start, one.end, None, whole=False) for one in names)
    of = spans.joined().of
    found = tuple(None if one is None else of(one) for one in of_mention)
    return Clusters(found, tuple(map(of, of_name)))


class _Spans:
    """The spans of the clusters of a text, and the persons made of them."""

    def __init__(self, clusters: ClusterSpans) -> None:
        self._exact: dict[tuple[int, int], int] = {}
        self._ending: dict[int, tuple[int, int]] = {}
        self._persons = Persons()
        self._numbers: dict[tuple[int, Group | None], int] = {}
        for key, places in enumerate(clusters):
            for first, last in places:
                self._exact[first, last] = key
                if last not in self._ending or self._ending[last][0] < first:
                    self._ending[last] = (first, key)

    def person(self, start: int, end: int, group: Group | None, *, whole: bool) -> int:
        """The person of a span; with ``whole``, only a cluster that has exactly this span counts."""
        key = self._exact.get((start, end))
        if key is None and not whole and end in self._ending and self._ending[end][0] <= start:
            key = self._ending[end][1]
        if key is None:
            return self._persons.new(group)
        if (key, group) not in self._numbers:
            self._numbers[key, group] = self._persons.new(group)
        return self._numbers[key, group]

    def joined(self) -> Persons:
        """The persons, names put together with the mentions of their cluster."""
        for (key, group), number in self._numbers.items():
            if group and (key, None) in self._numbers:
                self._persons.join(self._numbers[key, None], number)
        return self._persons


@lru_cache(maxsize=8)
def has_coref(model: str | None) -> bool:
    """Whether the pipeline of a model has a coreference component, by its ``config.cfg``.

    Args:
        model: A package or a path; ``None`` for the default model, which has none.

    Returns:
        Whether a component of the pipeline has *coref* in its name.
    """
    if model is None:
        return False
    config = (find_model(model)[0] / "config.cfg").read_text(encoding="utf-8")
    match = _PIPELINE.search(config)
    return match is not None and any("coref" in name for name in json.loads(match[1]))
