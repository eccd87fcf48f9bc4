"""Who is said to be somebody's: *Marie Curie and her husband* states a fact of a listed person, and the husband's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from cda.resolution.resolver import Clusters, Name
from cda.resolution.rows import JoinedRow
from cda.swapping.holds import Why

LISTED = frozenset({"public_figure", "user"})
"""The reasons of those whose kin is held with them: who stands in a list is somebody of whom facts are told."""

_OWN = re.compile(r"(?:['’]s?)?\s+(?:[\w\-]+\s+){0,2}")
_KINDS = frozenset({"noun", "title"})


def kin(
    row: JoinedRow, clusters: Clusters, names: Sequence[Name], kept: Mapping[int, Why]
) -> Iterator[tuple[int, Why]]:
    """The persons who are named by what they are to somebody in a list, a public figure or a name of the user's.

    Args:
        row: The row.
        clusters: Who is the same person as who.
        names: The names of the row, as the clusters number them.
        kept: The persons whose names are kept, each with the reason.

    Yields:
        A person and the reason of whoever is listed, for each noun that stands at most two words after the possessive
        pronoun of somebody listed (*his first wife*) or the possessive of the name (*Newton's mother*).
    """
    listed = {person for person, (reason, _) in kept.items() if reason in LISTED}
    if not listed:
        return
    owners = [
        (name.end, person)
        for name, person in zip(names, clusters.names, strict=True)
        if row.text[name.end : name.end + 1] in {"'", "’"}
    ]
    owners += [
        (mention.end, person)
        for mention, person in zip(row.mentions, clusters.mentions, strict=True)
        if mention.kind == "pronoun" and person is not None
    ]
    starts = [mention.start for mention in row.mentions]
    for end, person in owners:
        place = bisect_left(starts, end)
        if person not in listed or place == len(starts):
            continue
        mention, other = row.mentions[place], clusters.mentions[place]
        if other is not None and mention.kind in _KINDS and _OWN.fullmatch(row.text, end, mention.start):
            yield other, kept[person]
