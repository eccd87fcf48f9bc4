"""Finds the names of persons in rows: one scan for first names, then the words beside them, then the recognizer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache

from cda.detection.person import PersonName
from cda.detection.zones import zones
from cda.english.sentences import Sentences
from cda.english.tables import words
from cda.lexicon.names import NameLexicon, name_key
from cda.naming.closed import Closed, Phrases
from cda.naming.evidence import COMMON, is_meant_again, shows
from cda.naming.phrase import FIRST, next_to, phrase
from cda.naming.row import Candidate, Scanned, names_of_row, speaks_of_firms
from cda.naming.verdict import Verdict, alone_as_place, verdict
from cda.reading import Known, KnownFirst, ModelReader, Passage, Reader

_PERSON = "PERSON"
_SEEN: Mapping[str, Verdict] = {"ask": "seen", "agree": "hint"}
"""What a verdict becomes where the recognizer sees a person, and nothing else speaks for one."""

_WORDS = 1 << 15
"""Capitalised words of which is remembered whether they may be first names."""

_LONGEST = 2000
"""A sentence that is longer is recognized in parts, each once, and not in one stretch around each of its names."""

_DECIDED = frozenset({"person", "surname", "part", "thing"})


class Finder:
    """Finds names of persons.

    Args:
        lexicon: The first names.
        reader: Asked about names that the text leaves open; ``None`` for the default model.

    Example:
        >>> from cda.lexicon.names import load_names
        >>> found = Finder(load_names()).find([["Mary Low met Will, and he waved. Will you?"]])[0][0]
        >>> [name.text for name in found]
        ['Mary Low', 'Will']
    """

    def __init__(self, lexicon: NameLexicon, reader: Reader | None = None) -> None:
        self.lexicon = lexicon
        self._reader = reader or ModelReader()
        # The same capitalised words come again and again.
        self._may_be_first = lru_cache(maxsize=_WORDS)(
            lambda word: name_key(word) in lexicon.lines and not _no_name(word)
        )
        phrases = [one.phrase for one in lexicon.protected]
        self._protected = Phrases([*phrases, *(one.upper() for one in phrases if " " in one)])

    def knowing(self, known: Known) -> Finder:
        """The same finder, which asks first what is known."""
        other = copy(self)
        other._reader = KnownFirst(known, self._reader)  # noqa: SLF001 - its own copy
        return other

    def find(self, rows: Sequence[Sequence[str]]) -> list[list[tuple[PersonName, ...]]]:
        """Find the names in rows; what is found in one does not depend on the others.

        Args:
            rows: The texts of the fields of each row.

        Returns:
            For each row and field the names, sorted by place, disjoint.
        """
        scanned = [[self._scan(text) for text in row] for row in rows]
        self._ask([place for row in scanned for place in _open(row)])
        return [names_of_row(row, self.lexicon) for row in scanned]

    def sure(self, text: str) -> tuple[PersonName, ...]:
        """The names of a text that the words beside them show to be persons', without asking the recognizer.

        Args:
            text: Any text.

        Returns:
            The names, sorted by place, disjoint.
        """
        scanned = self._scan(text)
        scanned.candidates = [one for one in scanned.candidates if one.verdict in _DECIDED]
        return names_of_row([scanned], self.lexicon)[0]

    def _scan(self, text: str) -> Scanned:
        """The capitalised words of a text, and those that may be first names of persons."""
        scanned = Scanned(text, list(FIRST.finditer(text)))
        hits = [match for match in scanned.words if self._may_be_first(match[0])]
        if not hits:
            return scanned
        scanned.closed = Closed(text, [(zone.start, zone.end) for zone in zones(text)], self._protected)
        last = -1
        for match in hits:
            start, end = match.span()
            entry = self.lexicon.get(match[0])
            if start < last or entry is None or scanned.closed.hold(start, end):
                continue
            if self._before_another(text, match):
                continue
            name = phrase(text, start, end, entry, self.lexicon)
            decided = verdict(text, name, self.lexicon)
            if decided != "no":
                last = name.end
                scanned.candidates.append(Candidate(name, decided))
        return scanned

    def _before_another(self, text: str, word: re.Match[str]) -> bool:
        """Whether a word is another before a first name: *Will Peter come?*, *King Edward*."""
        low = word[0].lower()
        title = low in words("royal_titles")
        if not title and low not in words("before_first_names"):
            return False
        after = next_to(text, word.end())
        entry = self.lexicon.get(after["word"]) if after and after["word"][:1].isupper() else None
        if title:
            return entry is not None and "mostly_surname" not in entry.classes
        return entry is not None and entry.bearers >= COMMON and not any("surname" in one for one in entry.classes)

    def _ask(self, places: Sequence[tuple[str, Candidate]]) -> None:
        """Let the recognizer settle what is open, each sentence alone."""
        cut = {text: Sentences(text, _LONGEST) for text, _ in places}
        spans = [cut[text].span(one.name.start, one.name.end) for text, one in places]
        found = self._reader.entities([Passage(text, *span) for (text, _), span in zip(places, spans, strict=True)])
        for (_, one), (first, _), entities in zip(places, spans, found, strict=True):
            start = one.name.given[0].start - first
            person = any(e.label == _PERSON and e.start <= start < e.end for e in entities)
            one.verdict = "no" if not person else "person" if one.shown else _SEEN[one.verdict]


def _open(row: Sequence[Scanned]) -> Iterator[tuple[str, Candidate]]:
    """What the recognizer must settle: not what is none in any case, since nothing else in the row speaks for it."""
    every = [(field.text, one) for field in row for one in field.candidates]
    firms = speaks_of_firms(row)
    for text, one in every:
        if one.verdict in _SEEN:
            one.shown = shows(text, one.name, firms=firms) and not alone_as_place(text, one.name)
    persons = {one.key for _, one in every if one.verdict == "person"}
    full = {one.key for _, one in every if one.verdict == "person" and one.name.family}
    likely = {one.key for _, one in every if one.verdict == "person" or one.shown}
    for text, one in every:
        if one.verdict in _SEEN and one.alone and one.key in full and not firms and is_meant_again(text, one.name):
            one.verdict = "person"
        elif one.verdict in _SEEN and one.key in persons and alone_as_place(text, one.name):
            one.verdict = "person"  # who is spoken of in another text of the row
        elif one.verdict == "agree" and not one.shown and one.key not in likely:
            one.verdict = "no"
        elif one.verdict in _SEEN:
            yield text, one


def _may_be_first(known: Collection[str], word: str) -> bool:
    """Whether a capitalised word may be a first name."""
    return name_key(word) in known and not _no_name(word)


def _no_name(word: str) -> bool:
    """Whether a word is two capitals, which stand for something else, or begins other names than those of persons."""
    short = len(word) == 2 and word.isupper()  # noqa: PLR2004 - as said
    return short or word.lower() in words("no_first_names")
