"""The matching of names by gender: a bijection between masculine and feminine names of least cost."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

NEVER = frozenset({"figure", "deity"})
"""Classes of names that call to mind one bearer, whoever has them: they are in no pair."""

SHARES = ("white", "black", "asian_pacific", "native", "several", "hispanic")
MOSTLY = 0.1
COHORT = 25
"""A nickname whose bearers were born so many years apart from those of its full name is a name of its own."""

FREQUENCY = 0.8  # for each doubling of the bearers
SPECIFICITY = 5.0  # for the difference between the shares of the other gender
GROUPS = 4.0  # for the total variation distance of the Census groups
BIRTH = 0.1  # for a year between the median years of birth
UNKNOWN_BIRTH = 1.0  # where only one of the years is known
AMBIGUITY = 1.0  # for each step between the levels below
ALIKE = 6.0  # for names that a reader may take for the same one
FAMILY = 2.5  # for each nickname that one of two families has more
MEMBER = 0.5  # a pair of nicknames, where a pair of full names is 1
RARE = 7  # the doublings from 1 to a name so rare that its pair would have no weight

LEVELS: Mapping[str, float] = {"": 0.0, "low": 0.0, "medium": 1.0, "high": 3.0}

Row = Mapping[str, str]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the matching sees it; ``born`` is 0 where no year is known."""

    name: str
    bearers: int
    masculine: bool
    other: float
    shares: tuple[float, ...]
    born: int
    level: float

    @property
    def modal(self) -> int:
        """The Census group that most of its bearers have."""
        return max(range(len(self.shares)), key=lambda group: (self.shares[group], -group))


def counterparts(names: Iterable[Row], nicknames: Iterable[Row]) -> dict[str, str]:
    """Match masculine and feminine names.

    Args:
        names: The rows of ``names.tsv``; the column ``counterpart`` is not looked at.
        nicknames: The rows of ``nicknames.tsv``.

    Returns:
        Name to name, both ways. Names that both genders have are in no pair, nor are the rarest of the gender that has
        more names.
    """
    ordered = sorted(filter(None, map(_name, names)), key=lambda name: (-name.bearers, name.name))
    known = {name.name: name for name in ordered}
    pairs = dict(_tied(known, [_members(row) for row in nicknames]))
    taken = {*pairs, *pairs.values()}
    for group in range(len(SHARES)):
        rest = [name for name in known.values() if name.modal == group and name.name not in taken]
        men, women = [name for name in rest if name.masculine], [name for name in rest if not name.masculine]
        # Where one gender has more names, its rarest are left over.
        men, women = men[: len(women)], women[: len(men)]
        pairs.update(_matched(men, women, costs(men, women)))
    return pairs | {woman: man for man, woman in pairs.items()}


def costs(men: Sequence[Name], women: Sequence[Name]) -> Floats:
    """What it costs to pair each of some masculine names with each of some feminine ones.

    Args:
        men: Masculine names.
        women: Feminine names.

    Returns:
        A row for each masculine name, a column for each feminine one.
    """
    one, other = _columns(men), _columns(women)

    def apart(column: str) -> Floats:
        return np.abs(one[column][:, None] - other[column][None, :])

    cost = FREQUENCY * apart("frequency") + SPECIFICITY * apart("other") + AMBIGUITY * apart("level")
    known = (one["born"] > 0)[:, None], (other["born"] > 0)[None, :]
    cost += np.where(known[0] & known[1], BIRTH * apart("born"), np.where(known[0] != known[1], UNKNOWN_BIRTH, 0.0))
    for share in SHARES:
        cost += GROUPS / 2 * apart(share)
    for row, column in _alike(men, women):
        cost[row, column] += ALIKE
    # A pair of common names is read more often.
    return cost * (np.maximum(one["frequency"][:, None], other["frequency"][None, :]) - RARE)


def _tied(known: Mapping[str, Name], families: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of the members of families, by rank."""
    own: dict[str, str] = {family[0]: family[0] for family in families}
    for family in families:
        for member in family:
            own.setdefault(member, family[0])
    tied = [[known[one] for one in family if own[one] == family[0] and one in known] for family in families]
    tied = [[one for one in family if _belongs(one, family[0])] for family in tied if family]
    for group in range(len(SHARES)):
        men, women = ([f for f in tied if f[0].modal == group and f[0].masculine == sex] for sex in (True, False))
        heads = [family[0] for family in men], [family[0] for family in women]
        matched = dict(_matched(*heads, _costs_of_families(men, women)))
        by_head = {family[0].name: family for family in women}
        for family in men:
            if family[0].name in matched:
                partner = by_head[matched[family[0].name]]
                yield from ((a.name, b.name) for a, b in zip(family, partner, strict=False))


def _costs_of_families(men: Sequence[Sequence[Name]], women: Sequence[Sequence[Name]]) -> Floats:
    """What it costs to pair families: what their members cost by rank, and what the members without partner do."""
    everybody = [one for family in men for one in family], [one for family in women for one in family]
    each = costs(*everybody)
    places = [{one.name: place for place, one in enumerate(some)} for some in everybody]
    cost = np.zeros((len(men), len(women)))
    for row, family in enumerate(men):
        for column, other in enumerate(women):
            by_rank = [each[places[0][a.name], places[1][b.name]] for a, b in zip(family, other, strict=False)]
            alone = family[len(by_rank) :] or other[len(by_rank) :]
            cost[row, column] = by_rank[0] + MEMBER * sum(by_rank[1:]) + FAMILY * sum(map(_weight, alone))
    return cost


def _weight(name: Name) -> float:
    return math.log2(name.bearers) - RARE


def _belongs(member: Name, head: Name) -> bool:
    """Whether a member of a family is tied to it: it is no name of its own, and of the gender and group of its head."""
    if member is head:
        return True
    near = not (member.born and head.born) or abs(member.born - head.born) <= COHORT
    return near and (member.masculine, member.modal) == (head.masculine, head.modal) and member.bearers <= head.bearers


def _matched(men: Sequence[Name], women: Sequence[Name], cost: Floats) -> Iterator[tuple[str, str]]:
    # Whole numbers, with a drawn remainder that tells equals apart: no computer's arithmetic decides between pairs.
    drawn = _drawn(men)[:, None] * _drawn(women)[None, :] % 9973
    rows, columns = linear_sum_assignment(np.rint(cost * 1e6) * 1e4 + drawn)
    yield from ((men[row].name, women[column].name) for row, column in zip(rows, columns, strict=True))


def _alike(men: Sequence[Name], women: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """The pairs that a reader may take for the same name: four letters of five, or all but one."""
    by_part: dict[str, set[int]] = {}
    for column, woman in enumerate(women):
        for part in _parts(woman.name):
            by_part.setdefault(part, set()).add(column)
    for row, man in enumerate(men):
        found = set().union(*(by_part.get(part, ()) for part in _parts(man.name)))
        yield from ((row, column) for column in sorted(found))


def _parts(name: str) -> set[str]:
    """What two names share that are alike: their beginning, or all letters but one."""
    word = name.lower()
    return {word, f"{word[:4]}-", *("".join(rest) for rest in combinations(word, len(word) - 1))}


def _columns(names: Sequence[Name]) -> dict[str, Floats]:
    columns = {share: np.array([name.shares[at] for name in names]) for at, share in enumerate(SHARES)}
    columns["frequency"] = np.log2(np.array([name.bearers for name in names], dtype=float))
    columns["other"] = np.array([name.other for name in names])
    columns["born"] = np.array([name.born for name in names], dtype=float)
    columns["level"] = np.array([name.level for name in names])
    return columns


def _drawn(names: Sequence[Name]) -> Floats:
    return np.array([zlib.crc32(name.name.encode()) % 9973 for name in names], dtype=float)


def _name(row: Row) -> Name | None:
    female = float(row["female"])
    if MOSTLY < female < 1 - MOSTLY or NEVER.intersection(row["classes"].split(";")):
        return None
    masculine = female <= MOSTLY
    return Name(
        row["name"],
        int(row["bearers"]),
        masculine,
        female if masculine else round(1 - female, 4),
        tuple(float(row[share]) for share in SHARES),
        int(row["born"] or 0),
        LEVELS[row["ambiguity"]],
    )


def _members(row: Row) -> list[str]:
    return [name.strip() for name in row["members"].split(",")]
