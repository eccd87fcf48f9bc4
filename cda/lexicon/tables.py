"""Reading the tab-separated tables of a lexicon, with errors that name file, line and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from cda.errors import LexiconFormatError
from cda.lexicon.schema import Row

Validated = TypeVar("Validated", bound=Row)


def cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table as dictionaries.

    Args:
        path: A tab-separated file with a header row.

    Yields:
        Line number, from 1, and the cells by column.

    Raises:
        LexiconFormatError: If the file is no UTF-8, has no header, or a row has too many or too few cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconFormatError("the table is not UTF-8", where=str(path), hint="save it as UTF-8") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        values = line.rstrip("\r").split("\t")
        if header is None:
            header = values
            twice = next((name for name in header if header.count(name) > 1), None)
            if twice:
                raise LexiconFormatError(f"the column {twice!r} stands twice", where=f"{path} line {number}")
        elif len(values) != len(header):
            raise LexiconFormatError(
                f"the row has {len(values)} cells, the header {len(header)}",
                where=f"{path} line {number}",
                hint="cells are separated by one tab; leave an empty cell for 'none'",
            )
        else:
            yield number, dict(zip(header, values, strict=True))
    if header is None:
        raise LexiconFormatError(
            "the table has no header row", where=str(path), hint="the columns are described in lexicons/FORMAT.md"
        )


def validate(path: Path, line: int, kind: type[Validated], values: dict[str, object]) -> Validated:
    """Check a row against its schema.

    Args:
        path: The table, for the error.
        line: The line, for the error.
        kind: The schema.
        values: The cells.

    Returns:
        The checked row.

    Raises:
        LexiconFormatError: If a cell is missing, unknown or wrong; names the column.
    """
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"]) or "row"
        raise LexiconFormatError(
            f"column {column!r}: {first['msg']}",
            where=f"{path} line {line}",
            hint="the columns and their values are described in lexicons/FORMAT.md",
        ) from error
