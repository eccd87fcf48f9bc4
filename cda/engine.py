"""What the dataset side needs of a rewriter: the one seam between texts and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from cda.lexicon.model import LexiconRef
from cda.model import ModelRef
from cda.types import Group, Mention, RowRewrite


class Engine(Protocol):
    """Rewrites rows of text, and says with what."""

    attributes: tuple[str, ...]
    lexicons: tuple[LexiconRef, ...]

    @property
    def model(self) -> ModelRef:
        """Which spaCy model decides."""

    def options(self) -> dict[str, object]:
        """The options as JSON-able values."""

    @property
    def to(self) -> str | None:
        """The group that is written, where it is one group of one attribute; ``all``, or ``None``."""

    def variants(
        self, rows: Iterable[Mapping[str, str]], ids: Iterable[str] | None = None
    ) -> Iterator[tuple[RowRewrite, ...]]:
        """Rewrite many rows; for each, in order, its rewritings that change something, or one that changes nothing."""

    def mentions(self, rows: Iterable[Mapping[str, str]], *, names: bool = True) -> Iterator[tuple[Mention, ...]]:
        """The mentions of many rows, those that are names too or not, without rewriting them."""

    @property
    def groups(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups of each attribute, but for the neutral one."""

    def groups_of(self, attribute: str, word: str) -> frozenset[Group]:
        """The groups of an attribute of which a word, wherever it stands, is a form."""
