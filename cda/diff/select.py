"""A random sample of the pairs of a dataset, with the texts that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from cda.dataset.strategies.chance import chance
from cda.diff.fields import fields_of
from cda.diff.rows import reader_of, row_of
from cda.diff.texts import Found, is_found, texts_of
from cda.diff.wanted import Row, Wanted
from cda.errors import OptionError
from cda.storage.store import Store, store_at
from cda.verify.content import Content, batches, content_of
from cda.verify.rows import RowReader

_NAMED = ("source_id", "attribute", "group")
"""What tells a pair from the others of its split."""

_Places = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair to be shown.

    Args:
        split: Its split.
        source_id: The id of the input row.
        attribute: What was changed, or was to be.
        outcome: What became of the row.
        group: The group that the counterfactual was written to; ``None`` without one.
        texts: Its texts in which something was changed, or is asked for.
        error: Of a row that failed, why.
    """

    split: str
    source_id: str
    attribute: str
    outcome: str
    group: str | None
    texts: tuple[Found, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Sampled:
    """What was drawn.

    Args:
        looked: How many rows of ``pairs`` were looked at.
        matching: How many of these are wanted.
        drawn: How many of those were drawn.
        examples: These, in the order of the data, read as they are asked for.
    """

    looked: int
    matching: int
    drawn: int
    examples: Iterator[Example]


def sample(folder: str, wanted: Wanted, number: int, seed: int = 0, split: str | None = None) -> Sampled:
    """Draw pairs that are wanted, each with the same chance.

    In memory are the places of those drawn, and a block of rows.

    Args:
        folder: The output folder of a run, a path or an address.
        wanted: What they must be.
        number: How many, at most.
        seed: Another seed draws others.
        split: The split; ``None`` for all.

    Returns:
        What was drawn.

    Raises:
        RunUnfinished: If no run has finished there.
        OptionError: If there is no such split, or no such category of flags.
        InputError: If the rows do not have the texts that the pairs speak of.
    """
    store = store_at(folder)
    content = content_of(store)
    if split is not None and split not in content.pairs:
        hint = f"the splits are: {', '.join(content.pairs)}"
        raise OptionError(f"there is no split {split!r}", where=folder, hint=hint)
    splits = list(content.pairs) if split is None else [split]
    counted, read = _Counted(), _Folder(store, content, fields_of(store))
    fitting = (
        (chance(seed, "diff", name, *(str(pair[key]) for key in _NAMED)), order, place)
        for order, name in enumerate(splits)
        for place, pair in _fitting(read, name, wanted, counted)
    )
    drawn = nsmallest(number, fitting)
    wanted.refuse_unknown(counted.categories)
    chosen = {name: sorted(place for _, of, place in drawn if of == order) for order, name in enumerate(splits)}
    return Sampled(counted.looked, counted.matching, len(drawn), _examples(read, chosen, wanted))


@dataclass(frozen=True, slots=True)
class _Folder:
    """What is read."""

    store: Store
    content: Content
    fields: re.Pattern[str] | None

    def texts(self, pair: Row, reader: RowReader, wanted: Wanted) -> tuple[Found, ...]:
        """The texts of a pair."""
        return texts_of(pair, row_of(reader, pair), wanted, self.store.name, self.fields)


@dataclass(slots=True)
class _Counted:
    """What was counted while the pairs went by."""

    looked: int = 0
    matching: int = 0
    categories: set[str] = field(default_factory=set)


def _fitting(read: _Folder, split: str, wanted: Wanted, counted: _Counted) -> Iterator[tuple[int, Row]]:
    """The pairs of a split that are wanted, each with its place in ``pairs``."""
    columns = None if wanted.grep else [*_NAMED, *wanted.columns()]
    reader = reader_of(read.store, read.content.default.get(split, ()))
    first = counted.looked
    for batch in batches(read.store, read.content.pairs[split], columns):
        for pair in batch.to_pylist():
            place = counted.looked - first
            counted.looked += 1
            if wanted.flagged is not None:
                counted.categories.update(flag["category"] for flag in pair["flags"])
            if not wanted.fits(pair):
                continue
            if wanted.grep and not is_found(read.texts(pair, reader, wanted)):
                continue
            counted.matching += 1
            yield place, pair


def _examples(read: _Folder, chosen: _Places, wanted: Wanted) -> Iterator[Example]:
    for split, places in chosen.items():
        reader = reader_of(read.store, read.content.default.get(split, ()))
        for pair in _pairs_at(read.store, read.content.pairs[split], places):
            texts = read.texts(pair, reader, wanted)
            group = pair["group"] if pair["counterfactual_row"] is not None else None
            named = (pair["source_id"], pair["attribute"], pair["outcome"])
            yield Example(split, *named, group, texts, pair["error"])


def _pairs_at(store: Store, names: tuple[str, ...], places: Sequence[int]) -> Iterator[Row]:
    first, left = 0, list(places)
    for batch in batches(store, names) if places else ():
        here = [place - first for place in left if place < first + batch.num_rows]
        if here:
            yield from batch.take(here).to_pylist()
        first += batch.num_rows
        left = left[len(here) :]
        if not left:
            return
