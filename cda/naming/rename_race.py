"""What names become that are borne by one group nearly alone: first and last name together, or neither. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from cda.detection.person import PersonName
from cda.lexicon.names import NameLexicon, RaceName, name_key
from cda.naming.rename import Renaming
from cda.types import Group

GIVEN, FAMILY = "given", "family"
"""The two sorts of words of a name."""

_PARTS = {GIVEN: "first", FAMILY: "last"}


def words_of(name: PersonName) -> tuple[tuple[str, str], ...]:
    """The words of a name, each with its sort; the key of a word is that of `name_key`."""
    given = ((GIVEN, name_key(part.text)) for part in name.given)
    return (*given, *((FAMILY, name_key(part.text)) for part in name.family))


def group_of_race(name: PersonName, lexicon: NameLexicon) -> Group | None:
    """The group that a name shows: that of all its words, where each is borne by that group nearly alone.

    Args:
        name: The name.
        lexicon: The names.

    Returns:
        The group, or ``None`` where a word shows none, or another one.

    Example:
        >>> from cda.detection.person import Part
        >>> from cda.lexicon.names import load_names
        >>> last = PersonName(0, 6, "Nguyen", (), (Part(0, 6, "Nguyen", None),))
        >>> group_of_race(last, load_names())
        'asian'
    """
    rows = [_row(word, lexicon) for word in words_of(name)]
    groups = {row.group if row else None for row in rows}
    return groups.pop() if len(groups) == 1 else None


def rename_race(
    names: Sequence[PersonName], stays: AbstractSet[str], lexicon: NameLexicon, targets: Mapping[Group, Group]
) -> dict[tuple[str, str], Renaming]:
    """Choose what the names of a row become.

    Args:
        names: The names of the row that show a group.
        stays: Keys of the capitalised words of the row that stay as they are.
        lexicon: The names.
        targets: Each group that changes to what it becomes.

    Returns:
        Sort and key of each word that changes to what is written for it. Where a word of a name has no counterpart in
        the target group, or its counterpart stays in the row, no word of the name changes, nor that of any other name
        that shares a word with it.
    """
    found: dict[tuple[str, str], Renaming] = {}
    blocked: set[tuple[str, str]] = set()
    for name in names:
        for word in words_of(name):
            row = _row(word, lexicon)
            new = row.forms.get(targets.get(row.group, "")) if row else None
            if row is None or new is None or name_key(new) in stays:
                blocked.add(word)
            else:
                found[word] = Renaming(new, row.id)
    count = -1
    while count != len(blocked):
        count = len(blocked)
        for name in names:
            if blocked.intersection(words_of(name)):
                blocked.update(words_of(name))
    return {word: renaming for word, renaming in found.items() if word not in blocked}


def _row(word: tuple[str, str], lexicon: NameLexicon) -> RaceName | None:
    sort, key = word
    return lexicon.race.get((_PARTS[sort], key))
