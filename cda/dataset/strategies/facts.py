"""From the engine's result for a row to what a strategy has to know of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cda.dataset.strategies.selection import RowFacts
from cda.swapping.variant import JOINED, SWAPPED
from cda.types import AppliedEdit, Mention, RowRewrite

_Found = tuple[str, Mention]
"""A field and a mention in it."""


def facts_of(result: Sequence[RowRewrite], groups: Sequence[str], label: str | None) -> RowFacts:
    """Count what a row and its counterfactuals mention.

    Args:
        result: The engine's rewritings of the row; empty where it gave none.
        groups: The groups that count, of one attribute. Where words are swapped, all groups that become each other:
            with two of them each word that changes has the other one afterwards. With more it cannot be told which,
            and the word counts as ``swapped``.
        label: The value of the label column.

    Returns:
        The facts. A word seen in several rewritings of the row counts once.
    """
    found = tuple(
        dict.fromkeys((field, mention) for one in result for field, text in one.items() for mention in text.mentions)
    )
    return RowFacts(
        label,
        _counted((mention.group for _, mention in found), groups),
        tuple(_counted(_after(one, found, groups), groups) if one.changed else None for one in result),
    )


def _counted(found: Iterable[str], groups: Sequence[str]) -> Mapping[str, int]:
    return Counter(group for group in found if group in groups or group == SWAPPED)


def _after(one: RowRewrite, found: Sequence[_Found], groups: Sequence[str]) -> Iterable[str]:
    """The group of each mention after a rewriting."""
    edits = {field: rewrite.edits for field, rewrite in one.items()}
    starts = {field: [edit.start for edit in some] for field, some in edits.items()}
    for field, mention in found:
        changed = _covered(mention, edits.get(field, ()), starts.get(field, ()))
        yield group_after(mention, one.attribute, one.group, groups) if changed else mention.group


def group_after(mention: Mention, attribute: str, group: str | None, groups: Sequence[str]) -> str:
    """Tell for which group a mention counts after a rewriting that changed its words.

    Args:
        mention: The mention, in the original.
        attribute: The attributes that the rewriting changed, joined by ``+``.
        group: The groups that it wrote to, joined by ``+``; ``None`` where it changed nothing.
        groups: The groups that count, of one attribute; see `facts_of`.

    Returns:
        The group it was written to; ``swapped`` where it was exchanged, and there are several that it could be now.
    """
    written = dict(zip(attribute.split(JOINED), group.split(JOINED), strict=False)) if group else {}
    to = written.get(mention.attribute)
    if to is None:
        return mention.group
    return _other(mention.group, groups) if to == SWAPPED else to


def _covered(mention: Mention, edits: Sequence[AppliedEdit], starts: Sequence[int]) -> bool:
    before = bisect_left(starts, mention.end) - 1
    return before >= 0 and edits[before].end > mention.start


def _other(group: str, groups: Sequence[str]) -> str:
    if group not in groups:
        return group  # of another attribute, which does not count
    others = [one for one in groups if one != group]
    return others[0] if len(others) == 1 else SWAPPED
