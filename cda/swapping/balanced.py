"""Pairs that name both groups: *he or she*, *men and women*, *Mr and Mrs*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cda.types import Mention

_JOINT = re.compile(r"\.?(?:\s*[/&]\s*|(?:\s*,)?\s+(?:or|and|nor|vs|versus)\.?\s+(?:(?:an?|the)\s+)?|-)", re.IGNORECASE)

_LIST = re.compile(r",\s+")


def balanced(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions that stand in a pair, or in a list that ends in one, with some of another group.

    Args:
        text: The text.
        mentions: Its mentions, sorted by place.

    Yields:
        All members of each.

    Example:
        >>> pair = [Mention(0, 2, "he", "gender", "masculine", "pronoun", "a"),
        ...         Mention(6, 9, "she", "gender", "feminine", "pronoun", "a")]
        >>> [mention.text for mention in balanced("he or she", pair)]
        ['he', 'she']
    """
    open_list: list[Mention] = []
    for first, second in pairwise(mentions):
        alike = first.group != second.group and first.kind == second.kind
        if alike and _LIST.fullmatch(text, first.end, second.start):
            open_list.append(first)  # *Black, white and Hispanic*: a list if it ends in a pair
            continue
        if alike and _joined(text, first, second):
            yield from (*open_list, first, second)
        open_list = []


def _joined(text: str, first: Mention, second: Mention) -> bool:
    match = _JOINT.match(text, first.end)
    return match is not None and match.end() == second.start
