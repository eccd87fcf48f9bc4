"""Build ``figures.tsv`` of public-figures: full names that everybody knows, and nothing else about anybody.

``python public_figures.py --sources FOLDER`` reads the people of WordNet from ``exclusions.csv`` and adds those of
``figures_curated.txt``. What is left out is written to ``figures_left_out.tsv`` beside this script, with its reason.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tabular import Ids, key, plain, source, write

HERE = Path(__file__).parent
FOLDER = HERE.parent / "en" / "public-figures" / "1.0.0"

BEARERS = 150
"""With so many people in the United States expected to bear first name and surname together, a name is left out."""

POPULATION = 3e8

_RANKED = re.compile(r"(1st|First|Second|Third|Fourth|Sixth) (Baron|Earl|Viscount|Duke|Marquess|Marquis)\b.*")
_OF_A_PLACE = re.compile(
    r"(Prince|Princess|Duke|Duchess|Earl|Baron|Baroness|Viscount|Viscountess|Guy|King|Queen) of .*"
)
_SMALL = re.compile(r"^[a-z]|\b(?:god|goddess|sister|mother|man)$")


def reasons(named: Mapping[str, str], kept: frozenset[str], bearers: Callable[[str], float]) -> Callable[[str], str]:
    """Why a name is left out.

    Args:
        named: The names that are left out by hand, with their reasons.
        kept: Names that stay, however many people bear them.
        bearers: How many people are expected to bear a name.

    Returns:
        A function from a name to the reason; empty for a name that stays.
    """

    def reason(name: str) -> str:
        words = name.split()
        saint = words[0] in {"Saint", "St."} and (len(words) == 2 or words[2] in {"the", "I", "of"})  # noqa: PLR2004
        many = 0 if name in kept else bearers(name)
        rules = (
            (name in named, named.get(name, "")),
            (len(words) == 1, "one word"),
            (_SMALL.search(name), "a common noun"),
            (_RANKED.match(name) or _OF_A_PLACE.match(name), "a title without a name"),
            (words[-1] == "I", "ends in a numeral that is also a pronoun"),
            (saint, "a saint, whose name places and churches bear"),
            (many >= BEARERS, f"about {round(many, -2):.0f} people in the United States are expected to bear it"),
        )
        return next((why for applies, why in rules if applies), "")

    return reason


def expected(sources: Path) -> Callable[[str], float]:
    """How many people of a first name and a surname there are, if the two had nothing to do with each other.

    Args:
        sources: The folder of the Census tables.

    Returns:
        A function from a name to a number of people; 0 for a name that is not of two words.
    """
    first = {row["name"]: int(row["count"]) for row in source(sources / "census2020_first_names.csv.gz")}
    last = {row["name"]: int(row["count"]) for row in source(sources / "surname_race.csv.gz")}

    def bearers(name: str) -> float:
        parts = [key(word) for word in name.split()]
        return first.get(parts[0], 0) * last.get(parts[1], 0) / POPULATION if len(parts) == 2 else 0.0  # noqa: PLR2004

    return bearers


def names(text: str) -> Iterator[tuple[str, str]]:
    """The names of a list with headings: heading and name."""
    heading = ""
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            yield from ((heading, name.strip()) for name in line.split(",") if name.strip())


def of_wordnet(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The phrases of ``exclusions.csv`` that WordNet has under the people."""
    for row in rows:
        if row["category"] in {"wn_person", "wn_person_fixed"} and (
            "name" in row["attribute"] or row["category"] == "wn_person"
        ):
            yield row["phrase"]


def rows(candidates: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str, str]]:
    """The rows of ``figures.tsv``, in alphabetical order; a name with diacritics also without them."""
    spelled: dict[str, set[str]] = {}
    for name, keys in candidates.items():
        for spelling in {name, plain(name)}:
            spelled.setdefault(spelling, set()).update(keys)
    ids = Ids("figure")
    for name in sorted(spelled, key=lambda name: (plain(name).lower(), name)):
        yield ids.make(name), name, " ".join(sorted(spelled[name])), ""


def main() -> None:
    """Write the table and the list of what was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sources", type=Path, required=True, help="the folder of exclusions.csv and the Census tables"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where figures.tsv goes")
    options = parser.parse_args()
    curated = {name for _, name in names(_text("figures_curated.txt"))}
    wordnet = set(of_wordnet(source(options.sources / "exclusions.csv")))
    by_hand = {name: heading for heading, name in names(_text("figures_out.txt"))}
    kept = frozenset(name for _, name in names(_text("figures_kept.txt")))
    reason = reasons(by_hand, kept, expected(options.sources))
    candidates: dict[str, set[str]] = {}
    out: list[tuple[str, str]] = []
    for origin, people in (("wordnet31", wordnet), ("curated", curated)):
        for name in sorted(people):
            why = reason(name)
            if why:
                out.append((name, why))
            else:
                candidates.setdefault(name, set()).add(origin)
    options.folder.mkdir(parents=True, exist_ok=True)
    write(options.folder / "figures.tsv", ("id", "name", "sources", "note"), rows(candidates))
    write(HERE / "figures_left_out.tsv", ("name", "reason"), sorted(set(out)))


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
