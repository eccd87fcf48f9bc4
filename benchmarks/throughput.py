"""Megabytes a second of one process, beside other ways: ``python benchmarks/throughput.py imdb=FILE reuters=FILE``.

In each round every contender goes once over the same corpus, one after the other, so that what else the machine does
hits all of them; a slow one gets every n-th text of it. A megabyte is 1,000,000 bytes of UTF-8. What is loaded once (a
lexicon, a model) is loaded before the clock starts, by texts of the corpus that are not timed. Printed are medians, and
how many times as fast as AugLy, as the dictionary and as spaCy's whole pipeline that is.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from contenders import WARM, Contender, contenders
from corpora import corpus, size, thinned
from rich.console import Console
from rich.table import Table

WARM_UP = 50
"""One text of so many is taken out of a corpus to warm up on: what loads when it is asked for has loaded then."""

BESIDE = ("AugLy swap_gendered_words", "words through a dictionary", "spaCy, whole pipeline")
"""What all others are compared with."""


def rates(texts: Sequence[str], timed: Sequence[Contender], rounds: int) -> dict[str, float]:
    """Time contenders on a corpus.

    Args:
        texts: The corpus.
        timed: The contenders.
        rounds: How often each goes over it.

    Returns:
        Megabytes a second of each, the median of the rounds.
    """
    warm = [*WARM, *texts[::WARM_UP]]
    rest = [text for place, text in enumerate(texts) if place % WARM_UP]
    parts = {one.name: thinned(rest, one.megabytes) for one in timed}
    found: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for one in timed:
            work = one.make()
            work(warm)
            start = perf_counter()
            work(parts[one.name])
            found[one.name].append(size(parts[one.name]) / (perf_counter() - start))
    return {name: median(some) for name, some in found.items()}


def shown(name: str, found: Mapping[str, float]) -> Table:
    """A table of rates and ratios."""
    beside = [one for one in BESIDE if one in found]
    table = Table("", "MB/s", *(f"x {one}" for one in beside), title=name)
    for one, rate in found.items():
        table.add_row(one, f"{rate:.3g}", *(f"{rate / found[other]:.3g}" for other in beside))
    return table


def machine() -> str:
    """The processor, as far as the system names it, and the Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{named[0] if named else platform.machine()}, CPython {platform.python_version()}"


def main() -> None:
    """Time every contender on every corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--mb", type=float, default=20, help="megabytes of each corpus at most")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", help="a contender, by its name; may be repeated")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    args = parser.parse_args()
    timed = [one for one in contenders() if not args.only or one.name in args.only]
    console = Console(width=140)
    console.print(machine())
    figures: dict[str, object] = {"machine": machine(), "rounds": args.rounds}
    for given in args.corpora:
        name, _, file = given.partition("=")
        texts = corpus(Path(file), args.mb)
        found = rates(texts, timed, args.rounds)
        console.print(shown(f"{name}, {size(texts):.1f} MB in {len(texts):,} texts", found))
        figures[name] = {"megabytes": size(texts), "texts": len(texts), "rates": found}
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
