"""A run of ``cda augment``: inputs in, a folder that Hugging Face opens out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from cda._version import __version__
from cda.dataset.identify import Identity, identities
from cda.dataset.outcome import OUTCOMES
from cda.dataset.read import open_sources
from cda.dataset.read.parquet import ParquetFile
from cda.export.folder import REJECTS, commit, content_hash, former_files, refuse_overlap, work_folder
from cda.export.formats import format_named
from cda.export.formats.companions import companions
from cda.export.parquet import writing
from cda.run.balance import rule_of
from cda.run.facts import card_of
from cda.run.job import AugmentJob, Progress, Started, Summary, no_progress, no_word
from cda.run.lanes import parts_of
from cda.run.pool import workers
from cda.run.recipes import recipe_of
from cda.run.shard import RunConfig, SplitPlan
from cda.run.splits import augmented_splits
from cda.run.strategy import BALANCE, check_strategy
from cda.run.survey import check_columns
from cda.run.write import Run, write_split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cda.dataset.source import Source
    from cda.dataset.views.view import View
    from cda.engine import Engine


def _known_total(sources: Iterable[Source]) -> int | None:
    """Count the rows where it costs nothing: Parquet says it in its footer."""
    files = [part for source in sources for part in getattr(source, "parts", (source,))]
    if not all(isinstance(file, ParquetFile) for file in files):
        return None
    return sum(int(pq.read_metadata(file.name).num_rows) for file in files)


def _by_split(sources: Iterable[Source], id_column: str | None) -> dict[str, list[Identity]]:
    splits: dict[str, list[Identity]] = {}
    for identity in identities(sources, id_column):
        splits.setdefault(identity.source.split, []).append(identity)
    return splits


def _summary(run: Run) -> Summary:
    counts = run.counts
    outcomes: dict[str, int] = {name: counts.outcomes[name] for name in OUTCOMES if counts.outcomes[name]}
    held = dict(sorted(counts.held.items()))
    guarded = dict(sorted(counts.guarded.items()))
    return Summary(
        run.job.output,
        counts.rows,
        counts.counterfactuals,
        outcomes,
        held,
        run.splits,
        run.pair_splits,
        guarded,
        dict(sorted(counts.written.items())),
        dict(sorted(counts.status.items())),
        {name: one.report() for name, one in run.balances.items()},
    )


def _fields(view: View | None) -> tuple[str, ...]:
    return tuple(str(field.path) for field in view.fields if field.kind != "call") if view else ()


def augment_files(
    job: AugmentJob, rewriter: Engine, *, progress: Progress = no_progress, started: Started = no_word
) -> Summary:
    """Write every row of the inputs and its counterfactual to a folder.

    Args:
        job: What is to be done.
        rewriter: The engine.
        progress: Told of every block of rows that is done.
        started: Told which texts are rewritten, before the first row is.

    Returns:
        What was done.

    Raises:
        OutputExists: If the output folder holds something.
        OutputError: If the output cannot be written.
        OptionError: If the output lies in an input, or the other way round, or an option makes no sense for the rows.
        TellingColumn: If a column says the attribute, and nothing was said of it.
        CdaError: If the inputs cannot be read or have no such field.
    """
    output = Path(job.output)
    rewriter.model  # noqa: B018 - a model that is missing or altered is said before anything is read
    refuse_overlap(output, job.inputs)
    sources = open_sources(job.inputs, on_error=job.on_error)
    refuse_overlap(output, [source.name for source in sources])
    check_strategy(job)
    rule = rule_of(job, rewriter) if job.strategy == BALANCE else None
    format_named(job.format)
    former = former_files(output, overwrite=job.overwrite)
    splits = _by_split(sources, job.id_column)
    parts = {split: parts_of(split, list(splits), job.split) for split in splits}
    chosen = augmented_splits(list(dict.fromkeys(chain.from_iterable(parts.values()))), job.splits)
    recipes = {split: recipe_of(job, rewriter, some[0].source.schema) for split, some in splits.items()}
    plans = {
        split: SplitPlan(job, parts[split], recipes[split], some[0].source.schema) for split, some in splits.items()
    }
    for plan in plans.values():
        plan.shape  # noqa: B018 - a wrong option is said before anything is read or written
    for split in (name for name in splits if set(parts[name]) & set(chosen)):
        plans[split] = replace(plans[split], recipe=check_columns(recipes[split], rewriter, splits[split]))
    view = next(iter(recipes.values())).view if recipes else None
    started(str(view or ""))
    with ExitStack() as stack:
        tmp = stack.enter_context(work_folder(output))
        with writing(output):
            rejects = stack.enter_context((tmp / "rejects.jsonl").open("w", encoding="ascii"))
        config = RunConfig(rewriter, plans, rule)
        mapper = stack.enter_context(workers(config, job.workers))
        run = Run(job, config, mapper, rejects, progress, _known_total(sources), chosen)
        files: dict[str, Path] = {}
        for split, members in splits.items():
            files |= write_split(run, split, members, tmp)
        if plans:
            files |= companions(next(iter(plans.values())).shape.written, run.names, tmp)
        summary = _summary(run)
        card = card_of(job, rewriter, _fields(view), summary, content_hash(files), run.names)
        with writing(output):
            rejects.close()
            (tmp / "README.md").write_text(card, "utf-8")
        if run.counts.outcomes["failed"]:
            files[REJECTS] = tmp / "rejects.jsonl"
        commit(output, files | {"README.md": tmp / "README.md"}, former, tool=__version__)
    return summary
