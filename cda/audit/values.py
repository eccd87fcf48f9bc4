"""What an audit found, as values: counts, and what goes with a group more than with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Associated:
    """A word, an occupation or a label that goes with a group more or less than with the others.

    Args:
        term: The word, the occupation, or ``column=value``.
        count: How often it stands with the group: words and occupations by sentences, labels by rows.
        elsewhere: How often it stands with any of the other groups.
        log_odds: The natural logarithm of how the odds of the term with the group compare with those with the others,
            both drawn towards the whole by a prior: 0 where it goes with all alike, more where it goes with the group.
        z: How many standard deviations that is from 0.

    Source:
        Monroe, Colaresi and Quinn 2008, *Fightin' Words*.
    """

    term: str
    count: int
    elsewhere: int
    log_odds: float
    z: float


@dataclass(frozen=True, slots=True)
class Cross:
    """Rows by the values of a label column and by group.

    Args:
        column: The column.
        rows: Value to group to number of rows that count for it; ``mixed`` and ``none`` stand beside the groups.
    """

    column: str
    rows: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class AttributeAudit:
    """What a corpus says of the groups of one attribute.

    Args:
        attribute: The attribute.
        groups: Its groups that are mentioned, in the order of the lexicon.
        rows: Group to number of rows that count for it, that is mention it most; ``mixed`` for rows that mention
            several groups equally often, ``none`` for those that mention none.
        rows_with: Group to number of rows that mention it at all.
        mentions: Group to kind, such as ``pronoun``, to number of mentions.
        words: Group to the words that mention it most often, with their numbers; names, insults and slurs are never
            among them.
        associated_words: Group to the words that stand with its mentions more than with those of others.
        associated_occupations: The same of occupations.
        associated_labels: The same of labels.
        crosses: Rows by label and group, a value for each label column.
    """

    attribute: str
    groups: tuple[str, ...]
    rows: Mapping[str, int]
    rows_with: Mapping[str, int]
    mentions: Mapping[str, Mapping[str, int]]
    words: Mapping[str, tuple[tuple[str, int], ...]]
    associated_words: Mapping[str, tuple[Associated, ...]]
    associated_occupations: Mapping[str, tuple[Associated, ...]]
    associated_labels: Mapping[str, tuple[Associated, ...]]
    crosses: tuple[Cross, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Words that are left alone for one reason.

    Args:
        reason: The reason, such as ``protected``.
        words: How many words.
        rows: How many rows have one.
        cues: What decides it most often, with numbers: a phrase such as *Burger King*, or the name of a rule. Names of
            people are counted together, and so are insults and slurs.
    """

    reason: str
    words: int
    rows: int
    cues: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Flagged:
    """Cues of one category, which make a rewriting questionable.

    Args:
        category: The category, such as ``pregnancy_birth``.
        strength: ``block`` or ``note``.
        words: How many cues.
        rows: How many rows have one.
    """

    category: str
    strength: str
    words: int
    rows: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What a corpus says of groups.

    Args:
        rows: Rows that were read.
        failed: Rows of them that could not be read or looked at.
        fields: Which texts were looked at, such as ``text (text)``.
        attributes: A value for each attribute.
        left: What would be left alone, by reason, the most frequent first.
        flagged: Cues that make a rewriting questionable, the most frequent first.
        lexicons: Which lexicons decided, such as ``gender@1.1.0``.
        names: Whether names were looked for.
        splits: Split to number of rows.
    """

    rows: int
    failed: int
    fields: str
    attributes: tuple[AttributeAudit, ...]
    left: tuple[Left, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    lexicons: tuple[str, ...] = ()
    names: bool = False
    splits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shift:
    """How an association changed from the originals to the dataset that was written.

    Args:
        group: The group.
        before: In the originals.
        after: In all that was written; the same term.
    """

    group: str
    before: Associated
    after: Associated


@dataclass(frozen=True, slots=True)
class Compared:
    """A dataset before and after it was augmented, by the same rows.

    Args:
        before: The originals.
        after: All that was written of them: originals that stayed, and counterfactuals.
        rows: How many rows came in.
        drawn: How many of them were drawn by a hash of their ids to be looked at: all where there are not many.
        looked_at: How many of these were looked at: those that could be, and of which something was written.
        words: Attribute to the words that were most associated with a group before, and what became of that.
        occupations: The same of occupations.
        labels: The same of labels.
    """

    before: Audit
    after: Audit
    rows: int
    drawn: int
    looked_at: int
    words: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
    occupations: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
    labels: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
