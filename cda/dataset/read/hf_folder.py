"""Dataset folders: those that ``datasets.save_to_disk`` wrote, and those with a card or with named data files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from cda.dataset.read.arrow_file import ArrowFile
from cda.dataset.read.file_source import FileSource
from cda.dataset.read.hf_card import split_files
from cda.dataset.read.kind import open_file
from cda.errors import BrokenInput
from cda.storage.places import at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from cda.dataset.read.rows import OnError
    from cda.dataset.source import Block

_SPLIT_NAME = re.compile(r"\w+(\.\w+)*")


@dataclass(frozen=True, slots=True)
class FolderSplit:
    """One split of a dataset folder; its files are read as one, with rows numbered through.

    Args:
        name: The folder, as the user named it.
        split: The name of the split.
        schema: The schema of all files.
        parts: Its files in order; a saved dataset without rows has none.
    """

    name: str
    split: str
    schema: pa.Schema
    parts: tuple[FileSource, ...]

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows of all files, at most ``size`` a block.

        Raises:
            BrokenInput: A file or a row cannot be read.
        """
        start = 0
        for part in self.parts:
            read = 0
            for block in part.blocks(size):
                read = max([read, *(row + 1 for row in block.rows), *(reject.row + 1 for reject in block.rejects)])
                yield within(self.name, start, block)
            start += read


def within(folder: str, start: int, block: Block) -> Block:
    """A block of a file as one of its folder.

    Args:
        folder: The folder, as the user named it.
        start: How many rows stand in the files of the split before this one.
        block: Rows of the file.

    Returns:
        The rows with their numbers in the split.
    """
    rejects = tuple(
        # Only the message still tells which file of the folder it was.
        replace(
            reject,
            source=folder,
            row=start + reject.row,
            message=f"{block.source.removeprefix(folder).lstrip('/')}: {reject.message}",
        )
        for reject in block.rejects
    )
    return replace(block, source=folder, rows=tuple(start + row for row in block.rows), rejects=rejects)


def open_folder(folder: str, on_error: OnError) -> list[FolderSplit]:
    """Open a dataset folder.

    Args:
        folder: The folder as the user named it.
        on_error: What a bad row does.

    Returns:
        Its splits; the schemas of the files of a split are not brought together yet.

    Raises:
        InputError: It holds no dataset.
        BrokenInput: A file of it cannot be read.
    """
    base = at(folder)
    if (base / "dataset_dict.json").is_file():
        names = _json(base / "dataset_dict.json").get("splits") or []
        if not isinstance(names, list):
            raise BrokenInput("the saved dataset does not list its splits", where=str(base / "dataset_dict.json"))
        return [_saved(folder, _inside(base, name), str(name), on_error) for name in names]
    if (base / "state.json").is_file():
        return [_saved(folder, base, "", on_error)]
    return [
        _joined(folder, split, [open_file(path, split, on_error) for path in paths])
        for split, paths in split_files(folder).items()
    ]


def _joined(folder: str, split: str, parts: Sequence[FileSource]) -> FolderSplit:
    return FolderSplit(folder, split, parts[0].schema, tuple(parts))


def _saved(folder: str, base: Path, split: str, on_error: OnError) -> FolderSplit:
    state = _json(base / "state.json")
    found = split or str(state.get("_split") or "train")
    # The split of a part of a dataset, such as 'train[:10%]', is no name that a file can have.
    name = found if _SPLIT_NAME.fullmatch(found) else "train"
    try:
        paths = [str(_inside(base, entry["filename"])) for entry in state["_data_files"]]
    except (KeyError, TypeError):
        raise BrokenInput("the saved dataset names no data files", where=str(base / "state.json")) from None
    if not paths:
        return FolderSplit(folder, name, _saved_schema(base / "dataset_info.json"), ())
    return _joined(folder, name, [ArrowFile.open(path, name, on_error) for path in paths])


def _inside(base: Path, name: object) -> Path:
    """A saved dataset may come from someone else: it may not lead out of its folder."""
    relative = PurePath(str(name))
    if not isinstance(name, str) or "\0" in name or relative.is_absolute() or ".." in relative.parts:
        raise BrokenInput(f"the saved dataset names what is not in its folder: {str(name)[:80]!r}", where=str(base))
    return base / relative


def _saved_schema(info: Path) -> pa.Schema:
    """Without rows no Arrow file is saved, and only this file tells the columns."""
    from datasets import Features  # noqa: PLC0415 - it takes a second to import and is seldom needed

    try:
        return Features.from_dict(_json(info)["features"]).arrow_schema
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise BrokenInput("the saved dataset does not tell its columns", where=str(info)) from problem


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise BrokenInput(f"the saved dataset cannot be read: {problem}", where=str(path)) from problem
    if not isinstance(value, dict):
        raise BrokenInput("the saved dataset cannot be read: no object in the file", where=str(path))
    return value
