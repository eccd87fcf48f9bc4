"""A person's name in a text, taken apart."""

from __future__ import annotations

from typing import NamedTuple

from cda.lexicon.names import NameEntry


class Part(NamedTuple):
    """A word of a name: a first or middle name, a part of a hyphenated one, or a surname.

    Args:
        start: First code point.
        end: One past the last code point.
        text: The word as it stands.
        entry: What the lexicon says of a first name; ``None`` for a surname.
    """

    start: int
    end: int
    text: str
    entry: NameEntry | None


class PersonName(NamedTuple):
    """A person's name.

    Args:
        start: First code point.
        end: One past the last code point.
        text: The whole name as it stands, without a title and without the ending of a possessive.
        given: The first and middle names that the lexicon has, in order.
        family: The parts of the surname; empty for a first name alone.
    """

    start: int
    end: int
    text: str
    given: tuple[Part, ...]
    family: tuple[Part, ...]
