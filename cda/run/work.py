"""What the shards of a run share, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from cda.dataset.balancing.rule import BalanceRule
from cda.dataset.identify import Identity
from cda.dataset.read.file_source import FileSource
from cda.dataset.read.hf_folder import within
from cda.dataset.read.tapes import Tapes
from cda.dataset.recipe import Recipe
from cda.dataset.source import Block, Extent, Stretch
from cda.dataset.strategies.selection import Strategy
from cda.engine import Engine
from cda.run.job import AugmentJob
from cda.run.lanes import Shape, shape_for
from cda.storage.store import Store, store_at


@dataclass(frozen=True)
class SplitPlan:
    """What is done with the rows of a split.

    Args:
        job: What was asked.
        parts: The splits that its rows go to.
        recipe: What is done with each row.
        schema: The schema of the rows.
    """

    job: AugmentJob
    parts: tuple[str, ...]
    recipe: Recipe
    schema: pa.Schema

    @cached_property
    def shape(self) -> Shape:
        """What the rows become; another process works it out again, since what a format does cannot be sent."""
        return shape_for(self.job, self.recipe, self.schema)

    def __getstate__(self) -> dict[str, object]:
        """All but the shape."""
        return {name: value for name, value in vars(self).items() if name != "shape"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of the input.

    Args:
        identity: How its rows are named: by the file, or by the folder it is a part of.
        file: What reads it.
        first: How many rows stand before its own in the source.
        extent: How much it holds.
        every: How many rows a shard of it has.
    """

    identity: Identity
    file: FileSource
    first: int
    extent: Extent
    every: int

    @property
    def split(self) -> str:
        """The split of the input that its rows belong to."""
        return self.identity.source.split

    def stretches(self) -> Iterator[Stretch]:
        """Cut its rows into those of shards."""
        marks = [mark for mark in self.extent.marks if mark.row < self.extent.rows]
        place = 0
        for start in range(0, self.extent.rows, self.every):
            while place + 1 < len(marks) and marks[place + 1].row <= start:
                place += 1
            yield Stretch(start, min(start + self.every, self.extent.rows), marks[place] if marks else None)

    def blocks(self, size: int, rows: Stretch, tapes: Tapes) -> Iterator[Block]:
        """Read some of its rows, with the numbers that they have in the source.

        Args:
            size: How many rows a block has at most.
            rows: Which rows.
            tapes: What was read before.
        """
        name = self.identity.source.name
        for block in self.file.stretch(size, rows, tapes):
            yield block if self.file.name == name else within(name, self.first, block)


@dataclass(frozen=True)
class RunConfig:
    """What all shards of a run share.

    Args:
        rewriter: The engine; another process makes one of its own from the options.
        plans: Split to what is done with its rows.
        leaves: The files of the input, in order.
        prints: File of the input to what it was when the run was planned.
        output: The output folder.
        key: Tells this run from any with other input, options, lexicons or program.
        rule: What a balance makes equal, where one is asked for.
    """

    rewriter: Engine
    plans: Mapping[str, SplitPlan]
    leaves: tuple[Leaf, ...]
    prints: Mapping[str, str]
    output: str
    key: str
    rule: BalanceRule | None = None

    @cached_property
    def tapes(self) -> Tapes:
        """What this process has read."""
        return Tapes()

    @cached_property
    def store(self) -> Store:
        """Where this process writes."""
        return store_at(self.output)

    def __getstate__(self) -> dict[str, object]:
        """All but what belongs to one process."""
        return {name: value for name, value in vars(self).items() if name not in {"tapes", "store"}}


@dataclass(frozen=True, slots=True)
class ShardJob:
    """The rows of a shard.

    Args:
        number: Its number in the run, from 0.
        leaf: The number of the file.
        rows: The rows of the file.
        strategies: What is written of the rows of each part.
        lost: Rows of the file at which workers ended: they are set aside unseen.
    """

    number: int
    leaf: int
    rows: Stretch
    strategies: tuple[Strategy, ...] = ()
    lost: tuple[int, ...] = ()
