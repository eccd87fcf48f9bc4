"""The detector: texts in, mentions and held words out, the tagger asked once for a whole batch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from cda.detection.decide import Found, Question, decide, settle, settle_use
from cda.detection.flags import Concern, concerns, unspeakable
from cda.detection.identity import use_of_people
from cda.detection.index import Hit, Index, Option
from cda.detection.named import named
from cda.detection.resolve import resolve
from cda.detection.window import window
from cda.detection.zones import Zone, zones
from cda.english.sentences import Sentences
from cda.lexicon.model import Lexicon
from cda.reading import Known, KnownFirst, ModelReader, Passage, Reader
from cda.tagging import tag_at
from cda.types import Flag, Held, Mention

_LONGEST = 1000
"""A sentence that is longer is parsed in parts."""


class Detection(NamedTuple):
    """What was found in a text.

    Args:
        found: Mentions with their readings, sorted by place, disjoint.
        held: Words seen and left alone, sorted by place.
        concerns: Cues, each with the mentions that it concerns.
    """

    found: tuple[Found, ...] = ()
    held: tuple[Held, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The cues that concern a mention, sorted by place."""
        return tuple(concern.flag for concern in self.concerns)


def joined(detections: Sequence[Detection]) -> Detection:
    """What was found in a text for several attributes, sorted by place; mentions of different ones may overlap.

    Args:
        detections: The detections of the text. The concerns of each number its own mentions, so none are kept.

    Returns:
        One detection.
    """
    found = sorted((one for some in detections for one in some.found), key=lambda one: one.mention.start)
    held = sorted(dict.fromkeys(one for some in detections for one in some.held), key=lambda one: (one.start, one.end))
    return Detection(tuple(found), tuple(held))


@dataclass(slots=True)
class _Draft:
    """A text on its way: what is decided, and the cues that wait for the mentions."""

    text: str
    decided: list[Found | Held | Question]
    cues: list[Hit]


class Detector:
    """Finds the mentions of one attribute.

    Args:
        lexicon: The lexicon of the attribute.
        reader: Answers what the text beside a word leaves open; ``None`` for the default model.

    Example:
        >>> from cda.lexicon.find import load
        >>> detector = Detector(load("gender"))
        >>> [found.mention.text for found in detector.detect(["She saw the menu."])[0].found]
        ['She']
    """

    def __init__(self, lexicon: Lexicon, reader: Reader | None = None) -> None:
        self.lexicon = lexicon
        self._reader = reader or ModelReader()
        self._index = Index(lexicon)

    def knowing(self, known: Known) -> Detector:
        """The same detector, which asks first what is known."""
        other = copy(self)
        other._reader = KnownFirst(known, self._reader)  # noqa: SLF001 - its own copy
        return other

    def detect(self, texts: Sequence[str], names: Sequence[Sequence[Found]] | None = None) -> list[Detection]:
        """Detect mentions in a batch of texts.

        Args:
            texts: Any texts. What is found in one does not depend on the others.
            names: For each text the names of persons that count as mentions, sorted by place.

        Returns:
            A detection for each text, in order.
        """
        # All are scanned before anything else is done: what the scan needs stays in the processor's cache.
        scanned = [list(self._index.hits(text)) for text in texts]
        drafts = [self._draft(text, hits) for text, hits in zip(texts, scanned, strict=True)]
        self._ask(drafts)
        return [_finish(draft, some) for draft, some in zip(drafts, names or repeat((), len(texts)), strict=True)]

    def options(self, word: str) -> tuple[Option, ...]:
        """The readings that a word alone has."""
        return self._index.options(word)

    def _draft(self, text: str, hits: Sequence[Hit]) -> _Draft:
        if not hits:
            return _Draft(text, [], [])
        closed = zones(text)
        decided: list[Found | Held | Question] = []
        for hit, protects in resolve([hit for hit in hits if hit.options or hit.protected]):
            surface = text[hit.start : hit.end]
            zone = _zone_of(hit, closed) if closed else None
            if zone:
                decided.append(Held(hit.start, hit.end, surface, "protected", zone.what))
            elif protects and hit.protected:
                decided.append(Held(hit.start, hit.end, surface, "protected", hit.protected.id))
            else:
                decided.append(decide(text, hit, self._index.senses))
        cues = [hit for hit in hits if hit.cues and not (closed and _zone_of(hit, closed))]
        return _Draft(text, decided, cues)

    def _ask(self, drafts: Sequence[_Draft]) -> None:
        """Let the model settle the open questions of all drafts at once."""
        self._ask_tagger(list(_open(drafts, "tagger")))
        self._ask_parser(list(_open(drafts, "parser")))

    def _ask_tagger(self, places: Sequence[tuple[_Draft, int, Question]]) -> None:
        spans = [window(draft.text, question.hit.start, question.hit.end) for draft, _, question in places]
        tagged = self._reader.tags(
            [Passage(draft.text, *span) for (draft, _, _), span in zip(places, spans, strict=True)]
        )
        for (draft, index, question), (first, _), tokens in zip(places, spans, tagged, strict=True):
            draft.decided[index] = settle(draft.text, question, tag_at(tokens, question.hit.start - first))

    def _ask_parser(self, places: Sequence[tuple[_Draft, int, Question]]) -> None:
        """Each sentence is parsed as a text of its own, so that an answer depends on nothing but the sentence."""
        texts = dict.fromkeys(draft.text for draft, _, _ in places)
        cut = {text: Sentences(text, _LONGEST) for text in texts}
        spans = [cut[draft.text].span(question.hit.start, question.hit.end) for draft, _, question in places]
        passages = [Passage(draft.text, *span) for (draft, _, _), span in zip(places, spans, strict=True)]
        parsed = self._reader.parses(passages)
        for (draft, index, question), passage, tokens in zip(places, passages, parsed, strict=True):
            start, end = question.hit.start - passage.start, question.hit.end - passage.start
            use = use_of_people(passage.words, tokens, start, end, colour=question.colour)
            draft.decided[index] = settle_use(draft.text, question, use)


def _open(drafts: Sequence[_Draft], asks: str) -> Iterator[tuple[_Draft, int, Question]]:
    for draft in drafts:
        for index, question in enumerate(draft.decided):
            if isinstance(question, Question) and question.asks == asks:
                yield draft, index, question


def _zone_of(hit: Hit, closed: tuple[Zone, ...]) -> Zone | None:
    index = bisect_left(closed, hit.end, key=lambda zone: zone.start) - 1
    return closed[index] if index >= 0 and hit.start < closed[index].end else None


def _finish(draft: _Draft, names: Sequence[Found]) -> Detection:
    decided = named(draft.decided)
    found = _with_names([one for one in decided if isinstance(one, Found)], names)
    held = [one for one in decided if isinstance(one, Held)]
    if names:
        held = [one for one in held if not _overlaps(one, names)]
    spoken = concerns(draft.text, draft.cues, [one.mention for one in found]) if draft.cues else ()
    return Detection(found, tuple(held), (*spoken, *unspeakable(found)))


def _with_names(found: Sequence[Found], names: Sequence[Found]) -> tuple[Found, ...]:
    """The mentions and the names; a word that is part of a name is no mention of its own."""
    if not names:
        return tuple(found)
    apart = [one for one in found if not _overlaps(one.mention, names)]
    return tuple(sorted((*apart, *names), key=lambda one: one.mention.start))


def _overlaps(one: Mention | Held, names: Sequence[Found]) -> bool:
    place = bisect_left(names, one.end, key=lambda name: name.mention.start) - 1
    return place >= 0 and one.start < names[place].mention.end
