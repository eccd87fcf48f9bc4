"""Edits at random, in context, for a person to read: ``python benchmarks/reading.py OUT... -n 200 --seed 1``.

Each OUT is a folder that ``cda augment`` wrote. READING.md keeps what was found.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import pyarrow.dataset as pads

AROUND = 70


def edits_of(folder: Path) -> list[tuple[int, dict[str, Any]]]:
    """Every edit of a folder with the row that it changed."""
    files = sorted(str(path) for path in (folder / "pairs").glob("*.parquet"))
    rows = pads.dataset(files, format="parquet").to_table(columns=["row", "outcome", "edits"]).to_pylist()
    return [(row["row"], edit) for row in rows if row["outcome"] == "augmented" for edit in row["edits"]]


def shown(text: str, edit: dict[str, Any]) -> str:
    """An edit between the words around it, on one line."""
    before = text[max(0, edit["start"] - AROUND) : edit["start"]]
    after = text[edit["end"] : edit["end"] + AROUND]
    return f"{before}[[{edit['old']} > {edit['new']}]]{after}".replace("\n", " / ").replace("\r", "")


def main() -> None:
    """Print a random sample, the same one for the same seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("-n", type=int, default=200, help="how many edits")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    everything = [(folder, row, edit) for folder in args.folders for row, edit in edits_of(folder)]
    chosen = random.Random(args.seed).sample(everything, min(args.n, len(everything)))  # noqa: S311 - no secret
    for number, (folder, row, edit) in enumerate(chosen, start=1):
        files = sorted(str(path) for path in (folder / "data").glob("*.parquet"))
        (found,) = pads.dataset(files, format="parquet").take([row]).to_pylist()
        print(f"{number}\t{folder.name}:{row}\t{edit['entry']}\t{shown(str(found[edit['field']]), edit)}")


if __name__ == "__main__":
    main()
