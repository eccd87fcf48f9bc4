"""Is the fast rewriter the slow one? ``python benchmarks/reference.py --rows 1000 FILE [FILE ...]``.

Every n-th row of each file goes through the rewriter and through `slow`, in several ways, and what differs is counted:
it must be nothing. Beside it stands what does differ, by design: how often a sentence that is parsed alone, as the
rewriter does, is parsed otherwise than within its text, as spaCy's pipeline does.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpora import corpus
from rich.console import Console
from rich.table import Table
from slow import slowly

from cda import Rewriter
from cda.english.sentences import sentence_spans
from cda.model import find_model

WAYS: Mapping[str, dict[str, Any]] = {
    "gender, names kept": {},
    "gender, names swapped, guards hold": {"names": "swap", "guards": "hold"},
    "neutral": {"to": "neutral"},
    "race, names swapped": {"attribute": "race", "names": "swap"},
}
LONGEST = 1_000
SOME = 200
"""Texts that are parsed whole."""


def evenly(texts: Sequence[str], number: int) -> list[str]:
    """So many texts, taken from all over."""
    return list(texts[:: max(1, len(texts) // number)])[:number]


def differing(texts: Sequence[str], options: dict[str, Any]) -> int:
    """The number of texts of which the fast and the slow rewriter do not say the same."""
    rows = [{"text": text} for text in texts]
    fast = Rewriter(**options).variants(rows)
    return sum(one != other for one, other in zip(fast, slowly(rows, **options), strict=True))


def parsed_otherwise(texts: Sequence[str]) -> tuple[int, int, int]:
    """Sentences whose parse or tags differ alone and within the text, those whose names do, and all."""
    import spacy  # noqa: PLC0415 - as the rewriter

    nlp = spacy.load(find_model()[0])
    parses = names = number = 0
    for text in texts:
        whole = nlp(text)
        for first, last in sentence_spans(text, LONGEST):
            alone = nlp(text[first:last].strip())
            skipped = first + len(text[first:last]) - len(text[first:last].lstrip())
            span = whole.char_span(skipped, skipped + len(alone.text))
            if span is None or not len(alone):
                continue
            number += 1
            mine = [(one.tag_, one.dep_, one.head.idx + skipped) for one in alone]
            parses += mine != [(one.tag_, one.dep_, one.head.idx) for one in span]
            found = [(one.start_char + skipped, one.label_) for one in alone.ents]
            names += found != [(one.start_char, one.label_) for one in span.ents]
    return parses, names, number


def main() -> None:
    """Compare on every file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=1000)
    args = parser.parse_args()
    table = Table("file", "way", "rows", "different")
    beside = Table("file", "sentences", "parsed otherwise within the text", "other names")
    wrong = 0
    for file in args.files:
        texts = evenly(corpus(file, 1000), args.rows)
        for name, options in WAYS.items():
            different = differing(texts, options)
            wrong += different
            table.add_row(file.name, name, str(len(texts)), str(different))
        parses, names, number = parsed_otherwise(evenly(texts, SOME))
        beside.add_row(file.name, str(number), f"{parses / number:.1%}", f"{names / number:.1%}")
    console = Console(width=120)
    console.print(table)
    console.print(beside)
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
