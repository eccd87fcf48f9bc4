"""Cues that make a rewrite questionable, where a mention that they speak of is near."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from cda.detection.index import Hit
from cda.english.sentences import sentence_span
from cda.types import Flag, Mention


def flags(text: str, hits: Iterable[Hit], mentions: Sequence[Mention]) -> Iterator[Flag]:
    """Find the cues that concern a mention.

    Args:
        text: The text.
        hits: Hits with cues.
        mentions: The mentions of the text, sorted by place.

    Yields:
        A flag for every cue that has a mention of its group in the same sentence, or anywhere where its scope is the
        row; sorted by place.
    """
    if not mentions:
        return
    starts = [mention.start for mention in mentions]
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        for cue in hit.cues:
            if cue.scope == "row":
                concerned: Sequence[Mention] = mentions
            else:
                first, last = sentence_span(text, hit.start, hit.end)
                concerned = mentions[bisect_left(starts, first) : bisect_left(starts, last)]
            if any(cue.group in {"any", mention.group} for mention in concerned):
                yield Flag(hit.start, hit.end, text[hit.start : hit.end], cue.id, cue.strength, cue.category)
                break
