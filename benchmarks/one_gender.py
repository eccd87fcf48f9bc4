"""Does one person keep one gender? ``python benchmarks/one_gender.py reviews.parquet -n 500`` reads rows by rule.

Each row is swapped with guards that hold. The resolver says which mentions are one person; of those, either all or none
may have been changed. A mention that the lexicon does not rewrite at all is not counted.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from cda import Rewrite, Rewriter
from cda.lexicon.find import load
from cda.resolution.nearest import NearestResolver


def mixed(out: Rewrite, plural: frozenset[str]) -> list[list[str]]:
    """The persons of a rewrite of which some mentions were changed and others were not."""
    plurals = {place for place, mention in enumerate(out.mentions) if mention.entry in plural}
    clusters = NearestResolver().resolve(out.original, out.mentions, (), plurals)
    changed = {edit.start for edit in out.edits}
    persons: defaultdict[int, list[tuple[bool, str]]] = defaultdict(list)
    for mention, person in zip(out.mentions, clusters.mentions, strict=True):
        if person is not None and person not in clusters.loose:
            persons[person].append((mention.start in changed, mention.text))
    return [[text for _, text in said] for said in persons.values() if len({edited for edited, _ in said}) > 1]


def main() -> None:
    """Print how many rows and persons were read, and every person with two genders."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="Parquet with a column 'text'")
    parser.add_argument("-n", type=int, default=500, help="how many rows")
    args = parser.parse_args()
    texts = pq.read_table(args.file, columns=["text"]).slice(0, args.n).column("text").to_pylist()
    plural = frozenset(entry.id for entry in load("gender").entries if entry.number == "pl")
    found = 0
    for row, out in enumerate(Rewriter(guards="hold").pipe(texts)):
        for said in mixed(out, plural):
            found += 1
            print(f"row {row}: {', '.join(said)}")
    print(f"{len(texts)} rows, {found} persons with two genders")


if __name__ == "__main__":
    main()
