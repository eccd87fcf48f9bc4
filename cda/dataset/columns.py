"""Columns in plain Python: originals and counterfactuals of a batch, for ``Dataset.map(batched=True)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cda.dataset.outcome import RowFailure
from cda.dataset.rewriting import rewrite_rows, texts_of
from cda.errors import CdaError, FieldNotText, MissingField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cda.engine import Engine


def missing_column(columns: Sequence[str], wanted: str = "") -> MissingField:
    """The error for a column that is not there, or that nobody named; it lists the columns there are."""
    message = f"there is no column {wanted!r}" if wanted else "it is not clear which column holds the text"
    return MissingField(message, hint=f"name it with fields=[...]; the columns are: {', '.join(columns)}")


def only_text_column(columns: Sequence[str], textual: Sequence[str]) -> tuple[str, ...]:
    """``text``, else the only one of the columns that hold text."""
    if "text" in columns:
        return ("text",)
    if len(textual) == 1:
        return (textual[0],)
    raise missing_column(columns)


def choose_columns(batch: Mapping[str, Sequence[Any]]) -> tuple[str, ...]:
    """The text column of a batch, found by looking at its values."""
    possible = [
        name for name, values in batch.items() if all(value is None or isinstance(value, str) for value in values)
    ]
    # A column of nulls could be text; it is taken for it only where nothing else is.
    certain = [name for name in possible if any(value is not None for value in batch[name])]
    return only_text_column(list(batch), certain or possible)


def _check(columns: Mapping[str, Sequence[Any]]) -> None:
    for name, values in columns.items():
        for value in values:
            if value is not None and not isinstance(value, str):
                kind = type(value).__name__
                raise FieldNotText(f"column {name!r} holds {kind}, not text", hint="name a column of strings")


def map_batch(
    rewriter: Engine, batch: Mapping[str, Sequence[Any]], fields: Sequence[str] | None = None
) -> dict[str, list[Any]]:
    """Put the counterfactuals of each row of a batch directly after it.

    Made for ``Dataset.map(batched=True)``: every column that comes in comes out.

    Args:
        rewriter: The engine.
        batch: Columns of equal length.
        fields: The columns that hold text; where none is named ``text``, else the only column of strings.

    Returns:
        The columns with originals and counterfactuals. Null and empty texts stay as they are.

    Raises:
        MissingField: If a named column is not there, or it is not clear which column holds the text.
        FieldNotText: If a text column holds something other than strings and nulls.
        CdaError: If a row cannot be rewritten.
    """
    columns = {name: list(batch[name]) for name in batch}
    for name in fields or ():
        if name not in columns:
            raise missing_column(list(columns), name)
    rows = max(map(len, columns.values()), default=0)
    if not rows:
        return columns
    chosen = {name: columns[name] for name in fields or choose_columns(columns)}
    _check(chosen)
    results = rewrite_rows(rewriter, texts_of(chosen, rows))
    out: dict[str, list[Any]] = {name: [] for name in columns}
    for row, result in enumerate(results):
        if isinstance(result, RowFailure):
            raise CdaError(f"row {row} of the batch cannot be rewritten: {result.message}")
        for name, values in columns.items():
            out[name].append(values[row])
            for one in result:
                if one.changed:
                    out[name].append(one[name].text if name in one else values[row])
    return out
