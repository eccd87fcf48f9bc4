"""The components of a spaCy model that one question needs, loaded when it is first asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cda.components import annotated
from cda.model import ModelRef, find_model, verify_model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_T = TypeVar("_T")
_EMBEDDINGS = "tok2vec"
_SURROGATE = re.compile("[\ud800-\udfff]")

LONGEST = 200
"""A chunk without white space is read in parts of this length: the tokenizer's time grows with the square of it."""

_LONG = re.compile(rf"(\S{{{LONGEST}}})\S")


class Pipeline:
    """Some components of a spaCy model.

    Args:
        name: A package or a path; ``None`` for the default model.
        without: The components that are not needed.
        batch: How many texts go through together; the answers do not depend on it.

    Example:
        >>> Pipeline(None, without=("ner", "parser")).read(["She sings."], lambda doc: [token.tag_ for token in doc])
        [['PRP', 'VBZ', '.']]
    """

    def __init__(self, name: str | None, *, without: Sequence[str], batch: int = 64) -> None:
        self.name = name
        self._without = without
        self._batch = batch

    @cached_property
    def ref(self) -> ModelRef:
        """Which model it is; verified when first asked for."""
        return verify_model(self.name)

    @cached_property
    def _nlp(self) -> Language:
        import spacy  # noqa: PLC0415 - takes most of a second, and many texts never need it

        self.ref  # noqa: B018 - nothing is loaded before it is verified
        nlp = spacy.load(find_model(self.name)[0], exclude=self._without)
        # Shared embeddings that no component listens to: half of the work of a recognizer that has its own.
        if _EMBEDDINGS in nlp.pipe_names and not getattr(nlp.get_pipe(_EMBEDDINGS), "listening_components", ()):
            nlp.remove_pipe(_EMBEDDINGS)
        return nlp

    def read(self, texts: Sequence[str], take: Callable[[Doc], _T]) -> list[_T]:
        """Read texts, each as if there were no other.

        Args:
            texts: Texts of moderate length; several at once are cheaper than one by one, and are read alike.
            take: Takes from a document what is asked for; the document does not outlive the call.

        Returns:
            What was taken, in order.
        """
        if not texts:
            return []
        by_length = sorted(dict.fromkeys(texts), key=len)  # texts of one length go through in the same steps
        known: dict[str, _T] = {}
        # Strings of a corpus would otherwise pile up in the vocabulary for as long as the process lives.
        with self._nlp.memory_zone():
            for first in range(0, len(by_length), self._batch):
                batch = by_length[first : first + self._batch]
                known.update(zip(batch, map(take, self._docs(batch)), strict=True))
        return [known[text] for text in texts]

    def _docs(self, batch: Sequence[str]) -> list[Doc]:
        docs = [self._nlp.make_doc(readable(text)) for text in batch]
        for _, component in self._nlp.pipeline:
            docs = annotated(component, docs)
        return docs


def readable(text: str) -> str:
    """The text as spaCy can read it in time: `encodable`, a blank in chunks that nobody wrote; its length stays.

    Example:
        >>> readable("(" * 300).split(" ") == ["(" * 200, "(" * 99]
        True
    """
    return encodable(text if len(text) <= LONGEST else _LONG.sub(r"\1 ", text))


def encodable(text: str) -> str:
    """The text with lone surrogates replaced, which spaCy cannot store; its length stays."""
    return _SURROGATE.sub("\ufffd", text)
