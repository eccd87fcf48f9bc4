"""Which pairs somebody wants to see."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from cda.dataset.outcome import OUTCOMES
from cda.errors import OptionError
from cda.lexicon.find import attributes, load
from cda.lexicon.model import NEVER_WRITTEN
from cda.types import REASONS

ANY = "*"
"""The pattern for whatever there is."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pair must be to be shown; all of it holds at once.

    Patterns are those of a shell: ``pron.*``.

    Args:
        outcome: The outcome of the row; ``None`` for ``augmented``, or for any where ``held`` or ``flagged`` asks.
        rule: A pattern for the lexicon entry of one of its edits.
        held: A pattern for the reason for which one of its words was left alone.
        flagged: A pattern for the category of one of its flags.
        grep: What is found in one of its texts, before or after.

    Raises:
        OptionError: If there is no such outcome, or no such reason.

    Example:
        >>> edit = {"entry": "pron.he-she"}
        >>> pair = {"outcome": "augmented", "edits": [edit], "held": [], "flags": []}
        >>> Wanted(rule="pron.*").fits(pair), Wanted(rule="noun.*").fits(pair)
        (True, False)
    """

    outcome: str | None = None
    rule: str | None = None
    held: str | None = None
    flagged: str | None = None
    grep: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise OptionError(f"there is no outcome {self.outcome!r}", hint=f"use {' or '.join(OUTCOMES)}")
        if self.held is not None and not any(fnmatchcase(reason, self.held) for reason in REASONS):
            raise OptionError(f"no word is held for the reason {self.held!r}", hint=f"use {' or '.join(REASONS)}")

    def refuse_unknown(self, there: Collection[str]) -> None:
        """Refuse a category of flags that no lexicon has.

        Args:
            there: The categories of the flags that were looked at: those of a user's own lexicon are among them.

        Raises:
            OptionError: If there is no such category.

        Example:
            >>> Wanted(flagged="pregnancy*").refuse_unknown(())
            >>> Wanted(flagged="pregnant").refuse_unknown(["clothing"])  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            cda.errors.OptionError: CDA-O01: there are no flags of the category 'pregnant'...
        """
        if self.flagged is None or any(fnmatchcase(one, self.flagged) for one in there):
            return
        known = {cue.category for name in attributes().values() for cue in load(name).cues}.union(NEVER_WRITTEN)
        if self.flagged != ANY and not any(fnmatchcase(one, self.flagged) for one in known):
            hint = f"use {' or '.join(sorted(known.union(there)))}"
            raise OptionError(f"there are no flags of the category {self.flagged!r}", hint=hint)

    def columns(self) -> list[str]:
        """The columns of ``pairs`` that `fits` looks at."""
        asked = {"edits": self.rule, "held": self.held, "flags": self.flagged}
        return ["outcome", *(name for name, pattern in asked.items() if pattern is not None)]

    def fits(self, pair: Row) -> bool:
        """Tell whether a pair is wanted, as far as it does not depend on its texts.

        Args:
            pair: A row of ``pairs``, with these columns at least.

        Returns:
            Whether everything but ``grep`` holds of it.
        """
        everywhere = self.held is not None or self.flagged is not None
        if not (everywhere and self.outcome is None) and pair["outcome"] != (self.outcome or "augmented"):
            return False
        return (
            (self.rule is None or self._by_rule(pair))
            and (self.held is None or bool(self.held_in(pair)))
            and (self.flagged is None or bool(self.flags_in(pair)))
        )

    def _by_rule(self, pair: Row) -> bool:
        entries = (entry for edit in pair["edits"] for entry in edit["entry"].split())  # one word, two attributes
        return any(fnmatchcase(entry, self.rule or "") for entry in entries)

    def held_in(self, pair: Row) -> list[Row]:
        """The words of a pair that were left alone, of those that are asked for."""
        return _fitting(pair["held"], "reason", self.held) if self.held is not None else []

    def flags_in(self, pair: Row) -> list[Row]:
        """The flags of a pair, of those that are asked for."""
        return _fitting(pair["flags"], "category", self.flagged) if self.flagged is not None else []


def _fitting(rows: Sequence[Row], key: str, pattern: str) -> list[Row]:
    return [row for row in rows if fnmatchcase(row[key], pattern)]
