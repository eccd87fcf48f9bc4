"""The parse of a sentence: who is the subject of which verb. Asked for where a verb must agree with a new pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cda.pipeline import Pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc


class ParsedToken(NamedTuple):
    """A token of a parsed sentence; offsets are code points into the sentence.

    Args:
        start: First code point.
        end: One past the last code point.
        text: The token as it stands.
        tag: Its fine-grained tag, such as ``VBZ``.
        dep: Its relation to its head, such as ``nsubj``.
        head: The place of its head among the tokens; its own place where it has none.
    """

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int


class Parser:
    """Parses sentences with a spaCy pipeline that is loaded when the first sentence comes.

    Args:
        name: A package or a path; ``None`` for the default model.

    Example:
        >>> [token.dep for token in Parser().parse(["She sings."])[0]]
        ['nsubj', 'ROOT', 'punct']
    """

    def __init__(self, name: str | None = None) -> None:
        self._pipeline = Pipeline(name, without=("ner", "senter", "lemmatizer", "attribute_ruler"))

    def parse(self, sentences: Sequence[str]) -> list[tuple[ParsedToken, ...]]:
        """Tokenize, tag and parse sentences.

        Args:
            sentences: Texts of moderate length; several at once are cheaper than one by one, and parse alike.

        Returns:
            The tokens of each sentence, in order.
        """
        return self._pipeline.read(sentences, _tokens)


def _tokens(doc: Doc) -> tuple[ParsedToken, ...]:
    return tuple(
        [
            ParsedToken(start := token.idx, start + len(token), token.text, token.tag_, token.dep_, token.head.i)
            for token in doc
        ]
    )
