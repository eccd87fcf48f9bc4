"""Reading datasets: Parquet, JSON, CSV, text and Hugging Face folders as streams of Arrow blocks."""

from __future__ import annotations

from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cda.dataset.read.file_source import FileSource
from cda.dataset.read.hf_folder import FolderSplit, open_folder
from cda.dataset.read.kind import open_file
from cda.dataset.read.unify import unify
from cda.errors import InputError
from cda.storage.places import at, is_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from cda.dataset.source import Source

__all__ = ["expanded", "open_sources"]


def open_sources(inputs: Sequence[str], *, on_error: Literal["stop", "skip"] = "stop") -> list[Source]:
    """Open files, folders and glob patterns.

    Parquet and Arrow files are read when their blocks are; JSON and CSV files are read once now, for the types of
    their columns.

    Args:
        inputs: Paths and patterns, as the user named them.
        on_error: What a row that cannot be read does: end the run, or go to the rejects.

    Returns:
        A source for every file and for every split of a folder, in the order of the inputs; those of one split have
        one schema.

    Raises:
        InputError: An input matches nothing, is given twice, is of a kind that is not read, or does not fit the rest.
        BrokenInput: A file cannot be read, or a row cannot and ``on_error`` is ``stop``.
    """
    opened: list[FileSource | FolderSplit] = []
    for path in _distinct(expanded(inputs)):
        if at(path).is_dir():
            opened += open_folder(path, on_error)
        else:
            opened.append(open_file(path, "train", on_error))
    return _unified(opened)


def expanded(inputs: Sequence[str]) -> list[str]:
    """Give the files and folders that inputs name.

    Args:
        inputs: Paths, addresses and patterns, as the user named them.

    Returns:
        What each of them names, in order.

    Raises:
        InputError: An input matches nothing.
    """
    return [path for asked in inputs for path in _expand(asked)]


def _unified(opened: Sequence[FileSource | FolderSplit]) -> list[Source]:
    by_split: dict[str, list[FileSource]] = {}
    for source in opened:
        by_split.setdefault(source.split, []).extend(_parts(source))
    unified = {split: unify(parts) for split, parts in by_split.items() if parts}
    schemas = {split: parts[0].schema for split, parts in unified.items()}
    streams = {split: iter(unified.get(split, [])) for split in by_split}
    return [_rebuilt(source, schemas.get(source.split, source.schema), streams[source.split]) for source in opened]


def _expand(asked: str) -> list[str]:
    # A file may be called '[a].txt': what exists is not a pattern.
    if at(asked).exists():
        return [asked]
    found = _matching(asked) if has_magic(asked) else []
    if not found:
        raise InputError(
            f"no file matches {asked!r}" if has_magic(asked) else f"there is no file {asked!r}",
            where=asked,
            hint="check the path, and quote patterns so that the shell leaves them alone",
        )
    return found


def _matching(pattern: str) -> list[str]:
    if is_address(pattern):
        place: Any = at(pattern)
        scheme = pattern.partition("://")[0]
        return sorted(f"{scheme}://{found.lstrip('/')}" for found in place.fs.glob(place.path))
    # Path.glob takes no absolute pattern and changes how the user wrote the path.
    return sorted(glob(pattern, recursive=True))  # noqa: PTH207


def _distinct(paths: Sequence[str]) -> Sequence[str]:
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path if is_address(path) else str(Path(path).resolve()), path)
        if other is not path:
            raise InputError(f"the input is given twice, also as {other!r}", where=path, hint="leave one of them out")
    return paths


def _parts(source: FileSource | FolderSplit) -> tuple[FileSource, ...]:
    return source.parts if isinstance(source, FolderSplit) else (source,)


def _rebuilt(source: FileSource | FolderSplit, schema: pa.Schema, parts: Iterator[FileSource]) -> Source:
    if isinstance(source, FolderSplit):
        return replace(source, schema=schema, parts=tuple(next(parts) for _ in source.parts))
    return next(parts)
