"""The parse of a sentence: who is the subject of which verb. Asked for where a verb must agree with a new pronoun."""

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
class ParsedToken:
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
        self.name = name

    @cached_property
    def _nlp(self) -> Language:
        import spacy  # noqa: PLC0415 - takes most of a second, and most rewritings never need it

        verify_model(self.name)
        return spacy.load(find_model(self.name)[0], exclude=["ner", "senter", "lemmatizer", "attribute_ruler"])

    def parse(self, sentences: Sequence[str]) -> list[tuple[ParsedToken, ...]]:
        """Tokenize, tag and parse sentences.

        Args:
            sentences: Texts of moderate length; several at once are cheaper than one by one, and parse alike.

        Returns:
            The tokens of each sentence, in order.
        """
        if not sentences:
            return []
        distinct = list(dict.fromkeys(sentences))
        with self._nlp.memory_zone():
            parsed = [
                tuple(
                    ParsedToken(
                        token.idx, token.idx + len(token.text), token.text, token.tag_, token.dep_, token.head.i
                    )
                    for token in doc
                )
                for doc in self._nlp.pipe(map(encodable, distinct), batch_size=_BATCH)
            ]
        known = dict(zip(distinct, parsed, strict=True))
        return [known[sentence] for sentence in sentences]
