"""The entity recognizer: which stretches of a sentence are names. Asked where the words beside one leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cda.model import encodable, find_model, verify_model

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in a sentence; offsets are code points into the sentence.

    Args:
        start: First code point.
        end: One past the last code point.
        label: What it names, such as ``PERSON`` or ``GPE``.
    """

    start: int
    end: int
    label: str


class Recognizer:
    """Finds names with a spaCy pipeline that is loaded when the first sentence comes.

    Args:
        name: A package or a path; ``None`` for the default model.

    Example:
        >>> [entity.label for entity in Recognizer().entities(["Yesterday John Smith left."])[0]]
        ['DATE', 'PERSON']
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name

    @cached_property
    def _nlp(self) -> Language:
        import spacy  # noqa: PLC0415 - takes most of a second, and most rewritings never need it

        verify_model(self.name)
        return spacy.load(find_model(self.name)[0], enable=["ner", "tok2vec", "transformer"])

    def entities(self, sentences: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Find the names in sentences, each as if it were a text of its own.

        Args:
            sentences: Texts of moderate length; several at once are cheaper than one by one, and give the same names.

        Returns:
            The entities of each sentence, in order.
        """
        if not sentences:
            return []
        distinct = list(dict.fromkeys(sentences))
        with self._nlp.memory_zone():
            found = [
                tuple(Entity(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents)
                for doc in self._nlp.pipe(map(encodable, distinct), batch_size=_BATCH)
            ]
        known = dict(zip(distinct, found, strict=True))
        return [known[sentence] for sentence in sentences]
