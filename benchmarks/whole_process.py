"""``cda augment`` as whole processes: time, memory and start-up.

``python benchmarks/whole_process.py FILE [FILE ...] --mb 200 --workers 1 2``: the texts of the files, again and again
until there are enough, go through ``cda augment`` from Parquet to Parquet with each number of workers. Memory is that
of the largest process, looked at twice a second; flat over time means that the second half of a run takes no more than
the first. Without files, start-up alone is timed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from corpora import MEGABYTE, corpus, size
from rich.console import Console
from rich.table import Table

CDA = str(Path(sys.executable).with_name("cda"))
PAUSE = 0.5
GROUP = 2_000
STARTS = {
    "cda --help": [CDA, "--help"],
    "import cda": [sys.executable, "-c", "import cda"],
    "python alone": [sys.executable, "-c", "pass"],
    "cda swap, first line": [CDA, "swap"],
    "cda swap, a line that asks the tagger": [CDA, "swap"],
}
LINES = {"cda swap, a line that asks the tagger": "They saw her duck.\n"}


class Ran(NamedTuple):
    """A run: seconds, and the largest resident size of a process in each half of it, in megabytes."""

    seconds: float
    first_half: float
    second_half: float


def write_input(texts: Sequence[str], megabytes: float, path: Path) -> int:
    """Write a Parquet file of texts.

    Args:
        texts: The texts, taken again and again.
        megabytes: How much of them, about.
        path: The file.

    Returns:
        The number of rows.
    """
    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    rows, left, stream = 0, megabytes * MEGABYTE, cycle(texts)
    with pq.ParquetWriter(path, schema) as writer:
        while left > 0:
            group = [next(stream) for _ in range(GROUP)]
            writer.write_batch(pa.record_batch([pa.array(range(rows, rows + GROUP)), pa.array(group)], schema=schema))
            rows += GROUP
            left -= size(group) * MEGABYTE
    return rows


def resident(root: int) -> Iterator[float]:
    """The resident size of a process and of all below it, in megabytes, as the kernel tells it."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":\t", 1) for line in status.read_text("ascii", "replace").splitlines())
        except (OSError, ValueError):
            continue
        if int(facts["Pid"]) == root:
            yield float(facts.get("VmRSS", "0").split()[0]) * 1024 / MEGABYTE
        elif int(facts["PPid"]) == root:
            yield from resident(int(facts["Pid"]))


def watched(command: Sequence[str]) -> Ran:
    """Run a command to its end, and look at its memory on the way."""
    start = perf_counter()
    sizes: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:  # noqa: S603
        while process.poll() is None:
            sizes.append(max(resident(process.pid), default=0.0))
            sleep(PAUSE)
        seconds = perf_counter() - start
        if process.returncode:
            raise SystemExit((process.stderr.read() if process.stderr else b"").decode())
    half = len(sizes) // 2
    return Ran(seconds, max(sizes[:half], default=0.0), max(sizes[half:], default=0.0))


def starts(rounds: int) -> dict[str, float]:
    """How long it takes to start, in seconds: medians."""
    found = {}
    for name, command in STARTS.items():
        taken = []
        for _ in range(rounds):
            begin = perf_counter()
            line = LINES.get(name, "She met her brother.\n")
            subprocess.run(command, input=line, text=True, capture_output=True, check=True)  # noqa: S603
            taken.append(perf_counter() - begin)
        found[name] = median(taken)
    return found


def main() -> None:
    """Time start-up, and runs with each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--mb", type=float, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--option", action="append", default=[], help="an option for cda augment, such as --names=keep")
    parser.add_argument("--rounds", type=int, default=5, help="of start-up")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    args = parser.parse_args()
    console = Console(width=120)
    started = starts(args.rounds)
    figures: dict[str, object] = {"start": started, "options": args.option}
    table = Table("start-up", "seconds")
    for name, seconds in started.items():
        table.add_row(name, f"{seconds:.2f}")
    console.print(table)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "input.parquet"
        texts = [text for file in args.files for text in corpus(file, args.mb)]
        rows = write_input(texts, args.mb, source) if texts else 0
        runs: dict[int, Ran] = {}
        for number in args.workers if rows else ():
            target = Path(folder) / f"output-{number}"
            command = [CDA, "augment", str(source), "-o", str(target), "--workers", str(number), *args.option]
            runs[number] = watched(command)
        table = Table("workers", "seconds", "MB/s", "x 1 worker", "MB, first half", "MB, second half")
        for number, ran in runs.items():
            ratio = runs[args.workers[0]].seconds / ran.seconds
            cells = (f"{ran.seconds:.1f}", f"{args.mb / ran.seconds:.2f}", f"{ratio:.2f}")
            table.add_row(str(number), *cells, f"{ran.first_half:.0f}", f"{ran.second_half:.0f}")
        if runs:
            table.title = f"{args.mb:.0f} MB in {rows:,} rows {' '.join(args.option)}"
            console.print(table)
        figures["runs"] = {number: ran._asdict() for number, ran in runs.items()}
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
