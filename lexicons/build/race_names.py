"""Build ``surnames.tsv`` and ``race_names.tsv`` of names-us: names of four groups, aligned in rows.

``python race_names.py --sources FOLDER`` reads the Census table of surnames and writes both tables; without
``--sources`` only ``race_names.tsv`` is written, from ``names.tsv`` and ``surnames.tsv`` as they stand.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from tabular import key, rows, source, write

HERE = Path(__file__).parent
FOLDER = HERE.parent / "en" / "names-us" / "1.0.0"

GROUPS: Mapping[str, tuple[str, float]] = {
    "white": ("white", 0.8),
    "black": ("black", 0.6),
    "asian": ("asian_pacific", 0.8),
    "hispanic": ("hispanic", 0.8),
}
"""Each group to its column of shares and to the share that a name must have to carry the group at all."""

HUB = "white"
"""The group that the others are aligned with: the one whose names texts have most of."""

SHARES = ("white", "black", "asian_pacific", "native", "several", "hispanic")
_CENSUS = ("pctwhite", "pctblack", "pctapi", "pctaian", "pct2prace", "pcthispanic")

FIRST_BEARERS = 700
LAST_BEARERS = 1000
LAST_ROWS = 800

_SECTION = re.compile(r"\[(first|last)(?: (\w+))?: .*\]")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name as the alignment sees it; ``born`` is 0 where no birth year is known."""

    name: str
    bearers: int
    born: int = 0


class Row(NamedTuple):
    """A row of ``race_names.tsv``; cells by group, in the order of `GROUPS`."""

    id: str
    part: str
    gender: str
    names: tuple[str, ...]


def left_out(part: str, group: str) -> frozenset[str]:
    """The names that ``race_names_out.txt`` keeps out of a group, as keys."""
    names: set[str] = set()
    applies = False
    for line in (HERE / "race_names_out.txt").read_text(encoding="utf-8").splitlines():
        section = _SECTION.fullmatch(line)
        if section:
            applies = section[1] == part and section[2] in {None, group}
        elif applies and not line.startswith("#"):
            names.update(line.split())
    return frozenset(names)


def gender_of(female: float) -> str:
    """The gender of a name by its share of female bearers; empty where it has none."""
    return "masculine" if female <= 0.1 else "feminine" if female >= 0.9 else ""  # noqa: PLR2004


def first_names(names: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], list[Bearer]]:
    """The first names that carry a group, by gender and group, the most common first.

    Args:
        names: The rows of ``names.tsv``.

    Returns:
        Gender and group to names.
    """
    out = {group: left_out("first", group) for group in GROUPS}
    found: dict[tuple[str, str], list[Bearer]] = {
        (gender, g): [] for gender in ("masculine", "feminine") for g in GROUPS
    }
    for row in names:
        gender = gender_of(float(row["female"]))
        if not gender or int(row["bearers"]) < FIRST_BEARERS or row["ambiguity"] == "high":
            continue
        for group, (column, least) in GROUPS.items():
            if float(row[column]) >= least and key(row["name"]) not in out[group]:
                found[gender, group].append(Bearer(row["name"], int(row["bearers"]), int(row["born"] or 0)))
    return {at: _by_bearers(names) for at, names in found.items()}


def last_names(names: Iterable[Mapping[str, str]]) -> dict[str, list[Bearer]]:
    """The surnames that carry a group, by group, the most common first.

    Args:
        names: The rows of ``surnames.tsv``.

    Returns:
        Group to names.
    """
    found: dict[str, list[Bearer]] = {group: [] for group in GROUPS}
    for row in names:
        for group, (column, least) in GROUPS.items():
            if float(row[column]) >= least:
                found[group].append(Bearer(row["name"], int(row["bearers"])))
    return {group: _by_bearers(names) for group, names in found.items()}


def aligned(hub: Sequence[Bearer], other: Sequence[Bearer]) -> list[Bearer]:
    """The names of another group in the order of the hub's: the matching of least cost.

    Args:
        hub: Names, the most common first.
        other: As many names of the other group, the most common first.

    Returns:
        ``other`` in another order. A pair costs what its names differ in rank (in doublings), birth cohort (in five
        years) and frequency (in powers of ten, of the bearers of all names of the group).
    """
    ranks = np.log2(np.arange(1, len(hub) + 1))
    cost = np.abs(ranks[:, None] - ranks[None, :])
    cost += np.abs(_frequencies(hub)[:, None] - _frequencies(other)[None, :])
    born = np.array([name.born for name in hub])[:, None], np.array([name.born for name in other])[None, :]
    cost += np.where((born[0] > 0) & (born[1] > 0), np.abs(born[0] - born[1]) / 5, 0)
    # Costs are rounded to whole numbers, so that no computer's arithmetic decides between equals.
    _, columns = linear_sum_assignment(np.rint(cost * 1e6))
    return [other[column] for column in columns]


def rows_of(names: Iterable[Mapping[str, str]], surnames: Iterable[Mapping[str, str]]) -> list[Row]:
    """All rows of ``race_names.tsv``.

    Args:
        names: The rows of ``names.tsv``.
        surnames: The rows of ``surnames.tsv``.

    Returns:
        First names by gender, then surnames. Surnames have neither gender nor cohort, so that the matching of least
        cost is by rank; where a group has no more of them its cell is empty.
    """
    result: list[Row] = []
    first = first_names(names)
    for gender in ("masculine", "feminine"):
        size = min(len(first[gender, group]) for group in GROUPS)
        hub = first[gender, HUB][:size]
        columns = [hub if group == HUB else aligned(hub, first[gender, group][:size]) for group in GROUPS]
        slots = zip(*columns, strict=True)
        result.extend(_row("first", gender, tuple(cell.name for cell in slot)) for slot in slots)
    last = last_names(surnames)
    for rank in range(max(map(len, last.values()))):
        cells = tuple(last[group][rank].name if rank < len(last[group]) else "" for group in GROUPS)
        result.append(_row("last", "", cells))
    return result


def surnames(sources: Path, names: Iterable[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """The rows of ``surnames.tsv``, the most common first.

    Args:
        sources: The folder of the source tables.
        names: The rows of ``names.tsv``: surnames that more people have as a first name are left out.

    Returns:
        Name, bearers and the shares as written.
    """
    first = {key(row["name"]): int(row["bearers"]) for row in names}
    drop = {row["name"] for row in source(sources / "term_name_conflicts.csv")}
    drop |= {row["name"] for row in source(sources / "name_artifacts.csv")}
    out = {group: left_out("last", group) | drop for group in GROUPS}
    spelled = {key(name): name for name in _words(HERE / "surname_spellings.txt")}
    counts = dict.fromkeys(GROUPS, 0)
    kept = []
    census = sorted(source(sources / "surname_race.csv.gz"), key=lambda row: (-int(row["count"]), row["name"]))
    for row in census:
        name, bearers = row["name"], int(row["count"])
        shares = {column: float(row[census] or 0) / 100 for column, census in zip(SHARES, _CENSUS, strict=True)}
        groups = [group for group, (column, least) in GROUPS.items() if shares[column] >= least]
        if not groups or bearers < LAST_BEARERS or first.get(name, 0) > bearers or name in out[groups[0]]:
            continue
        counts[groups[0]] += 1
        if counts[groups[0]] <= LAST_ROWS:
            written = spelled.get(name) or re.sub(r"^Mc(.)", lambda mc: "Mc" + mc[1].upper(), name.capitalize())
            kept.append((written, str(bearers), *(f"{shares[column]:.4f}" for column in SHARES)))
    return kept


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="the folder of surname_race.csv.gz and its like")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the folder of names.tsv; the tables go there")
    options = parser.parse_args()
    names = list(rows(options.folder / "names.tsv"))
    if options.sources:
        write(options.folder / "surnames.tsv", ("name", "bearers", *SHARES), surnames(options.sources, names))
    aligned_rows = rows_of(names, rows(options.folder / "surnames.tsv"))
    cells = [(row.id, row.part, row.gender, *row.names) for row in aligned_rows]
    write(options.folder / "race_names.tsv", ("id", "part", "gender", *GROUPS), cells)


def _words(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _row(part: str, gender: str, names: tuple[str, ...]) -> Row:
    return Row(f"{part}.{key(names[0]).lower()}", part, gender, names)


def _by_bearers(names: Iterable[Bearer]) -> list[Bearer]:
    return sorted(names, key=lambda name: (-name.bearers, name.name))


def _frequencies(names: Sequence[Bearer]) -> np.ndarray:
    total = sum(name.bearers for name in names)
    return np.array([math.log10(name.bearers / total) for name in names])


if __name__ == "__main__":
    main()
