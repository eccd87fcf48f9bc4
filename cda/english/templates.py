"""What the trained decision looks at: the features of words beside a pronoun, alone, in twos and in threes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Word(NamedTuple):
    """What the model sees of a word.

    Args:
        form: The word, lower case, or nothing for a word that the model does not know.
        group: Its class, or what its shape and ending say.
        kind: Its wide class; a class is about a third of one.
        ending: Its ending.
        shape: ``x`` for a plain word, ``X`` with a capital, ``0`` with a digit, ``-`` with a hyphen, ``'`` a genitive.
    """

    form: str
    group: str
    kind: str
    ending: str
    shape: str


Feature = tuple[str, ...]
"""What stands at one or more places, after the letters of the places; the model writes it with blanks between."""

Reader = Callable[[str, bool], Word]
"""Reads a token as the model sees it; the second argument says that a capital letter says nothing there."""


LETTERS: Mapping[str, tuple[str, ...]] = {
    "u": ("u",),
    "a": ("a", "v", "A", "%A"),
    "b": ("b", "w", "B", "%B"),
    "c": ("c", "C", "%C"),
    "x": ("x", "t", "e", "h", "X", "%X"),
    "y": ("y", "f", "Y", "%Y"),
    "z": ("z", "Z", "%Z"),
}
"""What is seen at each place, by the letters of features: ``u`` is the pronoun itself, ``a`` ``b`` ``c`` are the three
words before it, ``x`` ``y`` ``z`` the three after. Capital letters are their classes, ``%`` stands before wide ones;
``v`` ``w`` ``t`` are stems, ``e`` and ``f`` endings, ``h`` shape and ending."""

ORDER = ("a", "b", "c", "x", "y", "z")
"""The order in which the words beside a pronoun are read."""

PAIRS: Mapping[str, tuple[str, str]] = {
    "vx": ("v", "x"),
    "vX": ("v", "X"),
    "Ax": ("A", "x"),
    "AX": ("A", "X"),
    "ve": ("v", "h"),
    "Ae": ("A", "h"),
    "vy": ("v", "y"),
    "vY": ("v", "Y"),
    "AY": ("A", "Y"),
    "ay": ("A", "y"),
    "xy": ("x", "y"),
    "xY": ("x", "Y"),
    "Xy": ("X", "y"),
    "XY": ("X", "Y"),
    "ey": ("h", "y"),
    "eY": ("h", "Y"),
    "ba": ("b", "a"),
    "BA": ("B", "A"),
    "Bv": ("B", "v"),
    "wX": ("w", "X"),
    "BX": ("B", "X"),
    "yz": ("Y", "Z"),
    "uA": ("u", "A"),
    "%vX": ("v", "%X"),
    "%Ax": ("%A", "x"),
    "%AX": ("%A", "%X"),
    "%vY": ("v", "%Y"),
    "%AY": ("%A", "%Y"),
    "%xY": ("x", "%Y"),
    "%XY": ("%X", "%Y"),
    "%eY": ("h", "%Y"),
    "%BA": ("%B", "%A"),
    "%wX": ("w", "%X"),
    "%BX": ("%B", "%X"),
    "%yz": ("%Y", "%Z"),
}
"""Features of two words: their names, and what they look at."""

TRIPLES: Mapping[str, tuple[str, str, str]] = {
    "AXY": ("A", "X", "Y"),
    "veY": ("v", "h", "Y"),
    "XYZ": ("X", "Y", "Z"),
    "BAX": ("B", "A", "X"),
    "%AXY": ("%A", "%X", "%Y"),
    "%veY": ("v", "h", "%Y"),
    "%XYZ": ("%X", "%Y", "%Z"),
    "%BAX": ("%B", "%A", "%X"),
    "%vXY": ("v", "%X", "%Y"),
}
"""Features of three words."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "": (),
    **{letter: (letter,) for letters in LETTERS.values() for letter in letters},
    **PAIRS,
    **TRIPLES,
}
"""All features: the one that every place has, what is seen of one word, of two, of three."""
