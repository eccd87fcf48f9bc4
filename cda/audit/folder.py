"""A dataset folder before and after: the originals, and all that was written of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import groupby, islice
from typing import Any

import pyarrow as pa

from cda.audit.draw_up import TOP, audit_of
from cda.audit.files import labels_of, looked_with, tally_for
from cda.audit.seen import Written, counterfactual, seen
from cda.audit.shifts import shifts
from cda.audit.tally import Tally
from cda.audit.values import Compared
from cda.dataset.outcome import RowFailure
from cda.dataset.recipe import Recipe
from cda.dataset.rewriting import rewrite_rows
from cda.dataset.shown import undone
from cda.dataset.strategies.chance import chance
from cda.dataset.views.texts import RowTexts, read
from cda.dataset.views.view import view_of
from cda.engine import Engine
from cda.errors import InputError
from cda.lexicon.occupations import Occupations, load_occupations
from cda.run.job import AugmentJob
from cda.run.plan import read_plan
from cda.run.planning import plan_text
from cda.storage.store import Store, store_at
from cda.swapping.variant import JOINED
from cda.types import AppliedEdit
from cda.verify.content import Content, batches, content_of
from cda.verify.rows import rows_of

_BATCH = 256
_COLUMNS = ["source_id", "row", "counterfactual_row", "attribute", "group", "edits"]

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
    number, chosen = _chosen(store, content, rows, seed)
    before, after, occupations = tally_for(rewriter), tally_for(rewriter), load_occupations()
    recipe: Recipe | None = None
    for split, sources in plan.splits().items():
        schema = sources[0].source.schema
        recipe = _recipe(job, rewriter, schema)
        for part in (name for name in content.pairs if name == split or job.split is not None):
            _compare_split(_Side(store, content, part, schema, recipe, rewriter, occupations), chosen, before, after)
        if job.split is not None:
            break
    if recipe is None:
        raise InputError("the folder has no rows", where=folder, hint="give a folder with rows")
    looked = looked_with(rewriter, recipe, TOP)
    return Compared(
        audit_of(before, looked),
        audit_of(after, looked),
        number,
        before.rows,
        shifts(before, after, "words"),
        shifts(before, after, "occupations"),
        shifts(before, after, "labels"),
    )


def _chosen(store: Store, content: Content, rows: int, seed: int) -> tuple[int, frozenset[str]]:
    """How many input rows there are, and the ids of those that are looked at."""
    count = 0

    def ids() -> Iterator[tuple[int, str]]:
        nonlocal count
        for names in content.pairs.values():
            every = (id_ for batch in batches(store, names, ["source_id"]) for id_ in batch.column(0).to_pylist())
            for id_, _ in groupby(every):
                count += 1
                yield chance(seed, "compare", id_), id_

    drawn = nsmallest(rows, ids())
    return count, frozenset(id_ for _, id_ in drawn)


def _recipe(job: AugmentJob, rewriter: Engine, schema: pa.Schema) -> Recipe:
    view = view_of(schema, job.fields, job.roles)
    return Recipe(view, JOINED.join(rewriter.attributes), labels=labels_of(schema, view.columns, job.by))


@dataclass(frozen=True, slots=True)
class _Side:
    """A split of the folder, and what it is looked at with."""

    store: Store
    content: Content
    split: str
    schema: pa.Schema
    recipe: Recipe
    rewriter: Engine
    occupations: Occupations


def _compare_split(side: _Side, chosen: frozenset[str], before: Tally, after: Tally) -> None:
    reader = rows_of(side.store, side.content.default.get(side.split, ()))
    if reader is None:
        return
    told = (one for one in _told(side.store, side.content.pairs[side.split]) if one.id in chosen and one.places)
    while some := list(islice(told, _BATCH)):
        rows = reader.take([place for one in some for place in one.places])
        _compare_rows(side, some, rows, before, after)


def _told(store: Store, names: tuple[str, ...]) -> Iterator[_Told]:
    pairs = (pair for batch in batches(store, names, _COLUMNS) for pair in batch.to_pylist())
    for id_, some in groupby(pairs, key=lambda pair: str(pair["source_id"])):
        yield _Told(id_, tuple(some))


def _compare_rows(
    side: _Side, some: Sequence[_Told], rows: Mapping[int, Mapping[str, Any]], before: Tally, after: Tally
) -> None:
    places = sorted(rows)
    batch = pa.RecordBatch.from_pylist([dict(rows[place]) for place in places], side.schema)
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
    for name in dict.fromkeys(edit["field"] for edit in pair["edits"]):
        if name in found:
            found[name] = undone(found[name], [edit for edit in pair["edits"] if edit["field"] == name])
    return replace(written, prose=found)


def _edits(pair: Mapping[str, Any]) -> dict[str, list[AppliedEdit]]:
    found: dict[str, list[AppliedEdit]] = {}
    for one in pair["edits"]:
        edit = AppliedEdit(
            one["start"], one["end"], one["new_start"], one["new_end"], one["old"], one["new"], one["entry"]
        )
        found.setdefault(one["field"], []).append(edit)
    return found
