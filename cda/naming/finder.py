"""Finds the names of persons in rows: one scan for first names, then the words beside them, then the recognizer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import ahocorasick_rs

from cda.detection.person import PersonName
from cda.detection.zones import zones
from cda.english.sentences import sentence_span
from cda.lexicon.names import NameLexicon, name_key
from cda.model import encodable
from cda.naming.evidence import Verdict, shows, verdict
from cda.naming.phrase import FIRST, phrase
from cda.recognition import Recognizer

_PERSON = "PERSON"
_SEEN: Mapping[str, Verdict] = {"ask": "seen", "agree": "hint"}
"""What a verdict becomes where the recognizer sees a person, and nothing else speaks for one."""


@dataclass(slots=True)
class _Candidate:
    """A name that may be a person's: the verdict, first of the words beside it, and whether these show a person."""

    name: PersonName
    verdict: Verdict
    shown: bool = False


class Finder:
    """Finds names of persons.

    Args:
        lexicon: The first names.
        recognizer: Asked about names that the text leaves open; ``None`` for one with the default model.

    Example:
        >>> from cda.lexicon.names import load_names
        >>> found = Finder(load_names()).find([["Mary Low met Will, and he waved. Will you?"]])[0][0]
        >>> [name.text for name in found]
        ['Mary Low', 'Will']
    """

    def __init__(self, lexicon: NameLexicon, recognizer: Recognizer | None = None) -> None:
        self.lexicon = lexicon
        self._recognizer = recognizer or Recognizer()
        phrases = dict.fromkeys(one.phrase for one in lexicon.protected)
        self._protected = ahocorasick_rs.AhoCorasick([*phrases, *(one.upper() for one in phrases if " " in one)])

    def find(self, rows: Sequence[Sequence[str]]) -> list[list[tuple[PersonName, ...]]]:
        """Find the names in rows; what is found in one does not depend on the others.

        Args:
            rows: The texts of the fields of each row.

        Returns:
            For each row and field the names, sorted by place, disjoint.
        """
        found = [[list(self._candidates(text)) for text in row] for row in rows]
        asked = [(text, one) for row, of_row in zip(rows, found, strict=True) for text, one in _open(row, of_row)]
        self._ask(asked)
        return [[_settled(some, of_row) for some in of_row] for of_row in found]

    def sure(self, text: str) -> tuple[PersonName, ...]:
        """The names of a text that the words beside them show to be persons', without asking the recognizer.

        Args:
            text: Any text.

        Returns:
            The names, sorted by place, disjoint.
        """
        found = [one for one in self._candidates(text) if one.verdict in {"person", "surname", "part", "thing"}]
        return _settled(found, [found])

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        known = self.lexicon.lines
        hits = [match for match in FIRST.finditer(text) if name_key(match[0]) in known and not _short(match[0])]
        if not hits:
            return
        closed = [*self._closed(text)]
        last = -1
        for match in hits:
            start, end = match.span()
            entry = self.lexicon.get(match[0])
            if start < last or entry is None or _inside(start, end, closed):
                continue
            name = phrase(text, start, end, entry, self.lexicon)
            decided = verdict(text, name, self.lexicon)
            if decided == "no":
                continue
            last = name.end
            yield _Candidate(name, decided)

    def _closed(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches in which nothing is a person's name: addresses and code, phrases of the lexicon."""
        yield from ((zone.start, zone.end) for zone in zones(text))
        flat = text if text.isascii() else encodable(text)
        for _, first, last in self._protected.find_matches_as_indexes(flat, overlapping=True):
            if not (first and text[first - 1].isalnum()) and not text[last : last + 1].isalnum():
                yield first, last

    def _ask(self, places: Sequence[tuple[str, _Candidate]]) -> None:
        """Let the recognizer settle what is open, each sentence alone."""
        spans = [sentence_span(text, one.name.start, one.name.end) for text, one in places]
        found = self._recognizer.entities([text[slice(*span)] for (text, _), span in zip(places, spans, strict=True)])
        for (_, one), (first, _), entities in zip(places, spans, found, strict=True):
            start = one.name.start - first
            person = any(e.label == _PERSON and e.start <= start < e.end for e in entities)
            one.verdict = "no" if not person else "person" if one.shown else _SEEN[one.verdict]


def _open(texts: Sequence[str], row: Sequence[Sequence[_Candidate]]) -> Iterator[tuple[str, _Candidate]]:
    """What the recognizer must settle: not what is none in any case, since nothing else in the row speaks for it."""
    every = [(text, one) for text, some in zip(texts, row, strict=True) for one in some]
    for text, one in every:
        if one.verdict in _SEEN:
            one.shown = shows(text, one.name)
    likely = {_key(one) for _, one in every if one.verdict == "person" or one.shown}
    for text, one in every:
        if one.verdict == "agree" and not one.shown and _key(one) not in likely:
            one.verdict = "no"
        elif one.verdict in _SEEN:
            yield text, one


def _short(word: str) -> bool:
    """Whether a word is two capitals, which stand for something else."""
    return len(word) == 2 and word.isupper()  # noqa: PLR2004 - as said


def _inside(start: int, end: int, closed: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in closed)


def _settled(candidates: Sequence[_Candidate], row: Sequence[Sequence[_Candidate]]) -> tuple[PersonName, ...]:
    """The names of a field, in the light of the whole row: who is sure elsewhere is meant here, too."""
    every = [one for some in row for one in some]
    sure = {_key(one) for one in every if one.verdict == "person"}
    first_names = {_key(one) for one in every if one.verdict == "person" and one.name.family}
    surnames = {name_key(part.text) for one in every if one.verdict == "person" for part in one.name.family}
    surnames |= {_key(one) for one in every if one.verdict in {"surname", "part"}}
    things = {_key(one) for one in every if one.verdict == "thing"} - first_names
    found = []
    for one in candidates:
        key, alone = _key(one), not one.name.family and len(one.name.given) == 1
        if alone and key in things:
            continue  # *Victor Federal Savings*, then *Victor* alone
        if one.verdict == "surname" or (one.verdict == "person" and alone and key in surnames - first_names):
            found.append(_as_surname(one.name))
        elif (
            one.verdict == "person"
            or (one.verdict in {"seen", "hint"} and key in sure)
            or (one.verdict == "seen" and not (alone and key in surnames))
        ):
            found.append(one.name)
    return tuple(found)


def _key(one: _Candidate) -> str:
    return name_key(one.name.given[0].text)


def _as_surname(name: PersonName) -> PersonName:
    """A name of which the first name is a surname."""
    parts = tuple(replace(part, entry=None) for part in name.given)
    return replace(name, given=(), family=(*parts, *name.family))
