"""A run of ``cda augment``: inputs in, a folder that Hugging Face opens out."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyarrow.parquet as pq

from cda._version import __version__
from cda.dataset.fields import choose_fields
from cda.dataset.identify import Identity, identities
from cda.dataset.interleave import ID_COLUMNS, output_schema, pieces
from cda.dataset.outcome import OUTCOMES, Counts, RowFailure, RowResult, nothing
from cda.dataset.pairs import PAIRS_SCHEMA, Pair, pairs_batch
from cda.dataset.plan import Origin, Target, plan_batch
from cda.dataset.read import open_sources
from cda.dataset.read.parquet import ParquetFile
from cda.dataset.rewriting import Texts, batch_texts, rewrite_rows
from cda.dataset.source import Block, Reject, Source
from cda.errors import OptionError
from cda.export.folder import REJECTS, commit, content_hash, former_files, refuse_overlap, shard_names, work_folder
from cda.export.parquet import ShardedWriter, writing
from cda.run.facts import card_of
from cda.run.job import AugmentJob, Progress, Summary, no_progress
from cda.swapping.variant import JOINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from cda.engine import Engine


@dataclass(slots=True)
class _Run:
    """What is open while a run goes on."""

    job: AugmentJob
    rewriter: Engine
    rejects: IO[str]
    progress: Progress
    total: int | None
    counts: Counts = field(default_factory=nothing)
    fields: dict[str, None] = field(default_factory=dict)
    splits: dict[str, int] = field(default_factory=dict)
    pair_splits: dict[str, int] = field(default_factory=dict)


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


def _target(job: AugmentJob, rewriter: Engine, schema: pa.Schema) -> Target:
    taken = sorted(set(ID_COLUMNS) & set(schema.names))
    if job.with_ids and taken:
        hint = "leave --with-ids out, or take these columns out of the input"
        raise OptionError(f"the input has columns that --with-ids adds: {', '.join(taken)}", hint=hint)
    fields = choose_fields(schema, job.fields)
    with_ids = output_schema(schema, fields, with_ids=job.with_ids)
    return Target(with_ids, fields, JOINED.join(rewriter.attributes), job.with_ids)


def _reject_line(reject: Reject) -> str:
    names = ("source", "row", "line", "code", "message", "raw")
    return json.dumps({name: getattr(reject, name) for name in names}) + "\n"


def _failures(block: Block, rows: Iterable[tuple[int, Texts, RowResult]]) -> Iterator[Reject]:
    for number, texts, result in rows:
        if isinstance(result, RowFailure):
            yield Reject(block.source, number, result.code, result.message, json.dumps(texts))


def _write_block(run: _Run, block: Block, identity: Identity, target: Target, out: tuple[ShardedWriter, ...]) -> None:
    default, pairs = out
    found: list[tuple[int, Pair]] = []
    rejects = list(block.rejects)
    for reject in block.rejects:
        failure = RowFailure(reject.code, f"{reject.code}: {reject.message}")
        name = identity.hashed(reject.row)
        found.append((reject.row, Pair(name, block.source, None, None, "failed", target.attribute, None, failure)))
    run.counts.outcomes["failed"] += len(rejects)
    done = 0
    for piece in pieces(block.table, run.job.limits.block_bytes):
        numbers = block.rows[done : done + piece.num_rows]
        done += piece.num_rows
        texts = batch_texts(piece, target.fields)
        origin = Origin(block.source, identity.ids(piece, numbers))
        results = rewrite_rows(run.rewriter, texts, origin.ids)
        plan = plan_batch(piece, results, origin, target, default.rows)
        default.write(plan.default)
        run.counts += plan.counts
        found += ((number, pair) for number, some in zip(numbers, plan.pairs, strict=True) for pair in some)
        rejects += _failures(block, zip(numbers, texts, results, strict=True))
    # Rejected rows stand where they stood in the input.
    pairs.write(pairs_batch(pair for _, pair in sorted(found, key=lambda item: item[0])))
    with writing(Path(run.job.output) / REJECTS):
        run.rejects.writelines(_reject_line(reject) for reject in sorted(rejects, key=lambda reject: reject.row))
    run.progress(run.counts.rows, run.total)


def _write_split(run: _Run, split: str, sources: list[Identity], tmp: Path) -> dict[str, Path]:
    target = _target(run.job, run.rewriter, sources[0].source.schema)
    run.fields |= dict.fromkeys(target.fields)
    limits = run.job.limits
    default = ShardedWriter(tmp, f"data-{split}", target.schema, limits)
    pairs = ShardedWriter(tmp, f"pairs-{split}", PAIRS_SCHEMA, limits)
    with ExitStack() as stack:
        stack.callback(pairs.abandon)
        stack.callback(default.abandon)
        for identity in sources:
            for block in identity.source.blocks(limits.block_rows):
                _write_block(run, block, identity, target, (default, pairs))
        files = shard_names("data", split, default.close()) | shard_names("pairs", split, pairs.close())
    run.splits[split], run.pair_splits[split] = default.rows, pairs.rows
    return files


def _summary(run: _Run) -> Summary:
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
    )


def augment_files(job: AugmentJob, rewriter: Engine, *, progress: Progress = no_progress) -> Summary:
    """Write every row of the inputs and its counterfactual to a folder.

    Args:
        job: What is to be done.
        rewriter: The engine.
        progress: Told of every block of rows that is done.

    Returns:
        What was done.

    Raises:
        OutputExists: If the output folder holds something.
        OutputError: If the output cannot be written.
        OptionError: If the output lies in an input, or the other way round.
        CdaError: If the inputs cannot be read or have no such field.
    """
    output = Path(job.output)
    rewriter.model  # noqa: B018 - a model that is missing or altered is said before anything is read
    refuse_overlap(output, job.inputs)
    sources = open_sources(job.inputs, on_error=job.on_error)
    refuse_overlap(output, [source.name for source in sources])
    former = former_files(output, overwrite=job.overwrite)
    splits = _by_split(sources, job.id_column)
    for members in splits.values():
        _target(job, rewriter, members[0].source.schema)  # a wrong field is said before anything is written
    with ExitStack() as stack:
        tmp = stack.enter_context(work_folder(output))
        with writing(output):
            rejects = stack.enter_context((tmp / "rejects.jsonl").open("w", encoding="ascii"))
        run = _Run(job, rewriter, rejects, progress, _known_total(sources))
        files: dict[str, Path] = {}
        for split, members in splits.items():
            files |= _write_split(run, split, members, tmp)
        summary = _summary(run)
        card = card_of(job, rewriter, tuple(run.fields), summary, content_hash(files))
        with writing(output):
            rejects.close()
            (tmp / "README.md").write_text(card, "utf-8")
        if run.counts.outcomes["failed"]:
            files[REJECTS] = tmp / "rejects.jsonl"
        commit(output, files | {"README.md": tmp / "README.md"}, former, tool=__version__)
    return summary
