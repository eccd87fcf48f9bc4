"""The second pass of a balance: which counterfactuals are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cda.dataset.balancing.allowance import Allowance
from cda.dataset.balancing.candidates import Candidate, Cell, candidates
from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.balancing.tally import bucket
from cda.dataset.strategies.selection import RowFacts, Selection


@dataclass(frozen=True, slots=True)
class Balance:
    """Writes as many counterfactuals as make the groups equal, and no more.

    It has to be asked for every row of its part once, in the order of the first pass.

    Args:
        rule: What is made equal.
        allowance: What this part of the data may write.
        passed: For buckets that are taken in part, the gains of the rows that have passed.

    Example:
        >>> from cda.dataset.balancing.allowance import allowances
        >>> from cda.dataset.balancing.tally import Tally
        >>> rule = BalanceRule(("masculine", "feminine"))
        >>> tally, row = Tally.of(rule), RowFacts(None, {"masculine": 1}, ({"feminine": 1},))
        >>> tally.add("row 1", row)
        >>> Balance(rule, allowances([tally], rule)[0]).select("row 1", row)
        Selection(original=True, counterfactuals=(0,))
    """

    rule: BalanceRule
    allowance: Allowance
    passed: Counter[tuple[Cell, int]] = field(default_factory=Counter)

    name = "balance"

    def wants(self, id: str) -> bool:  # noqa: A002, ARG002 - see `Strategy`
        """Every row is rewritten: what it mentions is counted again."""
        return True

    def select(self, id: str, facts: RowFacts) -> Selection:  # noqa: A002 - see `Strategy`
        """The original with the counterfactuals that other groups lack, or one of them in its place."""
        place = bucket(self.rule.seed, id)
        chosen = [one.places[target] for one in candidates(facts, self.rule) if (target := self._target(one, place))]
        return Selection(not (chosen and self.rule.fixed_size), tuple(sorted(chosen)))

    def _target(self, one: Candidate, place: int) -> str | None:
        """The group that takes a row of a cell, if any does."""
        cuts = self.allowance.cuts.get(one.cell, ())
        before = 0
        if any(cut.bucket == place for cut in cuts):
            before = self.passed[one.cell, place]
            self.passed[one.cell, place] += one.gain
        return next((cut.target for cut in cuts if cut.takes(place, before, one.gain)), None)
