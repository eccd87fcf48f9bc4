"""Whether anything in a text can speak of whoever has one of some names: asked before everybody is looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from cda.english.sentences import sentence_ends
from cda.resolution.people import group_of_name, plain
from cda.resolution.resolver import Name
from cda.types import Group, Mention

_Groups = set[Group | None]


class Sight(NamedTuple):
    """How far a resolver looks.

    Args:
        sentences: How many sentences before its own a pronoun looks back.
        longest: Where sentences are cut.
    """

    sentences: int
    longest: int


def reaches(
    text: str, mentions: Sequence[Mention], names: Sequence[Name], plurals: Collection[int], sight: Sight
) -> bool:
    """Whether a resolver that goes by place and group can put a mention together with the bearer of a name.

    Args:
        text: The text.
        mentions: Its mentions, sorted by place.
        names: The names, sorted by place.
        plurals: Places of the mentions that speak of several people, and so of none of them.
        sight: How far the resolver looks.

    Returns:
        ``False`` only where it can not, whoever else is named: no pronoun of a group that a bearer may have stands in
        the sentence of a name of theirs, or of what may be one, or in the sentences after it, and no other mention in
        that sentence or the next.

    Example:
        >>> she = Mention(22, 25, "She", "gender", "feminine", "pronoun", "pron.he-she")
        >>> reaches("Tom Low sat. Ann sang. She left.", [she], [Name(0, 7, "Tom Low")], (), Sight(3, 99))
        False
    """
    if any(mention.kind == "name" for mention in mentions):
        return True
    ends = sentence_ends(text, sight.longest)
    named: defaultdict[int, _Groups] = defaultdict(set)
    for place, groups in _places(text, names):
        named[bisect_right(ends, place)] |= groups
    for number, mention in enumerate(mentions):
        if number in plurals:
            continue
        sentence = bisect_right(ends, mention.start)
        if mention.kind != "pronoun":
            if named.keys() & {sentence, sentence - 1}:
                return True
        elif any({None, mention.group} & named.get(sentence - back, set()) for back in range(sight.sentences + 1)):
            return True
    return False


def _places(text: str, names: Sequence[Name]) -> Iterator[tuple[int, _Groups]]:
    """Where bearers of the names are named, or somebody of a name like theirs, and the groups that they may have."""
    groups = _groups(names)
    low = text.lower()
    if len(low) != len(text):
        for place in range(len(text)):  # places cannot be told: everywhere
            yield place, {None}
        return
    for part, place in _alike(text, low, names, groups):
        groups[part].add(None)  # *HANKS*, and only then *Tom Hanks*: of whoever it is, the group may be learnt
        yield place, groups[part]
    for name in names:
        yield name.start, groups[plain(name.text).split()[0]]


def _alike(text: str, low: str, names: Sequence[Name], parts: Collection[str]) -> Iterator[tuple[str, int]]:
    """The words of the names where they stand apart from these, with a capital."""
    starts = [name.start for name in names]
    for part in parts:
        place = low.find(part)
        while place >= 0:
            end = place + len(part)
            before = bisect_right(starts, place) - 1
            apart = before < 0 or names[before].end < end
            if apart and text[place].isupper() and _is_word(low, place, end):
                yield part, place
            place = low.find(part, end)


def _is_word(text: str, start: int, end: int) -> bool:
    return not text[end : end + 1].isalnum() and not (start and text[start - 1].isalnum())


def _groups(names: Sequence[Name]) -> Mapping[str, _Groups]:
    """The words of the names, and the groups of whoever may be meant: names that share a word may be one person's."""
    groups: dict[str, _Groups] = {}
    sharing: dict[int, set[str]] = {}
    for text in dict.fromkeys(name.text for name in names):
        parts = plain(text).split()
        known = {id(groups[part]): groups[part] for part in parts if part in groups}
        if known and len(parts) == 1:
            continue  # *Low*, after *Ann Low*
        own: _Groups = max(known.values(), key=lambda one: len(sharing[id(one)]), default=set())
        own.update({group_of_name(text)}, *known.values())
        mine = sharing.setdefault(id(own), set())
        for part in {*parts, *(part for key in known.keys() - {id(own)} for part in sharing.pop(key))}:
            groups[part] = own
            mine.add(part)
    return groups
