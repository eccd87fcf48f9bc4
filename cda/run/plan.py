"""The plan of a run: what is to be done, of which input, cut into which shards. Written before anything else is."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from cda._version import __version__
from cda.dataset.identify import Identity
from cda.dataset.read.file_source import FileSource
from cda.dataset.read.hf_folder import FolderSplit
from cda.dataset.read.kind import KINDS
from cda.dataset.read.rows import OnError
from cda.dataset.source import Extent, Mark, Source, Stretch
from cda.errors import RunChanged
from cda.export.folder import WORK
from cda.run.work import Leaf

PLAN = ".cda/plan.json"
"""Where the plan of a run lies that is done."""

OPEN_PLAN = f"{WORK}/plan.json"
"""Where the plan of a run lies that is not done: beside a former run, if there is one, until it takes its place."""

_FORM = 1


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run does.

    Args:
        settings: Every option that the output depends on, and the lexicons and the model with their hashes.
        command: The command that makes the output again, for the card.
        given: The files and folders that the inputs named.
        sources: The sources, those of a split one after the other.
        leaves: The files of the sources, in order.
        prints: File to what it was.
        former: What a former run wrote to the folder, and what goes once this one is whole.
        tool: The version of the program.
    """

    settings: Mapping[str, Any]
    command: tuple[str, ...]
    given: tuple[str, ...]
    sources: tuple[Identity, ...]
    leaves: tuple[Leaf, ...]
    prints: Mapping[str, str]
    former: tuple[str, ...] = ()
    tool: str = __version__

    @property
    def key(self) -> str:
        """Tells this run from any with other input, options, lexicons, shards or program; 64 hexadecimal digits."""
        shards = [[leaf.file.name, leaf.extent.rows, leaf.every] for leaf in self.leaves]
        told = [self.settings, sorted(self.prints.items()), shards, self.tool]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode("ascii")).hexdigest()

    @property
    def rows(self) -> int:
        """All rows of the input."""
        return sum(leaf.extent.rows for leaf in self.leaves)

    def splits(self) -> dict[str, list[Identity]]:
        """Split to its sources."""
        found: dict[str, list[Identity]] = {}
        for identity in self.sources:
            found.setdefault(identity.source.split, []).append(identity)
        return found

    def shards(self) -> Iterator[tuple[int, int, Stretch]]:
        """Cut the input into shards.

        Yields:
            For each shard its number, the number of its file and the rows of the file.
        """
        yield from shards_of(self.leaves)

    def dumps(self) -> str:
        """As JSON."""
        schemas: dict[str, int] = {}

        def schema(value: pa.Schema) -> int:
            text = base64.b64encode(value.serialize()).decode("ascii")
            return schemas.setdefault(text, len(schemas))

        sources = [
            {
                "name": one.source.name,
                "split": one.source.split,
                "schema": schema(one.source.schema),
                "folder": isinstance(one.source, FolderSplit),
                "twin": one.twin,
                "column": one.column,
            }
            for one in self.sources
        ]
        places = {id(identity): place for place, identity in enumerate(self.sources)}
        leaves = [
            {
                "source": places[id(leaf.identity)],
                "kind": type(leaf.file).__name__,
                "name": leaf.file.name,
                "schema": schema(leaf.file.schema),
                "on_error": leaf.file.on_error,
                "first": leaf.first,
                "rows": leaf.extent.rows,
                "bytes": leaf.extent.bytes,
                "marks": leaf.extent.marks,
                "every": leaf.every,
            }
            for leaf in self.leaves
        ]
        value = {
            "plan": _FORM,
            "cda": self.tool,
            "key": self.key,
            "settings": self.settings,
            "command": self.command,
            "given": self.given,
            "prints": dict(self.prints),
            "former": self.former,
            "schemas": list(schemas),
            "sources": sources,
            "leaves": leaves,
        }
        return json.dumps(value, indent=1) + "\n"


def read_plan(text: str, where: str) -> RunPlan:
    """The plan that `RunPlan.dumps` wrote.

    Args:
        text: The JSON.
        where: The folder, for errors.

    Returns:
        The plan.

    Raises:
        RunChanged: If another version of the program wrote it, or it is damaged.
    """
    hint = "begin anew with --overwrite, or go on with the program that began"
    try:
        value = json.loads(text)
        if (value["plan"], value["cda"]) != (_FORM, __version__):
            message = f"the run was planned by cda {value['cda']}, and this is {__version__}"
            raise RunChanged(message, where=where, hint=hint)
        plan = _plan(value)
    except (ValueError, KeyError, TypeError, AttributeError, pa.ArrowException) as problem:
        raise RunChanged(f"the plan of the run cannot be read: {problem!r}", where=where, hint=hint) from problem
    if plan.key != value["key"]:
        raise RunChanged("the plan of the run was changed", where=where, hint=hint)
    return plan


def _plan(value: Mapping[str, Any]) -> RunPlan:
    schemas = [pa.ipc.read_schema(pa.py_buffer(base64.b64decode(text))) for text in value["schemas"]]
    files: list[list[FileSource]] = [[] for _ in value["sources"]]
    for leaf in value["leaves"]:
        on_error: OnError = leaf["on_error"]
        split = value["sources"][leaf["source"]]["split"]
        files[leaf["source"]].append(KINDS[leaf["kind"]](leaf["name"], split, schemas[leaf["schema"]], on_error))
    sources = [
        Identity(_source(one, schemas[one["schema"]], some), one["twin"], one["column"])
        for one, some in zip(value["sources"], files, strict=True)
    ]
    streams = [iter(some) for some in files]
    leaves = [
        Leaf(
            sources[leaf["source"]],
            next(streams[leaf["source"]]),
            leaf["first"],
            Extent(leaf["rows"], leaf["bytes"], tuple(Mark(*mark) for mark in leaf["marks"])),
            leaf["every"],
        )
        for leaf in value["leaves"]
    ]
    return RunPlan(
        value["settings"],
        tuple(value["command"]),
        tuple(value["given"]),
        tuple(sources),
        tuple(leaves),
        value["prints"],
        tuple(value["former"]),
        value["cda"],
    )


def _source(value: Mapping[str, Any], schema: pa.Schema, files: Sequence[FileSource]) -> Source:
    return FolderSplit(value["name"], value["split"], schema, tuple(files)) if value["folder"] else files[0]


def shards_of(leaves: Sequence[Leaf]) -> Iterator[tuple[int, int, Stretch]]:
    """Cut files into shards.

    Args:
        leaves: The files.

    Yields:
        For each shard its number, the number of its file and the rows of the file.
    """
    number = 0
    for place, leaf in enumerate(leaves):
        for rows in leaf.stretches():
            yield number, place, rows
            number += 1


def leaves_of(sources: Sequence[Identity], asked: int | None) -> list[Leaf]:
    """Measure the files of the sources, and settle how many rows a shard has.

    Args:
        sources: The sources.
        asked: How many rows the user asked for; by default as many as make about `SHARD_BYTES`.

    Returns:
        The files, in order.
    """
    leaves = []
    for identity in sources:
        first = 0
        source: Any = identity.source
        for file in source.parts if isinstance(source, FolderSplit) else (source,):
            extent = file.extent()
            every = asked or _by_size(extent)
            leaf = Leaf(identity, file, first, extent, every)
            marks = dict.fromkeys(rows.mark for rows in leaf.stretches() if rows.mark)
            leaves.append(replace(leaf, extent=replace(extent, marks=tuple(marks))))
            first += extent.rows
    return leaves


SHARD_BYTES = 8 << 20
"""About how many bytes of input a shard has: some seconds of work, and files of a size that suits the Hub."""

_MOST_ROWS = 50_000


def _by_size(extent: Extent) -> int:
    if not extent.rows:
        return 1
    number = max(-(-extent.bytes // SHARD_BYTES), -(-extent.rows // _MOST_ROWS), 1)
    return -(-extent.rows // min(number, extent.rows))
