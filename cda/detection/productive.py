"""Words that no list holds: compounds with any stem, found by how they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cda.lexicon.model import Entry, Lexicon, Pattern
from cda.lexicon.patterns import STEM, entry_of, written

SHORTEST = 2
"""Letters that a stem has at least."""

LONGEST = 30
"""Letters that a stem has at most: a longer one nobody wrote, and the time must not depend on it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a form of a pattern that takes any stem.

    Args:
        pattern: The pattern.
        group: The group of the form.
    """

    pattern: Pattern
    group: str

    @property
    def letters(self) -> str:
        """What a word of the form ends in."""
        return self.pattern.forms[self.group].removeprefix(STEM)

    def entry(self, stem: str) -> Entry:
        """The entry that the pattern makes with a stem."""
        forms = {group: written(form, stem) for group, form in self.pattern.forms.items()}
        return entry_of(self.pattern, forms, self.pattern.id)


def endings(lexicon: Lexicon) -> Iterator[Ending]:
    """The endings by which the words of a lexicon's open patterns are found.

    Args:
        lexicon: The lexicon.

    Yields:
        An ending for every form that some direction reads, of every pattern that lists no stems.

    Example:
        >>> from cda.lexicon.find import load
        >>> sorted({one.letters for one in endings(load("gender@1.1"))})[-1]
        'women'
    """
    opposite = lexicon.opposite
    for pattern in lexicon.patterns:
        if pattern.stems:
            continue
        for group, form in pattern.forms.items():
            directions = {"both", "none", f"to-{opposite[group]}"} if group in opposite else set()
            if form.startswith(STEM) and pattern.directions in directions:
                yield Ending(pattern, group)


def compound(padded: str, first: int, last: int, found: Sequence[Ending]) -> tuple[int, Entry, str] | None:
    """The compound that ends where an ending stands.

    Args:
        padded: The text in the form in which it is searched, a blank at either end.
        first: Where the ending begins in it.
        last: One past its last letter.
        found: The endings with these letters.

    Returns:
        Where the word begins, its entry and its group; ``None`` where the ending is a word of its own, or no
        pattern lets the word pass.
    """
    start = padded.rfind(" ", max(0, first - LONGEST - 1), first) + 1
    stem = padded[start:first]
    if not SHORTEST <= len(stem) <= LONGEST or not stem.isalpha():
        return None
    for ending in found:
        if padded[start:last] not in ending.pattern.exceptions:
            return start, ending.entry(stem), ending.group
    return None
