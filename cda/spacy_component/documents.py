"""What the documents of a pipeline say already, as answers to what cda asks. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from cda.parsing import ParsedToken
from cda.reading import ClusterSpans, Known, Passage
from cda.recognition import Entity
from cda.resolution.coref import PREFIX, clusters_of
from cda.spacy_component.labels import PENN, RELATIONS
from cda.tagging import Token

_T = TypeVar("_T")

TAGS, PARSE, ENTITIES, CLUSTERS = "tags", "parse", "entities", "clusters"

_PERSON = "PERSON"
_ROOT = "ROOT"


def recognizes_people(nlp: Language, component: Any) -> bool:
    """Whether a component that stands before another in a pipeline has the label ``PERSON``.

    Args:
        nlp: The pipeline.
        component: The other one.

    Returns:
        Whether entities that it gives to no word of a document say that nobody is named there. ``False`` where the
        other one is not in the pipeline.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> ruler = nlp.add_pipe("entity_ruler")
        >>> ruler.add_patterns([{"label": "PERSON", "pattern": "Ada Byron"}])
        >>> recognizes_people(nlp, nlp.add_pipe("sentencizer")), recognizes_people(nlp, ruler)
        (True, False)
    """
    components = [one for _, one in nlp.pipeline]
    place = next((number for number, one in enumerate(components) if one is component), 0)
    return any(_PERSON in (getattr(one, "labels", None) or ()) for one in components[:place])


def annotations_of(doc: Doc, *, people: bool) -> tuple[str, ...]:
    """Which annotations of a document can answer what cda asks.

    Args:
        doc: Any document.
        people: Whether its entities are those of a recognizer of persons, if it has any or none.

    Returns:
        Some of ``tags``, ``parse``, ``entities`` and ``clusters``, in this order.

    Example:
        >>> import spacy
        >>> vocab = spacy.blank("en").vocab
        >>> annotations_of(Doc(vocab, words=["her", "dog"], tags=["PRP$", "NN"]), people=True)
        ('tags',)
        >>> annotations_of(Doc(vocab, words=["her", "dog"], tags=["DET", "NOUN"]), people=True)
        ()
    """
    tags = _all_among(doc, "TAG", PENN)
    recognized = doc.has_annotation("ENT_IOB") and (people or any(one.label_ == _PERSON for one in doc.ents))
    said = {
        TAGS: tags,
        PARSE: tags and _all_among(doc, "DEP", RELATIONS) and _is_tree(doc),
        ENTITIES: recognized,
        CLUSTERS: any(key.startswith(PREFIX) for key in doc.spans),
    }
    return tuple(kind for kind, there in said.items() if there)


def known_of(documents: Mapping[str, tuple[Doc, Collection[str]]]) -> Known:
    """What documents say of their texts.

    Args:
        documents: By text the document, and which of its annotations count; see `annotations_of`.

    Returns:
        Answers, as long as they are kept; of other texts nothing is known.

    Example:
        >>> import spacy
        >>> doc = Doc(spacy.blank("en").vocab, words=["saw", "her", "dog"], tags=["VBD", "PRP$", "NN"])
        >>> known_of({doc.text: (doc, ["tags"])}).tags(Passage(doc.text, 4, 7))
        (Token(start=0, end=3, tag='PRP$'),)
    """
    read = {text: _Document(doc, kinds) for text, (doc, kinds) in documents.items()}

    def asked(kind: str, take: Callable[[_Document, Passage], _T | None]) -> Callable[[Passage], _T | None]:
        def answer(passage: Passage) -> _T | None:
            document = read.get(passage.text)
            return take(document, passage) if document and kind in document.kinds else None

        return answer

    def clusters(text: str) -> ClusterSpans | None:
        document = read.get(text)
        return clusters_of(document.doc) if document and CLUSTERS in document.kinds else None

    return Known(
        asked(TAGS, _Document.tags), asked(PARSE, _Document.parse), asked(ENTITIES, _Document.entities), clusters
    )


class _Document:
    """A document with what is looked up in it again and again."""

    def __init__(self, doc: Doc, kinds: Collection[str]) -> None:
        self.doc = doc
        self.kinds = kinds

    def tags(self, passage: Passage) -> tuple[Token, ...] | None:
        """The tagged tokens of a passage; ``None`` where a word has no tag."""
        first, last = self._places(passage)
        tokens = [self.doc[place] for place in range(first, last)]
        if not all(token.tag or token.is_space for token in tokens):
            return None
        return tuple([Token(*_within(passage, one.idx, one.idx + len(one)), one.tag_) for one in tokens])

    def parse(self, passage: Passage) -> tuple[ParsedToken, ...] | None:
        """The parsed tokens of a passage; ``None`` where a word has no parse. One whose head is outside is a root."""
        first, last = self._places(passage)
        tokens = [self.doc[place] for place in range(first, last)]
        if not all((token.tag and token.dep) or token.is_space for token in tokens):
            return None
        found = []
        for place, token in enumerate(tokens):
            head = token.head.i - first
            root = head == place or not 0 <= head < len(tokens)
            found.append(
                ParsedToken(
                    *_within(passage, token.idx, token.idx + len(token)),
                    token.text,
                    token.tag_,
                    _ROOT if root else token.dep_,
                    place if root else head,
                )
            )
        return tuple(found)

    def entities(self, passage: Passage) -> tuple[Entity, ...] | None:
        """The entities of a passage, or the part of them in it; ``None`` where of a word nothing is said."""
        first, last = self._places(passage)
        if not all(self.doc[place].ent_iob for place in range(first, last)):
            return None
        starts, ends = self._entity_places
        some = self._entities[bisect_right(ends, passage.start) : bisect_left(starts, passage.end)]
        return tuple([Entity(*_within(passage, one.start, one.end), one.label) for one in some])

    def _places(self, passage: Passage) -> tuple[int, int]:
        """The first token of a passage, and the one after the last: those that have a character in it."""
        first = bisect_right(self._starts, passage.start) - 1
        if first < 0 or self._starts[first] + len(self.doc[first]) <= passage.start:
            first += 1
        return first, bisect_left(self._starts, passage.end)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    @cached_property
    def _entities(self) -> list[Entity]:
        return [Entity(one.start_char, one.end_char, one.label_) for one in self.doc.ents]

    @cached_property
    def _entity_places(self) -> tuple[Sequence[int], Sequence[int]]:
        return [one.start for one in self._entities], [one.end for one in self._entities]


def _within(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """A place of the text as one of the passage, cut to it."""
    return max(start, passage.start) - passage.start, min(end, passage.end) - passage.start


def _all_among(doc: Doc, attribute: str, labels: AbstractSet[str]) -> bool:
    """Whether the tokens of a document have labels, and only such."""
    found = {doc.vocab.strings[one] for one in set(doc.to_array(attribute).tolist()) if one}
    return bool(found) and found <= labels


def _is_tree(doc: Doc) -> bool:
    """Whether every word of a document hangs, through others, on one that hangs on none; by hand it may not."""
    heads = up = doc.to_array("HEAD").astype("int64") + range(len(doc))  # each is said as a step from its own place
    for _ in range(len(doc).bit_length()):
        up = up[up]
    return bool((heads[up] == up).all())
