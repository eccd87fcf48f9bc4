"""The sheet that is filled: CSV, as every spreadsheet opens it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from cda.errors import InputError, OutputExists
from cda.review.sample import Judged
from cda.storage.writing import writing

_COLUMNS = tuple(field.name for field in fields(Judged))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = "'"


def write_sheet(path: str, judged: Iterable[Judged]) -> None:
    """Write a sheet to fill.

    A cell that a spreadsheet would take for a formula gets a quote in front: what is in a corpus computes nothing.

    Args:
        path: The file, which is not there yet.
        judged: The edits.

    Raises:
        OutputExists: If the file is there.
        OutputError: If it cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as place:
        ...     edit = Judged("train 1 text 0", "pron", "She", "He", "[She] left.", "[He] left.")
        ...     write_sheet(f"{place}/sheet.csv", [edit])
        ...     Path(place, "sheet.csv").read_text(encoding="utf-8-sig").splitlines()[1]
        'train 1 text 0,pron,She,He,[She] left.,[He] left.,,'
    """
    if Path(path).exists():
        hint = "choose another name: somebody may have filled it"
        raise OutputExists("the sheet is there already", where=path, hint=hint)
    with writing(path), Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows([_safe(cell) for cell in astuple(one)] for one in judged)


def read_sheet(path: str) -> list[Judged]:
    """Read a sheet that was filled.

    Args:
        path: The file.

    Returns:
        The edits with their verdicts.

    Raises:
        InputError: If it cannot be read, or lacks a column.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as place:
        ...     write_sheet(f"{place}/sheet.csv", [Judged("1", "pron", "She", "He", "[She]", "[He]", "right")])
        ...     [(one.new, one.verdict) for one in read_sheet(f"{place}/sheet.csv")]
        [('He', 'right')]
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        hint = "give the sheet that cda review wrote, as CSV in UTF-8"
        raise InputError(f"the sheet cannot be read: {problem}", where=path, hint=hint) from problem
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"the sheet has no column {missing[0]!r}", where=path, hint="keep the first line as it was")
    return [Judged(*(_plain(row[name] or "") for name in _COLUMNS)) for row in rows]


def _safe(cell: str) -> str:
    return f"{_QUOTED}{cell}" if cell.startswith((*_FORMULA, _QUOTED)) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_QUOTED) and cell[1:].startswith((*_FORMULA, _QUOTED)) else cell
