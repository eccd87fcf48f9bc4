"""Cues that make a rewrite questionable, and the mentions that they speak of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from cda.detection.decide import Found
from cda.detection.index import Hit
from cda.english.sentences import sentence_span
from cda.english.tables import words
from cda.lexicon.model import NEVER_WRITTEN, Cue
from cda.types import Flag, Group, Mention

_CLAUSE = re.compile(r"[;:()\[\]]|--|[–—]|,(?=\s+(?P<word>\w+))")
_ATTRIBUTED = re.compile(r"[\s\-‐‑]+(?:[\w'’\-]+\s+){0,2}$")
_NEXT_SENTENCE = re.compile(r"[\s\"“'‘(]*")
_NAME = re.compile(r"(?<=[\w,;'\"”’)])\s+[\"“'‘(]?[A-Z][a-z]+|^[A-Z][a-z]+")
_LEAD = re.compile(r"^\W+")
_TRAIL = re.compile(r"\W+$")
_FAR = 150
_BESIDE = 30
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Concern:
    """A cue and whom it concerns.

    Args:
        flag: The cue where it stands.
        group: The group that the cue implies, or ``any``.
        scope: ``referent``, ``sentence`` or ``row``.
        mentions: Places of the mentions that it speaks of, among the mentions of the text.
    """

    flag: Flag
    group: Group
    scope: str
    mentions: tuple[int, ...]


def concerns(text: str, hits: Iterable[Hit], mentions: Sequence[Mention]) -> Iterator[Concern]:
    """Find the cues that concern a mention.

    Args:
        text: The text.
        hits: Hits with cues.
        mentions: The mentions of the text, sorted by place.

    Yields:
        A concern for every cue that speaks of a mention: anywhere where its scope is the row, in the same sentence
        where it is the sentence, and where it is the referent, of the mention that `_referent` finds; sorted by place.
    """
    if not mentions:
        return
    starts = [mention.start for mention in mentions]
    of_group = cache(partial(_of_group, mentions))
    for hit in sorted(hits, key=lambda one: (one.start, one.end)):
        for cue in hit.cues:
            if not _whole(text, hit, cue.cue):
                continue
            concerned = of_group(cue.group) if cue.scope == "row" else _meant(text, hit, cue, mentions, starts)
            if concerned:
                flag = Flag(hit.start, hit.end, text[hit.start : hit.end], cue.id, cue.strength, cue.category)
                yield Concern(flag, cue.group, cue.scope, concerned)
                break


def unspeakable(found: Sequence[Found]) -> Iterator[Concern]:
    """The words of a text that are insults to a group in themselves: with one of them, nothing in the row is rewritten.

    Args:
        found: The mentions of the text, sorted by place.

    Yields:
        A blocking concern of the whole row for each mention whose entry is offensive or a slur.
    """
    every = tuple(range(len(found)))
    for one in found:
        status = one.option.entry.status
        if status in NEVER_WRITTEN:
            mention = one.mention
            flag = Flag(mention.start, mention.end, mention.text, mention.entry, "block", status)
            yield Concern(flag, "any", "row", every)


def _whole(text: str, hit: Hit, cue: str) -> bool:
    """Whether the marks at the edges of a cue stand there too, which are not looked up with it (*% of women*)."""
    lead, trail = _LEAD.search(cue), _TRAIL.search(cue)
    before, after = (lead[0] if lead else ""), (trail[0] if trail else "")
    plain_before = text[max(0, hit.start - len(before)) : hit.start].translate(_QUOTES)
    plain_after = text[hit.end : hit.end + len(after)].translate(_QUOTES)
    return plain_before == before.translate(_QUOTES) and plain_after == after.translate(_QUOTES)


def _of_group(mentions: Sequence[Mention], group: Group) -> tuple[int, ...]:
    """The places of the mentions of a group."""
    return tuple(place for place, mention in enumerate(mentions) if group in {"any", mention.group})


def _meant(text: str, hit: Hit, cue: Cue, mentions: Sequence[Mention], starts: Sequence[int]) -> tuple[int, ...]:
    """The places of the mentions that a cue speaks of in its sentence or the next."""
    beside = _concerned(text, hit, cue, mentions, starts)
    return tuple(place for place in beside if cue.group in {"any", mentions[place].group})


def _concerned(text: str, hit: Hit, cue: Cue, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterable[int]:
    first, last = sentence_span(text, hit.start, hit.end)
    inside = range(bisect_left(starts, first), bisect_left(starts, last))
    if cue.scope == "sentence":
        return inside
    mine = [
        (mentions[place].start, mentions[place].end, place)
        for place in inside
        if cue.group in {"any", mentions[place].group} and _near(mentions[place], hit)
    ]
    if not mine:
        return _of_next_sentence(text, hit, (first, last), mentions, starts)
    referent = _referent(text, hit, (first, last), mine)
    return () if referent is None else (referent,)


def _near(mention: Mention, hit: Hit) -> bool:
    """Whether a mention is near enough to be the one that a cue speaks of; an adjective is no person but beside it."""
    away = max(hit.start - mention.end, mention.start - hit.end)
    return away <= (_BESIDE if mention.kind == "adjective" else _FAR)


def _referent(text: str, hit: Hit, sentence: tuple[int, int], spans: Sequence[tuple[int, int, int]]) -> int | None:
    """Of the mentions of the group in the sentence, the one that a cue speaks of.

    A mention that the cue stands before like an adjective (*her pregnant young wife*); else the nearest one before it
    in its clause (*the woman was pregnant*); else the nearest one after it in its clause (*pregnant again, she left*);
    else the nearest one before it, and at last after it, in the sentence. A mention that covers the cue comes first.
    Where a speaker stands before the cue in its clause, nothing after it is meant (*I was pregnant when she left*).
    """
    first, last = sentence
    cuts = [first, *_cuts(text, first, last), last]
    index = bisect_right(cuts, hit.start) - 1
    low, high = cuts[max(0, index)], cuts[min(index + 1, len(cuts) - 1)]
    before = [span for span in spans if span[0] < hit.end]
    after = [span for span in spans if span[0] >= hit.end]
    if before and before[-1][1] > hit.start:
        return before[-1][2]
    if after and _ATTRIBUTED.fullmatch(text, hit.end, after[0][0]) and not _closed(text, hit.end, after[0][0]):
        return after[0][2]
    if before and before[-1][0] >= low:
        return before[-1][2]
    if words("speakers").intersection(text[low : hit.start].lower().replace("’", "'").split()):
        return None
    if after and after[0][0] < high:
        return after[0][2]
    return (before[-1] if before else after[0])[2]


def _closed(text: str, start: int, end: int) -> bool:
    """Whether a word that no noun phrase goes on with stands between (*pregnant by her*, *pregnant when she*)."""
    return any(word in words("opens_phrase") for word in text[start:end].lower().split())


def _cuts(text: str, first: int, last: int) -> Iterator[int]:
    for match in _CLAUSE.finditer(text, first, last):
        if match["word"] is None or match["word"].lower() in words("conjunctions"):
            yield match.start()


def _of_next_sentence(
    text: str, hit: Hit, sentence: tuple[int, int], mentions: Sequence[Mention], starts: Sequence[int]
) -> Iterable[int]:
    """The pronoun that opens the next sentence, where this one names somebody (*Ann is pregnant. She ...*)."""
    first, last = sentence
    match = _NEXT_SENTENCE.match(text, last)
    start = match.end() if match else last
    place = bisect_left(starts, start)
    opens = place < len(mentions) and mentions[place].start == start and mentions[place].kind == "pronoun"
    return (place,) if opens and _NAME.search(text, first, hit.start) else ()
