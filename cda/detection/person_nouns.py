"""Whether a noun is a word for a person or for a group of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cda.english.tables import words

_PLURALS = (
    (re.compile(r"men$"), "man"),
    (re.compile(r"people$"), "person"),
    (re.compile(r"children$"), "child"),
    (re.compile(r"wives$"), "wife"),
    (re.compile(r"thieves$"), "thief"),
    (re.compile(r"(?<=[^aeiou])ies$"), "y"),
    (re.compile(r"(?<=s|x|z)es$|(?<=ch|sh)es$|(?<=o)es$"), ""),
    (re.compile(r"(?<=[^s])s$"), ""),
)
_MADE = re.compile(
    r"\w{2,}(?:man|woman|person|boy|girl|lady|folk|maker|player|worker|fighter|driver|writer|dealer|keeper|hunter"
    r"|killer|lover|singer|dancer|teacher|owner|seller|buyer|robber|goer|rider)$"
)
_DERIVED = re.compile(r"\w{3,}(?:[^s\W]ist|ician)$")
_WORD = re.compile(r"\w[\w'‐‑-]*")
_HYPHENS = re.compile(r"[-‐‑]")


def singulars(word: str) -> Iterator[str]:
    """What a word may be the plural of, and the word itself first.

    Args:
        word: A word, lower case.

    Yields:
        Itself, then possible singular forms.

    Example:
        >>> list(singulars("policewomen"))
        ['policewomen', 'policewoman']
    """
    yield word
    for ending, singular in _PLURALS:
        if ending.search(word):
            yield ending.sub(singular, word)


@lru_cache(maxsize=16384)
def is_person(word: str) -> bool:
    """Whether a noun is, in most of its uses, a word for a person or for persons.

    Args:
        word: A noun as it stands, with or without the ending of a possessive.

    Returns:
        Whether the word, its singular, or the last part of a compound is in the table, or it is made like such words.

    Example:
        >>> [is_person(word) for word in ("Women", "co-driver", "vlogger", "printer", "table")]
        [True, True, True, False, False]
    """
    low = _bare(word)
    known, things = words("person_nouns"), words("not_person_nouns")
    forms = tuple(singulars(low))
    if any(form in things for form in forms):
        return False
    if any(form in known for form in forms):
        return True
    last = _HYPHENS.split(low)[-1]
    if last != low:
        return is_person(last)
    name = word[:1].isupper() and not word.isupper()  # Newman, Volckman
    return not name and any(_MADE.match(form) or _DERIVED.match(form) for form in forms)


@lru_cache(maxsize=4096)
def is_group(word: str) -> bool:
    """Whether a noun is a word for a group of people.

    Args:
        word: A noun as it stands.

    Returns:
        Whether the word or its singular is in the table.

    Example:
        >>> is_group("communities"), is_group("mountains")
        (True, False)
    """
    return in_table("people_groups", word)


@lru_cache(maxsize=16384)
def in_table(table: str, word: str) -> bool:
    """Whether a table has a noun, in the singular or as it stands.

    Args:
        table: The name of a table, as `cda.english.tables.words` takes it.
        word: A noun as it stands.

    Returns:
        Whether it is there.

    Example:
        >>> in_table("people_groups", "Juries")
        True
    """
    known = words(table)
    return any(form in known for form in singulars(_bare(word)))


def _bare(word: str) -> str:
    """The word in a token, without marks around it and without the ending of a possessive, lower case."""
    found = _WORD.search(word.lower().replace("’", "'"))
    return found[0].rstrip("'").removesuffix("'s") if found else ""
