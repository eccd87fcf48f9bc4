"""The ``pairs`` table: for every input row what became of it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from cda.dataset.outcome import Outcome, RowFailure
from cda.types import RowRewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPAN = (("field", pa.string()), ("start", pa.int64()), ("end", pa.int64()))
_NEW_SPAN = (("new_start", pa.int64()), ("new_end", pa.int64()))
_EDIT = pa.struct(
    [*_SPAN, *_NEW_SPAN, ("old", pa.string()), ("new", pa.string()), ("entry", pa.string()), ("note", pa.string())]
)
_HELD = pa.struct([*_SPAN, ("text", pa.string()), ("reason", pa.string()), ("cue", pa.string())])
_FLAG = pa.struct(
    [*_SPAN, ("text", pa.string()), ("cue", pa.string()), ("strength", pa.string()), ("category", pa.string())]
)

PAIRS_SCHEMA = pa.schema(
    [
        ("source_id", pa.string()),
        ("source", pa.string()),
        ("row", pa.int64()),
        ("counterfactual_row", pa.int64()),
        ("outcome", pa.string()),
        ("attribute", pa.string()),
        ("group", pa.string()),
        ("edits", pa.list_(_EDIT)),
        ("held", pa.list_(_HELD)),
        ("flags", pa.list_(_FLAG)),
        ("error", pa.string()),
    ]
)
"""The columns of ``pairs``."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of ``pairs``.

    Args:
        source_id: The id of the input row.
        source: The file or folder it came from.
        row: Its place in ``default`` within the split; ``None`` where it could not be read.
        counterfactual_row: The place of its counterfactual; ``None`` where none was written.
        outcome: What became of it.
        attribute: The attribute that was changed or was to be, several joined by ``+``.
        group: The group that the counterfactual was written to, several joined by ``+``.
        result: What the engine gave for it; for a row that could not be read, why.
    """

    source_id: str
    source: str
    row: int | None
    counterfactual_row: int | None
    outcome: Outcome
    attribute: str
    group: str | None
    result: RowRewrite | RowFailure


def storable(text: str) -> str:
    r"""Make a string that any file can hold: lone surrogates, as odd file names have them, become ``\udc..``.

    Args:
        text: Any string.

    Returns:
        The string, unchanged where it is proper Unicode.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _edits(result: RowRewrite) -> Iterator[tuple[object, ...]]:
    for field, rewrite in result.items():
        for e in rewrite.edits:
            yield field, e.start, e.end, e.new_start, e.new_end, e.old, e.new, e.entry, e.note


def _held(result: RowRewrite) -> Iterator[tuple[object, ...]]:
    for field, rewrite in result.items():
        yield from ((field, h.start, h.end, h.text, h.reason, h.cue) for h in rewrite.held)


def _flags(result: RowRewrite) -> Iterator[tuple[object, ...]]:
    for field, rewrite in result.items():
        yield from ((field, f.start, f.end, f.text, f.cue, f.strength, f.category) for f in rewrite.flags)


def _row(pair: Pair) -> tuple[object, ...]:
    failure = pair.result if isinstance(pair.result, RowFailure) else None
    result = RowRewrite({}) if isinstance(pair.result, RowFailure) else pair.result
    return (
        pair.source_id,
        storable(pair.source),
        pair.row,
        pair.counterfactual_row,
        pair.outcome,
        pair.attribute,
        pair.group,
        list(_edits(result)),
        list(_held(result)),
        list(_flags(result)),
        storable(failure.message) if failure else None,
    )


def pairs_batch(pairs: Iterable[Pair]) -> pa.RecordBatch:
    """Write rows of ``pairs`` as Arrow.

    Args:
        pairs: The rows, in order.

    Returns:
        A batch in ``PAIRS_SCHEMA``.
    """
    rows = [_row(pair) for pair in pairs]
    columns = zip(*rows, strict=True) if rows else ((),) * len(PAIRS_SCHEMA)
    arrays = [pa.array(list(values), field.type) for values, field in zip(columns, PAIRS_SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=PAIRS_SCHEMA)
