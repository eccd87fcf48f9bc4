"""Small inputs of every kind, and runs over them."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cda.export.parquet import Limits
from cda.run.job import AugmentJob

TEXTS = ("She met her uncle.", "The king waved.", "It rained.", "Tom Hanks saw his wife.", "A mother of two sons.", "")
SMALL = Limits(block_rows=3)


def rows(number: int) -> list[dict]:
    return [{"text": TEXTS[n % len(TEXTS)] and f"{TEXTS[n % len(TEXTS)]} No {n}.", "n": n} for n in range(number)]


def write_parquet(path: Path, some: list[dict], group: int | None = None) -> str:
    pq.write_table(pa.Table.from_pylist(some), path, row_group_size=group)
    return str(path)


def write_lines(path: Path, some: list[dict]) -> str:
    text = "".join(json.dumps(row) + "\n" for row in some)
    data = text.encode("utf-8")
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return str(path)


def write_array(path: Path, some: list[dict]) -> str:
    path.write_text(json.dumps(some, indent=1), "utf-8")
    return str(path)


def write_csv(path: Path, some: list[dict]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(some[0]))
        writer.writeheader()
        writer.writerows(some)
    return str(path)


def write_text(path: Path, some: list[dict], between: str = "\n") -> str:
    path.write_text(between.join(row["text"] for row in some), "utf-8")
    return str(path)


def job(inputs: str | tuple[str, ...], output: Path | str, **options) -> AugmentJob:
    given = (inputs,) if isinstance(inputs, str) else inputs
    return AugmentJob(given, str(output), **{"limits": SMALL, "shard_rows": 5, "command": ("cda",), **options})


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
