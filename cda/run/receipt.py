"""What is known of a shard once it is done: small files of JSON that are written last, and trusted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from cda.dataset.balancing.candidates import Cell
from cda.dataset.balancing.counting import Counting
from cda.dataset.balancing.tally import Gains
from cda.dataset.outcome import Counts
from cda.export.folder import WORK

_FOLDER = 1_000


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a shard.

    Args:
        name: Its name in the output folder.
        rows: Its rows.
        bytes: Its size.
        sha256: Its hash, 64 hexadecimal digits.
    """

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PartReceipt:
    """What a shard wrote to a part.

    Args:
        data: The files of ``default``, in order.
        pairs: Those of ``pairs``; places in them count from the first row of the shard.
        counting: The rows that were written by label and group, where they are balanced.
    """

    data: tuple[FileFacts, ...]
    pairs: tuple[FileFacts, ...]
    counting: Counting | None = None

    @property
    def rows(self) -> int:
        """The rows in ``default``."""
        return sum(file.rows for file in self.data)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard.

    Args:
        shard: Its number.
        key: Tells its run from others.
        parts: What it wrote to each part.
        counts: What became of its rows.
        unread: How many of its rows could not be read.
        rejects: The file of the rows that could not go on, where there are any.
    """

    shard: int
    key: str
    parts: tuple[PartReceipt, ...]
    counts: Counts
    unread: int = 0
    rejects: FileFacts | None = None

    def dumps(self) -> str:
        """As JSON."""
        value = {
            "shard": self.shard,
            "key": self.key,
            "parts": [
                {
                    "data": [asdict(file) for file in part.data],
                    "pairs": [asdict(file) for file in part.pairs],
                    "counting": counting_json(part.counting) if part.counting else None,
                }
                for part in self.parts
            ],
            "counts": counts_json(self.counts),
            "unread": self.unread,
            "rejects": asdict(self.rejects) if self.rejects else None,
        }
        return json.dumps(value)


@dataclass(frozen=True, slots=True)
class PartTally:
    """What the first pass of a balance found in a shard, for one part.

    Args:
        counting: The rows by label and group.
        gains: What could be written: cell to bucket to how far its rows would bring the balance.
        blocked: Label, source, target and reason to number of rows that cannot be written to the target.
    """

    counting: Counting
    gains: Mapping[Cell, Gains] = field(default_factory=dict)
    blocked: Counter[Any] = field(default_factory=Counter)


def receipt_name(shard: int) -> str:
    """The name of the receipt of a shard."""
    return f"{stem(shard)}.done.json"


def tally_name(shard: int) -> str:
    """The name of the tally of a shard."""
    return f"{stem(shard)}.tally.json"


def placed_name(shard: int) -> str:
    """The name of what says that the pairs of a shard have their places in the split."""
    return f"{stem(shard)}.placed.json"


def stem(shard: int) -> str:
    """What the names of all files of a shard begin with."""
    return f"{WORK}/{shard // _FOLDER:05d}/{shard:08d}"


def read_receipt(text: str) -> Receipt:
    """The receipt that `Receipt.dumps` wrote.

    Raises:
        ValueError: If it is none.
        KeyError: If a part of it is missing.
    """
    value = json.loads(text)
    parts = tuple(
        PartReceipt(
            files(part["data"]), files(part["pairs"]), read_counting(part["counting"]) if part["counting"] else None
        )
        for part in value["parts"]
    )
    rejects = FileFacts(**value["rejects"]) if value["rejects"] else None
    return Receipt(value["shard"], value["key"], parts, read_counts(value["counts"]), value["unread"], rejects)


def files(values: Sequence[Mapping[str, Any]]) -> tuple[FileFacts, ...]:
    """Files that were written as JSON."""
    return tuple(FileFacts(**value) for value in values)


def counts_json(counts: Counts) -> dict[str, dict[str, int]]:
    """Counts as a JSON value."""
    return {name: dict(sorted(getattr(counts, name).items())) for name in Counts.__slots__}


def read_counts(value: Mapping[str, Mapping[str, int]]) -> Counts:
    """Counts that were written as JSON."""
    return Counts(**{name: Counter(some) for name, some in value.items()})


def counting_json(counting: Counting) -> dict[str, Any]:
    """Rows by label and group as a JSON value."""
    order = sorted(counting.labels, key=lambda label: (label is not None, label or ""))
    return {
        "groups": list(counting.groups),
        "rows": [[*key, number] for key, number in counting.rows.items()],
        "mentions": [[*key, number] for key, number in counting.mentions.items()],
        "labels": order,
    }


def read_counting(value: Mapping[str, Any]) -> Counting:
    """Rows by label and group that were written as JSON."""
    rows, mentions = (
        Counter({(label, group): number for label, group, number in value[name]}) for name in ("rows", "mentions")
    )
    return Counting(tuple(value["groups"]), rows, mentions, set(value["labels"]))


def tallies_json(tallies: Sequence[PartTally], shard: int, key: str) -> str:
    """The tallies of a shard as JSON."""
    parts = [
        {
            "counting": counting_json(tally.counting),
            "gains": [
                [cell.label, cell.source, list(cell.targets), sorted(gains.items())]
                for cell, gains in tally.gains.items()
            ],
            "blocked": [_line(*key, number) for key, number in tally.blocked.items()],
        }
        for tally in tallies
    ]
    return json.dumps({"shard": shard, "key": key, "parts": parts})


def read_tallies(text: str) -> list[PartTally]:
    """The tallies that `tallies_json` wrote."""
    return [
        PartTally(
            read_counting(part["counting"]),
            {
                Cell(label, source, tuple(targets)): Counter(dict(gains))
                for label, source, targets, gains in part["gains"]
            },
            Counter({tuple(key): number for *key, number in part["blocked"]}),
        )
        for part in json.loads(text)["parts"]
    ]


def _line(*cells: str | int | None) -> list[str | int | None]:
    return list(cells)
