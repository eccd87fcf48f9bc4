"""The tags of windows of text.

The tagger of the default model is a convolutional network of depth 4 and window 1: a token's tag depends on the four
tokens on either side, so a window of text gives the tags that the whole text would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cda.model import ModelRef
from cda.pipeline import Pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH = 256


class Token(NamedTuple):
    """A token of a window with its fine-grained tag; offsets are code points into the window."""

    start: int
    end: int
    tag: str


class Tagger:
    """Tags windows of text.

    Args:
        name: A package or a path; ``None`` for the default model.

    Example:
        >>> tagger = Tagger()
        >>> [token.tag for token in tagger.tags(["I saw her dog ."])[0]]
        ['PRP', 'VBD', 'PRP$', 'NN', '.']
    """

    def __init__(self, name: str | None = None) -> None:
        without = ("parser", "ner", "senter", "lemmatizer", "attribute_ruler")
        self._pipeline = Pipeline(name, without=without, batch=_BATCH)

    @property
    def ref(self) -> ModelRef:
        """Which model it is; verified when first asked for."""
        return self._pipeline.ref

    def tags(self, windows: Sequence[str]) -> list[tuple[Token, ...]]:
        """Tokenize and tag windows, each as if it were a text of its own.

        Args:
            windows: Texts; several at once are cheaper than one by one, and give the same tags.

        Returns:
            The tokens of each window, in order.
        """
        return self._pipeline.read(windows, _tokens)


def _tokens(doc: Doc) -> tuple[Token, ...]:
    return tuple([Token(start := token.idx, start + len(token), token.tag_) for token in doc])


def tag_at(tokens: Iterable[Token], offset: int) -> str:
    """The tag of the token that covers an offset, or an empty string."""
    return next((token.tag for token in tokens if token.start <= offset < token.end), "")
