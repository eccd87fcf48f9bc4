"""The forms of a lexicon, indexed for one scan of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import ahocorasick_rs

from cda.detection.emoji import Emojis
from cda.detection.normal import normal
from cda.detection.productive import Ending, compound, endings
from cda.detection.senses import senses_of
from cda.lexicon.model import Cue, Entry, Lexicon, Protected
from cda.types import Kind

_EDGES = re.compile(r"^\W+|\W+$")
_APOSTROPHES = str.maketrans("’‘ʼ＇“”", "''''\"\"")


@dataclass(frozen=True, slots=True)
class Option:
    """A reading of a form: the entry it may belong to, and the group of the form within it.

    Its guards, its kind and the groups that may be written for it are asked for at every hit, and worked out once.
    """

    entry: Entry
    group: str
    guards: frozenset[str] = field(init=False, repr=False)
    kind: Kind = field(init=False, repr=False)
    written: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "guards", self.entry.guards_of(self.group))
        object.__setattr__(self, "kind", self.entry.kind)
        object.__setattr__(self, "written", frozenset(filter(self.entry.writes, self.entry.forms)))

    @property
    def form(self) -> str:
        """The form as the lexicon writes it."""
        return self.entry.forms[self.group]


class Hit(NamedTuple):
    """A place where the text has a form, a protected phrase or a cue.

    Args:
        start: First code point.
        end: One past the last code point.
        attribute: The attribute of the lexicon.
        options: The readings as a form, if any.
        protected: The protected phrase that it is, if any.
        cues: The cues that it is.
    """

    start: int
    end: int
    attribute: str
    options: tuple[Option, ...]
    protected: Protected | None
    cues: tuple[Cue, ...]


_Read = tuple[tuple[Option, ...], Protected | None, tuple[Cue, ...]]
"""What a surface is: readings as a form, a protected phrase, cues."""


@dataclass(slots=True)
class _Rows:
    """What stands behind one normalised key."""

    options: list[Option] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    def of_word(self) -> _Read | None:
        """What one word of letters and digits is, however it is written; ``None`` where its letter case counts."""
        if any(row.exact for row in self.protected) or any(row.exact for row in self.cues):
            return None
        return tuple(self.options), next(iter(self.protected), None), tuple(self.cues)

    def read(self, surface: str) -> _Read:
        """What a surface with this key is: the marks between its words, and the letter case, may be others'."""
        options = tuple(option for option in self.options if _fits(surface, option.form))
        protected = next((row for row in self.protected if _fits(surface, row.phrase, exact=row.exact)), None)
        if options and protected and protected.exact and surface.isupper() and not protected.phrase.isupper():
            protected = None  # in capitals nothing tells a title from the words that it is made of
        return options, protected, tuple(cue for cue in self.cues if _fits(surface, cue.cue, exact=cue.exact))


class Index:
    """Finds all forms, protected phrases and cues of a lexicon in one pass over a text.

    Args:
        lexicon: The lexicon. Forms that no direction reads are not looked for.

    Example:
        >>> from cda.lexicon.find import load
        >>> [hit.start for hit in Index(load("gender")).hits("Then he saw the others.")]
        [5]
    """

    def __init__(self, lexicon: Lexicon) -> None:
        rows: defaultdict[str, _Rows] = defaultdict(_Rows)
        for entry in (*lexicon.entries, *lexicon.derived):
            for group, form in entry.forms.items():
                if entry.is_source(group, lexicon.swapped):
                    rows[_key(form)].options.append(Option(entry, group))
        for phrase in lexicon.protected:
            rows[_key(phrase.phrase)].protected.append(phrase)
        for cue in lexicon.cues:
            rows[_key(cue.cue)].cues.append(cue)
        rows.pop("  ", None)  # a form without a letter, such as a lone emoji, is no word
        self._attribute = lexicon.attribute
        ends: defaultdict[str, list[Ending]] = defaultdict(list)
        for ending in endings(lexicon):
            ends[f"{normal(ending.letters)} "].append(ending)
        self._rows = list(rows.values())
        self._words = [row.of_word() for row in self._rows]
        self._places = {key: place for place, key in enumerate(rows)}
        self._known = frozenset(
            _key(form) for entry in (*lexicon.entries, *lexicon.derived) for form in entry.forms.values()
        )
        self._ends = list(ends.values())
        # Takes 10 MB for the largest lexicon, and half the time of what the library would choose.
        self._automaton = ahocorasick_rs.AhoCorasick([*rows, *ends], implementation=ahocorasick_rs.Implementation.DFA)
        self._emoji = Emojis(lexicon.emoji, list(lexicon.swapped))
        self.senses = senses_of(lexicon)

    def options(self, word: str) -> tuple[Option, ...]:
        """The readings of a word or phrase, whatever stands beside it.

        Args:
            word: The word in any letter case.

        Returns:
            Its readings, in the order of the lexicon.
        """
        place = self._places.get(_key(word))
        return () if place is None else tuple(self._rows[place].options)

    def hits(self, text: str) -> Iterator[Hit]:
        """Find what the lexicon has in a text.

        Args:
            text: Any text.

        Yields:
            Hits in no promised order; they may overlap.
        """
        padded, words, count = f" {normal(text)} ", self._words, len(self._words)
        attribute = self._attribute
        for key, start, last in self._automaton.find_matches_as_indexes(padded, overlapping=True):
            if key >= count:
                yield from self._compound(padded, start, last - 1, self._ends[key - count])
                continue
            end = last - 2  # the padding blank in front shifts by one, the two of the key fall away
            surface, word = text[start:end], words[key]
            options, protected, cues = word if word and surface.isalnum() else self._rows[key].read(surface)
            if options or protected or cues:
                yield Hit(start, end, attribute, options, protected, cues)
        for one in self._emoji.find(text):
            yield Hit(one.start, one.end, self._attribute, (Option(one.entry, one.group),), None, ())

    def _compound(self, padded: str, first: int, last: int, found: Sequence[Ending]) -> Iterator[Hit]:
        """A word that no row holds and a pattern makes."""
        made = compound(padded, first, last, found)
        if made:
            start, entry, group = made
            if padded[start - 1 : last + 1] not in self._known:
                yield Hit(start - 1, last - 1, self._attribute, (Option(entry, group),), None, ())


def _key(form: str) -> str:
    return f" {normal(form).strip()} "


def _fits(surface: str, form: str, *, exact: bool = False) -> bool:
    """Whether the marks between words are those of the form; where it is exact, the letter case too."""
    if surface == form:
        return True
    if surface.isalnum() and not exact:
        return True  # one word, already equal but for its case
    form = _EDGES.sub("", form)  # marks at the edges are not part of the key
    plain = surface.translate(_APOSTROPHES)
    if len(plain) != len(form):
        return False
    for mine, theirs in zip(plain, form.translate(_APOSTROPHES), strict=True):
        if mine == theirs or (mine.isspace() and theirs == " "):
            continue
        if not mine.isalnum() or (exact and not plain.isupper()) or not theirs.isalnum():
            return False
    return True
