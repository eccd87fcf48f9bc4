"""Lists of words with tags that follow the edits made to the text that the words make up."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from cda.dataset.spans.carry import shift
from cda.dataset.spans.tags import Scheme, Tag, follow_tags
from cda.errors import SpanCut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cda.types import AppliedEdit, Rewrite

_SPACE = " "
"""What is written between tokens. Only there is cut again: any other white space belongs to a token."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of a list of tokens.

    Args:
        text: The tokens, joined by one space.
        places: The first code point of each token and one past its last.
    """

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Touched:
    """Neighbouring tokens that change together.

    Args:
        first: The first of them.
        until: One past the last.
        text: What stands in their place.
    """

    first: int
    until: int
    text: str


def joined(tokens: Sequence[str | None]) -> Joined:
    """Make a text of tokens.

    Args:
        tokens: The tokens; one that is null is taken for an empty one.

    Returns:
        The text, and where each token stands in it.

    Example:
        >>> joined(["Her", None, "dog"])
        Joined(text='Her  dog', places=((0, 3), (4, 4), (5, 8)))
    """
    places = []
    start = 0
    for token in tokens:
        end = start + len(token or "")
        places.append((start, end))
        start = end + 1
    return Joined(_SPACE.join(token or "" for token in tokens), tuple(places))


def follow(
    tokens: Sequence[str | None],
    tags: Mapping[str, Sequence[Tag]],
    rewrite: Rewrite,
    schemes: Mapping[str, Scheme],
) -> tuple[list[str | None], dict[str, list[Tag]]]:
    """Let tokens and their tags follow the edits.

    Args:
        tokens: The tokens.
        tags: For each column of tags one tag a token.
        rewrite: The rewriting of ``joined(tokens).text``.
        schemes: How columns of tags are to be read; those that are not there as strings or plain numbers.

    Returns:
        The new tokens and the new tags. A token that no edit touches is as it was, and so are its tags.

    Raises:
        SpanCut: If there are not as many tags as tokens, or tags cannot follow; see `follow_tags`.
        ValueError: If the rewriting is that of another text.

    Example:
        >>> from cda.types import AppliedEdit, Rewrite
        >>> edit = AppliedEdit(4, 13, 4, 7, "young man", "boy", "")
        >>> rewrite = Rewrite("The young man", "The boy", (edit,))
        >>> follow(["The", "young", "man"], {"tags": ["O", "B-P", "I-P"]}, rewrite, {})
        (['The', 'boy'], {'tags': ['O', 'B-P']})
    """
    text = joined(tokens)
    if text.text != rewrite.original:
        raise ValueError("the rewriting is not that of these tokens")
    for column, own in tags.items():
        if len(own) != len(tokens):
            raise SpanCut(
                f"there are {len(own)} tags for {len(tokens)} tokens",
                where=f"column {column!r}",
                hint="every token needs one tag",
            )
    new_tokens: list[str | None] = []
    new_tags: dict[str, list[Tag]] = {column: [] for column in tags}
    last = 0
    for touched in _touched(text, tokens, rewrite):
        old = slice(touched.first, touched.until)
        written = _pieces(tokens[old], touched.text)
        new_tokens += [*tokens[last : touched.first], *written]
        for column, own in tags.items():
            new_tags[column] += own[last : touched.first]
            new_tags[column] += _followed(column, own, old, len(written), schemes)
        last = touched.until
    return [*new_tokens, *tokens[last:]], {column: [*new_tags[column], *own[last:]] for column, own in tags.items()}


def _followed(column: str, own: Sequence[Tag], old: slice, count: int, schemes: Mapping[str, Scheme]) -> list[Tag]:
    try:
        return follow_tags(own[old], count, schemes.get(column, Scheme()), own)
    except SpanCut as cut:
        raise SpanCut(cut.message, where=f"column {column!r}", hint=cut.hint) from None


def _touched(text: Joined, tokens: Sequence[str | None], rewrite: Rewrite) -> Iterator[_Touched]:
    """The groups of tokens that edits reach into, in order."""
    starts = [start for start, _ in text.places]
    groups: list[tuple[int, int, int, int]] = []  # first token and last, first edit and one past the last
    for number, edit in enumerate(rewrite.edits):
        # The space after a token counts as its end: with it goes what keeps it apart from the next.
        first, last = bisect_right(starts, edit.start) - 1, bisect_right(starts, edit.end) - 1
        if groups and groups[-1][1] >= first:
            groups[-1] = (groups[-1][0], max(groups[-1][1], last), groups[-1][2], number + 1)
        else:
            groups.append((first, last, number, number + 1))
    for first, last, begin, end in groups:
        start = text.places[first][0] + shift(rewrite.edits, begin)
        stop = text.places[last][1] + shift(rewrite.edits, end)
        group = _Touched(first, last + 1, rewrite.text[start:stop])
        yield _without_neighbours(group, text, tokens, rewrite.edits[begin:end])


def _without_neighbours(
    group: _Touched, text: Joined, tokens: Sequence[str | None], edits: Sequence[AppliedEdit]
) -> _Touched:
    """Leave out the outer tokens of which no more than the space beside them was touched, where one is there again."""
    before, after = tokens[group.first] or "", tokens[group.until - 1] or ""
    place = text.places[group.first][1]
    if group.until - group.first > 1 and edits[0].start == place and group.text[len(before) :][:1] in {"", _SPACE}:
        group = replace(group, first=group.first + 1, text=group.text[len(before) + 1 :])
    place = text.places[group.until - 1][0]
    kept = len(group.text) - len(after)
    if (
        group.until - group.first > 1
        and edits[-1].end == place
        and kept >= 0
        and group.text[:kept][-1:] in {"", _SPACE}
    ):
        group = replace(group, until=group.until - 1, text=group.text[: max(kept - 1, 0)])
    return group


def _pieces(old: Sequence[str | None], new: str) -> list[str | None]:
    """Cut what stands in the place of some tokens into tokens."""
    if not new.strip():
        return []
    words = new.split(_SPACE)
    sizes = [(token or "").count(_SPACE) + 1 for token in old]
    if len(old) == 1 and sizes[0] > 1:
        return [new]  # a token with spaces in it was not made by cutting there
    if sum(sizes) != len(words):
        return [*words]
    places = accumulate(sizes, initial=0)
    pieces = [_SPACE.join(words[start : start + size]) for start, size in zip(places, sizes, strict=False)]
    return [token if token is None and not piece else piece for token, piece in zip(old, pieces, strict=True)]
