"""How well *her* and *his* are read, step by step: ``python benchmarks/possessive.py``.

Scores four ways to tell *him* from *his* and *her* from *hers*: the next word with a default, the tagger alone, what
was learnt from text alone, and the order that ships. The occurrences come from the project's own golden sentences and,
with ``--data DIR``, from the labelled sets ``herhis_*.jsonl`` there. The golden sentences were written to be hard and
the rules were made with them in view: they say what is covered, the labelled sets say how well it carries over.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from cda.detection.window import window
from cda.english.possessive import Use, certain_use
from cda.english.trained import trained_use
from cda.english.use import use_by_tag, use_by_text
from cda.tagging import Tagger, tag_at

GOLDEN = Path(__file__).parent.parent / "tests/golden"
GOLDEN_FILES = ("gender", "his_alone", "her_hard", "her_hard_open")
LABELLED = ("herhis_ewt", "herhis_pud", "herhis_partut")
WAYS = ("next word, default", "tagger alone", "learnt alone", "as shipped")
TARGETS: dict[tuple[str, Use], str] = {
    ("her", "PRON"): "her -> him",
    ("her", "DET"): "her -> his",
    ("his", "DET"): "his -> her",
    ("his", "PRON"): "his -> hers",
}

_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}
_READINGS: dict[tuple[str, str], Use] = {
    ("her", "him"): "PRON",
    ("her", "his"): "DET",
    ("his", "her"): "DET",
    ("his", "hers"): "PRON",
}


class Place(NamedTuple):
    """A pronoun in a text.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.
        use: How it is used.
    """

    text: str
    start: int
    end: int
    use: Use


def golden_places(path: Path) -> list[Place]:
    """Every *her* and *his* of a golden file whose other form is in the expected sentence."""
    places: list[Place] = []
    for line in path.read_text(encoding="utf-8").split("\n")[1:]:
        if not line or line.startswith("#"):
            continue
        _, source, expected = (
            re.sub(r"\\[nrt\\]", lambda match: _ESCAPES[match[0]], cell) for cell in line.split("\t")
        )
        old, new = list(re.finditer(r"\w+", source)), list(re.finditer(r"\w+", expected))
        for before, after in zip(old, new, strict=True) if len(old) == len(new) else ():
            use = _READINGS.get((before[0].lower(), after[0].lower()))
            if use:
                places.append(Place(source, before.start(), before.end(), use))
    return places


def labelled_places(path: Path) -> list[Place]:
    """Every marked *her* and *his* of a labelled set."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Place(row["text"], row["start"], row["end"], "DET" if row["gold"] == "PRP$" else "PRON")
        for row in rows
        if row["form"].lower() in {"her", "his"}
    ]


def by_tagger(tagger: Tagger, places: Sequence[Place]) -> list[Use]:
    """What the tagger says of each place, as it sees it in the rewriter: in a window."""
    spans = [window(place.text, place.start, place.end) for place in places]
    tokens = tagger.tags([place.text[slice(*span)] for place, span in zip(places, spans, strict=True)])
    return [
        use_by_tag(tag_at(found, place.start - span[0]))
        for found, place, span in zip(tokens, places, spans, strict=True)
    ]


def readings(tagger: Tagger, places: Sequence[Place]) -> dict[str, list[Use]]:
    """What each way makes of each place."""
    tagged = by_tagger(tagger, places)
    ways: dict[str, Callable[[Place, Use], Use]] = {
        WAYS[0]: lambda place, _: certain_use(*place[:3]) or "DET",
        WAYS[1]: lambda _, tag: tag,
        WAYS[2]: lambda place, _: trained_use(*place[:3])[0],
        WAYS[3]: lambda place, tag: use_by_text(*place[:3]) or tag,
    }
    return {name: [way(*pair) for pair in zip(places, tagged, strict=True)] for name, way in ways.items()}


def rows(name: str, tagger: Tagger, places: Sequence[Place]) -> list[tuple[str, ...]]:
    """A row for each target: how many there are, and how many percent of them each way reads right."""
    read = readings(tagger, places)
    table: list[tuple[str, ...]] = []
    for (form, use), target in TARGETS.items():
        chosen = [
            index
            for index, place in enumerate(places)
            if place.use == use and place.text[place.start : place.end].lower() == form
        ]
        right = {way: sum(read[way][index] == use for index in chosen) for way in WAYS}
        if chosen:
            table.append((name, target, str(len(chosen)), *(f"{100 * right[way] / len(chosen):.1f}" for way in WAYS)))
    return table


def results(data: Path | None) -> list[tuple[str, ...]]:
    """The rows of every file that is there, and of all golden and all labelled ones together."""
    tagger = Tagger()
    groups = [("golden", {name: golden_places(GOLDEN / f"{name}.tsv") for name in GOLDEN_FILES})]
    if data:
        found = {name: data / f"{name}.jsonl" for name in LABELLED}
        groups.append(("labelled", {name: labelled_places(path) for name, path in found.items() if path.is_file()}))
    table: list[tuple[str, ...]] = []
    for group, files in groups:
        for name, places in files.items():
            table += rows(name, tagger, places)
        table += rows(f"all {group}", tagger, [place for places in files.values() for place in places])
    return table


def markdown(header: Sequence[str], table: Sequence[Sequence[str]], command: str) -> str:
    """The table as a page."""
    page = ["# her and his", "", f"Written by `{command}`; do not edit.", ""]
    page += ["Percent of the occurrences that are read right. The golden sentences are hard on purpose, and the rules"]
    page += ["were made with them in view; the labelled sets are development sets. What"]
    page += ["was learnt is meant for what the next word leaves open; alone it does less.", ""]
    page += [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}", *(f"| {' | '.join(row)} |" for row in table)]
    return "\n".join([*page, ""])


def main() -> None:
    """Score, print the table and write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=None, help="folder with the labelled sets")
    parser.add_argument("--out", type=Path, default=None, help="also write the table to this Markdown file")
    args = parser.parse_args()
    header, table = ("set", "target", "of", *WAYS), results(args.data)
    shown = Table(*header, title="her and his: percent right")
    for row in table:
        shown.add_row(*row)
    Console(width=120).print(shown)
    if args.out:
        parts = ["python benchmarks/possessive.py", *(["--data DIR"] if args.data else []), f"--out {args.out}"]
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(markdown(header, table, " ".join(parts)), encoding="utf-8")


if __name__ == "__main__":
    main()
