"""What a run is asked to do, and what it says it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cda.export.parquet import Limits

Progress = Callable[[int, int | None], None]
"""Told how many rows are done, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class AugmentJob:
    """What is to be augmented, and where it goes.

    Args:
        inputs: Files, folders and patterns, as the user named them.
        output: The output folder.
        fields: The text fields; where none is named, they are chosen by the schema.
        id_column: The column that names a row; where there is none, rows are named by file and number.
        with_ids: Whether the rows carry their ids.
        on_error: Whether a row that cannot be read ends the run.
        overwrite: Whether what a former run wrote may be replaced.
        command: The command that makes the output again, for the card.
        limits: How much is held in memory, and how much goes into one file.
    """

    inputs: tuple[str, ...]
    output: str
    fields: tuple[str, ...] = ()
    id_column: str | None = None
    with_ids: bool = False
    on_error: Literal["stop", "skip"] = "stop"
    overwrite: bool = False
    command: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Args:
        output: The output folder.
        rows: Rows that came in, unreadable ones counted.
        counterfactuals: Counterfactuals that were written.
        outcomes: Outcome to number of rows, every outcome that occurred.
        held: Reason to number of words left alone.
        guarded: Group to number of rows held because of cues of the group, of the groups of which there are any. Cues
            are one-sided, and so are the rows that they hold.
        written: Group to number of counterfactuals that were written to it.
        status: Status of a lexicon entry, such as ``slur``, to number of rows that have such a word.
        splits: Split to the number of its rows in ``default``.
        pair_splits: Split to the number of its rows in ``pairs``.
    """

    output: str
    rows: int
    counterfactuals: int
    outcomes: Mapping[str, int]
    held: Mapping[str, int]
    splits: Mapping[str, int]
    pair_splits: Mapping[str, int]
    guarded: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)
    status: Mapping[str, int] = field(default_factory=dict)


def no_progress(_done: int, _total: int | None) -> None:
    """Show no progress."""
