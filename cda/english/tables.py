"""The small word tables of English, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=256)
def words(name: str) -> frozenset[str]:
    """The words of a table, lower case.

    Args:
        name: The name of a file in ``cda/english/tables`` without its ending; one or more words a line, ``#`` starts a
            comment.

    Returns:
        The words.

    Example:
        >>> "the" in words("not_after_possessive")
        True
    """
    text = resources.files("cda.english").joinpath(f"tables/{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
