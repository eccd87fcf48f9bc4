"""From the counts of an audit to what it found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from cda.audit.associations import FEW, MANY, associations, strongest
from cda.audit.phrases import named, phrases, unlisted
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Associated, AttributeAudit, Audit, Cross, Flagged, Left
from cda.dataset.strategies.groups import MIXED, UNMENTIONED
from cda.lexicon.names import load_names

TOP = 20
"""How many words, occupations, labels and cues are named."""

_NUMBER = re.compile(r"-?\d{1,15}")


@dataclass(frozen=True, slots=True)
class Looked:
    """With what an audit looked, and at what.

    Args:
        fields: Which texts.
        lexicons: Which lexicons decided.
        specs: The same as they are found: names with versions, or folders.
        names: Whether names were looked for.
        by: The column that the user named as a label.
        top: How many words, occupations, labels and cues are listed, at most.
    """

    fields: str
    lexicons: tuple[str, ...]
    specs: tuple[str, ...]
    names: bool
    by: str | None = None
    top: int = TOP


def audit_of(tally: Tally, looked: Looked) -> Audit:
    """Draw up an audit.

    Args:
        tally: The counts of all rows.
        looked: With what they were counted.

    Returns:
        The audit.
    """
    told = phrases(looked.specs)
    left = (
        Left(reason, count, tally.held_rows[reason], _most(_listed(tally.cues.get(reason, {}), told), looked.top))
        for reason, count in _most(tally.held)
    )
    flagged = (
        Flagged(category, strength, count, tally.flag_rows[category, strength])
        for (category, strength), count in sorted(tally.flags.items(), key=lambda item: (-item[1], item[0]))
    )
    return Audit(
        tally.rows,
        tally.failed,
        looked.fields,
        tuple(_attribute(one, tally.labels(looked.by), looked) for one in tally.attributes.values()),
        tuple(left),
        tuple(flagged),
        looked.lexicons,
        looked.names,
        dict(tally.splits),
    )


def _listed(cues: Mapping[str, int], told: Mapping[str, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for cue, count in cues.items():
        found[named(cue, told)] += count
    return found


def _most(counts: Counter[str], number: int | None = None) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:number])


def groups_in(tally: AttributeTally) -> tuple[str, ...]:
    """The groups of the lexicon that are mentioned, and those that words were written to beside them."""
    return tuple(group for group in dict.fromkeys((*tally.groups, *sorted(tally.rows_with))) if tally.rows_with[group])


def _attribute(tally: AttributeTally, columns: Sequence[str], looked: Looked) -> AttributeAudit:
    groups, top, without = groups_in(tally), looked.top, unlisted(looked.specs)
    terms = {
        "words": word_associations(tally, without),
        "occupations": occupation_associations(tally),
        "labels": label_associations(tally, columns),
    }
    found: dict[str, Mapping[str, tuple[Associated, ...]]] = {
        what: {group: strongest(some, top) for group, some in by_group.items()} for what, by_group in terms.items()
    }
    return AttributeAudit(
        tally.attribute,
        groups,
        {group: tally.rows[group] for group in (*groups, MIXED, UNMENTIONED)},
        {group: tally.rows_with[group] for group in groups},
        {group: _of(tally.mentions, group) for group in groups},
        {group: _most(_listable(tally.forms.get(group, {}), without), top) for group in groups},
        found["words"],
        found["occupations"],
        found["labels"],
        tuple(Cross(column, _cross(tally, column)) for column in columns),
    )


def _listable(forms: Mapping[str, int], without: frozenset[str]) -> Counter[str]:
    return Counter({form: count for form, count in forms.items() if form not in without})


def _of(mentions: Counter[tuple[str, str]], group: str) -> dict[str, int]:
    return dict(_most(Counter({kind: count for (one, kind), count in mentions.items() if one == group})))


def _cross(tally: AttributeTally, column: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (name, value, group), count in sorted(tally.labels.items(), key=_by_value):
        if name == column:
            found.setdefault(value, {})[group] = count
    return found


def _by_value(item: tuple[tuple[str, str, str], int]) -> tuple[str, float, str, str]:
    """Labels by column and value, numbers by their size."""
    (column, value, group), _ = item
    number = float(value) if _NUMBER.fullmatch(value) else inf
    return column, number, value, group


_ByGroup = Mapping[str, Mapping[str, Associated]]


def word_associations(tally: AttributeTally, without: frozenset[str]) -> _ByGroup:
    """Group to word to association; words without a meaning of their own, and names written small, are left out.

    Args:
        tally: The counts.
        without: Words that are left out as well.

    Returns:
        The associations.
    """
    says_nothing = _function_words()
    names = load_names()

    def counts(word: str) -> bool:
        if len(word) == 1 or word in says_nothing or word in without:
            return False
        entry = names.get(word)
        return entry is None or bool(entry.ambiguity)

    return _associations(tally, tally.words, counts, MANY)


def occupation_associations(tally: AttributeTally) -> _ByGroup:
    """Group to occupation to association."""
    return _associations(tally, tally.occupations, bool, FEW)


def label_associations(tally: AttributeTally, columns: Sequence[str]) -> _ByGroup:
    """Group to ``column=value`` to association; rows count for the group that they mention most.

    Args:
        tally: The counts.
        columns: The label columns.

    Returns:
        The associations.
    """
    found: dict[str, dict[str, Associated]] = {group: {} for group in groups_in(tally)}
    for column in columns:
        counts: dict[str, Counter[str]] = {}
        for (name, value, group), count in tally.labels.items():
            if name == column and group not in {MIXED, UNMENTIONED}:
                counts.setdefault(group, Counter())[f"{column}={value}"] = count
        for group in found:
            found[group] |= _measured(counts, group, FEW)
    return found


def _associations(
    tally: AttributeTally, counted: Mapping[str, Counter[str]], counts: Callable[[str], bool], prior: float
) -> _ByGroup:
    kept = {group: Counter(dict(_where(some, counts))) for group, some in counted.items()}
    return {group: _measured(kept, group, prior) for group in groups_in(tally)}


def _where(some: Counter[str], counts: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    return ((term, count) for term, count in some.items() if counts(term))


def _measured(counts: Mapping[str, Counter[str]], group: str, prior: float) -> dict[str, Associated]:
    terms = dict.fromkeys(term for some in counts.values() for term in some)
    return associations(counts, group, terms, prior)


def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415 - spaCy takes half a second

    return frozenset(STOP_WORDS)
