"""What goes with the groups of a corpus, measured from its counts: words, occupations and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from cda.audit.associations import FEW, MANY, associations
from cda.audit.phrases import unlisted
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Associated
from cda.dataset.strategies.groups import MIXED, UNMENTIONED
from cda.lexicon.names import load_names

What = Literal["words", "occupations", "labels"]
"""What may be associated with a group."""

ByGroup = Mapping[str, Mapping[str, Associated]]
"""Group to term to association."""

Measured = Mapping[What, ByGroup]
"""All that may be associated with the groups of an attribute."""


def measured(tally: Tally, columns: Sequence[str], specs: tuple[str, ...]) -> dict[str, Measured]:
    """Measure what goes with each group.

    Args:
        tally: The counts.
        columns: The label columns.
        specs: The lexicons that decided; what they call an insult or a slur is left out.

    Returns:
        Attribute to what goes with its groups.
    """
    without = unlisted(specs)
    return {
        name: {
            "words": _words(one, without),
            "occupations": _associations(one, one.occupations, bool, FEW),
            "labels": _labels(one, columns),
        }
        for name, one in tally.attributes.items()
    }


def groups_in(tally: AttributeTally) -> tuple[str, ...]:
    """The groups of the lexicon that are mentioned, and those that words were written to beside them."""
    return tuple(group for group in dict.fromkeys((*tally.groups, *sorted(tally.rows_with))) if tally.rows_with[group])


def _words(tally: AttributeTally, without: frozenset[str]) -> ByGroup:
    """Words without a meaning of their own, and names written small, are left out, and those that are given."""
    says_nothing = _function_words()
    names = load_names()

    def counts(word: str) -> bool:
        if len(word) == 1 or word in says_nothing or word in without:
            return False
        entry = names.get(word)
        return entry is None or bool(entry.ambiguity)

    return _associations(tally, tally.words, counts, MANY)


def _labels(tally: AttributeTally, columns: Sequence[str]) -> ByGroup:
    """Terms are ``column=value``; rows count for the group that they mention most."""
    found: dict[str, dict[str, Associated]] = {group: {} for group in groups_in(tally)}
    for column in columns:
        counts: dict[str, Counter[str]] = {}
        for (name, value, group), count in tally.labels.items():
            if name == column and group not in {MIXED, UNMENTIONED}:
                counts.setdefault(group, Counter())[f"{column}={value}"] = count
        for group in found:
            found[group] |= _of_group(counts, group, FEW)
    return found


def _associations(
    tally: AttributeTally, counted: Mapping[str, Counter[str]], counts: Callable[[str], bool], prior: float
) -> ByGroup:
    kept = {group: Counter(dict(_where(some, counts))) for group, some in counted.items()}
    return {group: _of_group(kept, group, prior) for group in groups_in(tally)}


def _where(some: Counter[str], counts: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    return ((term, count) for term, count in some.items() if counts(term))


def _of_group(counts: Mapping[str, Counter[str]], group: str, prior: float) -> dict[str, Associated]:
    terms = dict.fromkeys(term for some in counts.values() for term in some)
    return associations(counts, group, terms, prior)


def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415 - spaCy takes half a second

    return frozenset(STOP_WORDS)
