"""The words and the occupations that stand in a sentence beside the mentions of a group."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from cda.audit.seen import Seen
from cda.english.sentences import sentence_ends
from cda.english.tables import words
from cda.lexicon.occupations import Occupations
from cda.types import Group, Mention

_LONGEST = 1000
"""A sentence that is longer is looked at in parts."""

# What stands in a tag or an address is no word of the text, and is passed over.
_WORD = re.compile(r"<[^<>]{0,200}>|(?:https?://|www\.)\S+|([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_LONGEST_WORD = 40


def sentences(
    row: Seen, attribute: str, without: Callable[[Mention], bool]
) -> Iterator[tuple[str, int, int, frozenset[Group]]]:
    """The sentences of a row that mention groups of an attribute.

    Args:
        row: The row.
        attribute: The attribute.
        without: Whether a mention does not count.

    Yields:
        The place of the text, the first and one past the last code point of the sentence, and the groups.
    """
    by_text: dict[str, dict[int, set[Group]]] = {}
    for name, mention in row.mentions:
        if mention.attribute == attribute and not without(mention):
            ends = sentence_ends(row.texts[name], _LONGEST)
            by_text.setdefault(name, {}).setdefault(bisect_right(ends, mention.start), set()).add(mention.group)
    for name, found in by_text.items():
        ends = sentence_ends(row.texts[name], _LONGEST)
        for place, groups in sorted(found.items()):
            yield name, ends[place - 1] if place else 0, ends[place], frozenset(groups)


def words_in(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[str | None]:
    """The words of a sentence that are neither a mention nor held.

    Args:
        text: The text.
        start: First code point of the sentence.
        end: One past the last code point.
        taken: The spans of mentions and of what is held, sorted.

    Returns:
        The words as they are written, in order; ``None`` for each that is taken.

    Example:
        >>> words_in("She is a nurse.", 0, 15, [(0, 3)])
        [None, 'is', 'a', 'nurse']
    """
    found: list[str | None] = []
    place = bisect_right(taken, (start, -1))
    for match in _WORD.finditer(text, start, end):
        if match.lastindex is None:
            continue
        first, last = match.span()
        while place < len(taken) and taken[place][1] <= first:
            place += 1
        over = place < len(taken) and taken[place][0] < last
        found.append(None if over else match[0])
    return found


def plain_words(found: Sequence[str | None]) -> Iterator[str]:
    """Those of them that are written small: what has a capital may be a name.

    Example:
        >>> list(plain_words(["Her", None, "friend", "Ann"]))
        ['friend']
    """
    return (word for word in found if word is not None and word.islower() and len(word) <= _LONGEST_WORD)


def occupations_in(found: Sequence[str | None], lexicon: Occupations) -> Iterator[str]:
    """The occupations that are named in a sentence.

    Args:
        found: The words of the sentence, as `words_in` gives them.
        lexicon: The occupations.

    Yields:
        The word for one who has the occupation, once for each time it is named.

    Example:
        >>> from cda.lexicon.occupations import load_occupations
        >>> list(occupations_in(["Two", "flight", "attendants", "cook"], load_occupations()))
        ['flight attendant']
    """
    # "Miller", "Sergeant Low": with a capital it is a name, or a part of one.
    small = [word.lower() if word and (word.islower() or word in lexicon.capital) else None for word in found]
    place = 0
    while place < len(small):
        for length in range(min(lexicon.longest, len(small) - place), 0, -1):
            some = [word for word in small[place : place + length] if word]
            occupation = lexicon.forms.get(" ".join(some)) if len(some) == length else None
            if occupation and (not occupation.noun or _determined(found, place)):
                yield occupation.name
                place += length - 1
                break
        place += 1


def _determined(found: Sequence[str | None], place: int) -> bool:
    """Whether a determiner, or a word for somebody (*her nurse*), stands before a word, or one word further."""
    before = found[max(0, place - 2) : place]
    return any(word is None or word.lower() in words("determiners") for word in before)


def taken_spans(row: Seen) -> Mapping[str, list[tuple[int, int]]]:
    """The spans of mentions and of what is held, by the place of the text, sorted."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for name, mention in row.mentions:
        spans.setdefault(name, []).append((mention.start, mention.end))
    for name, held in row.held:
        spans.setdefault(name, []).append((held.start, held.end))
    return {name: sorted(some) for name, some in spans.items()}
