"""What a name means in the light of its whole row: who is sure elsewhere, whose surname it is, which firm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from cda.detection.person import Part, PersonName
from cda.english.sentences import starts_sentence
from cda.english.tables import words
from cda.lexicon.names import NameLexicon, name_key
from cda.naming.closed import Closed
from cda.naming.stretches import merged, overlaps
from cda.naming.verdict import Verdict

_GAPS = frozenset({" ", "\u00a0", ". "})
_JOINED = re.compile(r"[ \u00a0][A-ZÀ-Þ&]|-\w|\.\w|['’][a-rt-z]")
_SHORTEST = 3
"""Letters that a surname has at least which is looked for where it stands alone."""


@dataclass(slots=True)
class Candidate:
    """A name that may be a person's: the verdict, first of the words beside it, and whether these show a person.

    The ``key`` is that of the first of its first names.
    """

    name: PersonName
    verdict: Verdict
    shown: bool = False
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = name_key(self.name.given[0].text)

    @property
    def alone(self) -> bool:
        """Whether it is one first name and nothing else."""
        return not self.name.family and len(self.name.given) == 1

    @property
    def surname(self) -> bool:
        """Whether its first name is often a surname."""
        entry = self.name.given[0].entry
        return entry is not None and any("surname" in one for one in entry.classes)


@dataclass(slots=True)
class Scanned:
    """A text of a row: its capitalised words, the names that may be persons', and stretches where nobody is named.

    The words in lower case, ``low``, are made of the words.
    """

    text: str
    words: Sequence[re.Match[str]]
    candidates: list[Candidate] = field(default_factory=list)
    closed: Closed | None = None
    low: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        self.low = [word[0].lower() for word in self.words]


def names_of_row(row: Sequence[Scanned], lexicon: NameLexicon) -> list[tuple[PersonName, ...]]:
    """The names in the fields of a row, once everything is known of each alone.

    Args:
        row: The fields.
        lexicon: The names.

    Returns:
        The names of each field, sorted by place, disjoint: persons with a first name; surnames after a title, or where
        the full name stands in the row, without one.
    """
    settled = [_settled(one.candidates, [one for field in row for one in field.candidates], row) for one in row]
    surnames = {name_key(last.text) for names in settled for name in names if name.given for last in name.family[-1:]}
    surnames -= {one.key for field in row for one in field.candidates if one.verdict == "thing"}
    return [
        tuple(sorted((*names, *_surnames(one, names, surnames, lexicon)), key=lambda name: name.start))
        for one, names in zip(row, settled, strict=True)
    ]


def _settled(candidates: Iterable[Candidate], every: Sequence[Candidate], row: Sequence[Scanned]) -> list[PersonName]:
    """The persons among the candidates of a field."""
    sure = [one for one in every if one.verdict == "person"]
    persons = {one.key for one in sure}
    full = {one.key for one in sure if one.name.family}
    surnames = {name_key(part.text) for one in sure for part in one.name.family}
    titled = {one.key for one in every if one.verdict in {"surname", "part"} and one.surname}
    things = {one.key for one in every if one.verdict == "thing"} - full
    firms = speaks_of_firms(row)
    found = []
    for one in candidates:
        key = one.key
        if one.alone and (key in things or (firms and _may_be_firm(one) and key not in full)):
            continue  # *Victor Federal Savings*, then *Victor* alone
        if one.verdict == "surname":
            found.append(one.name if key in full - surnames else _as_surname(one.name))
        elif one.verdict == "person" and one.alone and key in (surnames | titled) - full:
            found.append(_as_surname(one.name))
        elif (
            one.verdict == "person"
            or (one.verdict in {"seen", "hint"} and key in persons)
            or (one.verdict == "seen" and not (one.alone and key in surnames | titled))
        ):
            found.append(one.name)
    return found


def speaks_of_firms(row: Sequence[Scanned]) -> bool:
    """Whether a row has the sign of a firm, such as *Inc*."""
    return any(not words("firm_signs").isdisjoint(one.low) for one in row)


def _may_be_firm(one: Candidate) -> bool:
    """Whether a name alone is rather a firm or a surname in a text that speaks of firms."""
    entry = one.name.given[0].entry
    return one.verdict == "person" and (one.surname or (entry is not None and entry.ambiguity in {"medium", "high"}))


def _surnames(
    scanned: Scanned, names: Sequence[PersonName], known: AbstractSet[str], lexicon: NameLexicon
) -> Iterator[PersonName]:
    """Surnames that stand alone: after a title, or where the full name stands elsewhere."""
    text = scanned.text
    titles = words("sure_titles")
    if not known and titles.isdisjoint(scanned.low):
        return
    taken = merged((name.start, name.end) for name in names)
    low_known = frozenset(map(str.lower, known))
    for place, (word, low) in enumerate(zip(scanned.words, scanned.low, strict=True)):
        start, end = word.span()
        # The key of a word of plain letters is that word.
        is_known = end - start >= _SHORTEST and (low in low_known if low.isascii() else name_key(word[0]) in known)
        if not is_known and not (place and scanned.low[place - 1] in titles):
            continue
        before = scanned.words[place - 1] if place else None
        beside = before is not None and text[before.end() : start] in _GAPS
        titled = beside and before is not None and _is_title(before[0], word[0])
        first = not beside or (before is not None and _opens_only(text, before))
        if not titled and not (first and is_known):
            continue
        if (
            _JOINED.match(text, end)
            or word[0].lower() in words("no_surnames")
            or overlaps(start, end, taken)
            or (scanned.closed and scanned.closed.hold(start, end))
        ):
            continue
        if titled or not _may_be_word(text, start, word[0], lexicon):
            yield PersonName(start, end, word[0], (), (Part(start, end, word[0], None),))


def _is_title(word: str, after: str) -> bool:
    """Whether a word is a title before a surname (*Ms Low*, *MS LOW*, not *MS Windows*)."""
    return word.lower() in words("sure_titles") and (not word.isupper() or after.isupper())


def _opens_only(text: str, word: re.Match[str]) -> bool:
    """Whether a capitalised word is no part of a name: a small word that opens a sentence."""
    return word[0].lower() in words("no_surnames") and starts_sentence(text, word.start())


def _may_be_word(text: str, start: int, word: str, lexicon: NameLexicon) -> bool:
    """Whether a surname is a word, too, and the capital may be that of the word: *English*, *Page*, *Brown*."""
    entry = lexicon.get(word)
    common = entry is not None and any(one.startswith("common_word") for one in entry.classes)
    if not common and word.lower() not in words("race_words", "colours"):
        return False
    return starts_sentence(text, start) or word.lower() in words("race_words") or (common and word.isupper())


def _as_surname(name: PersonName) -> PersonName:
    """A name of which the first name is a surname."""
    parts = tuple(part._replace(entry=None) for part in name.given)
    return name._replace(given=(), family=(*parts, *name.family))
