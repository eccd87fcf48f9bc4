"""Columns that follow a text, between Arrow and Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.spans.characters import follow_spans
from cda.dataset.spans.tokens import follow
from cda.errors import SpanCut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cda.dataset.spans.declare import SpanRule
    from cda.types import Rewrite


def follow_row(rule: SpanRule, row: Mapping[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    """Work out the columns of one counterfactual row.

    Args:
        rule: The rule.
        row: The values of its columns in the original row.
        rewrite: The rewriting of its text, or of its tokens joined.

    Returns:
        A new value for each of its columns.

    Raises:
        SpanCut: If one cannot follow; ``where`` names the column.
    """
    old = {name: row[name] for name in rule.columns}
    if not rewrite.edits:
        return old
    if rule.kind == "tokens":
        tags = {name: old[name] for name in rule.columns[1:] if old[name] is not None}
        tokens, new = follow(old[rule.field], tags, rewrite, rule.schemes)
        return {**old, rule.field: tokens, **new}
    try:
        if rule.kind == "columns":
            moved: dict[str, Any] = follow_spans(old, rule.keys, rewrite)
            return moved
        (name,) = rule.columns
        return {name: follow_spans(old[name], rule.keys, rewrite)}
    except SpanCut as cut:
        raise SpanCut(cut.message, where=_where(rule), hint=cut.hint) from None


def written(column: pa.Array, values: Sequence[Any]) -> pa.Array:
    """Write new values in the type of a column.

    Args:
        column: The column of the originals.
        values: The new values.

    Returns:
        The values.

    Raises:
        ArrowInvalid: If a number is too large for the type, as for the index of a dictionary.
    """
    array = pa.array(values, column.type)
    # Arrow widens the index of a dictionary that gets many values: an error here is better than columns that differ.
    return array if array.type == column.type else array.cast(column.type)


def _where(rule: SpanRule) -> str:
    return f"column {'+'.join(rule.columns)!r}"
