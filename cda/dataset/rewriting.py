"""The texts of a batch through the engine, so that a row that breaks it breaks nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cda.dataset.outcome import RowFailure, RowResult
from cda.errors import CdaError
from cda.swapping.variant import JOINED
from cda.types import RowRewrite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from cda.engine import Engine

Texts = dict[str, str]
"""The texts of a row by field; a field that is null or empty is not there."""


def texts_of(columns: Mapping[str, Sequence[str | None]], rows: int) -> list[Texts]:
    """Collect what is to be rewritten in each row.

    Args:
        columns: The values of each text field.
        rows: The number of rows.

    Returns:
        The texts of each row that are neither null nor empty.
    """
    return [{field: text for field, values in columns.items() if (text := values[row])} for row in range(rows)]


def batch_texts(batch: pa.RecordBatch, fields: Sequence[str]) -> list[Texts]:
    """Collect what is to be rewritten in each row of an Arrow batch.

    Args:
        batch: The rows.
        fields: The text fields.

    Returns:
        The texts of each row that are neither null nor empty.
    """
    return texts_of({field: batch.column(field).to_pylist() for field in fields}, batch.num_rows)


def _rewrite(rewriter: Engine, rows: Sequence[Texts], ids: Sequence[str] | None) -> list[tuple[RowRewrite, ...]]:
    results = list(rewriter.variants(rows, ids))
    if len(results) != len(rows):
        raise RuntimeError(f"the engine gave {len(results)} results for {len(rows)} rows")
    return results


def _rewrite_one(rewriter: Engine, row: Texts, ids: Sequence[str] | None) -> RowResult:
    try:
        return _rewrite(rewriter, [row], ids)[0]
    except CdaError:
        raise  # a missing model or a bad option is no property of the row
    except Exception as error:  # noqa: BLE001 - whatever a text does to the engine, the other rows go on
        return RowFailure(CdaError.code, f"{type(error).__name__}: {error}")


def rewrite_rows(rewriter: Engine, rows: Sequence[Texts], ids: Sequence[str] | None = None) -> list[RowResult]:
    """Rewrite rows, and keep a failure to the row that caused it.

    Args:
        rewriter: The engine.
        rows: The texts of each row.
        ids: The id of each row, on which choices depend; by default hashes of their texts.

    Returns:
        A result for each row, in order.

    Raises:
        CdaError: If the engine cannot work at all, as where its model is missing.
    """
    results: list[RowResult] = [(RowRewrite({}, attribute=JOINED.join(rewriter.attributes)),)] * len(rows)
    filled = [number for number, row in enumerate(rows) if row]
    found: list[RowResult]
    try:
        named = None if ids is None else [ids[number] for number in filled]
        found = list(_rewrite(rewriter, [rows[number] for number in filled], named))
    except CdaError:
        raise
    except Exception:  # noqa: BLE001 - which row it was is found by trying each alone
        found = [_rewrite_one(rewriter, rows[number], None if ids is None else [ids[number]]) for number in filled]
    for number, result in zip(filled, found, strict=True):
        results[number] = result
    return results
