"""A resolver that reads what a coreference component of the user's spaCy pipeline says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any

from cda.model import find_model
from cda.pipeline import readable
from cda.resolution.persons import Persons
from cda.resolution.resolver import Clusters, Name
from cda.types import Group, Mention

PREFIX = "coref_clusters"
"""How the names of the span groups of a coreference component begin."""

_PIPELINE = re.compile(r"^pipeline\s*=\s*(\[.*\])\s*$", re.MULTILINE)


class CorefResolver:
    """Takes the persons from ``doc.spans["coref_clusters_*"]``.

    A pronoun belongs to the cluster that has exactly its span, a noun or a name to the cluster with the shortest span
    that ends with it (*the tall woman*); where there is none, it is a person of its own. A cluster that has mentions of
    two groups is taken for a person of each.

    Args:
        pipeline: Makes a spaCy ``Doc`` of a text.
    """

    def __init__(self, pipeline: Callable[[str], Any]) -> None:
        self._pipeline = pipeline

    def resolve(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name] = (), plurals: Collection[int] = ()
    ) -> Clusters:
        """Put the mentions and names of a text together by person; see `Resolver`."""
        spans = _Spans(self._pipeline(readable(text)))
        of_mention = tuple(
            None if place in plurals else spans.person(one.start, one.end, one.group, whole=one.kind == "pronoun")
            for place, one in enumerate(mentions)
        )
        of_name = tuple(spans.person(one.start, one.end, None, whole=False) for one in names)
        of = spans.joined().of
        found = tuple(None if one is None else of(one) for one in of_mention)
        return Clusters(found, tuple(map(of, of_name)))

    def reaches(
        self, _text: str, _mentions: Sequence[Mention], _names: Sequence[Name], _plurals: Collection[int] = ()
    ) -> bool:
        """Whether any mention can be put together with the bearer of a name: the model alone knows; see `Resolver`."""
        return True


class _Spans:
    """The spans of the clusters of a document, and the persons made of them."""

    def __init__(self, doc: Any) -> None:
        self._exact: dict[tuple[int, int], str] = {}
        self._ending: dict[int, tuple[int, str]] = {}
        self._persons = Persons()
        self._numbers: dict[tuple[str, Group | None], int] = {}
        for key, group in doc.spans.items():
            for span in group if key.startswith(PREFIX) else ():
                first, last = span.start_char, span.end_char
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
