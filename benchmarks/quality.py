"""How well the rewriter does on labelled sets: ``python benchmarks/quality.py --data DIR``.

DIR holds the sets as JSON lines and ``score.py``, which scores them. Sets that are not there are named and left out.
Names are kept; everybody is swapped.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from cda import Rewriter

PAIRS = ("winogender", "winobias", "grep_biasir", "stereoset_gs")
OCCURRENCES = ("herhis_ewt", "herhis_pud", "herhis_partut")
DIRECTIONS = {"m2f": ("masculine", "feminine"), "f2m": ("feminine", "masculine")}


def scorer(folder: Path) -> ModuleType:
    """Load ``score.py`` from the folder of the sets."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder / 'score.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def outputs(rewriter: Rewriter, ids: list[str], texts: list[str]) -> list[dict[str, str]]:
    """Predictions in the form that the scorer reads."""
    return [{"id": key, "output": out.text} for key, out in zip(ids, rewriter.pipe(texts), strict=True)]


def pairs(score: ModuleType, path: Path, rewriter: Rewriter, show: int) -> list[dict[str, Any]]:
    """Score a set of sentence pairs in both directions."""
    data, results = rows_of(path), []
    for direction in DIRECTIONS:
        predictions = outputs(rewriter, [row["id"] for row in data], [score.sides(row, direction)[0] for row in data])
        results.append(
            {"set": path.stem, "direction": direction, **score.score_pairs(data, predictions, direction, show=show)}
        )
        if show:
            _show_wrong(score, data, predictions, direction, show)
    return results


def _show_wrong(
    score: ModuleType, data: list[dict[str, Any]], predictions: list[dict[str, str]], direction: str, show: int
) -> None:
    shown = 0
    for row, prediction in zip(data, predictions, strict=True):
        source, gold = score.sides(row, direction)
        result = score.score_pairs([row], [prediction], direction)
        if result["rows"] and not result["exact_lenient"] and shown < show:
            shown += 1
            print(f"  source: {source}\n  gold:   {gold}\n  output: {prediction['output']}\n")


def occurrences(score: ModuleType, path: Path, rewriter: Rewriter, show: int) -> dict[str, Any]:
    """Score a set of marked pronouns."""
    data = rows_of(path)
    predictions = outputs(rewriter, [row["id"] for row in data], [row["text"] for row in data])
    return {"set": path.stem, **score.score_occ(data, predictions, show=show)}


def main() -> None:
    """Score every set that is there, print a table and write the figures to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and score.py")
    parser.add_argument("--out", type=Path, default=None, help="also write the figures to this JSON file")
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each set")
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} has no score.py: give the folder of the development sets with --data")
    score, rewriter = scorer(args.data), Rewriter()
    results: list[dict[str, Any]] = []
    for name in PAIRS + OCCURRENCES:
        path = args.data / f"{name}.jsonl"
        if not path.is_file():
            print(f"{path} is missing: left out")
        elif name in PAIRS:
            results += pairs(score, path, rewriter, args.show)
        else:
            results.append(occurrences(score, path, rewriter, args.show))
    _print(results)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        figures = {"lexicon": f"{rewriter.lexicon} {rewriter.lexicon.sha256}", "results": results}
        args.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _print(results: list[dict[str, Any]]) -> None:
    columns = ("exact", "exact_lenient", "precision", "recall", "over_per_1000")
    table = Table("set", "direction", "rows", *columns, title="pairs, names kept (percent)")
    for result in results:
        if "direction" in result:
            figures = (str(result[column]) for column in columns)
            table.add_row(result["set"], result["direction"], str(result["rows"]), *figures)
    kinds = Table("set", "form", "target", "right (percent)", "of", title="her, his and hers in context")
    for result in results:
        for kind, (right, count) in result.get("by_class", {}).items():
            form, _, target = kind.partition("->")
            kinds.add_row(result["set"], form, target, str(right), str(count))
    console = Console(width=120)
    console.print(table)
    console.print(kinds)


if __name__ == "__main__":
    main()
