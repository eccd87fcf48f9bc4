"""What is asked about stretches of text: tags, parses, names. By whom it is answered, those who ask do not know.

`ModelReader` lets cda's model read each stretch. `KnownFirst` asks before it whoever has read the text already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from cda.model import ModelRef
from cda.parsing import ParsedToken, Parser
from cda.recognition import Entity, Recognizer
from cda.tagging import Tagger, Token

_T = TypeVar("_T")

ClusterSpans = Sequence[Sequence[tuple[int, int]]]
"""The persons of a text: of each the places where it speaks of them, first and one past the last code point."""


class Passage(NamedTuple):
    """A stretch of a text that something is asked about.

    Args:
        text: The whole text.
        start: First code point.
        end: One past the last code point.
        rewritten: What is to be read in its place, of the same length; ``None`` where it is read as it stands.

    Example:
        >>> Passage("He sat. She sang.", 8, 17).words
        'She sang.'
    """

    text: str
    start: int
    end: int
    rewritten: str | None = None

    @property
    def words(self) -> str:
        """What is to be read."""
        return self.text[self.start : self.end] if self.rewritten is None else self.rewritten


class Reader(Protocol):
    """Answers what the words alone leave open. Offsets of all answers are code points into the passage."""

    def tags(self, passages: Sequence[Passage]) -> list[tuple[Token, ...]]:
        """The tokens of each passage with their tags, in order."""

    def parses(self, passages: Sequence[Passage]) -> list[tuple[ParsedToken, ...]]:
        """The tokens of each passage, a sentence, with who hangs on whom, in order."""

    def entities(self, passages: Sequence[Passage]) -> list[tuple[Entity, ...]]:
        """The names of anything in each passage, in order."""


class ModelReader:
    """Lets a model read each passage as if it were a text of its own.

    Args:
        model: A package or a path; ``None`` for the default model. It is loaded at the first question.

    Example:
        >>> text = "Yesterday John Smith left. I saw her dog ."
        >>> [token.tag for token in ModelReader().tags([Passage(text, 27, 42)])[0]]
        ['PRP', 'VBD', 'PRP$', 'NN', '.']
        >>> [entity.label for entity in ModelReader().entities([Passage(text, 0, 26)])[0]]
        ['DATE', 'PERSON']
    """

    def __init__(self, model: str | None = None) -> None:
        self._tagger = Tagger(model)
        self._parser = Parser(model)
        self._recognizer = Recognizer(model)

    @property
    def ref(self) -> ModelRef:
        """Which model it is; verified when first asked for."""
        return self._tagger.ref

    def tags(self, passages: Sequence[Passage]) -> list[tuple[Token, ...]]:
        """The tokens of each passage with their tags; see `Reader`."""
        return self._tagger.tags([passage.words for passage in passages])

    def parses(self, passages: Sequence[Passage]) -> list[tuple[ParsedToken, ...]]:
        """The tokens of each passage with who hangs on whom; see `Reader`."""
        return self._parser.parse([passage.words for passage in passages])

    def entities(self, passages: Sequence[Passage]) -> list[tuple[Entity, ...]]:
        """The names in each passage; see `Reader`."""
        return self._recognizer.entities([passage.words for passage in passages])


def _unknown(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who has read the texts knows of them: four functions, each ``None`` where they do not know.

    Args:
        tags: The tokens of a passage with Penn tags, such as ``PRP$``.
        parse: Its tokens with tags and the relations of spaCy's English models, such as ``nsubj``.
        entities: The names in it; those of persons have the label ``PERSON``.
        clusters: Of a whole text, who is the same person.

    Example:
        >>> Known(tags=lambda passage: (Token(0, len(passage.words), "NN"),)).tags(Passage("her", 0, 3))
        (Token(start=0, end=3, tag='NN'),)
        >>> Known().clusters("She left.") is None
        True
    """

    tags: Callable[[Passage], tuple[Token, ...] | None] = _unknown
    parse: Callable[[Passage], tuple[ParsedToken, ...] | None] = _unknown
    entities: Callable[[Passage], tuple[Entity, ...] | None] = _unknown
    clusters: Callable[[str], ClusterSpans | None] = _unknown


class KnownFirst:
    """Asks first what is known, then a reader about all the rest at once.

    A passage that is to be read otherwise than it stands is the reader's: what is known is known of the text.

    Args:
        known: What is known.
        reader: Answers the rest.

    Example:
        >>> known = Known(entities=lambda passage: () if passage.text == "Will you?" else None)
        >>> reader = KnownFirst(known, ModelReader())
        >>> reader.entities([Passage("Will you?", 0, 9), Passage("John Smith left.", 0, 16)])
        [(), (Entity(start=0, end=10, label='PERSON'),)]
    """

    def __init__(self, known: Known, reader: Reader) -> None:
        self._known = known
        self._reader = reader

    def tags(self, passages: Sequence[Passage]) -> list[tuple[Token, ...]]:
        """The tokens of each passage with their tags; see `Reader`."""
        return _answers(passages, self._known.tags, self._reader.tags)

    def parses(self, passages: Sequence[Passage]) -> list[tuple[ParsedToken, ...]]:
        """The tokens of each passage with who hangs on whom; see `Reader`."""
        return _answers(passages, self._known.parse, self._reader.parses)

    def entities(self, passages: Sequence[Passage]) -> list[tuple[Entity, ...]]:
        """The names in each passage; see `Reader`."""
        return _answers(passages, self._known.entities, self._reader.entities)


def _answers(
    passages: Sequence[Passage],
    known: Callable[[Passage], _T | None],
    ask: Callable[[Sequence[Passage]], list[_T]],
) -> list[_T]:
    """What is known of each passage, or what is answered where nothing is."""
    found = [known(passage) if passage.rewritten is None else None for passage in passages]
    rest = iter(ask([passage for passage, answer in zip(passages, found, strict=True) if answer is None]))
    return [next(rest) if answer is None else answer for answer in found]
