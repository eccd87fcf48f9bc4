"""Uses of words that can name a race, with labels and texts: ``python benchmarks/race_uses.py --corpora DIR``.

The labels are in ``labels/race_uses.tsv``, whose head says how they were drawn and what the columns mean. DIR holds the
corpora; those that are not there are named and left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

LABELS = Path(__file__).parent / "labels" / "race_uses.tsv"
FILES = {
    "imdb_train": "imdb_train.parquet",
    "imdb_test": "imdb_test.parquet",
    "reuters": "reuters.jsonl",
    "c4_demo": "c4_demo.jsonl",
    "novels": "novels.txt.gz",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a word: where it stands, and whether it speaks of people.

    Attributes:
        id: Corpus, row and start.
        corpus: Name of the corpus, a key of ``FILES``.
        text: The whole text of the row.
        start: Where the word starts, in code points.
        end: Where it ends.
        form: The word as it stands there.
        person: Whether it says the race or ethnicity of people.
        grey: Whether reasonable people differ; left out of scores.
        sense: person, colour, name, geo or other.
    """

    id: str
    corpus: str
    text: str
    start: int
    end: int
    form: str
    person: bool
    grey: bool
    sense: str

    def __post_init__(self) -> None:
        if self.text[self.start : self.end] != self.form:
            found = self.text[self.start : self.end]
            raise ValueError(f"{self.id}: the text has {found!r} where {self.form!r} should be")


def _parquet(path: Path) -> list[str]:
    texts: list[str] = pq.read_table(path, columns=["text"]).column("text").to_pylist()
    return texts


def _json_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _paragraphs(path: Path) -> list[str]:
    return re.split(r"\n\n+", gzip.decompress(path.read_bytes()).decode("utf-8"))


_READERS: dict[str, Callable[[Path], list[str]]] = {".parquet": _parquet, ".jsonl": _json_lines, ".gz": _paragraphs}


def missing(corpora: Path) -> list[Path]:
    """The corpora that labels speak of and the folder does not have."""
    return [corpora / name for name in FILES.values() if not (corpora / name).is_file()]


def load(corpora: Path) -> list[Use]:
    """Read the labels and look up their texts.

    Args:
        corpora: Folder with the corpora; uses in a corpus that it does not have are left out.

    Returns:
        The uses in the order of the labels.

    Raises:
        ValueError: If a word is not where its label says, so that the corpora are not those that were labelled.
    """
    lines = [line for line in LABELS.read_text(encoding="utf-8").splitlines()[1:] if not line.startswith("#")]
    texts = {
        corpus: _READERS[Path(name).suffix](corpora / name)
        for corpus, name in FILES.items()
        if (corpora / name).is_file()
    }
    uses = []
    for line in lines:
        one, corpus, row, start, end, form, person, grey, sense = line.split("\t")
        if corpus not in texts:
            continue
        if int(row) >= len(texts[corpus]):
            raise ValueError(f"{one}: {FILES[corpus]} has no row {row}")
        text = texts[corpus][int(row)]
        uses.append(Use(one, corpus, text, int(start), int(end), form, person == "1", grey == "1", sense))
    return uses


def main() -> None:
    """Check the labels against the corpora and print how many there are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the corpora")
    args = parser.parse_args()
    for path in missing(args.corpora):
        print(f"{path} is missing: left out")
    try:
        uses = load(args.corpora)
    except ValueError as error:
        sys.exit(str(error))
    scored = [use for use in uses if not use.grey]
    print(f"{len(uses)} uses, {len(scored)} of them scored, {sum(use.person for use in scored)} of these about people")
    for title, counts in (
        ("corpus", Counter(use.corpus for use in uses)),
        ("sense", Counter(use.sense for use in uses)),
        ("form", Counter(use.form for use in uses)),
    ):
        print(f"by {title}: " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))


if __name__ == "__main__":
    main()
