"""The small word tables of English, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=512)
def words(*names: str) -> frozenset[str]:
    """The words of a table, or of several, lower case.

    Args:
        names: The names of files in ``cda/english/tables`` without their endings; one or more words a line, ``#``
            starts a comment.

    Returns:
        The words: the same value for the same names, made once.

    Example:
        >>> "the" in words("not_after_possessive"), "lol" in words("not_after_possessive", "chat_words")
        (True, True)
    """
    return frozenset().union(*map(_table, names))


@lru_cache(maxsize=256)
def _table(name: str) -> frozenset[str]:
    text = resources.files("cda.english").joinpath(f"tables/{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
