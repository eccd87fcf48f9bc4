from __future__ import annotations

import pytest

from cda.resolution.nearest import NearestResolver
from cda.resolution.resolver import Name
from cda.types import Mention


@pytest.fixture(scope="session")
def persons(rewriter):
    """Mentions and names of a text, those of one person in one set, by what they say."""

    def find(text: str, *names: str, resolver=None) -> list[set[str]]:
        found = rewriter.detect(text).found
        spans, last = [], 0
        for name in names:
            start = text.index(name, last)
            last = start + len(name)
            spans.append(Name(start, last, name))
        plurals = {place for place, one in enumerate(found) if one.option.entry.number == "pl"}
        mentions: list[Mention] = [one.mention for one in found]
        clusters = (resolver or NearestResolver()).resolve(text, mentions, spans, plurals)
        by_person: dict[int, set[str]] = {}
        for one, person in zip([*mentions, *spans], [*clusters.mentions, *clusters.names], strict=True):
            if person is not None:
                by_person.setdefault(person, set()).add(f"{one.text}@{one.start}")
        return [{said.partition("@")[0] for said in group} for group in by_person.values()]

    return find
