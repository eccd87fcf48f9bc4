"""People's names in a text: found by the model's entity recognizer, and by a list of the user's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

import ahocorasick_rs

from cda.english.sentences import sentence_spans
from cda.lexicon.model import NEUTRAL
from cda.lexicon.names import load_names
from cda.pipeline import encodable
from cda.reading import Known, KnownFirst, ModelReader, Passage, Reader
from cda.resolution.resolver import Name
from cda.types import Group, Mention

_BLANKS = "\n\t\r\xa0"
_LONGEST = 2000
_FEW = 8
"""So many names are looked for one by one: an automaton for them takes longer to make than to use."""
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_PART = re.compile(r"[^\W\d_][\w.'’\-]*")
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de]")


def plain(name: str) -> str:
    """A name without the ending of a possessive and without letter case.

    Example:
        >>> plain("Ann Low's")
        'ann low'
    """
    return _POSSESSIVE.sub("", name).lower()


def group_of_name(name: str) -> Group | None:
    """The group that a first name shows, where it is given to one group nearly always.

    Example:
        >>> group_of_name("Mary Low"), group_of_name("Robin Low")
        ('feminine', None)
    """
    first = plain(name).split()[:1]
    entry = load_names().get(first[0]) if first else None
    return entry.group if entry and entry.group != NEUTRAL else None


class People:
    """Finds the names of all persons in stretches of text.

    Args:
        reader: Finds names of anything; ``None`` for the default model.

    Example:
        >>> [name.text for name in People().names(["Yesterday John Smith left."], [[(0, 26)]])[0]]
        ['John Smith']
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader or ModelReader()

    def knowing(self, known: Known) -> People:
        """The same, asking first what is known."""
        return People(KnownFirst(known, self._reader))

    def names(self, texts: Sequence[str], spans: Sequence[Iterable[tuple[int, int]]]) -> list[tuple[Name, ...]]:
        """Find the names in some stretches of each text, and where they come again in those stretches.

        Args:
            texts: Any texts.
            spans: For each text the stretches that are looked at, sorted by place, disjoint.

        Returns:
            The names of each text, sorted by place, disjoint.
        """
        places = [(number, Passage(texts[number], *span)) for number, some in enumerate(spans) for span in some]
        found: list[list[Name]] = [[] for _ in texts]
        recognized = self._reader.entities([passage for _, passage in places])
        for (number, passage), entities in zip(places, recognized, strict=True):
            for entity in entities:
                if entity.label == "PERSON":
                    found[number].extend(_trimmed(passage.words, passage.start, entity.start, entity.end))
        return [_again(text, names, some) for text, names, some in zip(texts, found, spans, strict=True)]


def near_mentions(text: str, mentions: Sequence[Mention], before: int) -> list[tuple[int, int]]:
    """The stretches of a text in which a name can be the antecedent of a mention.

    Args:
        text: The text.
        mentions: Its mentions, sorted by place.
        before: How many sentences before that of a mention are looked at.

    Returns:
        Stretches sorted by place, disjoint: each one sentence that has a capital.

    Example:
        >>> he = Mention(9, 11, "He", "gender", "masculine", "pronoun", "pron.he-she")
        >>> near_mentions("Al came. He sat. Bo left.", [he], 3)
        [(0, 8), (8, 16)]
    """
    sentences = list(sentence_spans(text, _LONGEST))
    wanted: set[int] = set()
    place = 0
    for number, (_, last) in enumerate(sentences):
        if place < len(mentions) and mentions[place].start < last:
            wanted.update(range(max(0, number - before), number + 1))
        while place < len(mentions) and mentions[place].start < last:
            place += 1
    return [sentences[number] for number in sorted(wanted) if _CAPITAL.search(text, *sentences[number])]


class KeepList:
    """The names that a user wants left alone.

    Args:
        names: The names as they are written.

    Example:
        >>> [name.text for name in KeepList(["Ada Low"]).find("Ada Low sang. Mr. Low sat.")]
        ['Ada Low', 'Low']
    """

    def __init__(self, names: Iterable[str]) -> None:
        written = dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
        self.names = tuple(written)
        everywhere = (*self.names, *(name.upper() for name in self.names))
        self._automaton = ahocorasick_rs.AhoCorasick(list(dict.fromkeys(everywhere)))

    @staticmethod
    def _short(name: str) -> Iterator[str]:
        """What somebody is called by after the whole name: the surname, or the first name."""
        first, *rest = name.split()
        if rest:
            yield rest[-1]
            if len(first.strip(".")) > 1 and load_names().get(first):
                yield first

    def find(self, text: str) -> tuple[Name, ...]:
        """Find the names in a text, and their first and last names alone where the whole name stands somewhere.

        Args:
            text: Any text.

        Returns:
            The names, sorted by place, disjoint.
        """
        if not self.names:
            return ()
        flat = text
        for blank in _BLANKS:  # one for one, so that places stay: a line may end within a name
            flat = flat.replace(blank, " ")
        flat = flat if flat.isascii() else encodable(flat)
        matches = list(_matches(self._automaton, flat, text))
        if not matches:
            return ()  # nearly always
        whole = _disjoint(matches)
        short = {part for name in whole for part in self._short(name.text)}
        return _disjoint([*whole, *_occurrences(flat, short)])


def _trimmed(chunk: str, offset: int, start: int, end: int) -> Iterator[Name]:
    """The entity without what is no part of a name, if anything is left."""
    parts = list(_PART.finditer(chunk, start, end))
    while parts and not _CAPITAL.match(parts[0][0]):
        parts.pop(0)
    while parts and not _CAPITAL.match(parts[-1][0]):
        parts.pop()
    if parts:
        first, last = parts[0].start(), parts[-1].end()
        tail = _POSSESSIVE.search(chunk[first:last])
        last -= len(tail[0]) if tail else 0
        if last > first and len(chunk[first:last].strip(".")) > 1:
            yield Name(offset + first, offset + last, chunk[first:last])


def _again(text: str, names: Sequence[Name], spans: Iterable[tuple[int, int]]) -> tuple[Name, ...]:
    """The names found, and the same names and their parts where the recognizer missed them."""
    known = {name.text for name in names}
    for name in names:
        parts = name.text.split()
        if len(parts) > 1:
            known.update(part for part in (parts[0], parts[-1]) if len(part.strip(".")) > 1)
    places = list(spans)
    starts = [first for first, _ in places]
    more = (
        one
        for one in _occurrences(text, known)
        if (place := bisect_right(starts, one.start) - 1) >= 0 and one.end <= places[place][1]
    )
    return _disjoint([*names, *more])


def _occurrences(text: str, names: AbstractSet[str]) -> Iterator[Name]:
    if len(names) > _FEW:
        yield from _matches(ahocorasick_rs.AhoCorasick(sorted(names)), text, text)
        return
    for name in names:
        yield from _whole(((start, start + len(name)) for start in _places(text, name)), text)


def _places(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def _matches(automaton: ahocorasick_rs.AhoCorasick, looked_at: str, text: str) -> Iterator[Name]:
    found = automaton.find_matches_as_indexes(looked_at, overlapping=True)
    return _whole(((first, last) for _, first, last in found), text)


def _whole(places: Iterable[tuple[int, int]], text: str) -> Iterator[Name]:
    """Those of the places that are whole words."""
    for first, last in places:
        if not (text[first - 1 : first].isalnum() and first) and not text[last : last + 1].isalnum():
            yield Name(first, last, text[first:last])


def _disjoint(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names without those that overlap a longer one, or the one that stands first."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda one: (one.start, -one.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)
