"""Which share of a corpus is held, and why: ``python benchmarks/held.py --attribute race FILE [FILE ...]``.

A file is Parquet, JSON lines or gzip of those, with a column of texts; see ``cda augment``. Rows are rewritten as in a
dataset run (``guards="hold"``), names kept.
"""

from __future__ import annotations

import argparse
from collections import Counter

from rich.console import Console
from rich.table import Table

from cda import Rewriter
from cda.dataset.outcome import outcome_of
from cda.dataset.read import open_sources
from cda.dataset.views.texts import read
from cda.dataset.views.view import view_of


def main() -> None:
    """Print the outcomes of the rows of each file, and the categories of the cues of those that are held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--attribute", default="race")
    parser.add_argument("--field", action="append", default=[])
    args = parser.parse_args()
    rewriter = Rewriter(args.attribute, guards="hold")
    table = Table("file", "rows", "outcome", "number", "percent")
    for name in args.files:
        outcomes: Counter[str] = Counter()
        causes: Counter[str] = Counter()
        for source in open_sources((name,), on_error="stop"):
            view = view_of(source.schema, args.field)
            for block in source.blocks(1000):
                for row in rewriter.variants(texts.prose for texts in read(block.table, view)):
                    outcome = outcome_of(row)
                    outcomes[outcome] += 1
                    if outcome == "held":
                        blocking = {f.category for one in row[0].values() for f in one.flags if f.strength == "block"}
                        causes.update(blocking or {"names and lists"})
        rows = outcomes.total()
        for what, number in [*outcomes.most_common(), *((f"held: {cause}", n) for cause, n in causes.most_common())]:
            table.add_row(name, str(rows), what, str(number), f"{100 * number / rows:.2f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
