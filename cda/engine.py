"""What the dataset side needs of a rewriter: the one seam between texts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from cda.lexicon.model import LexiconRef
from cda.model import ModelRef
from cda.types import RowRewrite


class Engine(Protocol):
    """Rewrites rows of text, and says with what."""

    attribute: str
    to: str | None
    lexicon: LexiconRef

    @property
    def model(self) -> ModelRef:
        """Which spaCy model decides."""

    def options(self) -> dict[str, object]:
        """The options as JSON-able values."""

    def rows(self, rows: Iterable[Mapping[str, str]]) -> Iterator[RowRewrite]:
        """Rewrite many rows; a rewriting for each, in order."""
