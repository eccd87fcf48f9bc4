"""The two calls for a single text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cda.options import check_names
from cda.rewriter import Rewriter
from cda.types import Mention


def swap(text: str, **options: Any) -> str:
    """Rewrite a text so that the words for people have the other group.

    Args:
        text: Any text.
        **options: The options of `Rewriter`.

    Returns:
        The rewritten text; everything but the words for people is as it was.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> swap("She told her brother that the book was hers.")
        'He told his sister that the book was his.'
    """
    return _rewriter(options)(text).text


def detect(text: str, **options: Any) -> tuple[Mention, ...]:
    """Find the words of a text that refer to people of a group.

    Args:
        text: Any text.
        **options: The options of `Rewriter`.

    Returns:
        Mentions, sorted by place.

    Raises:
        CdaError: If an option is wrong.

    Example:
        >>> [(mention.text, mention.group) for mention in detect("She told her brother.")]
        [('She', 'feminine'), ('her', 'feminine'), ('brother', 'masculine')]
    """
    return tuple(found.mention for found in _rewriter(options).detect(text).found)


def _rewriter(options: dict[str, Any]) -> Rewriter:
    """A rewriter, kept for the next call where the options can be compared."""
    check_names(options)
    try:
        return _cached(tuple(sorted(options.items())))
    except TypeError as error:
        if "unhashable" not in str(error):
            raise
        return Rewriter(**options)


@lru_cache(maxsize=8)
def _cached(options: tuple[tuple[str, Any], ...]) -> Rewriter:
    return Rewriter(**dict(options))
