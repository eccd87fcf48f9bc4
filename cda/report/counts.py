"""Exact counts over all pairs of a folder, one pair after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cda.audit.phrases import PERSONAL, named
from cda.audit.values import Flagged, Left
from cda.dataset.kinds import kind_of
from cda.dataset.outcome import OUTCOMES

Pair = Mapping[str, Any]
"""A row of ``pairs``."""

_CUES = 24
_NAME = "name"


@dataclass(frozen=True, slots=True)
class Counted:
    """What all pairs together say.

    Args:
        rows: Rows that came in.
        outcomes: Outcome to number of rows, in the order in which outcomes are shown.
        written: Group to number of counterfactuals.
        splits: Split to outcome to number of rows.
        kinds: Kind of edit to number of edits.
        entries: Kind, old word and new word to number of edits, the most frequent first, lower case. Names are never
            among them.
        left: Words left alone, by reason; cues of reasons that speak of persons are not counted.
        flagged: Cues that make a rewriting questionable.
    """

    rows: int
    outcomes: Mapping[str, int]
    written: Mapping[str, int]
    splits: Mapping[str, Mapping[str, int]]
    kinds: Mapping[str, int]
    entries: tuple[tuple[tuple[str, str, str], int], ...]
    left: tuple[Left, ...]
    flagged: tuple[Flagged, ...]

    @property
    def edits(self) -> int:
        """All words that were changed."""
        return sum(self.kinds.values())

    @property
    def counterfactuals(self) -> int:
        """All counterfactuals that were written."""
        return sum(self.written.values())


@dataclass(slots=True)
class _Row:
    """What the pairs of one row say, each word once."""

    key: tuple[str, str, str, int | None]
    outcomes: set[str] = field(default_factory=set)
    written: set[tuple[str, str | None]] = field(default_factory=set)
    held: set[tuple[Any, ...]] = field(default_factory=set)
    flags: set[tuple[Any, ...]] = field(default_factory=set)


class Counting:
    """Counts pairs as they come; the pairs of a row stand together.

    What it keeps grows with the words of the lexicon, not with the rows.
    """

    def __init__(self) -> None:
        self._row: _Row | None = None
        self._splits: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._written: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._entries: Counter[tuple[str, str, str]] = Counter()
        self._words: Counter[str] = Counter()
        self._rows: Counter[str] = Counter()
        self._cues: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._flags: Counter[tuple[str, str]] = Counter()
        self._flag_rows: Counter[tuple[str, str]] = Counter()

    def add(self, split: str, pair: Pair) -> None:
        """Count a pair.

        Args:
            split: Its split.
            pair: The pair.
        """
        key, way = (split, pair["source"], pair["source_id"], pair["row"]), (pair["attribute"], pair["group"])
        # Rows of one id may stand beside each other, and one that was replaced has no place. But a row that failed has
        # one pair, and none is written to one group twice.
        row, written = self._row, pair["row"] is None and pair["counterfactual_row"] is not None
        again = row is not None and written and way in row.written
        if row is None or row.key != key or again or "failed" in {pair["outcome"], *row.outcomes}:
            self._close()
            row = self._row = _Row(key)
        row.outcomes.add(pair["outcome"])
        row.written.update({way} if written else ())
        row.held.update((one["field"], one["start"], one["end"], one["reason"], one["cue"]) for one in pair["held"])
        row.flags.update(
            (one["field"], one["start"], one["cue"], one["category"], one["strength"]) for one in pair["flags"]
        )
        if pair["counterfactual_row"] is not None:
            self._written[pair["group"] or ""] += 1
        for edit in pair["edits"]:
            kind = kind_of(edit["entry"])
            self._kinds[kind] += 1
            if kind != _NAME:
                self._entries[kind, edit["old"].lower(), edit["new"].lower()] += 1

    def _close(self) -> None:
        row, self._row = self._row, None
        if row is None:
            return
        self._splits[row.key[0]][min(row.outcomes, key=OUTCOMES.index)] += 1
        self._words.update(one[3] for one in row.held)
        self._rows.update({one[3] for one in row.held})
        for _, _, _, reason, cue in row.held:
            if reason not in PERSONAL:
                self._cues[reason][cue] += 1
        self._flags.update((one[3], one[4]) for one in row.flags)
        self._flag_rows.update({(one[3], one[4]) for one in row.flags})

    def counted(self, told: Mapping[str, str]) -> Counted:
        """Give what was counted.

        Args:
            told: Id of a phrase or cue to how it may be listed; see `cda.audit.phrases.phrases`.

        Returns:
            The counts.
        """
        self._close()
        outcomes: Counter[str] = sum(self._splits.values(), Counter())
        left = tuple(
            Left(reason, words, self._rows[reason], _listed(self._cues[reason], told))
            for reason, words in _sorted(self._words)
        )
        flagged = tuple(
            Flagged(category, strength, words, self._flag_rows[category, strength])
            for (category, strength), words in _sorted(self._flags)
        )
        return Counted(
            outcomes.total(),
            {name: outcomes[name] for name in OUTCOMES if outcomes[name]},
            dict(_sorted(self._written)),
            {split: dict(some) for split, some in sorted(self._splits.items())},
            dict(_sorted(self._kinds)),
            tuple(_sorted(self._entries)),
            left,
            flagged,
        )


def _sorted(counter: Counter[Any]) -> list[tuple[Any, int]]:
    """The most frequent first; of equal ones the first by name, so that the same folder gives the same page."""
    return sorted(counter.items(), key=lambda one: (-one[1], one[0]))


def _listed(cues: Counter[str], told: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    named_cues: Counter[str] = Counter()
    for cue, number in cues.items():
        if cue:
            named_cues[named(cue, told)] += number
    return tuple(_sorted(named_cues)[:_CUES])


def count(pairs: Iterable[tuple[str, Pair]], told: Mapping[str, str]) -> Counted:
    """Count pairs.

    Args:
        pairs: Split and pair, those of a row together.
        told: As for `Counting.counted`.

    Returns:
        The counts.
    """
    counting = Counting()
    for split, pair in pairs:
        counting.add(split, pair)
    return counting.counted(told)
