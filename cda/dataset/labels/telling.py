"""Which columns say the attribute of a row: by their name, by their values, or because they go with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from cda.dataset.strategies.association import cramers_v

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    Named = Callable[[str], Collection[str]]

MOST_VALUES = 50
"""A column of strings with more values than this is no label."""

STRONG = 0.5
"""An association (Cramér's V) above this is one that a counterfactual must not keep."""

_LONGEST = 3
_UNKNOWN = frozenset("nouxz?-")  # letters for no answer, other, unknown: they stand beside F and M
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+")
_ONE_IN_A_HUNDRED = 2.326  # the standard normal distribution above which one value of a hundred lies


@dataclass(frozen=True, slots=True)
class Telling:
    """A column that says the attribute, and why it is thought to.

    Args:
        column: The column.
        why: A clause for people.
        values: Two of its values that could be exchanged, where they are known.
    """

    column: str
    why: str
    values: tuple[str, ...] = ()


@cache
def _words() -> Mapping[tuple[str, str], frozenset[str]]:
    """Words for an attribute, or for a group of it, that no text needs."""
    lines = resources.files(__package__).joinpath("words.tsv").read_text("utf-8").splitlines()[1:]
    found: dict[tuple[str, str], set[str]] = {}
    for line in lines:
        attribute, group, word = line.split("\t")
        found.setdefault((attribute, group), set()).add(word)
    return {key: frozenset(words) for key, words in found.items()}


def groups_named(text: str, attribute: str, groups: Sequence[str], forms: Named) -> frozenset[str]:
    """The groups that a short label names.

    Args:
        text: A value, or the name of a column.
        attribute: The attribute.
        groups: Its groups.
        forms: Gives the groups of which a word is a form in the lexicon.

    Returns:
        The groups, none where the text is longer than a label.

    Example:
        >>> sorted(groups_named("F", "gender", ["masculine", "feminine"], lambda word: []))
        ['feminine']
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if not 0 < len(words) <= _LONGEST:
        return frozenset()
    known = _words()
    plain = "_".join(words)
    return frozenset(
        group
        for group in groups
        if plain == group
        or any(word == group or word in known.get((attribute, group), ()) or group in forms(word) for word in words)
        or group in forms(" ".join(words))
    )


def by_name(column: str, attribute: str, groups: Sequence[str], forms: Named) -> str | None:
    """Why the name of a column says that it is about an attribute; ``None`` where it does not."""
    words = [word.lower() for word in _WORD.findall(column)]
    about = next((word for word in words if word == attribute or word in _words().get((attribute, ""), ())), None)
    if about:
        return f"its name has {about!r} in it"
    named = groups_named(column, attribute, groups, forms)
    return f"its name speaks of a group ({', '.join(sorted(named))})" if named else None


def by_values(values: Iterable[str], attribute: str, groups: Sequence[str], forms: Named) -> tuple[str, ...]:
    """The values of a column that name a group, in order; letters only where no others stand for something else."""
    some = tuple(values)
    letters = {value.strip().lower() for value in some if len(value.strip()) == 1}
    marks = _UNKNOWN.union(*(_words().get((attribute, group), ()) for group in groups))
    return tuple(
        value
        for value in some
        if (len(value.strip()) > 1 or letters <= marks) and groups_named(value, attribute, groups, forms)
    )


def by_association(pairs: Iterable[tuple[str, str]]) -> float | None:
    """The association of a column with the groups of the rows, where it is strong and no work of chance.

    Args:
        pairs: For each row that has one group, its value and its group.

    Returns:
        Cramér's V where it is above ``STRONG`` and as unlikely as one in a hundred without any association, else
        ``None``.

    Source:
        The significance is by the approximation of Wilson and Hilferty 1931, *The distribution of chi-square*.
    """
    table = Counter(pairs)
    strength = cramers_v(table)
    sides = (len({value for value, _ in table}), len({group for _, group in table}))
    freedom = (sides[0] - 1) * (sides[1] - 1)
    if strength <= STRONG or freedom < 1:
        return None
    square = strength**2 * table.total() * (min(sides) - 1)
    spread = 2 / (9 * freedom)
    return strength if ((square / freedom) ** (1 / 3) - (1 - spread)) / spread**0.5 > _ONE_IN_A_HUNDRED else None
