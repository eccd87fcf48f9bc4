"""The entity recognizer: which stretches of a sentence are names. Asked where the words beside one leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cda.pipeline import Pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Entity(NamedTuple):
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
        without = ("tagger", "parser", "senter", "lemmatizer", "attribute_ruler")
        self._pipeline = Pipeline(name, without=without)

    def entities(self, sentences: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Find the names in sentences, each as if it were a text of its own.

        Args:
            sentences: Texts of moderate length; several at once are cheaper than one by one, and give the same names.

        Returns:
            The entities of each sentence, in order.
        """
        return self._pipeline.read(sentences, _entities)


def _entities(doc: Doc) -> tuple[Entity, ...]:
    return tuple([Entity(one.start_char, one.end_char, one.label_) for one in doc.ents])
