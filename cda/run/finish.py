"""The end of a run: pairs get their places in the split, files their final names, and the folder its card."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cda._version import __version__
from cda.dataset.outcome import OUTCOMES, nothing
from cda.dataset.pairs import PAIRS_SCHEMA
from cda.dataset.views.view import View
from cda.errors import RunUnfinished
from cda.export.folder import REJECTS, WORK, commit, content_hash, pairs_file, sha256_of
from cda.export.formats.sinks import Sink, sink
from cda.export.parquet import ShardedWriter
from cda.run.engines.engine import Mapper
from cda.run.facts import card_of
from cda.run.job import Summary
from cda.run.phases import Run, receipts
from cda.run.plan import OPEN_PLAN, PLAN
from cda.run.receipt import FileFacts, Receipt, placed_name, receipt_name
from cda.run.shard import PlaceJob, place_shard, read_placed
from cda.run.work import SplitPlan
from cda.storage.store import SCRATCH
from cda.storage.writing import writing


@dataclass(slots=True)
class Written:
    """What all shards wrote to a split.

    Args:
        plan: What was done with its rows.
        data: The files of ``default``, in order.
        pairs: Those of ``pairs``, in order, with their places in the split.
    """

    plan: SplitPlan
    data: list[FileFacts] = field(default_factory=list)
    pairs: list[FileFacts] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows in ``default``."""
        return sum(file.rows for file in self.data)


def finish(run: Run, mapper: Mapper) -> Summary:
    """Make the dataset whole. What was cut off here is done once more.

    Args:
        run: The run.
        mapper: Runs shards.

    Returns:
        What was done.

    Raises:
        RunUnfinished: If shards are missing.
    """
    store = run.config.store
    there = frozenset(store.names(WORK))
    require_done(run, there)
    shards = [(number, run.config.leaves[leaf].split) for number, leaf, _ in run.plan.shards()]
    done = list(receipts(run, [number for number, _ in shards]))
    written = {part: Written(plan) for plan in run.config.plans.values() for part in plan.parts}
    run.counts = nothing()
    jobs = []
    for receipt, (number, split) in zip(done, shards, strict=True):
        parts = run.config.plans[split].parts
        if placed_name(number) not in there:
            before = tuple(written[part].rows for part in parts)
            jobs.append(PlaceJob(number, tuple(part.pairs for part in receipt.parts), before))
        run.counts += receipt.counts
        for part, one in zip(parts, receipt.parts, strict=True):
            written[part].data += one.data
            if one.counting is not None and part in run.balances:
                run.balances[part].take(one.counting)
    for _ in mapper(place_shard, jobs):
        pass
    for number, split in shards:
        placed = read_placed(store.text(placed_name(number)) or "")
        for part, some in zip(run.config.plans[split].parts, placed, strict=True):
            written[part].pairs += some
    summary = summary_of(run, written, sum(receipt.unread for receipt in done))
    _commit(run, written, done, summary)
    return summary


def require_done(run: Run, there: Collection[str]) -> None:
    """Refuse to end a run too early.

    Args:
        run: The run.
        there: The files of its shards.

    Raises:
        RunUnfinished: If shards are missing.
    """
    numbers = [number for number, _, _ in run.plan.shards()]
    missing = [number for number in numbers if receipt_name(number) not in there]
    if missing:
        name = run.config.store.name
        raise RunUnfinished(
            f"{len(missing):,} of {len(numbers):,} shards are not done, the first is shard {missing[0]}",
            where=name,
            hint=f"cda augment --resume {name} does them",
        )


def summary_of(run: Run, written: Mapping[str, Written], unread: int, missing: int = 0) -> Summary:
    """What a run did, in figures.

    Args:
        run: The run.
        written: Split to what was written to it.
        unread: How many of the failed rows could not be read.
        missing: How many shards are still to be done.

    Returns:
        The figures.
    """
    counts = run.counts
    return Summary(
        run.job.output,
        counts.rows,
        counts.counterfactuals,
        {name: counts.outcomes[name] for name in OUTCOMES if counts.outcomes[name]},
        dict(sorted(counts.held.items())),
        {part: one.rows for part, one in written.items()},
        {part: sum(file.rows for file in one.pairs) for part, one in written.items()},
        dict(sorted(counts.guarded.items())),
        dict(sorted(counts.written.items())),
        dict(sorted(counts.status.items())),
        {name: one.report() for name, one in run.balances.items()} if not missing else {},
        missing,
        unread,
    )


def _commit(run: Run, written: Mapping[str, Written], done: Sequence[Receipt], summary: Summary) -> None:
    store = run.config.store
    with store.scratch() as scratch:
        for part, one in written.items():
            _fill(run, part, one, scratch)
        files: dict[str, FileFacts] = {}
        names: dict[str, list[str]] = {}
        for part, one in written.items():
            shape = one.plan.shape.written
            names[part] = [shape.file_name(part, number, len(one.data)) for number in range(len(one.data))]
            files |= dict(zip(names[part], one.data, strict=True))
            files |= {pairs_file(part, number, len(one.pairs)): file for number, file in enumerate(one.pairs)}
        texts = next(iter(written.values())).plan.shape.written.companions(names) if written else {}
        files |= {name: _text(run, scratch, text, f"companion-{n}") for n, (name, text) in enumerate(texts.items())}
        hashes = {name: file.sha256 for name, file in files.items()}
        if any(receipt.rejects for receipt in done):
            files[REJECTS] = _rejects(run, scratch, done)
        view = next(iter(written.values())).plan.recipe.view if written else None
        card = card_of(run.job, run.config.rewriter, fields_of(view), summary, content_hash(hashes), names)
        files["README.md"] = _text(run, scratch, card, "README.md")
    facts = {
        "key": run.config.key,
        "facts": {name: {**asdict(file), "name": name} for name, file in files.items()},
        "summary": summary_json(summary),
    }
    moves = {name: file.name for name, file in files.items()}
    commit(store, moves | {PLAN: OPEN_PLAN}, run.plan.former, tool=__version__, facts=facts)
    store.remove(WORK)
    store.remove(SCRATCH)


def _fill(run: Run, part: str, written: Written, scratch: Path) -> None:
    """Files without a row where there would be none: they say which columns there are."""
    plan, limits = written.plan, run.job.limits
    with ExitStack() as stack:

        def empty(lane: Sink, name: str) -> FileFacts:
            stack.callback(lane.abandon)
            return _put(run, lane.close()[0], f"{WORK}/{part}-no-{name}")

        if not written.data:
            written.data.append(empty(sink(plan.shape.written, scratch, f"{part}-data", limits), "data"))
        if not written.pairs:
            written.pairs.append(empty(ShardedWriter(scratch, f"{part}-pairs", PAIRS_SCHEMA, limits), "pairs"))


def _rejects(run: Run, scratch: Path, done: Sequence[Receipt]) -> FileFacts:
    path, rows = scratch / "all-rejects.jsonl", 0
    with writing(path), path.open("wb") as file:
        for receipt in done:
            if receipt.rejects:
                with run.config.store.path(receipt.rejects.name).open("rb") as one:
                    file.write(one.read())
                rows += receipt.rejects.rows
    return _put(run, path, f"{WORK}/rejects", rows)


def _text(run: Run, scratch: Path, text: str, name: str) -> FileFacts:
    path = scratch / name
    with writing(path):
        path.write_text(text, "utf-8")
    return _put(run, path, f"{WORK}/{name}")


def _put(run: Run, path: Path, name: str, rows: int = 0) -> FileFacts:
    facts = FileFacts(f"{name}{path.suffix}", rows, path.stat().st_size, sha256_of(path))
    run.config.store.put(path, facts.name)
    return facts


def fields_of(view: View | None) -> tuple[str, ...]:
    """The texts that are rewritten, as they are named in the card."""
    return tuple(str(field.path) for field in view.fields if field.kind != "call") if view else ()


_FIGURES = (
    "rows",
    "counterfactuals",
    "outcomes",
    "held",
    "splits",
    "pair_splits",
    "guarded",
    "written",
    "status",
    "unread",
)


def summary_json(summary: Summary) -> dict[str, object]:
    """The figures of a run as a JSON value; the tables of a balance stand in the card alone."""
    return {name: _plain(getattr(summary, name)) for name in _FIGURES}


def read_summary(output: str, value: Mapping[str, object]) -> Summary:
    """The figures that `summary_json` made."""
    return Summary(output, before=True, **{name: value[name] for name in _FIGURES})  # type: ignore[arg-type]


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
