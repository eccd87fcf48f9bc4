"""A dataset folder before and after: the originals, and all that was written of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice
from typing import Any

import pyarrow as pa

from cda.audit.draw_up import audit_of
from cda.audit.files import looked_with, recipe_for, tally_for
from cda.audit.measures import measured
from cda.audit.seen import Written, counterfactual, seen
from cda.audit.shifts import shifts
from cda.audit.tally import Tally
from cda.audit.values import Compared
from cda.dataset.outcome import RowFailure
from cda.dataset.recipe import Recipe
from cda.dataset.rewriting import rewrite_rows
from cda.dataset.shown import by_field, undone
from cda.dataset.strategies.chance import chance
from cda.dataset.views.texts import RowTexts, read
from cda.engine import Engine
from cda.errors import InputError
from cda.lexicon.occupations import Occupations, load_occupations
from cda.run.job import AugmentJob
from cda.run.plan import read_plan
from cda.run.planning import plan_text
from cda.storage.store import Store, store_at
from cda.types import AppliedEdit
from cda.verify.content import Content, batches, content_of
from cda.verify.rows import rows_of

_BATCH = 256
_FEW = ["source_id", "row", "counterfactual_row", "attribute", "group"]
_COLUMNS = [*_FEW, "edits"]

FORMATS = frozenset({"hf", "parquet", "jsonl"})
"""The formats whose rows have all columns of the input."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An input row as ``pairs`` tells of it."""

    id: str
    pairs: tuple[Mapping[str, Any], ...]

    @property
    def row(self) -> int | None:
        """The place of the original."""
        place: int | None = self.pairs[0]["row"]
        return place

    @property
    def places(self) -> list[int]:
        """The places of all that was written of it."""
        return [place for one in self.pairs for place in (one["row"], one["counterfactual_row"]) if place is not None]

    @property
    def copies(self) -> list[Mapping[str, Any]]:
        """What ``pairs`` tells of its counterfactuals."""
        return [one for one in self.pairs if one["counterfactual_row"] is not None]


def compare_folder(folder: str, job: AugmentJob, rewriter: Engine, *, rows: int = 10_000, seed: int = 0) -> Compared:
    """Look at a dataset folder before and after.

    The originals are looked at once more, and what was written to a group counts for that group.

    Args:
        folder: The output folder of a run.
        job: What was asked of the run, as ``cda.again.job_in`` reads it.
        rewriter: Its engine.
        rows: How many of its input rows are looked at, at most; which, is decided by a hash of their ids.
        seed: Another seed looks at others.

    Returns:
        Both sides.

    Raises:
        RunUnfinished: If no run has finished there.
        RunChanged: If another version of the program planned it.
        InputError: If the format of the rows has not all columns of the input.
    """
    store = store_at(folder)
    content = content_of(store)
    plan = read_plan(plan_text(store) or "", folder)
    if job.format not in FORMATS:
        hint = "look at the folder of 'cda augment' from which it was exported"
        raise InputError(f"rows in the format {job.format} do not show the columns of the input", hint=hint)
    number, drawn, chosen = _chosen(store, content, rows, seed)
    before, after, occupations = tally_for(rewriter), tally_for(rewriter), load_occupations()
    recipe: Recipe | None = None
    for split, sources in plan.splits().items():
        recipe = recipe_for(job, rewriter, sources[0].source.schema)
        schema = _needed(sources[0].source.schema, recipe)
        for part in (name for name in content.pairs if name == split or job.split is not None):
            _compare_split(_Part(store, content, part, schema, recipe, rewriter, occupations), chosen, before, after)
        if job.split is not None:
            break
    if recipe is None:
        raise InputError("the folder has no rows", where=folder, hint="give a folder with rows")
    looked = looked_with(rewriter, recipe, job.by)
    labels = before.labels(job.by)
    old, new = (measured(one, labels, looked.specs) for one in (before, after))
    return Compared(
        audit_of(before, looked, old),
        audit_of(after, looked, new),
        number,
        drawn,
        before.rows - before.failed,
        shifts(old, new, "words"),
        shifts(old, new, "occupations"),
        shifts(old, new, "labels"),
    )


_Chosen = frozenset[tuple[str, int]]
"""Rows by their split and their number among its input rows."""


def _chosen(store: Store, content: Content, rows: int, seed: int) -> tuple[int, int, _Chosen]:
    """How many input rows there are, how many are looked at, and which."""
    count = 0

    def every() -> Iterator[tuple[int, str, int]]:
        nonlocal count
        for split, names in content.pairs.items():
            for number, one in enumerate(_told(store, names, _FEW)):
                count += 1
                yield chance(seed, "compare", split, one.id, str(number)), split, number

    drawn = nsmallest(rows, every())
    return count, len(drawn), frozenset((split, number) for _, split, number in drawn)


def _needed(schema: pa.Schema, recipe: Recipe) -> pa.Schema:
    """The columns with texts and labels: others may have come back from a file as something else, such as a date."""
    names = {*recipe.view.columns, *(label.name for label in recipe.labels)}
    return pa.schema([field for field in schema if field.name in names], schema.metadata)


@dataclass(frozen=True, slots=True)
class _Part:
    """A split of the folder, and what it is looked at with."""

    store: Store
    content: Content
    split: str
    schema: pa.Schema
    recipe: Recipe
    rewriter: Engine
    occupations: Occupations


def _compare_split(side: _Part, chosen: _Chosen, before: Tally, after: Tally) -> None:
    reader = rows_of(side.store, side.content.default.get(side.split, ()), side.schema.names)
    if reader is None:
        return
    every = enumerate(_told(side.store, side.content.pairs[side.split], _COLUMNS))
    told = (one for number, one in every if (side.split, number) in chosen and one.places)
    while some := list(islice(told, _BATCH)):
        rows = reader.take([place for one in some for place in one.places])
        _compare_rows(side, some, rows, before, after)


def _told(store: Store, names: tuple[str, ...], columns: list[str]) -> Iterator[_Told]:
    """Put the pairs of each row together.

    Several rows may share an id: no two pairs of a row are written alike, and a row is replaced by one other.
    """
    some: list[Mapping[str, Any]] = []
    seen_ways: set[tuple[object, ...]] = set()
    for batch in batches(store, names, columns):
        for pair in batch.to_pylist():
            way = (pair["attribute"], pair["group"])
            replaced = pair["row"] is None and any(one["counterfactual_row"] is not None for one in some)
            again = way in seen_ways or (replaced and pair["counterfactual_row"] is not None)
            if some and (_row_of(pair) != _row_of(some[0]) or again):
                yield _Told(str(some[0]["source_id"]), tuple(some))
                some, seen_ways = [], set()
            some.append(pair)
            seen_ways.add(way)
    if some:
        yield _Told(str(some[0]["source_id"]), tuple(some))


def _row_of(pair: Mapping[str, Any]) -> tuple[object, object]:
    return pair["source_id"], pair["row"]


def _compare_rows(
    side: _Part, some: Sequence[_Told], rows: Mapping[int, Mapping[str, Any]], before: Tally, after: Tally
) -> None:
    places = sorted(rows)
    kept = [{name: rows[place].get(name) for name in side.schema.names} for place in places]
    batch = pa.RecordBatch.from_pylist(kept, side.schema)
    texts = dict(zip(places, read(batch, side.recipe.view), strict=True))
    columns = {label.name: label.values(batch.column(label.name)) for label in side.recipe.labels}
    labels = {place: {name: column[row] for name, column in columns.items()} for row, place in enumerate(places)}
    originals = [_original(one, texts) for one in some]
    results = rewrite_rows(side.rewriter, [row.prose for row in originals], [one.id for one in some])
    for one, original, result in zip(some, originals, results, strict=True):
        before.rows += 1
        before.splits[side.split] += 1
        if isinstance(result, RowFailure):
            before.failed += 1
            continue
        row = seen(result, original, labels[one.places[0]], side.recipe.view)
        before.add(row, side.occupations)
        written = [] if one.row is None else [row]
        for pair in one.copies:
            place = pair["counterfactual_row"]
            copy = Written(_edits(pair), pair["attribute"], pair["group"], texts[place].prose, labels[place])
            written.append(counterfactual(row, copy, side.rewriter.groups))
        for copied in written:
            after.rows += 1
            after.splits[side.split] += 1
            after.add(copied, side.occupations)


def _original(one: _Told, texts: Mapping[int, RowTexts]) -> RowTexts:
    """The texts of an original; where it was replaced, those of its counterfactual without the edits."""
    if one.row is not None:
        return texts[one.row]
    pair = one.copies[0]
    written = texts[pair["counterfactual_row"]]
    found = dict(written.prose)
    for name, edits in by_field(pair["edits"]).items():
        if name in found:
            found[name] = undone(found[name], edits)
    return replace(written, prose=found)


def _edits(pair: Mapping[str, Any]) -> dict[str, list[AppliedEdit]]:
    found: dict[str, list[AppliedEdit]] = {}
    for one in pair["edits"]:
        edit = AppliedEdit(
            one["start"], one["end"], one["new_start"], one["new_end"], one["old"], one["new"], one["entry"]
        )
        found.setdefault(one["field"], []).append(edit)
    return found
