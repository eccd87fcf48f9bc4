"""One plan out of two: the edits of two attributes in the same text."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cda.swapping.plan import ARTICLE, article_edit
from cda.types import Edit

Compose = Callable[[Edit, Edit], str | None]
"""What is written where two edits stand at the same place: the first one made, then the second; ``None`` where they
cannot both be made."""


def merge(text: str, first: Sequence[Edit], second: Sequence[Edit], compose: Compose) -> tuple[Edit, ...]:
    """Put the edits of two attributes together.

    Args:
        text: The text.
        first: The edits of one attribute, sorted and disjoint.
        second: Those of the other one.
        compose: What is written where two edits stand at the same place.

    Returns:
        The edits, sorted and disjoint. Of two that overlap and cannot both be made, the longer is, at a tie the first.

    Example:
        >>> one, other = Edit(2, 6, "aunt", "uncle", "a"), Edit(0, 1, "A", "B", "b")
        >>> [edit.new for edit in merge("A aunt", [one], [other], lambda first, second: None)]
        ['B', 'uncle']
    """
    if not first or not second:
        return tuple(first or second)
    merged: list[Edit] = []
    for mine, theirs in _beside(first, second):
        if mine is None or theirs is None:
            merged.append(mine or theirs)  # type: ignore[arg-type]  # one of them is there
        elif (mine.start, mine.end) != (theirs.start, theirs.end):
            merged.append(theirs if theirs.end - theirs.start > mine.end - mine.start else mine)
        elif mine == theirs or mine.entry == ARTICLE:
            merged.append(mine)
        else:
            new = compose(mine, theirs)
            both = (
                mine if new is None or new == mine.old else replace(mine, new=new, entry=f"{mine.entry} {theirs.entry}")
            )
            before = article_edit(text, mine.start, mine.old, both.new)
            if merged and merged[-1].entry == ARTICLE and mine.start - merged[-1].end <= 1:
                merged.pop()  # it was the article of one of the two words alone
            merged += [*before, both]
    return tuple(merged)


def _beside(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[tuple[Edit | None, Edit | None]]:
    """Edits by place: those that overlap side by side."""
    rest = deque(second)
    for mine in first:
        while rest and rest[0].end <= mine.start:
            yield None, rest.popleft()
        if rest and rest[0].start < mine.end:
            yield mine, rest.popleft()
            while rest and rest[0].start < mine.end:
                rest.popleft()  # the one that stood first was the longer one, or stands for both
        else:
            yield mine, None
    yield from ((None, edit) for edit in rest)
