"""Whether time grows with the length of a text and no faster, on prose and on texts that are made to be slow.

    python benchmarks/linear.py [--sizes 10K,100K,1M,10M] [--ways default,race] [--only quotes,names]

A text is a piece again and again. In one arrangement a sentence of people stands at every thousand characters, since a
text with nobody in it is not looked at any further; in the other a few words for people stand far apart, with nothing
but the piece between them. Every text is rewritten alone, in a process in which everything is loaded. Exit status 1 where a megabyte takes more than
twice as long in a text that is ten times as long, from 100 KB on, or where a text does not end in the time there is.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from cda import Rewriter
from cda.lexicon.names import load_names

SIZES = {"10K": 10_000, "100K": 100_000, "1M": 1_000_000, "10M": 10_000_000}
JUDGED = 100_000
"""Below this, what happens once a text weighs too much to say how time grows."""
LIMIT = 2.0
LEAST = 0.05
"""Seconds below which a measurement says nothing."""

WAYS: Mapping[str, Mapping[str, Any]] = {
    "default": {},
    "names": {"names": "swap", "guards": "hold"},
    "race": {"attribute": "race", "names": "swap", "guards": "hold"},
    "neutral": {"to": "neutral", "guards": "hold"},
    "joint": {"attribute": ["gender", "race"], "names": "swap"},
}

_PROSE = (
    "She told her brother that his mother had left. Mr. Low met an actress, and he gave her his book. "
    "A Black woman from Leeds thanked them for the white shirt; nobody but Mary Smith knew whose it was.\n"
)
_WARM = (
    _PROSE
    + "We hired her very quickly. Will left. They saw the black. He sings and dances, and she runs. Tom Hanks met his wife. "
    * 2
)
"""Asks the tagger, the parser and the recognizer."""

_NAMES = "Mary Smith, John Low, Maria Garcia, Will Hope, DeShawn Washington, Tom Hanks, Grace Lee and "

SHAPES: Mapping[str, str] = {
    "prose": _PROSE,
    "prose without stops": _PROSE.translate({ord("."): ",", ord(";"): ",", ord("\n"): " "}),
    "one token": "x",
    "one token of names": "Mary",
    "combining": "e\u0301\u0302\u0303\u0304\u0300",
    "capitals": "A",
    "double quotes": '"',
    "single quotes": "'",
    "curly quotes": "“‘",
    "newlines": "\n",
    "spaces": " ",
    "tabs": "\t",
    "spaces and commas": " ,",
    "blank lines": "\n \t\r\n",
    "her": "her ",
    "her.": "her. ",
    "his": "his ",
    "she": "she ",
    "He": "He ",
    "black": "black ",
    "Black people": "Black people ",
    "Black": "Black ",
    "Black in a title": "Black Foo ",
    "less than": "<",
    "tags": "<b>",
    "<a": "<a ",
    "open brackets": "(",
    "brackets": "()",
    "dotted": "a.b.c.d",
    "stops": ".",
    "stops and spaces": ". ",
    "question marks": "?!",
    "Mr": "Mr ",
    "Mr.": "Mr. ",
    "Mrs. Low": "Mrs. Low ",
    "names": _NAMES,
    "first names": "Mary ",
    "Will": "Will ",
    "surnames": "Smith ",
    "initials": "J. ",
    "digits": "1234567890",
    "commas": "1,",
    "backticks": "`",
    "fences": "```\n",
    "JSON brackets": '{"a":[',
    "JSON lists": "[",
    "JSON calls": '{"name": "Mary", "she": "her"} ',
    "escapes": '\\"',
    "links": "http://http://",
    "links of names": "http://mary.com/her/she?he=his#her ",
    "addresses": "her@",
    "at signs": "@",
    "hashes": "#",
    "hyphens": "-",
    "hyphened": "her-his-",
    "slashes": "he/she/",
    "underscores": "_she_",
    "stars": "*",
    "apostrophes": "she's he'd ",
    "of": "the king of ",
    "and": "her and his or ",
    "adverbs": "her very ",
    "emoji": "👩\u200d🦰",
    "wide": "她",
    "mixed": "hеr ",
    "man to man": "man to man to ",
    "insults": "bitch ",
    "pregnant": "she is pregnant ",
    "he or she": "he or she ",
    "stops and quotes": ".\"')",
    "lines in capitals": "MARY\n",
    "figures": "Marie Curie and her husband met Tom Hanks. ",
    "one figure": "Hanks ",
    "JSON of names": '{"a": "Mary Low", "b": "Will"} Mary Low left. ',
    "Latina": "a Latina ",
    "first black": "the first black man ",
    "stops and sense": "his ... her ",
    "distinct names": "",
}


_SOWN = " Mary Low said she met his black uncle, Mr. Hope. "
_EVERY = 1000


_APART = (
    "He met Mary Low.\n\nMary",
    "x he",
    "x black",
    "x Will",
    "x women'",
    ' said "she',
    " . She met Tom Hanks' uncle.",
)
ARRANGEMENTS = ("sown", "apart")


def text_of(shape: str, length: int, arrangement: str = "sown") -> str:
    """A text of a shape, so long in code points, or some words longer."""
    piece = _distinct_names() if shape == "distinct names" else SHAPES[shape]
    flood = (piece * (length // len(piece) + 1))[:length]
    if arrangement == "apart":
        part = length // len(_APART)
        return "".join(f"{one}{flood[:part]}" for one in _APART[:-1]) + _APART[-1]
    stretches = (flood[at : at + _EVERY - len(_SOWN)] for at in range(0, length, _EVERY))
    return "".join(f"{_SOWN}{one}" for one in stretches)[:length]


def _distinct_names() -> str:
    """As many different names as there are first names."""
    return " ".join(f"{one.name} Low{number} met" for number, one in enumerate(load_names().entries()))


def seconds(rewrite: Callable[[str], object], text: str) -> float:
    """How long a text takes; the best of three where that is short."""
    times = []
    for _ in range(3):
        gc.collect()
        begin = time.perf_counter()
        rewrite(text)
        times.append(time.perf_counter() - begin)
        if sum(times) > 1:
            break
    return min(times)


def _measure(pipe: Any, way: str, shape: str, lengths: list[int], arrangement: str) -> None:
    rewriter = Rewriter(**WAYS[way])
    rewriter(_WARM)
    for length in lengths:
        pipe.send(seconds(rewriter, text_of(shape, length, arrangement)))


def measured(way: str, shape: str, arrangement: str, lengths: list[int], most: float) -> Iterator[float | None]:
    """Seconds for each length, in a process of its own; ``None`` and an end where one takes too long or too much."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_measure, args=(there, way, shape, lengths, arrangement)
    )
    process.start()
    there.close()
    try:
        for _ in lengths:
            try:
                found = here.recv() if here.poll(most) else None
            except EOFError:
                found = None
            yield found
            if found is None:
                return
    finally:
        process.kill()
        process.join()


def main() -> int:
    """Measure and say where time grows faster than the text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--ways", default="default")
    parser.add_argument("--only", default=",".join(SHAPES))
    parser.add_argument("--arrangements", default=",".join(ARRANGEMENTS))
    parser.add_argument("--most", type=float, default=600, help="seconds for one text")
    asked = parser.parse_args()
    sizes = asked.sizes.split(",")
    wrong = []
    for way in asked.ways.split(","):
        Rewriter(**WAYS[way])(_WARM)  # what is loaded now is there in every process that is made of this one
        for shape, arrangement in product(asked.only.split(","), asked.arrangements.split(",")):
            found = measured(way, shape, arrangement, [SIZES[size] for size in sizes], asked.most)
            line, faults = _judged(dict(zip(sizes, found, strict=False)), sizes)
            print(f"{way:8} {arrangement:5} {shape:20} {line}", flush=True)
            wrong += [f"{way}, {shape}, {arrangement}: {fault}" for fault in faults]
    print(f"\n{len(wrong)} of these grow faster than the text" if wrong else "\ntime grows with the text")
    print("\n".join(wrong))
    return int(bool(wrong))


def _judged(found: Mapping[str, float | None], sizes: list[str]) -> tuple[str, list[str]]:
    """A line of what was measured, and what is wrong with it."""
    cells, faults = [], []
    rates: dict[str, float] = {}
    for size in sizes:
        took = found.get(size)
        if took is None:
            cells.append(f"{size}: too long")
            faults.append(f"{size} did not end in time")
            break
        rates[size] = took / SIZES[size] * 1_000_000
        cells.append(f"{size}: {rates[size]:8.3f} s/MB")
    for smaller, larger in zip(sizes, sizes[1:], strict=False):
        if SIZES[smaller] < JUDGED or larger not in rates:
            continue
        ratio = rates[larger] / rates[smaller]
        cells.append(f"x{ratio:.2f}")
        if ratio > LIMIT and rates[larger] * SIZES[larger] / 1_000_000 > LEAST:
            faults.append(f"{larger} takes {ratio:.1f} times as long a megabyte as {smaller}")
    return "  ".join(cells), faults


if __name__ == "__main__":
    sys.exit(main())
