"""An audit of files: the shards of a run, of which nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from cda.audit.draw_up import TOP, Looked, audit_of
from cda.audit.measures import measured
from cda.audit.seen import Seen, seen
from cda.audit.tally import AttributeTally, Tally
from cda.audit.values import Audit
from cda.dataset.identify import identities
from cda.dataset.labels.columns import LabelColumn, label_column, label_columns, numbered_columns
from cda.dataset.outcome import RowFailure
from cda.dataset.read import open_sources
from cda.dataset.recipe import Recipe
from cda.dataset.rewriting import rewrite_rows
from cda.dataset.views.texts import read
from cda.dataset.views.view import view_of
from cda.engine import Engine
from cda.lexicon.occupations import load_occupations
from cda.run.engines import check_engine, engine_of
from cda.run.job import AugmentJob, Progress, no_progress
from cda.run.plan import leaves_of, shards_of
from cda.run.prints import print_of
from cda.run.splits import augmented_splits
from cda.run.work import RunConfig, ShardJob, SplitPlan
from cda.swapping.variant import JOINED


def audit_files(job: AugmentJob, rewriter: Engine, *, top: int = TOP, progress: Progress = no_progress) -> Audit:
    """Look at a corpus before anything is changed.

    Args:
        job: The inputs, ``fields``, ``roles``, ``splits``, ``by``, and by what it is done; the rest has no effect.
        rewriter: The engine.
        top: How many words, occupations, labels and cues are named, at most.
        progress: Told how many rows are done.

    Returns:
        What the corpus says of groups: the same for any number of workers.

    Raises:
        CdaError: If an input cannot be read, or a column that is named is not there.
    """
    check_engine(job)
    config, shards = _configured(job, rewriter)
    merged = 0
    total = sum(shard.rows.stop - shard.rows.start for shard in shards if shard.rows.stop is not None)
    whole, early, done = tally_for(rewriter), dict[int, Tally](), 0
    with engine_of(job, config) as mapper:
        for number, part in mapper(audit_shard, shards):
            early[number] = part
            done += part.rows
            progress(done, total)
            while (turn := early.pop(merged, None)) is not None:  # in order, and none is kept longer than it has to be
                whole.merge(turn)
                merged += 1
    looked = looked_with(rewriter, next(iter(config.plans.values())).recipe, job.by, top)
    return audit_of(whole, looked, measured(whole, whole.labels(job.by), looked.specs))


def _configured(job: AugmentJob, rewriter: Engine) -> tuple[RunConfig, list[ShardJob]]:
    opened = open_sources(job.inputs, on_error="skip")
    there = list(dict.fromkeys(one.split for one in opened))
    chosen = augmented_splits(there, job.splits) if job.splits else there  # test splits are looked at as well
    sources = [one for one in opened if one.split in chosen]
    ordered = identities(sources, job.id_column)
    leaves = leaves_of(ordered, job.shard_rows)
    schemas = {one.source.split: one.source.schema for one in reversed(ordered)}
    plans = {
        split: SplitPlan(job, (split,), recipe_for(job, rewriter, schema), schema) for split, schema in schemas.items()
    }
    prints = {leaf.file.name: print_of(leaf.file.name) for leaf in leaves}
    shards = [ShardJob(number, place, rows) for number, place, rows in shards_of(leaves)]
    return RunConfig(rewriter, plans, tuple(leaves), prints, "", ""), shards


def recipe_for(job: AugmentJob, rewriter: Engine, schema: pa.Schema) -> Recipe:
    """Settle where the texts and the labels of rows are.

    Args:
        job: What was asked.
        rewriter: The engine.
        schema: The columns there are.

    Returns:
        The recipe.

    Raises:
        CdaError: If a column that was named is not there, or cannot be what it is named for.
    """
    view = view_of(schema, job.fields, job.roles)
    return Recipe(view, JOINED.join(rewriter.attributes), labels=labels_of(schema, view.columns, job.by))


def labels_of(schema: pa.Schema, texts: Sequence[str], by: str | None = None) -> tuple[LabelColumn, ...]:
    """Tell which columns may be labels: those that are by their types, whole numbers too.

    Args:
        schema: The columns there are.
        texts: Those with text in them.
        by: A column that the user named.

    Returns:
        The columns, the one that was named first.

    Raises:
        MissingField: If there is none of that name.
        OptionError: If it holds something that is no label.
    """
    named = (label_column(schema, by),) if by else ()
    without = {*texts, *((by,) if by else ())}
    return (*named, *label_columns(schema, without), *numbered_columns(schema, without))


def tally_for(rewriter: Engine) -> Tally:
    """Begin to count."""
    return Tally({name: AttributeTally(name, rewriter.groups[name]) for name in rewriter.attributes})


def looked_with(rewriter: Engine, recipe: Recipe, by: str | None, top: int = TOP) -> Looked:
    """Say with what an audit looks.

    Args:
        rewriter: The engine.
        recipe: Where texts and labels are.
        by: The column that the user named as a label.
        top: How many words, occupations, labels and cues are listed, at most.

    Returns:
        The value.
    """
    options = rewriter.options()
    names, spec = options.get("names"), options["lexicon"]
    swapped = "swap" in (names.values() if isinstance(names, Mapping) else (names,))
    lexicons = (*map(str, rewriter.lexicons), str(load_occupations().ref))
    of_own = spec.values() if isinstance(spec, Mapping) else (str(spec),)
    return Looked(str(recipe.view), lexicons, (*lexicons, *of_own), swapped, by, top)


def audit_shard(job: ShardJob, config: RunConfig) -> tuple[int, Tally]:
    """Look at the rows of a shard.

    Args:
        job: The rows.
        config: What all shards share.

    Returns:
        The number of the shard, and its counts.
    """
    leaf = config.leaves[job.leaf]
    plan = config.plans[leaf.split]
    tally, occupations = tally_for(config.rewriter), load_occupations()
    lost = {leaf.first + row for row in job.lost}
    for block in leaf.blocks(plan.job.limits.block_rows, job.rows, config.tapes):
        wanted = [place for place, row in enumerate(block.rows) if row not in lost]
        table = block.table if len(wanted) == len(block.rows) else block.table.take(wanted)
        ids = leaf.identity.ids(table, [block.rows[place] for place in wanted])
        found = look_at(table, plan.recipe, config.rewriter, ids)
        read_rows = len(block.rows) + len(block.rejects)
        tally.rows += read_rows
        tally.splits[leaf.split] += read_rows
        tally.failed += read_rows - sum(row is not None for row in found)
        for row in found:
            if row is not None:
                tally.add(row, occupations)
    return job.number, tally


def look_at(batch: pa.RecordBatch, recipe: Recipe, rewriter: Engine, ids: Sequence[str]) -> list[Seen | None]:
    """See what the rows of a batch say.

    Args:
        batch: The rows.
        recipe: Where their texts and labels are.
        rewriter: The engine.
        ids: The id of each row.

    Returns:
        What was found in each; ``None`` for rows that the engine cannot look at.
    """
    texts = read(batch, recipe.view)
    values = {label.name: label.values(batch.column(label.name)) for label in recipe.labels}
    results = rewrite_rows(rewriter, [row.prose for row in texts], ids)
    return [
        None
        if isinstance(result, RowFailure)
        else seen(result, texts[row], {name: column[row] for name, column in values.items()}, recipe.view)
        for row, result in enumerate(results)
    ]
