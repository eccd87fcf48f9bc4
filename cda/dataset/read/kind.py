"""Telling what kind of file a file is."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cda.dataset.read.arrow_file import ArrowFile
from cda.dataset.read.csv import CsvFile
from cda.dataset.read.file_source import FileSource
from cda.dataset.read.files import ending, open_binary
from cda.dataset.read.json_array import JsonArray
from cda.dataset.read.jsonl import JsonLines
from cda.dataset.read.parquet import ParquetFile
from cda.dataset.read.text import TextLines
from cda.errors import InputError

if TYPE_CHECKING:
    from cda.dataset.read.rows import OnError

READERS: Mapping[type[FileSource], tuple[str, ...]] = {
    ArrowFile: (".arrow",),
    CsvFile: (".csv", ".tsv"),
    JsonArray: (),  # a file that ends in .json may hold JSON lines: its content tells
    JsonLines: (".jsonl", ".ndjson"),
    ParquetFile: (".parquet", ".pq"),
    TextLines: (".txt", ".text"),
}
"""What reads files, each with the endings by which they are known."""

PARQUET_ENDINGS = frozenset(READERS[ParquetFile])
ROW_ENDINGS = frozenset({*READERS[JsonLines], ".json", *READERS[CsvFile]})
KINDS: Mapping[str, type[FileSource]] = {kind.__name__: kind for kind in READERS}
"""What reads a file, by its name."""

_BY_ENDING = {one: kind for kind, endings in READERS.items() for one in endings}

_HEAD = 64 * 1024


def open_file(name: str, split: str, on_error: OnError) -> FileSource:
    """Open a file by its ending, or by its content where the ending does not tell.

    Raises:
        InputError: The file is not there or of a kind that is not read.
        BrokenInput: It cannot be read.
    """
    kind = _BY_ENDING.get(ending(name)) or _by_content(name)
    return kind.open(name, split, on_error)


def _by_content(name: str) -> type[FileSource]:
    with open_binary(name) as file:
        head = file.read(_HEAD)
    if ending(name) == ".json":
        return _json_kind(head.removeprefix(codecs.BOM_UTF8).lstrip(), name)
    if head.startswith(b"PAR1"):
        return ParquetFile
    _require_text(head, name)
    return TextLines


def _json_kind(head: bytes, name: str) -> type[FileSource]:
    if head.partition(b"\n")[0].strip() == b"{":
        raise InputError(
            "the file holds one JSON object over several lines, not rows",
            where=name,
            hint="write an array of objects, or an object a line",
        )
    return JsonArray if head.startswith(b"[") else JsonLines


def _require_text(head: bytes, name: str) -> None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        is_text = b"\0" not in head
    except UnicodeDecodeError:
        is_text = False
    if not is_text:
        raise InputError(
            "files of this kind are not read",
            where=name,
            hint="give Parquet, JSON Lines, JSON, CSV, TSV, UTF-8 text, or a datasets folder; .gz of the text kinds",
        )
