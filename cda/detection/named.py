"""A title that is a name once in a text is one throughout: *Stephen King* makes *a King story* no queen's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from cda.detection.decide import Found
from cda.types import Held

NAMED = "named"
"""The cue of words that are held because the text has them as a name elsewhere."""

_WORD = re.compile(r"[A-ZÀ-Þ]\w+")
_Other = TypeVar("_Other")


def named(decided: Sequence[Found | Held | _Other]) -> list[Found | Held | _Other]:
    """Hold the titles that stand as a name elsewhere in the same text.

    Args:
        decided: What was decided about a text.

    Returns:
        The same, with the mentions held that are capitalised titles of rank and stand, as they are written or in the
        singular, in something that was held.
    """
    ranked = [one for one in decided if isinstance(one, Found) and _of_rank(one)]
    if not ranked:
        return list(decided)
    names = frozenset(_names(one for one in decided if isinstance(one, Held)))
    return [_held(one) if isinstance(one, Found) and _of_rank(one) and _is(one, names) else one for one in decided]


def _of_rank(found: Found) -> bool:
    mention = found.mention
    return mention.kind == "noun" and mention.text[:1].isupper() and found.option.entry.tier == "conditional"


def _is(found: Found, names: frozenset[str]) -> bool:
    return not found.mention.text.isupper() and found.mention.text.removesuffix("s") in names


def _held(found: Found) -> Held:
    mention = found.mention
    return Held(mention.start, mention.end, mention.text, "kept_name", NAMED)


def _names(held: Iterable[Held]) -> Iterable[str]:
    for one in held:
        if one.reason in {"kept_name", "protected", "not_person"}:
            yield from (word.removesuffix("s") for word in _WORD.findall(one.text))
