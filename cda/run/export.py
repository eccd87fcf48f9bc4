"""A folder that was made before, written again in another format."""

from __future__ import annotations

import re
import shlex
from array import array
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from cda._version import __version__
from cda.dataset.pairs import PAIRS_SCHEMA
from cda.dataset.read import open_sources
from cda.dataset.views.view import shape_of, view_of
from cda.errors import ConversionError, InputError, RunChanged
from cda.export.card import fenced
from cda.export.folder import (
    WORK,
    commit,
    content_hash,
    former_files,
    refuse_file,
    refuse_overlap,
    sha256_of,
    shard_names,
)
from cda.export.formats import format_named
from cda.export.formats.companions import companions
from cda.export.formats.sinks import sink as sink_for
from cda.export.parquet import Limits
from cda.run.facts import pattern_of
from cda.run.lanes import pairs_sink, refusals
from cda.run.plan import PLAN, read_plan
from cda.storage.store import store_at
from cda.storage.writing import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cda.dataset.source import Source
    from cda.export.formats.format import Target

_PATH = re.compile(r'(  - split: "(?P<split>[^"]+)"\n    path: )"data/[^"]*"')
_HASH = re.compile(r'description: "sha256 [0-9a-f]{64}"')
_PAIRS = re.compile(r"^- config_name: pairs\n(?:  .*\n)*", re.MULTILINE)
_GONE = -1


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Args:
        output: The folder.
        rows: Rows that were read.
        written: Rows that were written.
        refused: Why rows were left out, to how many.
    """

    output: str
    rows: int
    written: int
    refused: Mapping[str, int]


def export_folder(folder: str, output: str, name: str, command: Sequence[str], *, overwrite: bool = False) -> Exported:
    """Write what ``cda augment`` wrote in another format.

    Args:
        folder: The folder that was made before.
        output: The folder to write to.
        name: The format.
        command: The command, for the card.
        overwrite: Whether what a former run wrote to the output may be replaced.

    Returns:
        What was written. Rows that the format cannot hold are left out and counted, and ``pairs`` says of each why.

    Raises:
        InputError: If the folder is none that ``cda augment`` wrote.
        ConversionError: If the format cannot be made of its rows.
        OutputExists: If the output holds something.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> from cda.run.augment import augment_files
        >>> from cda.run.job import AugmentJob
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     _ = augment_files(AugmentJob((f"{place}/in.txt",), f"{place}/out"), Rewriter())
        ...     done = export_folder(f"{place}/out", f"{place}/lines", "jsonl", ("cda", "export"))
        >>> done.rows, done.written
        (2, 2)
    """
    store, card = store_at(output), Path(folder) / "README.md"
    if not card.is_file() or not (Path(folder) / "pairs").is_dir():
        raise InputError("no run of cda wrote this folder", where=folder, hint="give a folder that 'cda augment' wrote")
    refuse_overlap(output, [folder])
    refuse_file(output)
    sources = open_sources([folder])
    fields = _fields(folder)
    targets = {source.split: _target(name, source.schema, fields) for source in sources}
    former = former_files(store, overwrite=overwrite)
    files: dict[str, Path] = {}
    names: dict[str, list[str]] = {}
    refused: dict[str, int] = {}
    rows = written = 0
    with ExitStack() as stack:
        tmp = stack.enter_context(store.scratch())
        for source in sources:
            target = targets[source.split]
            made, places = _write_rows(source, target, name, tmp, refused)
            names[source.split] = [target.file_name(source.split, at, len(made)) for at in range(len(made))]
            files |= dict(zip(names[source.split], made, strict=True))
            files |= _write_pairs(Path(folder), source.split, places, name, tmp)
            rows += len(places)
            written += target.fan_out * sum(place != _GONE for place in places)
        files |= companions(next(iter(targets.values())), names, tmp)
        hashes = {name: sha256_of(path) for name, path in files.items()}
        with writing(output):
            text = _card(card.read_text("utf-8"), names, content_hash(hashes), command)
            (tmp / "README.md").write_text(text, "utf-8")
        staged = {name: f"{WORK}/{number}" for number, name in enumerate((*files, "README.md"))}
        for final, path in (files | {"README.md": tmp / "README.md"}).items():
            store.put(path, staged[final])
        commit(store, staged, former, tool=__version__)
    return Exported(output, rows, written, refused)


def _fields(folder: str) -> tuple[str, ...]:
    """The fields that the run was asked to rewrite; none where it found them by itself."""
    try:
        return tuple(read_plan(store_at(folder).text(PLAN) or "", folder).settings["job"]["fields"])
    except RunChanged:
        return ()


def _target(name: str, schema: pa.Schema, fields: Sequence[str]) -> Target:
    return format_named(name).target(shape_of(schema), schema, view_of(schema, fields).text_column)


def _write_rows(
    source: Source, target: Target, name: str, tmp: Path, refused: dict[str, int]
) -> tuple[list[Path], array[int]]:
    """Write the rows of a split; gives the files, and for each row its new place."""
    sink = sink_for(target, tmp, f"data-{source.split}", Limits())
    places = array("q")
    with ExitStack() as stack:
        stack.callback(sink.abandon)
        for block in source.blocks(Limits().block_rows):
            reasons = refusals(block.table, target, name)
            for failure in reasons.values():
                refused[failure.message] = refused.get(failure.message, 0) + 1
            kept = [row for row in range(block.table.num_rows) if row not in reasons]
            first = sink.rows
            numbers = {row: first + target.fan_out * at for at, row in enumerate(kept)}
            places.extend(numbers.get(row, _GONE) for row in range(block.table.num_rows))
            sink.write(target.convert(block.table.take(kept) if reasons else block.table))
        return sink.close(), places


def _write_pairs(folder: Path, split: str, places: array[int], name: str, tmp: Path) -> dict[str, Path]:
    """Write ``pairs`` of a split again, with the new places of its rows."""
    sink = pairs_sink(tmp, split, Limits())
    with ExitStack() as stack:
        stack.callback(sink.abandon)
        for path in sorted((folder / "pairs").glob(f"{split}-*.parquet")):
            for batch in pq.ParquetFile(path, pre_buffer=False).iter_batches(1_000):
                sink.write(_moved(batch, places, name))
        return shard_names(split, sink.close())


def _moved(batch: pa.RecordBatch, places: array[int], name: str) -> pa.RecordBatch:
    """Pairs with the new places of their rows."""
    moved = {
        column: [None if row is None or places[row] == _GONE else places[row] for row in values.to_pylist()]
        for column, values in ((name, batch.column(name)) for name in ("row", "counterfactual_row"))
    }
    old = zip(*(batch.column(column).to_pylist() for column in moved), strict=True)
    gone = [any(row is not None and places[row] == _GONE for row in pair) for pair in old]
    said = f"{ConversionError.code}: left out, the format {name} cannot hold the row"
    errors = [said if left else error for left, error in zip(gone, batch.column("error").to_pylist(), strict=True)]
    new = {column: pa.array(values, pa.int64()) for column, values in moved.items()}
    new["error"] = pa.array(errors, pa.string())
    columns = [new.get(field.name, batch.column(field.name)) for field in PAIRS_SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=PAIRS_SCHEMA)


def _card(text: str, names: Mapping[str, Sequence[str]], content: str, command: Sequence[str]) -> str:
    """The card with the new files in its header, and with the command that wrote them."""

    def path(found: re.Match[str]) -> str:
        pattern = pattern_of(names[found["split"]]) if found["split"] in names else ""
        return f'{found[1]}"{pattern}"'

    if not all(name.endswith(".parquet") for some in names.values() for name in some):
        text = _PAIRS.sub("", text, count=1)  # to Hugging Face a data set is all of one kind of file
    text = _HASH.sub(f'description: "sha256 {content}"', _PATH.sub(path, text))
    return f"{text.rstrip()}\n\n## How it was exported\n\n{fenced(shlex.join(command))}\n"
