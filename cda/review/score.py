"""The share of edits that are right, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from cda.errors import InputError
from cda.review.sample import Judged

_Z = 1.959964
"""Standard deviations on either side in which 95 % lie."""

_VERDICTS = {"right": True, "wrong": False}
ALL = "all"
"""What the line of all kinds together is called."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many edits of a kind are right.

    Args:
        kind: The kind; ``all`` for all together.
        judged: How many were judged.
        right: How many of these are right.
        low: The lower end of the 95 % interval of the share, from 0 to 1.
        high: Its upper end.

    Source:
        Wilson 1927, *Probable Inference, the Law of Succession, and Statistical Inference*.

    Example:
        >>> Share("all", 200, 198, 0.964, 0.997).share
        0.99
    """

    kind: str
    judged: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that is right, from 0 to 1."""
        return self.right / self.judged


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The interval in which the share of a population lies with 95 %.

    Args:
        right: How many of a sample are right.
        judged: The size of the sample, 1 or more.

    Returns:
        Its ends, from 0 to 1.

    Example:
        >>> low, high = wilson(198, 200)
        >>> round(low, 3), round(high, 3)
        (0.964, 0.997)

    Source:
        Wilson 1927, *Probable Inference, the Law of Succession, and Statistical Inference*.
    """
    share, more = right / judged, _Z * _Z / judged
    middle = (share + more / 2) / (1 + more)
    half = _Z * sqrt(share * (1 - share) / judged + more / (4 * judged)) / (1 + more)
    return max(0.0, middle - half), min(1.0, middle + half)


def score_sheet(judged: Iterable[Judged]) -> list[Share]:
    """Count the verdicts of a sheet.

    Args:
        judged: The edits.

    Returns:
        A line for all that were judged, then one for each kind, the most frequent first.

    Raises:
        InputError: If a verdict is none, or nothing was judged.

    Example:
        >>> edit = Judged("train 1 text 0", "pron", "She", "He", "[She] left.", "[He] left.", verdict="right")
        >>> [(one.kind, one.right, one.judged) for one in score_sheet([edit])]
        [('all', 1, 1), ('pron', 1, 1)]
    """
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for row, one in enumerate(judged, start=2):  # the first line has the names
        verdict = one.verdict.strip().lower()
        if not verdict:
            continue
        if verdict not in _VERDICTS:
            hint = "write right or wrong, or leave the cell empty"
            raise InputError(f"the verdict {one.verdict!r} is none", where=f"row {row}", hint=hint)
        for kind in (ALL, one.kind):
            counts[kind].append(_VERDICTS[verdict])
    if not counts:
        raise InputError("nothing in the sheet is judged", hint="write right or wrong into the column 'verdict'")
    ordered = sorted(counts.items(), key=lambda item: (item[0] != ALL, -len(item[1]), item[0]))
    return [Share(kind, len(some), sum(some), *wilson(sum(some), len(some))) for kind, some in ordered]
