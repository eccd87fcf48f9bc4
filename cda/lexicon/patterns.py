"""Patterns of word formation: the pairs that they make with the stems they list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cda.errors import LexiconRuleError
from cda.lexicon.model import NEUTRAL, Entry, Pattern

STEM = "*"
"""Where the stem stands in a form of a pattern."""

SAME_AS = "="
"""Before the id of another pattern, in place of a list of stems: the stems of that one."""


def stems_of(pattern: Pattern, patterns: Iterable[Pattern]) -> tuple[str, ...]:
    """The stems of a pattern, those of another one where it says so.

    Args:
        pattern: The pattern.
        patterns: All patterns of the lexicon.

    Returns:
        The stems; empty where the pattern takes any stem.

    Raises:
        LexiconRuleError: If it speaks of a pattern that is not there, or that itself speaks of another.
    """
    if not (len(pattern.stems) == 1 and pattern.stems[0].startswith(SAME_AS)):
        return pattern.stems
    wanted = pattern.stems[0][len(SAME_AS) :]
    found = next((one.stems for one in patterns if one.id == wanted), ())
    if not found or found[0].startswith(SAME_AS):
        raise LexiconRuleError(
            f"pattern {pattern.id} takes its stems from {wanted!r}, which lists none",
            hint="name a pattern that lists stems of its own",
        )
    return found


def expand(patterns: Sequence[Pattern], entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries that patterns make with the stems they list.

    Args:
        patterns: All patterns of a lexicon.
        entries: The entries that are written out: they win over what a pattern would make.

    Yields:
        An entry for each stem, unless a form of it is in an entry or came from a pattern before; neutral forms may be
        shared.

    Raises:
        LexiconRuleError: If a pattern takes its stems from one that lists none.

    Example:
        >>> pair = {"masculine": "*man", "feminine": "*woman"}
        >>> pattern = Pattern("pattern.man", "NOUN", "sg", pair, "both", "extended", stems=("sound", "boom"))
        >>> [entry.forms["feminine"] for entry in expand([pattern], [])]
        ['soundwoman', 'boomwoman']
    """
    known = {form.lower() for entry in entries for group, form in entry.forms.items() if group != NEUTRAL}
    for pattern in patterns:
        for stem in stems_of(pattern, patterns):
            forms = {group: written(form, stem) for group, form in pattern.forms.items()}
            own = {form.lower() for group, form in forms.items() if STEM in pattern.forms[group] and group != NEUTRAL}
            if own & known:
                continue
            known |= own
            yield entry_of(pattern, forms, f"{pattern.id}.{stem.lower().replace(' ', '_')}")


def entry_of(pattern: Pattern, forms: dict[str, str], name: str) -> Entry:
    """The entry that a pattern makes.

    Args:
        pattern: The pattern.
        forms: Group to form, with its stem.
        name: The id of the entry.

    Returns:
        The entry.
    """
    return Entry(
        name,
        pattern.pos,
        pattern.number,
        forms,
        pattern.directions,
        pattern.tier,
        pattern.guards,
        pattern.sources,
        pattern.note,
    )


def written(form: str, stem: str) -> str:
    """A form of a pattern with its stem.

    Args:
        form: The form, with a star where the stem stands.
        stem: The stem.

    Returns:
        The word.

    Example:
        >>> written("*woman", "sound")
        'soundwoman'
    """
    return form.replace(STEM, stem)
