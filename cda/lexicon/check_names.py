"""What must hold of a lexicon of names: pairs go both ways and from one gender to the other, nicknames are names."""

from __future__ import annotations

from collections.abc import Iterator

from cda.errors import LexiconFormatError
from cda.lexicon.model import NEUTRAL
from cda.lexicon.names import NameEntry, NameLexicon, name_key

_LEVELS = frozenset({"", "low", "medium", "high"})


def name_problems(lexicon: NameLexicon) -> Iterator[str]:
    """Everything that is wrong with a lexicon of names, a sentence each.

    Args:
        lexicon: The names.

    Yields:
        Rows that cannot be read; counterparts that are no names, of the same gender, or of another name too; names that
        are given to both and have a counterpart; levels of ambiguity that do not exist; names that stand twice among
        those of a group.
    """
    for key in lexicon.lines:
        try:
            entry = lexicon.get(key)
        except LexiconFormatError as error:
            yield error.message
            continue
        if entry:
            yield from _of_entry(entry, lexicon)
    slots: set[tuple[str, str]] = set()
    for (part, _), row in lexicon.race.items():
        name = row.forms[row.group]
        if (part, name) in slots:
            yield f"the {part} name {name!r} stands in two rows of race_names.tsv"
        slots.add((part, name))


def _of_entry(entry: NameEntry, lexicon: NameLexicon) -> Iterator[str]:
    if entry.ambiguity not in _LEVELS:
        yield f"{entry.name} has the ambiguity {entry.ambiguity!r}: use low, medium, high or nothing"
    if not entry.counterpart:
        return
    other = lexicon.get(entry.counterpart)
    if other is None:
        yield f"the counterpart of {entry.name}, {entry.counterpart!r}, is no name of the lexicon"
    elif name_key(other.counterpart) != name_key(entry.name):
        yield f"the counterpart of {entry.name} is {other.name}, but that of {other.name} is {other.counterpart!r}"
    elif NEUTRAL in {entry.group, other.group} or entry.group == other.group:
        yield f"{entry.name} and {other.name} are no names of two genders"
