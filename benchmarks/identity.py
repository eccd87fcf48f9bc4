"""How well words for race are told from colours and regions: ``python benchmarks/identity.py --data DIR``.

DIR holds ``race_ud_dev.jsonl``, ``madlibs_pairs.jsonl`` and ``score.py``; ``--corpora DIR`` adds the labelled uses of
this project. What decides is ``cda.detection.identity`` alone, on one sentence at a time; phrases that the lexicon
protects are taken to speak of nobody. ``--parse-only`` leaves the decision by neighbouring words out.
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

import race_uses
from sets import rows_of, scorer

from cda.detection.identity import Use, use_of_people
from cda.detection.identity_surface import surface_use
from cda.english.sentences import sentence_span
from cda.parsing import Parser

PROTECTED = Path(__file__).parent.parent / "lexicons" / "en" / "race-us" / "1.0.0" / "protected.tsv"
COLOURS = frozenset({"black", "white", "blacks", "whites"})

Place = tuple[str, int, int]


def protected(path: Path) -> re.Pattern[str]:
    """What finds the phrases that a lexicon protects; nothing where there is no such table."""
    if not path.is_file():
        return re.compile(r"(?!)")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line.strip() and not line.startswith("#")]
    phrases = sorted((row[1] for row in rows), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def decide(places: Sequence[Place], held: re.Pattern[str], *, parse_only: bool) -> list[Use | None]:
    """The use of each word, with as few parses as may be.

    Args:
        places: Text, start and end of each word.
        held: Finds the protected phrases.
        parse_only: Whether every sentence is parsed.

    Returns:
        A use for each, ``None`` where people are not meant.
    """
    found: list[Use | None] = [None] * len(places)
    asked: list[int] = []
    for number, (text, start, end) in enumerate(places):
        near = held.finditer(text, max(0, start - 60), min(len(text), end + 60))
        if any(match.start() < end and match.end() > start for match in near):
            continue
        use = "ask" if parse_only else surface_use(text, start, end, colour=text[start:end].lower() in COLOURS)
        if use == "ask":
            asked.append(number)
        else:
            found[number] = use
    spans = [sentence_span(*places[number]) for number in asked]
    sentences = [places[number][0][first:last] for number, (first, last) in zip(asked, spans, strict=True)]
    begun = time.perf_counter()
    parsed = Parser().parse(sentences)
    for number, (first, _), sentence, tokens in zip(asked, spans, sentences, parsed, strict=True):
        text, start, end = places[number]
        colour = text[start:end].lower() in COLOURS
        found[number] = use_of_people(sentence, tokens, start - first, end - first, colour=colour)
    print(f"{len(places)} uses, {len(asked)} sentences parsed in {time.perf_counter() - begun:.1f} s")
    return found


def flags(score: ModuleType, data: list[dict[str, Any]], field: str, held: re.Pattern[str], args: Any) -> None:
    """Print precision, recall and F1 on marked words."""
    places = [(row["text"], row["start"], row["end"]) for row in data]
    found = decide(places, held, parse_only=args.parse_only)
    predictions = [{"id": row["id"], "flag": use is not None} for row, use in zip(data, found, strict=True)]
    print(json.dumps(score.score_flag(data, predictions, field=field, by="sense", show=args.show)))


def madlibs(data: list[dict[str, Any]], held: re.Pattern[str], args: Any) -> None:
    """Print how many words of the pairs of races are found: all of them speak of people."""
    places: list[Place] = []
    for row in data:
        for side in "ab":
            match = re.search(rf"\b{row[f'group_{side}']}s?\b", row[side], re.IGNORECASE)
            if row["kind"] == "race" and match:
                places.append((row[side], match.start(), match.end()))
    found = decide(places, held, parse_only=args.parse_only)
    missed = [place for place, use in zip(places, found, strict=True) if use is None]
    print(json.dumps({"terms": len(places), "missed": len(missed)}))
    for place in missed[: args.show]:
        print(place)


def main() -> None:
    """Score every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets and score.py")
    parser.add_argument("--corpora", type=Path, default=None, help="folder with the corpora of the labelled uses")
    parser.add_argument("--protected", type=Path, default=PROTECTED, help="table of protected phrases of a lexicon")
    parser.add_argument("--parse-only", action="store_true", help="parse every sentence")
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each set")
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} has no score.py: give the folder of the development sets with --data")
    score, held = scorer(args.data), protected(args.protected)
    print("race_ud_dev")
    flags(score, rows_of(args.data / "race_ud_dev.jsonl"), "is_person_identity", held, args)
    print("madlibs_pairs")
    madlibs(rows_of(args.data / "madlibs_pairs.jsonl"), held, args)
    if args.corpora:
        print("race_uses")
        names = ("id", "text", "start", "end", "form", "person", "grey", "sense")
        flags(
            score, [{n: getattr(use, n) for n in names} for use in race_uses.load(args.corpora)], "person", held, args
        )


if __name__ == "__main__":
    main()
