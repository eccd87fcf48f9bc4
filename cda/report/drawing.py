"""Which pairs are shown: some at random, and for each outcome, reason and category a few more. Nothing else is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappush, heapreplace

from cda.dataset.kinds import kind_of
from cda.dataset.strategies.chance import chance
from cda.report.counts import Pair

EXAMPLES = 6
"""How many pairs there are at least of each outcome, group, kind, reason and category, where there are as many."""

_Tag = tuple[str, str]
_RANDOM: _Tag = ("random", "")
_Ranked = tuple[int, str, int, Pair]
"""Minus its chance, split, the number of the pair in its split, the pair: no two are equal before the pair."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pair that is shown.

    Args:
        split: Its split.
        number: Its place among the pairs of the split.
        pair: The pair.
        random: Whether it belongs to the random sample of pairs with edits; else it is an example.
    """

    split: str
    number: int
    pair: Pair
    random: bool


class Drawing:
    """Draws pairs as they come, by a hash of split, id and place.

    Args:
        number: How many pairs with edits are drawn at random.
        seed: Another seed draws others.
    """

    def __init__(self, number: int, seed: int) -> None:
        self._number = number
        self._seed = seed
        self._heaps: dict[_Tag, list[_Ranked]] = {}
        self._seen: dict[str, int] = {}

    def add(self, split: str, pair: Pair) -> None:
        """Look at a pair.

        Args:
            split: Its split.
            pair: The pair.
        """
        number = self._seen.get(split, 0)
        self._seen[split] = number + 1
        ranked = (-chance(self._seed, "report", split, pair["source_id"], str(number)), split, number, pair)
        for tag in tags(pair):
            heap, most = self._heaps.setdefault(tag, []), self._number if tag == _RANDOM else EXAMPLES
            if len(heap) < most:
                heappush(heap, ranked)
            elif ranked > heap[0]:
                heapreplace(heap, ranked)

    def drawn(self) -> list[Drawn]:
        """What was drawn, each pair once, in an order that is random as well."""
        at_random = {ranked[1:3] for ranked in self._heaps.get(_RANDOM, ())}
        every = {ranked[1:3]: ranked for heap in self._heaps.values() for ranked in heap}
        ordered = sorted(every.values(), key=lambda ranked: (ranked[1:3] not in at_random, -ranked[0], ranked[1:3]))
        return [Drawn(split, number, pair, (split, number) in at_random) for _, split, number, pair in ordered]


def tags(pair: Pair) -> Iterable[_Tag]:
    """What a pair is an example of.

    Args:
        pair: The pair.

    Returns:
        Kind of tag and value, each once.

    Example:
        >>> row = {"outcome": "held", "group": None, "edits": [], "flags": []}
        >>> sorted(tags({**row, "held": [{"reason": "guard"}, {"reason": "guard"}]}))
        [('outcome', 'held'), ('reason', 'guard')]
    """
    found: set[_Tag] = {("outcome", pair["outcome"])}
    found |= {("reason", one["reason"]) for one in pair["held"]}
    found |= {("flag", one["category"]) for one in pair["flags"]}
    if pair["edits"]:
        found |= {_RANDOM, ("group", pair["group"] or "")}
        found |= {("kind", kind_of(one["entry"])) for one in pair["edits"]}
    return found
