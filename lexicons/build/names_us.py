"""Build ``names.tsv`` of names-us from the tables of the Census and of the SSA, and match its names by gender.

``python names_us.py --sources FOLDER`` reads the tables and writes ``names.tsv``; without ``--sources`` only its column
``counterpart`` is written again, from the other columns and ``nicknames.tsv``.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from name_matching import counterparts
from tabular import rows, source, write

HERE = Path(__file__).parent
FOLDER = HERE.parent / "en" / "names-us" / "1.0.0"

BEARERS = 500
"""The least number of bearers in the Census of 2020 that a name has here."""

SHARES = ("white", "black", "asian_pacific", "native", "several", "hispanic")
HEADER = ("name", "bearers", "female", *SHARES, "born", "ambiguity", "classes", "counterpart")
LEVELS = ("", "low", "medium", "high")

_CENSUS = ("pctwhite", "pctblack", "pctapi", "pctaian", "pct2prace", "pcthispanic")
_SECTION = re.compile(r"\[(.*)\]")
_FEW_BIRTHS = 25
_ENOUGH_BIRTHS = 0.1
_NEARLY_ALWAYS_SURNAME, _RARELY_GIVEN = 5, 0.02
_SURNAMES = ((0.5, "medium", "mostly_surname"), (0.2, "low", "also_surname"))

Row = dict[str, str]


class Word(NamedTuple):
    """How a name is something else too."""

    level: str
    classes: tuple[str, ...]


def rows_of(sources: Path) -> Iterator[Row]:
    """The rows of ``names.tsv``, without counterparts, the most common name first.

    Args:
        sources: The folder of the source tables.

    Yields:
        A row for every first name with at least `BEARERS` bearers that is one in text.
    """
    ssa = {row["name"]: row for row in source(sources / "ssa_first_names.csv.gz")}
    surnames = {row["name"]: int(row["count"]) for row in source(sources / "surname_race.csv.gz")}
    words = _words(sources)
    out = {name for section in _sections("names_out.txt").values() for name in section}
    spelled = {name.upper(): name for name in (HERE / "name_spellings.txt").read_text().split() if name.isalpha()}
    census = sorted(
        source(sources / "census2020_first_names.csv.gz"), key=lambda row: (-int(row["count"]), row["name"])
    )
    for row in sorted(census, key=lambda row: (-int(row["count"]), row["name"])):
        name, bearers = row["name"], int(row["count"])
        births, surname = ssa.get(name, {}), surnames.get(name, 0)
        if bearers < BEARERS or name in out or _is_surname(bearers, surname, int(births.get("n", 0))):
            continue
        word = _with_surname(words.get(name, Word("", ())), surname / (surname + bearers))
        yield {
            "name": spelled.get(name) or re.sub(r"^Mc(.)", lambda mc: "Mc" + mc[1].upper(), name.capitalize()),
            "bearers": str(bearers),
            "female": f"{female(float(row['pctfemale']) / 100, bearers, births):.4f}",
            **{share: f"{float(row[column]) / 100:.4f}" for share, column in zip(SHARES, _CENSUS, strict=True)},
            "born": births["median_birth_year"] if int(births.get("n", 0)) >= _FEW_BIRTHS else "",
            "ambiguity": word.level,
            "classes": ";".join(word.classes),
            "counterpart": "",
        }


def female(census: float, bearers: int, births: Mapping[str, str]) -> float:
    """The share of women among those who have a name.

    Args:
        census: The share in the Census of 2020.
        bearers: How many the Census counts.
        births: The row of the SSA, or nothing.

    Returns:
        Of the shares in the Census and among births since 1950 the one nearer to a half: a name is of one gender only
        where both say so. Births that are few beside the bearers say nothing (names of immigrants).
    """
    if int(births.get("n_1950_2022") or 0) < _ENOUGH_BIRTHS * bearers:
        return census
    return min(census, float(births["p_female_1950_2022"]), key=lambda share: (abs(share - 0.5), share))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="the folder of census2020_first_names.csv.gz and its like")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the folder of nicknames.tsv; names.tsv goes there")
    options = parser.parse_args()
    path = options.folder / "names.tsv"
    names = list(rows_of(options.sources)) if options.sources else list(rows(path))
    matched = counterparts(names, rows(options.folder / "nicknames.tsv"))
    filled = ({**row, "counterpart": matched.get(row["name"], "")} for row in names)
    write(path, HEADER, ([row[column] for column in HEADER] for row in filled))


def _is_surname(bearers: int, surname: int, births: int) -> bool:
    """Whether those who seem to have a first name put their surname first in the form."""
    return surname > _NEARLY_ALWAYS_SURNAME * bearers and births < _RARELY_GIVEN * surname


def _words(sources: Path) -> dict[str, Word]:
    found = {
        row["name"]: Word(row["level"], tuple(row["classes"].split(";")))
        for row in source(sources / "ambiguous_names.csv")
    }
    for section, names in _sections("name_words.txt").items():
        *only, level, kind = section.split()
        for name in names:
            before = found.get(name, Word("", ()))
            others = tuple(one for one in before.classes if not one.endswith("_word") and "_word:" not in one)
            found[name] = Word(level if only else max(level, before.level, key=LEVELS.index), (kind, *others))
    return found


def _with_surname(word: Word, share: float) -> Word:
    """A name as a word, with what the share of people says who have it as a surname."""
    if any(one.endswith("_surname") for one in word.classes):
        return word
    for least, level, kind in _SURNAMES:
        if share >= least:
            return Word(max(level, word.level, key=LEVELS.index), (*word.classes, kind))
    return word


def _sections(name: str) -> dict[str, list[str]]:
    """The words of a list under their headings."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        section = _SECTION.fullmatch(line)
        if section:
            heading = section[1]
        elif not line.startswith("#"):
            found.setdefault(heading, []).extend(line.split())
    return {heading: words for heading, words in found.items() if words}


if __name__ == "__main__":
    main()
