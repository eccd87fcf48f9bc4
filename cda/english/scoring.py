"""The weights of features, summed up by words: what a word brings is remembered, not looked up feature by feature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from cda.english.templates import LETTERS, ORDER, PAIRS, TEMPLATES, TRIPLES, Feature

REMEMBERED = 1 << 14
"""Words of which is remembered what they bring."""

_Row = dict[str, int]
"""Weights by the last letter of a feature and what stands there."""

_EMPTY: _Row = {}
_weight: Callable[[_Row, str, int], int] = dict.get
_row: Callable[[dict[str, _Row], str, _Row], _Row] = dict.get


class _Part(NamedTuple):
    """What a word at a place brings to the score, whatever stands at the others.

    Args:
        alone: The weights of the features that look at it alone.
        rows: For each pair that it begins the weights, by what the other word brings.
        deep: For each triple that it begins such rows, by what the word in the middle brings.
        keys: What it brings to the pairs that it ends, by the word that begins them.
        middle: What it brings to the triples that have it in the middle.
        last: What it brings to the triples that it ends.
    """

    alone: int
    rows: tuple[_Row, ...]
    deep: tuple[dict[str, _Row], ...]
    keys: tuple[tuple[str, ...], ...]
    middle: tuple[str, ...]
    last: tuple[str, ...]


def _between(first: str, second: str) -> list[tuple[str, str]]:
    """The pairs of a word at one place and a word at another."""
    return [(one, two) for one, two in PAIRS.values() if one in LETTERS[first] and two in LETTERS[second]]


_BEGUN = {place: [one for other in LETTERS for one, _ in _between(place, other)] for place in LETTERS}
_ENDED = {
    place: [[two for _, two in some] for other in LETTERS if (some := _between(other, place))] for place in LETTERS
}
"""The letters by which a place begins pairs, and by which it ends them; both by the other place."""
_FIRST, _MIDDLE, _LAST = (
    {place: [triple[turn] for triple in TRIPLES.values() if triple[turn] in LETTERS[place]] for place in LETTERS}
    for turn in range(3)
)
"""The letters by which a place begins triples, stands in their middle, and ends them."""


class Scorer:
    """The weights for a pronoun.

    A place has more than seventy features. To make each and look it up is what takes the time, so what a word brings to
    its features is remembered, and those of two and three words are looked up by what each of them brings.

    Args:
        weights: Features and their weights; positive ones speak for ``PRON``.
        seen: What is seen of a word at a place, by letters; a capital may say nothing.
    """

    def __init__(
        self, weights: Iterable[tuple[Feature, int]], seen: Callable[[str, str, bool], Mapping[str, str]]
    ) -> None:
        self._seen = seen
        self._always = 0
        self._alone: _Row = {}
        self._rows: defaultdict[str, _Row] = defaultdict(dict)
        self._deep: defaultdict[str, defaultdict[str, _Row]] = defaultdict(lambda: defaultdict(dict))
        for (name, *values), weight in weights:
            keys = [f"{letter}{value}" for letter, value in zip(TEMPLATES[name], values, strict=True)]
            if name in TRIPLES:
                self._deep[keys[0]][keys[1]][keys[2]] = weight
            elif name in PAIRS:
                self._rows[keys[0]][keys[1]] = weight
            elif keys:
                self._alone[keys[0]] = weight
            else:
                self._always = weight
        self._part = lru_cache(maxsize=REMEMBERED)(self._read)

    def score(self, beside: Iterable[tuple[str, bool]], flags: str) -> int:
        """The sum of the weights of all features of a pronoun's place.

        Args:
            beside: The words beside it in `ORDER`, each with whether a capital says nothing there.
            flags: What is seen of the pronoun itself.

        Returns:
            The sum.
        """
        part = self._part
        u = part("u", flags, True)
        a, b, c, x, y, z = [part(place, token, plain) for place, (token, plain) in zip(ORDER, beside, strict=True)]
        # In one sequence what begins the pairs, in the other what ends them; then the same for the triples.
        (au, ab), (xa, xb), (ya, yx), (zy,) = a.keys, x.keys, y.keys, z.keys
        rows = u.rows + a.rows + b.rows + x.rows + y.rows
        pairs = map(_weight, rows, au + xa + ya + ab + xb + yx + zy, repeat(0))
        middle = map(_row, a.deep + b.deep + x.deep, x.middle + a.middle + y.middle, repeat(_EMPTY))
        triples = map(_weight, middle, y.last + x.last + z.last, repeat(0))
        alone = u.alone + a.alone + b.alone + c.alone + x.alone + y.alone + z.alone
        return self._always + alone + sum(pairs) + sum(triples)

    def _read(self, place: str, token: str, plain: bool) -> _Part:  # noqa: FBT001
        seen = {"u": token} if place == "u" else self._seen(place, token, plain)
        keys = {letter: f"{letter}{value}" for letter, value in seen.items()}
        return _Part(
            sum([self._alone.get(key, 0) for key in keys.values()]),
            tuple([self._rows.get(keys[one], _EMPTY) for one in _BEGUN[place]]),
            tuple([self._deep.get(keys[one], {}) for one in _FIRST[place]]),
            tuple([tuple([keys[two] for two in some]) for some in _ENDED[place]]),
            tuple([keys[two] for two in _MIDDLE[place]]),
            tuple([keys[three] for three in _LAST[place]]),
        )
