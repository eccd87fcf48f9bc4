"""What the first names of a row become: each its counterpart, one for all its places, no two the same. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from cda.detection.person import PersonName
from cda.lexicon.names import NameEntry, NameLexicon, name_key
from cda.types import Group

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
    entries = {name_key(part.text): part.entry for name in names for part in name.given if part.entry}
    moving = {key: entry for key, entry in entries.items() if entry.group in targets and entry.counterpart}
    blocked = stays | (entries.keys() - moving.keys())
    found: dict[str, Renaming] = {}
    taken: set[str] = set()
    for key, entry in sorted(moving.items(), key=lambda item: (-item[1].bearers, item[0])):
        own = _by_full_name(entry, moving, lexicon) or entry.counterpart
        free = (one for one in _candidates(own, entry, lexicon) if name_key(one) not in blocked | taken)
        choice = next(free, None)
        if choice is None:
            continue  # a row that holds hundreds of names: this one stays
        taken.add(name_key(choice))
        found[key] = Renaming(choice, entry.id, "" if choice == own else f"{own} is taken in this row")
    return found


def written(old: str, new: str) -> str:
    """A new name in the letter case of the old one.

    Example:
        >>> written("MARY", "James"), written("Mary", "McKenna")
        ('JAMES', 'McKenna')
    """
    return new.upper() if len(old) > 1 and old.isupper() else new


def _by_full_name(entry: NameEntry, row: Mapping[str, NameEntry], lexicon: NameLexicon) -> str:
    """What a nickname becomes beside its full name: the nickname of the same rank in the counterpart's family."""
    key = name_key(entry.name)
    for family in lexicon.families.get(key, ()):
        head = row.get(name_key(family[0]))
        if head is None or name_key(head.name) == key:
            continue
        rank = next(place for place, name in enumerate(family) if name_key(name) == key)
        other = lexicon.families.get(name_key(head.counterpart), ((),))[0]
        if rank < len(other) and name_key(other[0]) == name_key(head.counterpart):
            return other[rank]
    return ""


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
