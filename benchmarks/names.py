"""How well persons' names are found: ``python benchmarks/names.py --data DIR``.

DIR holds ``ambig_names_dev.jsonl`` (words such as *Will* and *May*, marked where they name a person),
``names_wikigold.jsonl`` (sentences with the names of persons) and ``score.py``. What decides is ``cda.naming.finder``
alone. Of the names of the second set many are no business of the finder: surnames alone, and names without a first name
that the lexicon has. Recall is given twice: of all gold names, and of those that hold a first name of the lexicon; what
is found beyond the gold names counts against both.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sets import rows_of, scorer

from cda.detection.person import PersonName
from cda.lexicon.names import NameLexicon, load_names
from cda.naming.finder import Finder

FLAGGED = "ambig_names_dev"
SPANS = "names_wikigold"

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def flags(score: ModuleType, data: list[dict[str, Any]], finder: Finder, show: int) -> dict[str, Any]:
    """Score marked words: one is taken for a person's where a name that is found overlaps it."""
    found = finder.find([[row["text"]] for row in data])
    predictions = [
        {"id": row["id"], "spans": [(name.start, name.end) for name in names]}
        for row, (names,) in zip(data, found, strict=True)
    ]
    return dict(score.score_flag(data, predictions, field="is_person_name", show=show))


def spans(score: ModuleType, data: list[dict[str, Any]], finder: Finder, show: int) -> dict[str, Any]:
    """Score spans: all that is found, and names with a first name alone; against all gold names, and against ours."""
    found = [names for (names,) in finder.find([[row["text"]] for row in data])]
    gold_ours = [_ours(row["text"], row["spans"], finder.lexicon) for row in data]
    with_first = [[name for name in names if name.given] for names in found]
    results = {
        "all names, all gold": _score(score, data, [row["spans"] for row in data], found),
        "first names, all gold": _score(score, data, [row["spans"] for row in data], with_first),
        "first names, gold with a first name": _score(score, data, gold_ours, with_first),
    }
    _show(data, gold_ours, found, show)
    return results


def _score(
    score: ModuleType, data: list[dict[str, Any]], gold: Sequence[Sequence[Span]], found: Sequence[Sequence[PersonName]]
) -> dict[str, Any]:
    rows = [{**row, "spans": spans} for row, spans in zip(data, gold, strict=True)]
    predictions = [
        {"id": row["id"], "spans": [(name.start, name.end) for name in names]}
        for row, names in zip(data, found, strict=True)
    ]
    return dict(score.score_spans(rows, predictions))


def _ours(text: str, gold: Sequence[Span], lexicon: NameLexicon) -> list[Span]:
    """The gold names that hold a first name of the lexicon and another word, or are one."""
    return [
        (start, end)
        for start, end, *_ in gold
        if any(lexicon.get(word) for word in _firsts(_WORD.findall(text, start, end)))
    ]


def _firsts(words: Sequence[str]) -> Sequence[str]:
    """The words of a name that may be first names: all but the last, and the only one."""
    return words[:-1] or words


def _show(
    data: list[dict[str, Any]], gold: Sequence[Sequence[Span]], found: Sequence[Sequence[PersonName]], show: int
) -> None:
    for row, ours, names in zip(data, gold, found, strict=True):
        text = row["text"]
        wrong = [name.text for name in names if not any(name.start < e and s < name.end for s, e, *_ in row["spans"])]
        missed = [text[s:e] for s, e in ours if not any(name.start < e and s < name.end for name in names)]
        if (wrong or missed) and show > 0:
            show -= 1
            print(f"too many {wrong}, missed {missed}: {text}")


def main() -> None:
    """Score the sets that are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and score.py")
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each set")
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} has no score.py: give the folder of the development sets with --data")
    score, finder = scorer(args.data), Finder(load_names())
    for name, of in ((FLAGGED, flags), (SPANS, spans)):
        data = rows_of(args.data / f"{name}.jsonl")
        begun = time.perf_counter()
        print(name, json.dumps(of(score, data, finder, args.show), indent=1), f"{time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
