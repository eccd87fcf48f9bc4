"""From what was asked to the plan of a run: a new one, or that of a run which is continued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from cda.dataset.identify import identities
from cda.dataset.read import expanded, open_sources
from cda.engine import Engine
from cda.errors import InputError, OptionError, OutputExists, RunChanged
from cda.export.folder import WORK, former_files, manifest_of, refuse_overlap
from cda.run.job import ACTS, AugmentJob
from cda.run.plan import OPEN_PLAN, PLAN, RunPlan, leaves_of, read_plan
from cda.run.prints import check_prints, print_of
from cda.storage.store import Store


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a run, and how far it has come.

    Args:
        plan: The plan.
        fresh: Whether it was made just now.
        whole: Whether everything is done.
    """

    plan: RunPlan
    fresh: bool
    whole: bool = False


def planned(job: AugmentJob, rewriter: Engine, store: Store) -> Planned:
    """Give the plan of a run.

    Args:
        job: What was asked.
        rewriter: The engine.
        store: The output folder.

    Returns:
        The plan of the run that is continued; else a new one, which is written.

    Raises:
        OutputExists: If the folder holds something else, or a run that is not to be continued.
        RunChanged: If the input, the options, a lexicon or the program is not what it was.
        CdaError: If the inputs cannot be read.
    """
    text = plan_text(store)
    settings = settings_of(job, rewriter)
    if text is not None and job.resume:
        return _continued(read_plan(text, store.name), settings, store)
    if store.names(WORK) and not job.overwrite:
        hint = "--resume goes on with it, --overwrite begins anew"
        raise OutputExists("a run that did not end lies in the output folder", where=store.name, hint=hint)
    former = former_files(store, overwrite=job.overwrite)
    plan = _fresh(job, settings, former)
    store.remove(WORK)
    store.put_text(plan.dumps(), OPEN_PLAN)
    return Planned(plan, fresh=True)


def plan_text(store: Store) -> str | None:
    """The plan of the run in a folder, as it was written; ``None`` where there is none."""
    text = store.text(OPEN_PLAN)
    return store.text(PLAN) if text is None else text


def settings_of(job: AugmentJob, rewriter: Engine) -> dict[str, Any]:
    """Everything of a job and an engine that the output depends on.

    Args:
        job: What was asked.
        rewriter: The engine.

    Returns:
        JSON-able values by the names of options.
    """
    asked = {field.name: getattr(job, field.name) for field in fields(AugmentJob) if field.name not in ACTS}
    asked["limits"] = {field.name: getattr(job.limits, field.name) for field in fields(job.limits)}
    model = rewriter.model
    return {
        "job": _plain(asked),
        "rewriter": _plain(rewriter.options()),
        "lexicons": [[one.id, one.version, one.sha256] for one in rewriter.lexicons],
        "model": [model.name, model.version, model.sha256],
    }


def _plain(value: Any) -> Any:
    """The value as it comes back from JSON."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _fresh(job: AugmentJob, settings: Mapping[str, Any], former: Sequence[str]) -> RunPlan:
    sources = open_sources(job.inputs, on_error=job.on_error)
    refuse_overlap(job.output, [source.name for source in sources])
    by_split: dict[str, list[Any]] = {}
    for identity in identities(sources, job.id_column):
        by_split.setdefault(identity.source.split, []).append(identity)
    ordered = [identity for some in by_split.values() for identity in some]
    if job.shard_rows is not None and job.shard_rows < 1:
        raise OptionError("a shard has a row at least", hint="give --shard-rows 1 or more")
    leaves = leaves_of(ordered, job.shard_rows)
    prints = {leaf.file.name: print_of(leaf.file.name) for leaf in leaves}
    command = job.command or ("cda", "augment", *job.inputs, "--output", job.output)
    given = tuple(expanded(job.inputs))
    return RunPlan(settings, command, given, tuple(ordered), tuple(leaves), prints, tuple(former))


def _continued(plan: RunPlan, settings: Mapping[str, Any], store: Store) -> Planned:
    _check_settings(plan.settings, settings, store.name)
    manifest = manifest_of(store)
    whole = manifest is not None and manifest.get("key") == plan.key
    try:
        if tuple(expanded(settings["job"]["inputs"])) != plan.given:
            hint = "give the same files as before, or begin anew with --overwrite"
            raise RunChanged("the inputs name other files than before", where=store.name, hint=hint)
        check_prints(plan.prints, plan.prints)
    except InputError:
        if not whole:  # what is done needs its input no more
            raise
    return Planned(plan, fresh=False, whole=whole)


def _check_settings(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> None:
    hint = "give the same options as before, or begin anew with --overwrite"
    for part in ("job", "rewriter"):
        for name, value in new[part].items():
            before = old[part].get(name)
            if before != value:
                option = name.replace("_", "-")
                message = f"the option {option} is not what it was: {before!r} then, {value!r} now"
                raise RunChanged(message, where=where, hint=hint)
    for part, what in (("lexicons", "a lexicon"), ("model", "the model")):
        if old[part] != new[part]:
            raise RunChanged(f"{what} is not what it was: {old[part]} then, {new[part]} now", where=where, hint=hint)
