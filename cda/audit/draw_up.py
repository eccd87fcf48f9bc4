"""From the counts of an audit to what it found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from cda.audit.associations import strongest
from cda.audit.measures import Measured, groups_in
from cda.audit.phrases import named, phrases, unlisted
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Associated, AttributeAudit, Audit, Cross, Flagged, Left
from cda.dataset.strategies.groups import MIXED, UNMENTIONED

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


def audit_of(tally: Tally, looked: Looked, found: Mapping[str, Measured]) -> Audit:
    """Draw up an audit.

    Args:
        tally: The counts of all rows.
        looked: With what they were counted.
        found: Attribute to what goes with its groups, see `cda.audit.measures.measured`.

    Returns:
        The audit.
    """
    told, columns = phrases(looked.specs), tally.labels(looked.by)
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
        tuple(_attribute(one, columns, looked, found[name]) for name, one in tally.attributes.items()),
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


def _attribute(tally: AttributeTally, columns: Sequence[str], looked: Looked, measured: Measured) -> AttributeAudit:
    groups, top, without = groups_in(tally), looked.top, unlisted(looked.specs)
    found: dict[str, Mapping[str, tuple[Associated, ...]]] = {
        what: {group: strongest(some, top) for group, some in by_group.items()} for what, by_group in measured.items()
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
