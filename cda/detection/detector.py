"""The detector: texts in, mentions and held words out, the tagger asked once for a whole batch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cda.detection.decide import Found, Question, decide, settle
from cda.detection.flags import Concern, concerns
from cda.detection.index import Hit, Index
from cda.detection.named import named
from cda.detection.resolve import resolve
from cda.detection.window import window
from cda.detection.zones import Zone, zones
from cda.lexicon.model import Lexicon
from cda.model import Tagger, tag_at
from cda.types import Flag, Held


@dataclass(frozen=True, slots=True)
class Detection:
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
        tagger: Answers what the text beside a word leaves open.

    Example:
        >>> from cda.lexicon.find import load
        >>> detector = Detector(load("gender"), Tagger())
        >>> [found.mention.text for found in detector.detect(["She saw the menu."])[0].found]
        ['She']
    """

    def __init__(self, lexicon: Lexicon, tagger: Tagger) -> None:
        self.lexicon = lexicon
        self._tagger = tagger
        self._index = Index(lexicon)

    def detect(self, texts: Sequence[str]) -> list[Detection]:
        """Detect mentions in a batch of texts.

        Args:
            texts: Any texts. What is found in one does not depend on the others.

        Returns:
            A detection for each text, in order.
        """
        drafts = [self._draft(text) for text in texts]
        self._ask(drafts)
        return [_finish(draft) for draft in drafts]

    def _draft(self, text: str) -> _Draft:
        hits = list(self._index.hits(text))
        if not hits:
            return _Draft(text, [], [])
        closed = zones(text)
        decided: list[Found | Held | Question] = []
        for hit, protects in resolve(hit for hit in hits if hit.options or hit.protected):
            surface = text[hit.start : hit.end]
            zone = _zone_of(hit, closed)
            if zone:
                decided.append(Held(hit.start, hit.end, surface, "protected", zone.what))
            elif protects and hit.protected:
                decided.append(Held(hit.start, hit.end, surface, "protected", hit.protected.id))
            else:
                decided.append(decide(text, hit, self._index.senses))
        cues = [hit for hit in hits if hit.cues and not _zone_of(hit, closed)]
        return _Draft(text, decided, cues)

    def _ask(self, drafts: Sequence[_Draft]) -> None:
        """Let the tagger settle the open questions of all drafts at once."""
        places = [
            (draft, index, question)
            for draft in drafts
            for index, question in enumerate(draft.decided)
            if isinstance(question, Question)
        ]
        spans = [window(draft.text, question.hit.start, question.hit.end) for draft, _, question in places]
        tagged = self._tagger.tags(
            [draft.text[slice(*span)] for (draft, _, _), span in zip(places, spans, strict=True)]
        )
        for (draft, index, question), (first, _), tokens in zip(places, spans, tagged, strict=True):
            draft.decided[index] = settle(draft.text, question, tag_at(tokens, question.hit.start - first))


def _zone_of(hit: Hit, closed: tuple[Zone, ...]) -> Zone | None:
    index = bisect_left(closed, hit.end, key=lambda zone: zone.start) - 1
    return closed[index] if index >= 0 and hit.start < closed[index].end else None


def _finish(draft: _Draft) -> Detection:
    decided = named(draft.decided)
    found = tuple(one for one in decided if isinstance(one, Found))
    held = tuple(one for one in decided if isinstance(one, Held))
    return Detection(found, held, tuple(concerns(draft.text, draft.cues, [one.mention for one in found])))
