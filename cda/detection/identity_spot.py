"""A word in a parsed sentence, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cda.english.tables import words
from cda.parsing import ParsedToken

Use = Literal["ADJ", "NOUN"]
"""How a word speaks of people: as an adjective, said of them too, or as the noun itself."""

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PERCENT = frozenset({"%", "percent", "pct", "percentage"})
_BEFORE_SHARE = frozenset({"of", "were", "was", "are", "is", "non", "-", "only", "about"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A word or phrase in a parsed sentence.

    Args:
        sentence: The sentence.
        tokens: Its parse.
        start: First code point of the word.
        end: One past its last code point.
        first: The place of the first token of the word.
        last: The place of its last token.
        colour: Whether the word is an ordinary adjective too.
    """

    sentence: str
    tokens: Sequence[ParsedToken]
    start: int
    end: int
    first: int
    last: int
    colour: bool

    @property
    def text(self) -> str:
        """The word as it stands."""
        return self.sentence[self.start : self.end]

    @property
    def word(self) -> str:
        """The word, lower case."""
        return self.text.lower()

    @property
    def age(self) -> bool:
        """Whether it is a word of age."""
        return self.word in words("age_words")

    @property
    def head(self) -> int:
        """The token that carries the word in the parse: the one whose head is outside, or the last."""
        for place in range(self.last, self.first - 1, -1):
            if not self.first <= self.tokens[place].head <= self.last or self.tokens[place].head == place:
                return place
        return self.last

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital and small letters."""
        return self.text[:1].isupper() and not (self.text.isupper() and len(self.text) > 1)

    def low(self, place: int) -> str:
        """The token at a place, lower case; empty where there is none."""
        return self.tokens[place].text.lower().replace("’", "'") if 0 <= place < len(self.tokens) else ""

    def tag(self, place: int) -> str:
        """The tag of the token at a place; empty where there is none."""
        return self.tokens[place].tag if 0 <= place < len(self.tokens) else ""

    def dep(self, place: int) -> str:
        """The relation of the token at a place to its head; empty where there is none."""
        return self.tokens[place].dep if 0 <= place < len(self.tokens) else ""

    def children(self, place: int) -> list[int]:
        """The places of the tokens that hang on a token."""
        return [other for other, token in enumerate(self.tokens) if token.head == place and other != place]

    def joined_before(self) -> str:
        """What a hyphen joins to the front of the word, lower case: *all* in *all-white*."""
        if self.sentence[self.start - 1 : self.start] not in {"-", "‐", "‑"}:
            return ""  # nearly always
        match = re.search(r"([\w'’]+)[-‐‑]$", self.sentence[: self.start])
        return match[1].lower() if match else ""

    def joined_after(self) -> str:
        """What a hyphen joins to the end of the word, lower case: *owned* in *Black-owned*."""
        match = re.match(r"[-‐‑]([\w'’]+)", self.sentence[self.end :])
        return match[1].lower() if match else ""

    def near(self, table: str, before: int = 0, after: int = 0) -> bool:
        """Whether a word of a table stands so many tokens before or after."""
        known = words(table)
        places = [*range(self.first - before, self.first), *range(self.last + 1, self.last + 1 + after)]
        return any(self.low(place) in known for place in places)

    def paired(self) -> bool:
        """Whether the word is a half of *black and white*, with blanks or hyphens."""
        other = {"black": "white", "white": "black"}.get(self.word)
        if not other:
            return False
        after = self.sentence[self.end : self.end + 16].lower()
        before = self.sentence[max(0, self.start - 16) : self.start].lower()
        joined = r"[\s\-‐‑]*(?:and|&|n|'n'?|n')[\s\-‐‑]*"
        return bool(re.match(joined + other + r"\b", after) or re.search(rf"\b{other}{joined}$", before))

    def counted(self) -> bool:
        """Whether a share or a number of people stands before: *12.5% white*, *60 percent black*."""
        place = self.first - 1
        while self.low(place) in _BEFORE_SHARE:
            place -= 1
        return self.low(place) in _PERCENT or (self.low(place) == "cent" and self.low(place - 1) == "per")


def locate(sentence: str, tokens: Sequence[ParsedToken], start: int, end: int, *, colour: bool) -> Spot | None:
    """The word at [start:end] among the tokens.

    Args:
        sentence: The sentence.
        tokens: Its parse.
        start: First code point of the word.
        end: One past its last code point.
        colour: Whether the word is an ordinary adjective too.

    Returns:
        The word in its place, or ``None`` where no token covers it.
    """
    places = [place for place, token in enumerate(tokens) if token.start < end and token.end > start]
    return Spot(sentence, tokens, start, end, places[0], places[-1], colour) if places else None
