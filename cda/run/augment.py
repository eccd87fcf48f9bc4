"""A run of ``cda augment``: inputs in, a folder that Hugging Face opens out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from cda.dataset.recipe import Recipe
from cda.engine import Engine
from cda.errors import OptionError, RowsFailed, RunStopped
from cda.export.folder import CONTROL, REJECTS, WORK, manifest_of, refuse_file, refuse_overlap
from cda.export.formats import format_named
from cda.run.balance import rule_of
from cda.run.engines import check_engine, engine_of
from cda.run.finish import finish, read_summary, require_done, summary_of
from cda.run.job import AugmentJob, Progress, Started, Summary, no_progress, no_word
from cda.run.labels import checked
from cda.run.lanes import parts_of
from cda.run.phases import Run, count_rows, rewrite_rows
from cda.run.plan import OPEN_PLAN, RunPlan
from cda.run.planning import Planned, planned
from cda.run.receipt import receipt_name
from cda.run.recipes import recipe_of
from cda.run.roles import with_roles
from cda.run.splits import augmented_splits
from cda.run.strategy import BALANCE, check_strategy
from cda.run.timing import timed
from cda.run.work import RunConfig, SplitPlan
from cda.storage.lock import locked
from cda.storage.store import SCRATCH, Store, store_at

_PATIENCE = 600.0
"""Seconds that machines which share a run wait for the one that plans it."""


def augment_files(
    job: AugmentJob, rewriter: Engine, *, progress: Progress = no_progress, started: Started = no_word
) -> Summary:
    """Write every row of the inputs and its counterfactual to a folder.

    The plan is written first, then shard after shard is committed, then the whole: whatever ends the run, it can be
    continued.

    Args:
        job: What is to be done.
        rewriter: The engine.
        progress: Told of every shard that is done.
        started: Told which texts are rewritten, before the first row is.

    Returns:
        What was done; where machines share the run, what this one did so far.

    Raises:
        OutputExists: If the output folder holds something.
        OutputError: If the output cannot be written.
        OptionError: If the output lies in an input, or the other way round, or an option makes no sense for the rows.
        TellingColumn: If a column says the attribute, and nothing was said of it.
        RunChanged: If a run is continued with other input, options, lexicons or program.
        RunBusy: If another run works on the folder.
        RowsFailed: If more rows failed than were allowed; what is good was written.
        RunStopped: If it was interrupted.
        CdaError: If the inputs cannot be read or have no such field.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     done = augment_files(AugmentJob((f"{place}/in.txt",), f"{place}/out"), Rewriter())
        >>> done.rows, done.counterfactuals
        (1, 1)
    """
    rewriter.model  # noqa: B018 - a model that is missing or altered is said before anything is read
    refuse_overlap(job.output, job.inputs)
    refuse_file(job.output)
    check_strategy(job)
    check_engine(job)
    format_named(job.format)
    if job.strategy == BALANCE:
        rule_of(job, rewriter)
    if job.resume and job.overwrite:
        hint = "--resume goes on with a run, --overwrite begins anew: give one of them"
        raise OptionError("a run is continued or written over, not both", hint=hint)
    store = store_at(job.output)
    place, machines = job.shard or (1, 1)
    if not 1 <= place <= machines:
        raise OptionError(f"--shard {place}/{machines} is none", hint="count from 1: --shard 1/4 to --shard 4/4")
    with locked(job.output, f"{CONTROL}/lock" if job.shard is None else f"{CONTROL}/lock-{place}-of-{machines}"):
        if job.shard is None:
            store.remove(SCRATCH)  # of a run that was killed
        with timed("plan"):
            found = _planned(job, rewriter, store)
        if found.whole:
            return _done_before(job, store)
        with _kept_or_cleared(found, store):
            return _run(job, rewriter, found.plan, store, progress, started)


def finish_run(job: AugmentJob, rewriter: Engine) -> Summary:
    """Make a dataset whole once all machines that share the run are done.

    Args:
        job: What was asked, without a share of the shards.
        rewriter: The engine.

    Returns:
        What was done.

    Raises:
        RunUnfinished: If shards are missing.
        CdaError: As `augment_files`.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     job = AugmentJob((f"{place}/in.txt",), f"{place}/out", shard=(1, 1))
        ...     share = augment_files(job, Rewriter())
        ...     done = finish_run(replace(job, shard=None), Rewriter())
        >>> share.missing, done.counterfactuals
        (0, 1)
    """
    store = store_at(job.output)
    with locked(job.output, f"{CONTROL}/lock"):
        found = planned(replace(job, resume=True), rewriter, store)
        if found.whole:
            return _done_before(job, store)
        config, chosen, _ = configured(job, rewriter, found.plan, store)
        run = Run(job, found.plan, config, chosen, frozenset(store.names(WORK)))
        require_done(run, run.there)
        with engine_of(job, config) as mapper:
            count_rows(run, mapper)
            with timed("finish"):
                summary = with_roles(finish(run, mapper), run)
            return _judged(summary, job)


def _done_before(job: AugmentJob, store: Store) -> Summary:
    """What a run did that is done; what it was about to clear away when it ended goes now."""
    store.remove(WORK)
    return _judged(read_summary(job.output, (manifest_of(store) or {})["summary"]), job)


def _planned(job: AugmentJob, rewriter: Engine, store: Store) -> Planned:
    if job.shard is None:
        try:
            return planned(job, rewriter, store)
        except KeyboardInterrupt as problem:
            if store.text(OPEN_PLAN) is None:
                raise
            hint = f"cda augment --resume {store.name} goes on"
            raise RunStopped("stopped before the first shard", where=store.name, hint=hint) from problem
    # The first machine plans, the others find the plan.
    with locked(job.output, f"{CONTROL}/lock-plan", wait=_PATIENCE):
        return planned(replace(job, resume=True), rewriter, store)


@contextmanager
def _kept_or_cleared(found: Planned, store: Store) -> Iterator[None]:
    """Leave nothing behind of a run that failed before a shard was done; say how to go on with any other."""
    try:
        yield
    except BaseException as problem:
        names = store.names(WORK)
        begun = any(name.startswith(f"{WORK}/0") for name in names)
        if found.fresh and not begun and not isinstance(problem, KeyboardInterrupt):
            store.remove(WORK)
        if isinstance(problem, KeyboardInterrupt):
            done = sum(name.endswith(".done.json") for name in names)
            total = sum(1 for _ in found.plan.shards())
            raise RunStopped(
                f"stopped: {done:,} of {total:,} shards are done",
                where=store.name,
                hint=f"cda augment --resume {store.name} goes on",
            ) from problem
        raise


def _run(  # noqa: PLR0913, PLR0917 - each is one independent fact about the run
    job: AugmentJob, rewriter: Engine, plan: RunPlan, store: Store, progress: Progress, started: Started
) -> Summary:
    with timed("settings"):
        config, chosen, fields = configured(job, rewriter, plan, store)
    started(fields)
    run = Run(job, plan, config, chosen, frozenset(store.names(WORK)))
    with engine_of(job, config) as mapper:
        with timed("count"):
            counted = count_rows(run, mapper)
        if counted:
            with timed("rewrite"):
                rewrite_rows(run, mapper, progress)
        if job.shard is None:
            with timed("finish"):
                summary = with_roles(finish(run, mapper), run)
            return _judged(summary, job)
    # Whether too many rows failed is a question about all machines: cda finish asks it.
    there = frozenset(store.names(WORK))
    missing = sum(receipt_name(number) not in there for number, _, _ in plan.shards())
    return summary_of(run, {}, 0, missing)


def configured(
    job: AugmentJob, rewriter: Engine, plan: RunPlan, store: Store
) -> tuple[RunConfig, tuple[str, ...], str]:
    """Settle what all shards of a run share.

    Args:
        job: What was asked.
        rewriter: The engine.
        plan: The plan.
        store: The output folder.

    Returns:
        The configuration, the splits that are augmented, and which texts are.

    Raises:
        CdaError: If an option makes no sense for the rows.
    """
    splits = plan.splits()
    parts = {split: parts_of(split, list(splits), job.split) for split in splits}
    chosen = augmented_splits(list(dict.fromkeys(chain.from_iterable(parts.values()))), job.splits)
    recipes = {split: recipe_of(job, rewriter, some[0].source.schema) for split, some in splits.items()}

    def planned_for(split: str, recipe: Recipe) -> SplitPlan:
        return SplitPlan(job, parts[split], recipe, splits[split][0].source.schema)

    for split, recipe in recipes.items():
        planned_for(split, recipe).shape  # noqa: B018 - a wrong option is said before anything is read or written
    augmented = [name for name in splits if set(parts[name]) & set(chosen)]
    plans = {
        split: planned_for(split, recipe)
        for split, recipe in checked(recipes, augmented, splits, rewriter, store).items()
    }
    view = next(iter(recipes.values())).view if recipes else None
    rule = rule_of(job, rewriter) if job.strategy == BALANCE else None
    config = RunConfig(rewriter, plans, plan.leaves, plan.prints, job.output, plan.key, rule)
    return config, chosen, str(view or "")


def _judged(summary: Summary, job: AugmentJob) -> Summary:
    """Fail a run of which too many rows failed; those that could not be read were let go by ``on_error`` already."""
    failed = summary.outcomes.get("failed", 0) - summary.unread
    if failed > job.max_failed:
        problem = RowsFailed(
            f"{failed:,} rows failed, {job.max_failed:,} may; all others are written",
            where=f"{job.output}/{REJECTS}",
            hint="see why in this file, or give --max-failed",
        )
        problem.summary = summary
        raise problem
    return summary
