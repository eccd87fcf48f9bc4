"""What an audit sees of a row, before its counterfactuals are written and of each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from cda.dataset.strategies.facts import group_after
from cda.dataset.views.roles import restricted
from cda.dataset.views.texts import RowTexts
from cda.dataset.views.view import View
from cda.types import AppliedEdit, Flag, Held, Mention, RowRewrite


@dataclass(frozen=True, slots=True)
class Seen:
    """A row, and what was found in it.

    Args:
        texts: Its texts by the names of their places.
        mentions: The mentions, each with the place of its text.
        held: Words that are left alone, each with the place of its text.
        flags: Cues, each with the place of its text.
        labels: Label column to its value; ``None`` where it is null.
    """

    texts: Mapping[str, str]
    mentions: tuple[tuple[str, Mention], ...] = ()
    held: tuple[tuple[str, Held], ...] = ()
    flags: tuple[tuple[str, Flag], ...] = ()
    labels: Mapping[str, str | None] = field(default_factory=dict)


def seen(result: Sequence[RowRewrite], texts: RowTexts, labels: Mapping[str, str | None], view: View) -> Seen:
    """Gather what the rewritings of a row found in it.

    Args:
        result: The rewritings of the row. What several of them found counts once.
        texts: Its texts.
        labels: Its labels.
        view: Says whose messages count.

    Returns:
        What was found.
    """
    if view.roles:
        result = tuple(restricted(one, texts.roles, view.roles) for one in result)
    mentions = ((name, one) for row in result for name, text in row.items() for one in text.mentions)
    held = ((name, one) for row in result for name, text in row.items() for one in text.held)
    flags = ((name, one) for row in result for name, text in row.items() for one in text.flags)
    return Seen(
        texts.prose,
        tuple(dict.fromkeys(mentions)),
        tuple(dict.fromkeys(held)),
        tuple(dict.fromkeys(flags)),
        labels,
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A counterfactual that was written of a row.

    Args:
        edits: The edits by the place of the text they are in, in order.
        attribute: The attributes that were changed, joined by ``+``.
        group: The groups that it was written to, joined by ``+``.
        texts: Its texts by the names of their places.
        labels: Its labels.
    """

    edits: Mapping[str, Sequence[AppliedEdit]]
    attribute: str
    group: str | None
    texts: Mapping[str, str]
    labels: Mapping[str, str | None]


def counterfactual(row: Seen, written: Written, groups: Mapping[str, Sequence[str]]) -> Seen:
    """Give what a counterfactual says: a word that was written counts for the group that it was written to.

    Args:
        row: The original.
        written: What was written of it.
        groups: The groups of each attribute.

    Returns:
        The counterfactual. What was held or flagged in the original is left out.
    """
    return Seen(written.texts, tuple(_moved(row, written, groups)), labels=written.labels)


def _moved(row: Seen, written: Written, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Mention]]:
    for name, mention in row.mentions:
        edits = written.edits.get(name, ())
        over = list(_over(mention, edits))
        if over:
            start, end = over[0].new_start, over[-1].new_end
            group = group_after(mention, written.attribute, written.group, groups.get(mention.attribute, ()))
        else:
            start, end, group = *_shifted(mention, edits), mention.group
        text = written.texts[name][start:end]
        yield name, Mention(start, end, text, mention.attribute, group, mention.kind, mention.entry)


def _over(mention: Mention, edits: Sequence[AppliedEdit]) -> Iterator[AppliedEdit]:
    """The edits that change a mention; edits are sorted and disjoint."""
    first = bisect_right(edits, mention.start, key=lambda edit: edit.end)
    return takewhile(lambda edit: edit.start < mention.end, (edits[place] for place in range(first, len(edits))))


def _shifted(mention: Mention, edits: Sequence[AppliedEdit]) -> tuple[int, int]:
    """Where a mention stands that no edit changes."""
    place = bisect_left(edits, mention.end, key=lambda edit: edit.end) - 1
    by = edits[place].new_end - edits[place].end if place >= 0 else 0
    return mention.start + by, mention.end + by
