"""How the cost of a run grows with its rows: shards, rows a second and memory at several sizes.

``python benchmarks/scale.py --rows 10000 100000 1000000 --workers 2``: rows that are made up of a few sentences go
through ``cda augment`` with names kept, from Parquet to Parquet. It exits with 1 where a row of the largest run takes
more than 1.5 times as long as one of the smallest that took 10 seconds, or memory grows by more than half.
``--gigabytes 2`` adds a run of that size.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from whole_process import CDA, Ran, watched

from cda.dataset.strategies.chance import chance

PEOPLE = (
    "She told her brother that the book was hers.",
    "The actress thanked her father and waved to him.",
    "He said that his aunt had never seen the sea.",
    "My uncle keeps bees; they know him by now.",
    "Ann asked the waiter whether he had been there before.",
)
OTHERS = (
    "It rained all night, and nobody came.",
    "Prices rose again, as most had expected.",
    "The committee will meet on Monday at ten.",
)
BATCH = 10_000
STEADY = 10.0
TOLERANCE = 1.5


class Line(NamedTuple):
    """A run: its rows, the shards, and what it took."""

    rows: int
    megabytes: float
    shards: int
    ran: Ran


def texts(first: int, number: int, share: float) -> Iterator[str]:
    """Rows, each the same in every run, some sentences of which speak of people."""
    most = round(share * 100)
    for row in range(first, first + number):
        numbers = [chance(row, str(place), "scale") for place in range(2 + chance(row, "length", "scale") % 5)]
        kinds = (PEOPLE if one % 100 < most else OTHERS for one in numbers)
        yield f"{row}. {' '.join(kind[one // 100 % len(kind)] for kind, one in zip(kinds, numbers, strict=True))}"


def write_rows(path: Path, number: int, share: float) -> float:
    """Write rows to a Parquet file; gives the megabytes of their text."""
    schema, size = pa.schema([("text", pa.string())]), 0
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, number, BATCH):
            some = list(texts(first, min(BATCH, number - first), share))
            size += sum(map(len, some))
            writer.write_batch(pa.record_batch([pa.array(some)], schema=schema))
    return size / 1e6


def run(folder: Path, number: int, workers: int, share: float) -> Line:
    """Augment some rows."""
    source, target = folder / f"in-{number}.parquet", folder / f"out-{number}"
    megabytes = write_rows(source, number, share)
    ran = watched([CDA, "augment", str(source), "-o", str(target), "--names=keep", "--workers", str(workers)])
    shards = len(list((target / "pairs").glob("*.parquet")))
    source.unlink()
    return Line(number, megabytes, shards, ran)


def main() -> None:
    """Measure each size, and say whether the cost grows with the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--gigabytes", type=float, default=0.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--people", type=float, default=0.625, help="the share of sentences that speak of people")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    args = parser.parse_args()
    table = Table("rows", "MB", "shards", "seconds", "rows/s", "us a row", "MB a process, first half", "second half")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        lines += (run(Path(name), number, args.workers, args.people) for number in args.rows)
        if args.gigabytes:
            a_row = lines[-1].megabytes / lines[-1].rows
            lines.append(run(Path(name), round(args.gigabytes * 1000 / a_row), args.workers, args.people))
    for line in lines:
        seconds = line.ran.seconds
        cells = (f"{line.rows:,}", f"{line.megabytes:.0f}", str(line.shards), f"{seconds:.1f}")
        pace = (f"{line.rows / seconds:,.0f}", f"{1e6 * seconds / line.rows:.0f}")
        table.add_row(*cells, *pace, f"{line.ran.first_half:.0f}", f"{line.ran.second_half:.0f}")
    Console(width=120).print(table)
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        found = [{**line._asdict(), "ran": line.ran._asdict()} for line in lines]
        args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    steady = [line for line in lines if line.ran.seconds >= STEADY] or lines
    first, last = steady[0], steady[-1]
    slower = (last.ran.seconds / last.rows) / (first.ran.seconds / first.rows)
    larger = last.ran.second_half / max(first.ran.second_half, 1.0)
    sys.exit(int(slower > TOLERANCE or larger > TOLERANCE))


if __name__ == "__main__":
    main()
