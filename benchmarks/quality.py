"""How well the rewriter does on labelled sets: ``python benchmarks/quality.py --data DIR``.

DIR holds the sets as JSON lines and ``score.py``, which scores them. Sets that are not there are named and left out.
Names are kept. In the pair sets everybody is swapped, public figures too (``public_figures="swap"``: by default they
stay, and their pronouns); in the neutral sets pronouns alone change. AugLy is scored in the same run where it is
installed (``pip install '.[bench]'``). Words for race and names of persons are scored as ``race.py`` and ``names.py``
say; ``--corpora DIR`` adds the project's own labelled uses of words for race.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import names
import race
from baselines import augly_swap
from rich.console import Console
from rich.table import Table
from sets import rows_of, scorer

from cda import Rewriter
from cda.lexicon.names import load_names
from cda.naming.finder import Finder

PAIRS = ("winogender", "winobias", "grep_biasir", "stereoset_gs")
NEUTRAL = ("winogender_neutral", "neutral_winobiasplus", "neutral_opensub")
OCCURRENCES = ("herhis_ewt", "herhis_pud", "herhis_partut")
DIRECTIONS = ("m2f", "f2m")
_PEOPLE = (race.FLAGS, race.MADLIBS, names.FLAGGED, names.SPANS)
FIGURES = ("exact", "exact_lenient", "precision", "recall", "over_per_1000")

Swap = Callable[[Sequence[str]], list[str] | None]


def swaps(rewriter: Rewriter) -> Swap:
    """A rewriter as a function from texts to texts."""
    return lambda texts: [out.text for out in rewriter.pipe(texts)]


def pairs(score: ModuleType, path: Path, direction: str, tools: dict[str, Swap], show: int) -> list[dict[str, Any]]:
    """Score a set of text pairs in one direction, every tool on the same texts."""
    data, results = rows_of(path), []
    texts = [score.sides(row, direction)[0] for row in data]
    for name, swap in tools.items():
        outputs = swap(texts)
        if outputs is None:
            continue
        predictions = [{"id": row["id"], "output": output} for row, output in zip(data, outputs, strict=True)]
        spelt_out = direction == "g2n"
        figures = score.score_pairs(data, predictions, direction, exp=spelt_out)
        results.append({"set": path.stem, "direction": direction, "tool": name, **figures})
        if show and name == "cda":
            _show_wrong(score, data, predictions, direction, show)
    return results


def _show_wrong(
    score: ModuleType, data: list[dict[str, Any]], predictions: list[dict[str, str]], direction: str, show: int
) -> None:
    shown = 0
    for row, prediction in zip(data, predictions, strict=True):
        source, gold = score.sides(row, direction)
        result = score.score_pairs([row], [prediction], direction, exp=direction == "g2n")
        if result["rows"] and not result["exact"] and shown < show:
            shown += 1
            print(f"  source: {source}\n  gold:   {gold}\n  output: {prediction['output']}\n")


def occurrences(score: ModuleType, path: Path, swap: Swap, show: int) -> dict[str, Any]:
    """Score a set of marked pronouns."""
    data = rows_of(path)
    outputs = swap([row["text"] for row in data]) or []
    predictions = [{"id": row["id"], "output": output} for row, output in zip(data, outputs, strict=True)]
    return {"set": path.stem, **score.score_occ(data, predictions, show=show)}


def people(score: ModuleType, folder: Path, corpora: Path | None, show: int) -> dict[str, Any]:
    """Score what speaks of people: words for race, and names."""
    found: dict[str, Any] = {"flags": [], "race pairs": [], "spans": {}}
    sets = {name: rows_of(path) for name in _PEOPLE if (path := folder / f"{name}.jsonl").is_file()}
    finder = Finder(load_names())
    if race.FLAGS in sets:
        scored = race.flags(score, sets[race.FLAGS], "is_person_identity", show)
        found["flags"].append({"set": race.FLAGS, **scored})
    if corpora:
        found["flags"].append(race.uses(score, corpora, show))
    if names.FLAGGED in sets:
        found["flags"].append({"set": names.FLAGGED, **names.flags(score, sets[names.FLAGGED], finder, show)})
    if race.MADLIBS in sets:
        found["race pairs"] = race.madlibs(score, sets[race.MADLIBS], show)
    if names.SPANS in sets:
        found["spans"] = names.spans(score, sets[names.SPANS], finder, show)
    return found


def run(folder: Path, show: int, corpora: Path | None = None) -> dict[str, Any]:
    """Score every set that is there."""
    score, rewriter = scorer(folder), Rewriter(public_figures="swap")
    swapping: dict[str, Swap] = {"cda": swaps(rewriter), "AugLy": augly_swap}
    they = Rewriter(to="neutral", nouns=False, reflexive="themselves", public_figures="swap")
    neutral: dict[str, Swap] = {"cda": swaps(they)}
    lexicons = {
        str(one): one.sha256
        for one in (*rewriter.lexicons, Rewriter("race", names="swap").lexicons[0], load_names().ref)
    }
    found: dict[str, Any] = {"lexicons": lexicons, "pairs": [], "pronouns": []}
    for name in PAIRS + NEUTRAL + OCCURRENCES:
        path = folder / f"{name}.jsonl"
        if not path.is_file():
            print(f"{path} is missing: left out")
        elif name in OCCURRENCES:
            found["pronouns"].append(occurrences(score, path, swapping["cda"], show))
        else:
            for direction in ("g2n",) if name in NEUTRAL else DIRECTIONS:
                tools = neutral if name in NEUTRAL else swapping
                found["pairs"] += pairs(score, path, direction, tools, show)
    return {**found, **people(score, folder, corpora, show)}


def pronoun_rows(results: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """A row for each set, form and target, and their sums over the sets."""
    rows: list[tuple[str, ...]] = []
    sums: dict[str, list[float]] = {}
    for result in results:
        for kind, (right, count) in result["by_class"].items():
            rows.append((result["set"], kind, str(right), str(count)))
            pooled = sums.setdefault(kind, [0, 0])
            pooled[0] += round(right * count / 100)
            pooled[1] += count
    rows += [("all", kind, f"{100 * right / count:.2f}", f"{count:.0f}") for kind, (right, count) in sums.items()]
    return rows


def tables(found: dict[str, Any]) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """The figures as tables: title, header, rows."""
    pair_rows = [
        (row["set"], row["direction"], row["tool"], str(row["rows"]), *(str(row[figure]) for figure in FIGURES))
        for row in found["pairs"]
    ]
    return [
        (
            "Text pairs, names kept (percent; changes too many per 1,000 tokens)",
            ("set", "direction", "tool", "rows", *FIGURES),
            pair_rows,
        ),
        (
            "her, his and hers in context",
            ("set", "form / tag -> target", "right (percent)", "of"),
            pronoun_rows(found["pronouns"]),
        ),
        (
            "Words that speak of people: race_* as race, ambig_names as a name (percent)",
            ("set", "rows", "of people", "precision", "recall", "F1"),
            [
                tuple(str(row[name]) for name in ("set", "rows", "positives", "precision", "recall", "f1"))
                for row in found["flags"]
            ],
        ),
        (
            "Race and gender in templates, whole texts that match (percent)",
            ("set", "direction", "rows", "exact"),
            [tuple(str(row[name]) for name in ("set", "direction", "rows", "exact")) for row in found["race pairs"]],
        ),
        (
            "Names of persons in names_wikigold, by token (percent)",
            ("found, against", "gold names", "precision", "recall", "F1"),
            [
                (name, str(row["gold_spans"]), *(str(row["token"][figure]) for figure in ("precision", "recall", "f1")))
                for name, row in found["spans"].items()
            ],
        ),
    ]


def markdown(found: dict[str, Any]) -> str:
    """The figures as a page."""
    page = [
        "# Quality",
        "",
        "Written by `make quality DATA=...`; do not edit.",
        "",
        *(f"- {name} {digest}" for name, digest in found["lexicons"].items()),
        "",
    ]
    for title, header, rows in tables(found):
        page += [f"## {title}", "", f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
        page += [f"| {' | '.join(row)} |" for row in rows] + [""]
    return "\n".join(page)


def main() -> None:
    """Score every set that is there, print tables and write the figures to files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and score.py")
    parser.add_argument("--corpora", type=Path, default=None, help="folder with the corpora of the labelled uses")
    parser.add_argument("--out", type=Path, default=None, help="also write the figures to this JSON file")
    parser.add_argument("--page", type=Path, default=None, help="also write the figures to this Markdown file")
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each set")
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} has no score.py: give the folder of the development sets with --data")
    found = run(args.data, args.show, args.corpora)
    console = Console(width=120)
    for title, header, rows in tables(found):
        table = Table(*header, title=title)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    for path, text in ((args.out, json.dumps(found, indent=2) + "\n"), (args.page, markdown(found))):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
