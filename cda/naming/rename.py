"""What the first names of a row become: each its counterpart, one for all its places, no two the same. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from cda.detection.person import PersonName
from cda.lexicon.names import NameEntry, NameLexicon, name_key
from cda.types import Group

_INITIALS = re.compile(r"[^AEIOUY]{2}|.J")
_ENOUGH = 400
"""How many of the common names of a group may stand in for one that is taken."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is written for a name.

    Args:
        new: The new name, as the lexicon writes it.
        entry: The id of the entry of the old one.
        note: Why it is not the counterpart, where it is not.
    """

    new: str
    entry: str
    note: str = ""


def rename(
    names: Sequence[PersonName], stays: AbstractSet[str], lexicon: NameLexicon, targets: Mapping[Group, Group]
) -> dict[str, Renaming]:
    """Choose what the first names of a row become.

    Args:
        names: The names of the row that change.
        stays: Keys of the capitalised words of the row that stay as they are.
        lexicon: The names.
        targets: Each group that changes to what it becomes.

    Returns:
        Key of each first name that changes to what is written for it: its counterpart; for a nickname whose full name
        stands in the row a nickname of what that becomes; where that stays in the row, or is written for another name
        already, the next name in a fixed order, with a note. No two names become the same.

    Example:
        >>> from cda.detection.person import Part
        >>> from cda.lexicon.names import load_names
        >>> names, swap = load_names(), {"masculine": "feminine", "feminine": "masculine"}
        >>> entry = names.get("Mary")
        >>> mary = PersonName(0, 4, "Mary", (Part(0, 4, "Mary", entry),), ())
        >>> rename([mary], frozenset(), names, swap)["MARY"].new == entry.counterpart
        True
    """
    people = _people(names)
    moving = {key: entry for key, entry in people.items() if entry.group in targets and entry.counterpart}
    blocked = set(stays) | ({name_key(part.text) for name in names for part in name.given} - moving.keys())
    found: dict[str, Renaming] = {}
    later: list[tuple[str, NameEntry, str]] = []
    ordered = sorted(moving.items(), key=lambda item: (-item[1].bearers, item[0]))
    leaders = {key: _leader(entry, people, lexicon) for key, entry in ordered}
    # Where Samantha stays, Sam is she.
    still = {key for key, one in leaders.items() if one and name_key(one.name) not in moving}
    blocked |= still
    taken: set[str] = set()
    # Full names come first, for their nicknames follow them.
    for key, entry in sorted(ordered, key=lambda item: leaders[item[0]] is not None):
        if key in still:
            continue
        wish, note = _wish(entry, leaders[key], found, lexicon)
        if wish == entry.name:
            blocked.add(key)
        elif name_key(wish) in blocked or name_key(wish) in taken:
            later.append((key, entry, wish))
        else:
            found[key] = Renaming(wish, entry.id, note)
            taken.add(name_key(wish))
    shut = blocked | taken | moving.keys()
    for key, entry, wish in later:
        choice = next((one for one in _candidates(wish, entry, lexicon) if name_key(one) not in shut), None)
        if choice is not None:  # else the row holds hundreds of names, and this one stays
            shut.add(name_key(choice))
            why = "stays in this row" if name_key(wish) in blocked else "is written for another name of this row"
            found[key] = Renaming(choice, entry.id, f"{wish} {why}")
    return found


def written(old: str, new: str) -> str:
    """A new name in the letter case of the old one.

    Args:
        old: The word as it stands; two capitals that cannot be read as a word are initials (*AJ*, *TJ*).
        new: The name, as the lexicon writes it.

    Returns:
        What is written.

    Example:
        >>> written("MARY", "James"), written("Mary", "McKenna"), written("AJ", "Mary"), written("ED", "Mary")
        ('JAMES', 'McKenna', 'Mary', 'MARY')
    """
    if old.isupper() and len(old) > 1 and not _INITIALS.fullmatch(old):
        return new.upper()
    return new.lower() if old.islower() else new


def nickname_for(entry: NameEntry, head: str, new: str, lexicon: NameLexicon) -> str:
    """What a nickname becomes where its full name becomes another one.

    Args:
        entry: The nickname.
        head: The full name.
        new: What that becomes.
        lexicon: The names.

    Returns:
        The counterpart of the nickname where it is a nickname of the new name; else the nickname of the new name that
        has its place among those of both that are no counterparts of each other. The nickname itself where the new name
        has it too (*Sam*); empty where there is none.
    """
    key = name_key(entry.name)
    family = next((one for one in lexicon.families.get(key, ()) if one[0] == head), ())
    other = next((one for one in lexicon.families.get(name_key(new), ()) if one[0] == new), ())
    if entry.name in other or entry.counterpart in other:
        return entry.name if entry.name in other else entry.counterpart
    free = _unpaired(family, other, entry.group, lexicon)
    place = free.index(entry.name) if entry.name in free else 0
    wanted = lexicon.get(new)
    left = _unpaired(other, family, wanted.group, lexicon) if wanted else []
    return left[place] if place < len(left) else ""


def _people(names: Sequence[PersonName]) -> dict[str, NameEntry]:
    """The given names of a row by key; a middle name of another gender than the first (*Mary Lincoln Todd*) is none."""
    return {
        name_key(part.text): part.entry
        for name in names
        for part in name.given
        if part.entry and name.given[0].entry and part.entry.group == name.given[0].entry.group
    }


def _leader(entry: NameEntry, row: Mapping[str, NameEntry], lexicon: NameLexicon) -> NameEntry | None:
    """The full name in a row that a nickname stands for; one of its own gender before one of the other."""
    key = name_key(entry.name)
    heads = (row.get(name_key(family[0])) for family in lexicon.families.get(key, ()))
    known = [head for head in heads if head and head.name != entry.name]
    return min(known, key=lambda head: head.group != entry.group, default=None)


def _wish(
    entry: NameEntry, leader: NameEntry | None, found: Mapping[str, Renaming], lexicon: NameLexicon
) -> tuple[str, str]:
    """What a name is to become if nothing in the row is in its way, and a note."""
    head = found.get(name_key(leader.name)) if leader else None
    if leader and head:
        wish = nickname_for(entry, leader.name, head.new, lexicon)
        if wish and (wish != entry.name or leader.group != entry.group):
            return wish, f"{leader.name} becomes {head.new}" if wish != entry.counterpart else ""
        if leader.group != entry.group:
            return entry.name, ""
    return entry.counterpart, ""


def _unpaired(family: Sequence[str], other: Sequence[str], group: Group, lexicon: NameLexicon) -> list[str]:
    """The nicknames of a family, of a gender, that are no counterparts of names of another family."""
    known = (lexicon.get(name) for name in family[1:])
    return [one.name for one in known if one and one.group == group and one.counterpart not in other]


def _candidates(own: str, entry: NameEntry, lexicon: NameLexicon) -> Iterator[str]:
    """The counterpart, then names of its group that are common, plain and of the same Census group, nearest first."""
    yield own
    like = lexicon.get(own) or entry
    same = _plain(lexicon).get((like.group, modal(like)), ())
    near = sorted(same, key=lambda one: (abs(_log(one) - _log(like)), abs(one.born - like.born), one.name))
    yield from (one.name for one in near if one.name not in {own, entry.name})
    common = max((some for (group, _), some in _plain(lexicon).items() if group == like.group), key=len, default=())
    yield from (one.name for one in common if one.name not in {own, entry.name})


@lru_cache(maxsize=4)
def _plain(lexicon: NameLexicon) -> Mapping[tuple[Group, int], Sequence[NameEntry]]:
    """The common names that are nothing else and have a counterpart, by group and Census group."""
    found: defaultdict[tuple[Group, int], list[NameEntry]] = defaultdict(list)
    for one in lexicon.entries():
        if one.counterpart and not one.ambiguity and len(found[one.group, modal(one)]) < _ENOUGH:
            found[one.group, modal(one)].append(one)
    return found


def modal(entry: NameEntry) -> int:
    """The Census group that most bearers of a name are of, as a place among the shares.

    Example:
        >>> from cda.lexicon.names import load_names
        >>> modal(load_names().get("Jose"))
        5
    """
    return max(range(len(entry.shares)), key=lambda place: entry.shares[place])


def _log(entry: NameEntry) -> int:
    """The frequency of a name in powers of two."""
    return entry.bearers.bit_length()
