"""Verbs that take two objects, or an object and a complement: *gave her strength*, *made her president*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from cda.english.possessive import Use
from cda.english.tables import words

ANYTHING = "*"
"""In a table: after this verb *her* is an object whatever follows."""

_BEFORE = re.compile(r"(?P<verb>\w+)\s{1,3}$")
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_AFTER = re.compile(rf"\s{{1,3}}(?P<word>{_WORD})(?:\s{{1,3}}(?P<next>{_WORD})(?:\s{{1,3}}(?P<third>{_WORD}))?)?")
_AMOUNT = re.compile(rf"\s{{1,3}}[$£€]?\d[\d.,]*(?:\s{{1,3}}(?P<what>{_WORD}))?")
_QUOTED = re.compile(r"\s{1,3}[\"“]\w")
_REACH = 40


class Verb(NamedTuple):
    """What may follow a verb and *her*.

    Args:
        objects: Words that show that *her* is an object.
        possessed: Words that show that it is a possessive even so.
    """

    objects: frozenset[str]
    possessed: frozenset[str]


def two_object_use(text: str, start: int, end: int) -> Use | None:
    """What the verb before *her* and the word after it decide.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        ``PRON`` where the word is the second object or the complement of the verb, ``DET`` where it is what she has,
        ``None`` where the tables do not say.

    Example:
        >>> two_object_use("They told her stories.", 10, 13), two_object_use("They told her mother.", 10, 13)
        ('PRON', 'DET')
    """
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    base = bases().get(before["verb"].lower(), "") if before else ""
    verb = verbs().get(base)
    if _QUOTED.match(text, end):
        return None if verb else "DET"
    amount = _AMOUNT.match(text, end)
    if amount:
        return _of_amount(verb, amount["what"] or "")
    after = _AFTER.match(text, end)
    return _of_words(base, verb, after) if after else None


def _of_words(base: str, verb: Verb | None, after: re.Match[str]) -> Use | None:
    """What the verb and the words after *her* decide."""
    word, following, third = ((after[name] or "").lower() for name in ("word", "next", "third"))
    possessed: Use | None = "DET" if word in words("possessed_nouns") else None
    use = possessed
    if word in words("numbers"):
        use = _of_amount(verb, following)
    elif word in words("each_of"):  # her every move, but saw her every day
        use = "PRON" if following in words("times") else None if verb else "DET"
    elif verb and word in verb.possessed:
        use = "DET"
    elif verb and not possessed and {word, ANYTHING} & verb.objects and _ends_before(following):
        use = "PRON"
    elif verb:
        use = _of_modified(base, verb, following, third) or possessed
    return use


def _of_amount(verb: Verb | None, what: str) -> Use | None:
    """*charged her 20 dollars*, *lent her two ladders*, but *met her two sons*."""
    if what.lower() in words("possessed_nouns"):
        return "DET"
    return "PRON" if verb else None


def _of_modified(base: str, verb: Verb, noun: str, following: str) -> Use | None:
    """*offered her good advice*: a word between does not matter to verbs of giving and telling."""
    if base in words("giving_verbs") and noun in verb.objects - words("possessed_nouns") and _ends_before(following):
        return "PRON"
    return None


def _ends_before(following: str) -> bool:
    """Whether a noun phrase is over before a word: it is none, or none that could belong to it."""
    return not following or following in words("not_after_possessive") or following.endswith("ly")


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Verb]:
    """The verbs by base form."""
    return {verb: Verb(_list(objects), _list(possessed)) for verb, objects, possessed in _rows("two_objects", cells=3)}


@lru_cache(maxsize=1)
def bases() -> Mapping[str, str]:
    """The base form of every inflected form of those verbs."""
    return {row[0]: row[1] for row in _rows("verb_bases", cells=2)} | {base: base for base in verbs()}


def _list(cell: str) -> frozenset[str]:
    return frozenset(word.strip() for word in cell.split(",") if word.strip())


def _rows(name: str, *, cells: int) -> list[list[str]]:
    text = resources.files("cda.english").joinpath(f"tables/{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return [(line.split("\t") + [""] * cells)[:cells] for line in lines[1:]]
