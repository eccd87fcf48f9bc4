"""By which keys spans are told in the data sets there are: tables, and how a type is recognised by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from cda.dataset.views.leaves import inner_type
from cda.dataset.views.path import EACH
from cda.dataset.views.view import holds_strings

if TYPE_CHECKING:
    from collections.abc import Mapping

_BORDERS = (
    ("start", "end"),
    ("begin", "end"),
    ("start", "stop"),
    ("start_char", "end_char"),
    ("char_start", "char_end"),
    ("start_offset", "end_offset"),
    ("begin_offset", "end_offset"),
    ("start_idx", "end_idx"),
    ("start_index", "end_index"),
    ("start_pos", "end_pos"),
    ("start_position", "end_position"),
    ("span_start", "span_end"),
    ("answer_start", "answer_end"),
    ("entity_start", "entity_end"),
    ("startOffset", "endOffset"),
    ("beginOffset", "endOffset"),
    ("startIndex", "endIndex"),
)
_LENGTHS = (("offset", "length"), ("start", "length"), ("offset", "len"), ("start", "len"))
_PAIRS = ("offsets", "span", "spans", "char_span", "char_offsets")
_STARTS = ("answer_start", "answers_start", "start", "start_char", "char_start", "start_offset", "offset", "begin")
_COPIES = (
    "text",
    "surface",
    "surface_form",
    "mention",
    "mention_text",
    "entity_text",
    "span_text",
    "word",
    "phrase",
    "string",
    "value",
    "answer_text",
)
_TELLING = frozenset({"answer_start", "answers_start", "offsets", "char_span", "char_offsets"})
"""Names that mean places in a text wherever they stand; a ``start`` may be in seconds."""
_NO_TEXT = frozenset({"arguments", "parameters"})
"""Keys under which functions are called: what starts and ends there is none of our texts."""

Ends = Literal["end", "length", "pair", "copy"]
"""How an end is told: by itself, as a length, in one list with the start, or by the text of the span."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Under which keys, or in which columns, a span is told.

    Args:
        ends: How its end is told.
        start: Where its start is, or the list of both.
        end: Where its end or length is, where it has a place of its own.
        copies: Where its text is written once more.
    """

    ends: Ends
    start: str
    end: str = ""
    copies: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (self.start, *([self.end] if self.end else []), *self.copies)


def keys_in(kinds: Mapping[str, pa.DataType]) -> Keys | None:
    """Find the keys of a span among those of a struct.

    Args:
        kinds: The keys with their types; numbers and texts, or lists of them in step.

    Returns:
        The keys; ``None`` where nothing in it tells a span.

    Example:
        >>> keys_in({"text": pa.string(), "answer_start": pa.int32()})
        Keys(ends='copy', start='answer_start', end='', copies=('text',))
    """
    depths = {name: depth for name, kind in kinds.items() if (depth := integer_depth(kind)) is not None}
    two: tuple[tuple[Ends, tuple[tuple[str, str], ...]], ...] = (("end", _BORDERS), ("length", _LENGTHS))
    for ends, table in two:
        for start, end in table:
            if start in depths and depths[start] == depths.get(end):
                return Keys(ends, start, end, _copies(kinds, depths[start]))
    for start in _PAIRS:
        if depths.get(start, 0) > 0:
            return Keys("pair", start, copies=_copies(kinds, depths[start] - 1))
    for start in _STARTS:
        if start in depths and (copies := _copies(kinds, depths[start])):
            return Keys("copy", start, copies=copies)
    return None


def keys_of_columns(kinds: Mapping[str, pa.DataType]) -> Keys | None:
    """Read columns that were named together: a start, an end or length, texts of the span.

    Args:
        kinds: The columns with their types.

    Returns:
        The columns as keys; ``None`` where they do not go together.

    Example:
        >>> keys_of_columns({"from": pa.int64(), "to": pa.int64()})
        Keys(ends='end', start='from', end='to', copies=())
    """
    numbers = {name: depth for name, kind in kinds.items() if (depth := integer_depth(kind)) is not None}
    copies = tuple(name for name in kinds if name not in numbers)
    depth = next(iter(numbers.values()), None)
    fits = all(other == depth for other in numbers.values()) and all(
        string_depth(kinds[name]) == depth for name in copies
    )
    if not fits:
        return None
    match tuple(numbers):
        case (start, end):
            length = any(end == length for _, length in _LENGTHS)
            return Keys("length" if length else "end", start, end, copies)
        case (start,) if copies:
            return Keys("copy", start, copies=copies)
    return None


def span_keys(kind: pa.DataType) -> Keys | None:
    """Find the keys of the spans in a column: a struct, a list of structs, a struct of lists.

    Args:
        kind: The type of the column.
    """
    inner = innermost(kind)
    return keys_in({field.name: field.type for field in inner}) if pa.types.is_struct(inner) else None


def holds_spans(kind: pa.DataType, *, listed: bool = False) -> bool:
    """Tell whether there are places in a text anywhere in a column, as far as keys and types can tell.

    Args:
        kind: The type of the column.
        listed: Whether it stands in a list. A single start and end may be anything, as years.
    """
    listed, kind = listed or depth_of(kind) > 0, innermost(kind)
    if not pa.types.is_struct(kind):
        return False
    keys = span_keys(kind)
    if keys is not None and keys.start in _TELLING:
        return True
    if keys is not None and keys.ends in {"end", "length"} and (listed or depth_of(kind.field(keys.start).type)):
        return True
    return any(holds_spans(field.type, listed=listed) for field in kind if field.name not in _NO_TEXT)


def innermost(kind: pa.DataType) -> pa.DataType:
    """The type of what is in a list, or in lists of lists; the type itself where it is none."""
    while (item := inner_type(kind, EACH)) is not None:
        kind = item
    return kind


def depth_of(kind: pa.DataType) -> int:
    """How many lists are around the values of a column."""
    item = inner_type(kind, EACH)
    return 0 if item is None else 1 + depth_of(item)


def integer_depth(kind: pa.DataType) -> int | None:
    """How many lists are around whole numbers; ``None`` for other values."""
    return depth_of(kind) if pa.types.is_integer(innermost(kind)) else None


def string_depth(kind: pa.DataType) -> int | None:
    """How many lists are around strings; ``None`` for other values."""
    return depth_of(kind) if holds_strings(innermost(kind)) else None


def _copies(kinds: Mapping[str, pa.DataType], depth: int) -> tuple[str, ...]:
    return tuple(name for name in _COPIES if name in kinds and string_depth(kinds[name]) == depth)
