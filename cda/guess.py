"""What somebody meant who wrote a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable

_ALIKE = 0.55
"""How much of two names must be the same: *female* and *feminine*, not *male* and *label*."""


def guessed(*given: str, known: Iterable[str], number: int = 3) -> str:
    """Ask whether a known name was meant: the beginning of a hint.

    Args:
        given: What was written; where nothing is like it, the next is tried.
        known: The names there are.
        number: How many to ask for, at most.

    Returns:
        The question, with a blank after it; nothing where no name is like any of them.

    Example:
        >>> guessed("reveiw", known=["review", "label"]) + "the columns are: review, label"
        "did you mean 'review'? the columns are: review, label"
        >>> guessed("x", known=["review"])
        ''
    """
    from difflib import get_close_matches  # noqa: PLC0415 - the help of commands must not wait for it

    names = list(known)
    near = next((found for one in given if (found := get_close_matches(one, names, n=number, cutoff=_ALIKE))), [])
    return f"did you mean {' or '.join(map(repr, near))}? " if near else ""
