"""Whether time grows with the length of a text and no faster, on prose and on texts that are made to be slow.

    python benchmarks/linear.py [--sizes 10K,100K,1M,10M] [--ways default,race] [--only quotes,names]

A text is a piece again and again. In one arrangement a sentence of people stands at every thousand characters, since a
text with nobody in it is not looked at any further; in the other a few words for people stand far apart, with nothing
but the piece between them. Every text is rewritten alone, in a process in which everything is loaded. Exit status 1
where a megabyte takes more than twice as long in a text that is ten times as long, from 100 KB on, or where a text does
not end in the time there is. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from cda import Rewriter
from cda.lexicon.names import load_names

SIZES = {"10K": 10_000, "100K": 100_000, "1M": 1_000_000, "10M": 10_000_000}
JUDGED = 100_000
"""Below this, what happens once a text weighs too much to say how time grows."""
LIMIT = 2.0
LEAST = 0.2
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
_WARM = _PROSE + (
    "We hired her very quickly. Will left. They saw the black. He sings and dances, and she runs. "
    "Tom Hanks met his wife. I met my cousin Will. Will and Hope are here. "
)
"""Asks the tagger, the parser and the recognizer."""

SHAPES: Mapping[str, str] = {
    "prose": _PROSE,
    "prose without stops": _PROSE.translate({ord("."): ",", ord(";"): ",", ord("\n"): " "}),
    "one token": "x",
    "one token of names": "Mary",
    "capitals": "A",
    "combining": "e\u0301\u0302\u0303\u0304\u0300",
    "digits": "1234567890",
    "underscores": "_she_",
    "double quotes": '"',
    "single quotes": "'",
    "curly quotes": "“‘",
    "quotes": "\"'“",
    "backticks": "`",
    "fences": "```\n",
    "code of blanks": "```   \t  ``` ",
    "newlines": "\n",
    "spaces": " ",
    "tabs": "\t",
    "blank lines": "\n \t\r\n",
    "spaces and commas": " ,",
    "stops": ".",
    "stops and spaces": ". ",
    "stops and quotes": ".\"')",
    "question marks": "?!",
    "commas": "1,",
    "hyphens": "-",
    "stars": "*",
    "escapes": '\\"',
    "less than": "<",
    "tags": "<b>",
    "open tags": "<a ",
    "breaks": "<br ",
    "open brackets": "(",
    "brackets": "()",
    "JSON brackets": '{"a":[',
    "JSON lists": "[",
    "JSON calls": '{"name": "Mary", "she": "her"} ',
    "JSON of names": '{"a": "Mary Low", "b": "Will"} Mary Low left. ',
    "dotted": "a.b.c.d",
    "links": "http://http://",
    "links of names": "http://mary.com/her/she?he=his#her ",
    "domains": "mary.com.",
    "addresses": "her@",
    "at signs": "@",
    "hashes": "#",
    "her": "her ",
    "her.": "her. ",
    "his": "his ",
    "she": "she ",
    "He": "He ",
    "hyphened": "her-his-",
    "slashes": "he/she/",
    "he or she": "he or she ",
    "and": "her and his or ",
    "of": "the king of ",
    "adverbs": "her very ",
    "dots after": "his ... her ",
    "apostrophes": "she's he'd ",
    "man to man": "man to man to ",
    "pregnant": "she is pregnant ",
    "insults": "bitch ",
    "Mr": "Mr ",
    "Mr.": "Mr. ",
    "Mrs. Low": "Mrs. Low ",
    "names": "Mary Smith, John Low, Maria Garcia, Will Hope, DeShawn Washington, Tom Hanks, Grace Lee and ",
    "distinct names": "",
    "first names": "Mary ",
    "doubtful names": "Will ",
    "lines in capitals": "MARY\n",
    "surnames": "Smith ",
    "initials": "J. ",
    "figures": "Marie Curie and her husband met Tom Hanks. ",
    "part of a figure": "Hanks ",
    "black": "black ",
    "Black": "Black ",
    "Black people": "Black people ",
    "Black in a title": "Black Foo ",
    "first black": "the first black man ",
    "Latina": "a Latina ",
    "slurs": "niggers ",
    "emoji": "👩\u200d🦰",
    "wide": "她",
    "mixed scripts": "h\u0435r ",
}

_SOWN = " Mary Low said she met his black uncle, Mr. Hope. "
_EVERY = 1000
_APART = (
    *("He met Mary Low.\n\nMary", "x he", "x black", "x Will", "x women'", ' said "she'),
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
    times: list[float] = []
    while len(times) < 3 and sum(times) < 1:  # noqa: PLR2004 - as said
        gc.collect()
        begin = time.process_time()
        rewrite(text)
        times.append(time.process_time() - begin)
    return min(times)


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured: a shape in an arrangement, rewritten in a way."""

    way: str
    shape: str
    arrangement: str

    def __str__(self) -> str:
        return f"{self.way:8} {self.arrangement:6} {self.shape:20}"

    def measured(self, sizes: Sequence[str], most: float) -> Iterator[float]:
        """Seconds for each size, in a process of its own; an end where one takes too long, or more memory than is."""
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=self._measure, args=(there, sizes))
        process.start()
        there.close()
        try:
            for _ in sizes:
                if not here.poll(most):
                    return
                yield here.recv()
        except EOFError:
            return
        finally:
            process.kill()
            process.join()

    def _measure(self, pipe: Any, sizes: Sequence[str]) -> None:
        rewriter = Rewriter(**WAYS[self.way])
        rewriter(_WARM)
        for size in sizes:
            pipe.send(seconds(rewriter, text_of(self.shape, SIZES[size], self.arrangement)))


def faults(found: Mapping[str, float], sizes: Sequence[str]) -> Iterator[str]:
    """What is wrong with what was measured."""
    missing = next((size for size in sizes if size not in found), None)
    if missing:
        yield f"{missing} did not end in time"
    for smaller, larger in pairwise(found):
        ratio = _rate(found, larger) / _rate(found, smaller)
        if SIZES[smaller] >= JUDGED and ratio > LIMIT and found[larger] > LEAST:
            yield f"a megabyte of {larger} takes {ratio:.1f} times as long as one of {smaller}"


def _rate(found: Mapping[str, float], size: str) -> float:
    """Seconds a megabyte."""
    return found[size] / SIZES[size] * 1_000_000


def _line(found: Mapping[str, float]) -> str:
    rates = [f"{size} {_rate(found, size):8.3f}" for size in found]
    ratios = [f"x{_rate(found, larger) / _rate(found, smaller):.2f}" for smaller, larger in pairwise(found)]
    return f"s/MB: {'  '.join(rates)}  {' '.join(ratios)}"


def main() -> int:
    """Measure, and say where time grows faster than the text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--ways", default="default", help=",".join(WAYS))
    parser.add_argument("--only", default=",".join(SHAPES), metavar="SHAPES")
    parser.add_argument("--arrangements", default=",".join(ARRANGEMENTS))
    parser.add_argument("--most", type=float, default=600, help="seconds for one text")
    asked = parser.parse_args()
    sizes = asked.sizes.split(",")
    wrong: list[str] = []
    for way in asked.ways.split(","):
        Rewriter(**WAYS[way])(_WARM)  # what is loaded now is there in every process that is made of this one
        for shape, arrangement in product(asked.only.split(","), asked.arrangements.split(",")):
            case = Case(way, shape, arrangement)
            found = dict(zip(sizes, case.measured(sizes, asked.most), strict=False))
            if any(faults(found, sizes)):  # once more: others use the machine, too
                again = dict(zip(sizes, case.measured(sizes, asked.most), strict=False))
                found = {size: min(found.get(size, took), took) for size, took in again.items()}
            print(f"{case} {_line(found)}", flush=True)
            wrong += [f"{case}: {fault}" for fault in faults(found, sizes)]
    print("\n".join(["", *wrong, f"{len(wrong)} grow faster than the text" if wrong else "time grows with the text"]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
