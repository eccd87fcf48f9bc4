"""Names as mentions: which group the lexicon gives to a name, and what the names of a row become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from cda.detection.decide import Found
from cda.detection.index import Option
from cda.detection.person import PersonName
from cda.lexicon.model import NEUTRAL, Entry
from cda.lexicon.names import NameEntry, NameLexicon, name_key
from cda.naming.rename import rename, written
from cda.naming.rename_race import GIVEN, group_of_race, rename_race, words_of
from cda.swapping.intervention import Intervention
from cda.swapping.plan import Renamings
from cda.swapping.row import FoundRow
from cda.types import Group, Mention

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’]*(?:-[^\W\d_][\w'’]*)*")


class NamesOf(Protocol):
    """What names are to an attribute: mentions of a group, and what they become."""

    def mentions(self, row: Sequence[Sequence[PersonName]]) -> list[list[Found]]:
        """The mentions that the names of each field of a row make: those that show a group of the attribute."""

    def renamings(self, row: FoundRow, intervention: Intervention) -> Renamings:
        """What the names of a row become."""

    def counterpart(self, word: str, target: Group) -> str | None:
        """What a first name alone becomes that has another group, in its letter case; ``None`` where it has none."""


class GenderedNames:
    """First names by gender.

    Args:
        lexicon: The names.
    """

    attribute = "gender"

    def __init__(self, lexicon: NameLexicon) -> None:
        self.lexicon = lexicon

    def mentions(self, row: Sequence[Sequence[PersonName]]) -> list[list[Found]]:
        """A name is a mention where it has a first name: of the group of the first one, neutral where both have it."""
        return [
            [_found(name, self.attribute, entry.group, entry.id) for name in field if (entry := _first(name))]
            for field in row
        ]

    def renamings(self, row: FoundRow, intervention: Intervention) -> Renamings:
        """First and middle names get their counterparts; surnames stay."""
        if NEUTRAL in intervention.targets.values():
            return {}
        names = _names(row)
        if not names:
            return {}
        changed = rename(names, _stays(row, names), self.lexicon, intervention.targets)
        return {(GIVEN, key): renaming for key, renaming in changed.items()}

    def counterpart(self, word: str, target: Group) -> str | None:
        """What a first name becomes."""
        entry = self.lexicon.get(word)
        fits = entry is not None and entry.counterpart and entry.group not in {target, NEUTRAL}
        return written(word, entry.counterpart) if entry and fits else None


class NamesByRace:
    """First and last names that are borne by one group nearly alone.

    Args:
        lexicon: The names.
    """

    attribute = "race"

    def __init__(self, lexicon: NameLexicon) -> None:
        self.lexicon = lexicon

    def mentions(self, row: Sequence[Sequence[PersonName]]) -> list[list[Found]]:
        """A name is a mention where each of its words shows the same group, and so do all that share a word with it."""
        groups = {name: group_of_race(name, self.lexicon) for field in row for name in field}
        mixed = {word for name, group in groups.items() if group is None for word in words_of(name)}
        return [
            [
                _found(name, self.attribute, group, f"name.{name_key(name.text).lower()}")
                for name in field
                if (group := groups[name]) and not mixed.intersection(words_of(name))
            ]
            for field in row
        ]

    def renamings(self, row: FoundRow, intervention: Intervention) -> Renamings:
        """First and last names change together or not at all."""
        names = _names(row)
        if not names:
            return {}
        return rename_race(names, _stays(row, names), self.lexicon, intervention.targets)

    def counterpart(self, word: str, target: Group) -> str | None:
        """What a first name becomes."""
        row = self.lexicon.race.get(("first", name_key(word)))
        new = row.forms.get(target) if row and row.group != target else None
        return written(word, new) if new else None


def names_of(attribute: str, lexicon: NameLexicon) -> GenderedNames | NamesByRace | None:
    """What names are to an attribute, or ``None`` where they show none of its groups."""
    kinds: Mapping[str, type[GenderedNames | NamesByRace]] = {"gender": GenderedNames, "race": NamesByRace}
    return kinds[attribute](lexicon) if attribute in kinds else None


def _first(name: PersonName) -> NameEntry | None:
    return name.given[0].entry if name.given else None


def _found(name: PersonName, attribute: str, group: Group, entry: str) -> Found:
    mention = Mention(name.start, name.end, name.text, attribute, group, "name", entry)
    return Found(mention, Option(Entry(entry, "NAME", "sg", {group: name.text}, "both", "core"), group), name)


def _names(row: FoundRow) -> list[PersonName]:
    return [one.name for detection in row.detections for one in detection.found if one.name]


def _stays(row: FoundRow, names: Sequence[PersonName]) -> frozenset[str]:
    """The keys of the capitalised words of a row that are no first names of those that change."""
    return frozenset(_capitals(row)) - {name_key(part.text) for name in names for part in name.given} | {
        name_key(part.text) for name in names for part in name.family
    }


def _capitals(row: FoundRow) -> Iterator[str]:
    for text in row.texts:
        yield from map(name_key, _CAPITALISED.findall(text))
