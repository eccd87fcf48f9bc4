"""Who is said to be somebody's: *Marie Curie and her husband* states a fact of a public figure, the husband's too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from cda.resolution.resolver import Clusters, Name
from cda.resolution.rows import JoinedRow
from cda.swapping.holds import Why

FIGURE = "public_figure"
"""The reason of those whose kin is held with them."""

_OWN = re.compile(r"(?:['’]s?)?\s+(?:[\w\-]+\s+){0,2}")
_KINDS = frozenset({"noun", "title"})


def kin(
    row: JoinedRow, clusters: Clusters, names: Sequence[Name], kept: Mapping[int, Why]
) -> Iterator[tuple[int, Why]]:
    """The persons who are named by what they are to a public figure that is held.

    Args:
        row: The row.
        clusters: Who is the same person as who.
        names: The names of the row, as the clusters number them.
        kept: The persons whose names are kept, each with the reason.

    Yields:
        A person and the reason of the figure, for each noun that stands at most two words after the figure's possessive
        pronoun (*his first wife*) or the possessive of its name (*Newton's mother*).
    """
    figures = {person for person, (reason, _) in kept.items() if reason == FIGURE}
    if not figures:
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
        if person not in figures or place == len(starts):
            continue
        mention, other = row.mentions[place], clusters.mentions[place]
        if other is not None and mention.kind in _KINDS and _OWN.fullmatch(row.text, end, mention.start):
            yield other, kept[person]
