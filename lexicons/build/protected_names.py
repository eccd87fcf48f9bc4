"""Build ``protected.tsv`` of names-us: phrases that hold a first name and are no person.

``python protected_names.py --sources FOLDER`` reads the phrases of ``exclusions.csv`` that hold a name, leaves out what
``protected_names_out.txt`` says, and adds those of ``protected_names.txt``. ``names.tsv`` says what a first name is;
whoever stands in ``figures.tsv`` of public-figures is a person and left to that table.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tabular import Ids, plain, rows, source, write

HERE = Path(__file__).parent
FOLDER = HERE.parent / "en" / "names-us" / "1.0.0"
FIGURES = HERE.parent / "en" / "public-figures" / "1.0.0" / "figures.tsv"

CATEGORIES: Mapping[str, str] = {
    "brand_company": "organisation",
    "ethnonym_fixed": "idiom",
    "idiom_fixed": "idiom",
    "name_fixed": "idiom",
    "person_stage_name": "character",
    "place": "place",
    "wn_animal": "animal",
    "wn_group": "organisation",
    "wn_place": "place",
    "wn_location": "place",
    "wn_object": "place",
    "wn_plant": "plant",
    "wn_food": "food",
    "wn_state": "disease",
    "wn_time": "day",
    "wn_communication": "communication",
    "wn_cognition": "idiom",
    "wn_artifact": "thing",
    "wn_proper": "title",
}
"""Category of the source to category of the table; any other one is a ``fixed`` phrase."""

_PEOPLE = {"wn_person", "wn_person_fixed", "wn_person_noun", "wn_mixed"}
_HEADING = re.compile(r"(?P<star>\*?)\[(?P<category>\w+)\](?P<forms>.*)")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"})


@dataclass(slots=True)
class Phrase:
    """A row in the making: its category and the keys of its sources."""

    category: str
    sources: set[str] = field(default_factory=set)


def curated(text: str) -> Iterator[tuple[str, str]]:
    """The phrases of ``protected_names.txt``: phrase and category."""
    heading, forms = None, ["{}"]
    for line in text.splitlines():
        match = _HEADING.fullmatch(line)
        if match:
            heading = match
            forms = [form.strip() for form in match["forms"].split("|")] if match["star"] else ["{}"]
        elif heading and line and not line.startswith("#"):
            for phrase in line.split(" | "):
                for form in forms:
                    yield form.format(phrase.strip()), heading["category"]


def spellings(phrase: str) -> Iterator[str]:
    """The ways in which a phrase is written with a capital.

    A name without a capital is none, so that a phrase that is written small counts only at the beginning of a
    sentence and in a heading; *looked at Will* is no *at will*.
    """
    if phrase.startswith("St. "):
        yield from (phrase, "Saint" + phrase[3:], "St" + phrase[3:])
    elif phrase != phrase.lower():
        yield phrase
    else:
        yield phrase[0].upper() + phrase[1:]
        words = phrase.split()
        if words[0] not in _SMALL:
            yield " ".join(word if word in _SMALL else word[0].upper() + word[1:] for word in words)


def of_sources(table: Iterable[Mapping[str, str]], out: frozenset[str]) -> Iterator[tuple[str, Phrase]]:
    """The phrases of ``exclusions.csv`` that hold a name, without people and those left out."""
    for row in table:
        if "name" not in row["attribute"] or row["action"] != "protect" or row["category"] in _PEOPLE:
            continue
        triggers = set(row["triggers"].split("|")) - {""}
        if row["phrase"] in out or (triggers and triggers <= out):
            continue
        keys = {key for key in row["source"].split(";") if key != "geonames"}
        yield row["phrase"], Phrase(CATEGORIES.get(row["category"], "fixed"), keys or {"geonames"})


def holds_name(phrase: str, names: frozenset[str]) -> bool:
    """Whether a capitalised word of a phrase is a first name, alone or with an s, and the phrase is more than it."""
    words = [plain(word).upper() for word in re.findall(r"[^\W\d_]+", phrase) if word[0].isupper()]
    return plain(phrase).upper() not in names and any(
        word in names or word.removesuffix("S") in names for word in words
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="the folder of exclusions.csv")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the folder of names.tsv; the table goes there")
    options = parser.parse_args()
    names = frozenset(plain(row["name"]).upper() for row in rows(options.folder / "names.tsv"))
    figures = frozenset(row["name"] for row in rows(FIGURES))
    out = frozenset(_split(HERE / "protected_names_out.txt"))
    found: dict[str, Phrase] = {}
    for base, one in of_sources(source(options.sources / "exclusions.csv"), out):
        for phrase in spellings(base):
            found.setdefault(phrase, Phrase(one.category)).sources.update(one.sources)
    for base, category in curated((HERE / "protected_names.txt").read_text(encoding="utf-8")):
        for phrase in spellings(base):
            row = found.setdefault(phrase, Phrase(category))
            row.category = category
            row.sources.add("curated")
    kept = {phrase: row for phrase, row in found.items() if phrase not in figures and holds_name(phrase, names)}
    ids = Ids("name")
    order = sorted(kept, key=lambda phrase: (kept[phrase].category, plain(phrase).lower(), phrase))
    cells = [
        (ids.make(phrase), phrase, "exact", kept[phrase].category, " ".join(sorted(kept[phrase].sources)), "")
        for phrase in order
    ]
    write(options.folder / "protected.tsv", ("id", "phrase", "case", "category", "sources", "note"), cells)


def _split(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "[")):
            yield from (part.strip() for part in line.split(" | ") if part.strip())


if __name__ == "__main__":
    main()
