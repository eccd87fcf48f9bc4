"""What a run is asked to do, and what it says it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cda.dataset.balancing.report import BalanceReport
from cda.dataset.strategies.plain import P
from cda.export.parquet import Limits

Progress = Callable[[int, int | None], None]
"""Told how many rows are done, and how many there are where that is known."""

Started = Callable[[str], None]
"""Told which texts are rewritten, such as ``messages (chat)``."""


@dataclass(frozen=True, slots=True)
class AugmentJob:
    """What is to be augmented, and where it goes.

    Args:
        inputs: Files, folders and patterns, as the user named them.
        output: The output folder.
        fields: Columns and paths to the texts; where none is named, they are chosen by the schema.
        roles: Whose messages are rewritten; everybody's where none is named.
        spans: Declarations of columns that hold places in a text, or tags of its words: ``context=answers``.
        maps: Exchanges of labels, such as ``speaker_gender:female=male``.
        keep_columns: Columns that may say the attribute and stay as they are.
        hold_where: Labels whose rows are left alone, such as ``target=women``.
        splits: The splits that are augmented; all but those for testing where none is named.
        split: The share of rows that go to ``train`` while the rest becomes ``test``; ``None`` keeps the splits.
        strategy: What is written of rows and counterfactuals: ``augment``, ``substitute``, ``only-pairs``, ...
        p: The probability with which ``substitute`` replaces a row.
        format: The format of the rows, such as ``hf`` or ``trl-sft``.
        seed: Seed of every choice of rows.
        by: The column within whose values ``balance`` makes groups equal; all rows together where there is none.
        unit: What ``balance`` counts: ``row`` or ``mention``.
        fixed_size: Whether ``balance`` replaces rows rather than adding some.
        groups: The groups that ``balance`` makes equal; by default both, or all that have a row.
        id_column: The column that names a row; where there is none, rows are named by file and number.
        with_ids: Whether the rows carry their ids.
        on_error: Whether a row that cannot be read ends the run.
        shard_rows: How many rows of input a shard has; ``None`` for as many as make some megabytes.
        max_failed: How many rows may fail before the run counts as failed; what is good is written all the same.
        engine: What runs the shards: ``local``, ``ray`` or ``spark``; what is written does not depend on it.
        address: The cluster, for engines that have one; ``None`` for this machine.
        workers: How many processes rewrite; what is written does not depend on it.
        shard: Of several machines that share the shards, which one this is, from 1, and how many there are.
        resume: Whether a run that was cut off is continued.
        overwrite: Whether what a former run wrote may be replaced.
        command: The command that makes the output again, for the card.
        limits: How much is held in memory, and how much goes into one file.
    """

    inputs: tuple[str, ...]
    output: str
    fields: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    keep_columns: tuple[str, ...] = ()
    hold_where: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    split: float | None = None
    strategy: str = "augment"
    p: float = P
    format: str = "hf"
    seed: int = 0
    by: str | None = None
    unit: str = "row"
    fixed_size: bool = False
    groups: tuple[str, ...] = ()
    id_column: str | None = None
    with_ids: bool = False
    on_error: Literal["stop", "skip"] = "stop"
    shard_rows: int | None = None
    max_failed: int = 0
    engine: str = "local"
    address: str | None = None
    workers: int = 1
    shard: tuple[int, int] | None = None
    resume: bool = False
    overwrite: bool = False
    command: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


ACTS = frozenset({"output", "max_failed", "engine", "address", "workers", "shard", "resume", "overwrite", "command"})
"""What a job says of the act, and not of the output: none of it changes what is written."""


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
        balances: Split to what was made equal in it, where that was asked.
        missing: How many shards are still to be done, by other machines.
        unread: How many of the failed rows could not be read.
        before: Whether a former run had done everything.
        other_roles: Whose messages there are, where there is none of a role that was asked for.
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
    balances: Mapping[str, BalanceReport] = field(default_factory=dict)
    missing: int = 0
    unread: int = 0
    before: bool = False
    other_roles: tuple[str, ...] = ()


def no_progress(_done: int, _total: int | None) -> None:
    """Show no progress."""


def no_word(_fields: str) -> None:
    """Say nothing."""
