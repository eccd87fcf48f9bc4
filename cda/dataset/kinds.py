"""What kind of word an edit changes, by the entry or the rule that made it."""

from __future__ import annotations

_NAMES = frozenset({"name", "first", "last"})
"""How the ids begin of what changes a name."""

_RULES = "english"
"""How the ids begin of what follows a change, such as *a* and *an*."""


def kind_of(entry: str) -> str:
    """What kind of word an edit changes.

    Args:
        entry: The id of the lexicon entry or of the rule of English; two of them, with a blank between, where two
            attributes change the same word.

    Returns:
        The kind: ``noun``, ``pron``, ``name``, ...; of a rule of English, what it is about, such as ``article``.

    Example:
        >>> kind_of("noun.actor-actress"), kind_of("noun.latino name.maria"), kind_of("english.article")
        ('noun', 'name', 'article')
    """
    parts = [one.partition(".") for one in entry.split(" ")]
    if any(first in _NAMES for first, _, _ in parts):
        return "name"
    first, _, rest = parts[0]
    return rest if first == _RULES else first
