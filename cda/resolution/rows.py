"""A row as one text, so that persons are followed from field to field."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from cda.detection.decide import Found
from cda.detection.detector import Detection
from cda.detection.flags import Concern
from cda.english.sentences import sentence_ends
from cda.types import Group, Mention

_BETWEEN = "\n\n"
_LONGEST = 2000


class JoinedRow(NamedTuple):
    """The fields of a row, one after the other.

    Args:
        text: All fields, blank lines between them.
        mentions: All mentions, at their places in ``text``.
        plurals: Places in ``mentions`` of those that speak of several people.
        concerns: All cues, with places in ``mentions``.
        firsts: For each field the number of mentions before it.
        offsets: For each field where it begins in ``text``.
    """

    text: str
    mentions: tuple[Mention, ...]
    plurals: frozenset[int]
    concerns: tuple[Concern, ...]
    firsts: tuple[int, ...]
    offsets: tuple[int, ...]

    def sentences(self) -> tuple[int, ...]:
        """The number of the sentence that each mention stands in."""
        ends = sentence_ends(self.text, _LONGEST)
        return tuple(bisect_right(ends, mention.start) for mention in self.mentions)


def join(texts: Sequence[str], detections: Sequence[Detection]) -> JoinedRow:
    r"""Put the fields of a row together.

    Args:
        texts: The texts of the fields.
        detections: What was found in each.

    Returns:
        The row.

    Example:
        >>> join(["She left.", "Why?"], [Detection(), Detection()]).text
        'She left.\n\nWhy?'
    """
    offsets = tuple(accumulate((len(text) + len(_BETWEEN) for text in texts[:-1]), initial=0))[: len(texts)]
    firsts = tuple(accumulate((len(one.found) for one in detections[:-1]), initial=0))[: len(texts)]
    found = [(offset, one) for offset, detection in zip(offsets, detections, strict=True) for one in detection.found]
    of_group = cache(partial(_of_group, found))  # of a text of insults, each speaks of all that is in the row
    return JoinedRow(
        _BETWEEN.join(texts),
        tuple(_moved(one.mention, offset) if offset else one.mention for offset, one in found),
        frozenset(place for place, (_, one) in enumerate(found) if one.option.entry.number == "pl"),
        tuple(
            replace(
                concern,
                mentions=of_group(concern.group)
                if concern.scope == "row"
                else tuple(place + first for place in concern.mentions),
            )
            for first, detection in zip(firsts, detections, strict=True)
            for concern in detection.concerns
        ),
        firsts,
        offsets,
    )


def _moved(mention: Mention, offset: int) -> Mention:
    return replace(mention, start=mention.start + offset, end=mention.end + offset)


def _of_group(found: Sequence[tuple[int, Found]], group: Group) -> tuple[int, ...]:
    """The places in the row of the mentions of a group in all fields: of those a cue speaks whose scope is the row."""
    return tuple(place for place, (_, one) in enumerate(found) if group in {"any", one.mention.group})
