"""Values inside nested Arrow columns: taken out as one flat array, and put back with nothing beside them touched."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from cda.dataset.views.path import EACH

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Leaves:
    """The values at the end of a path.

    Args:
        values: The values of all rows, nulls included; what stands in a list or struct that is null is not there.
        rows: The row of each.
        places: The number of the item in each list on the way, for each value.
    """

    values: pa.Array
    rows: Sequence[int]
    places: Sequence[tuple[int, ...]]


def inner_type(kind: pa.DataType, step: str) -> pa.DataType | None:
    """Tell the type one step further, ``None`` where the step leads nowhere.

    Args:
        kind: The type of a column, or of what stands in it.
        step: A key, or ``EACH``.

    Example:
        >>> inner_type(pa.list_(pa.string()), EACH), inner_type(pa.string(), "key")
        (DataType(string), None)
    """
    if step == EACH:
        return kind.value_type if _is_list(kind) else None
    if not pa.types.is_struct(kind):
        return None
    place = kind.get_field_index(step)
    return kind.field(place).type if place >= 0 else None


def leaves(column: pa.Array, steps: Sequence[str]) -> Leaves:
    """Take out the values at the end of a path.

    Args:
        column: A column.
        steps: The way from it, one that its type allows.

    Returns:
        The values with their places.
    """
    rows: Sequence[int] = range(len(column))
    places: list[tuple[int, ...]] = [()] * len(column)
    for step in steps:
        if step != EACH:
            column = pc.struct_field(column, step)
            continue
        column = _plain_list(column)
        items = [(parent, number) for parent, length in enumerate(_lengths(column)) for number in range(length)]
        rows = [rows[parent] for parent, _ in items]
        places = [(*places[parent], number) for parent, number in items]
        column = pc.list_flatten(column)
    return Leaves(column, rows, places)


def replaced(column: pa.Array, steps: Sequence[str], values: pa.Array) -> pa.Array:
    """Put other values at the end of a path.

    Args:
        column: A column.
        steps: The way from it.
        values: A value for each that `leaves` gives, of the type that stands there, in the same order.

    Returns:
        The column with these values; all else in it is as it was.
    """
    if not steps:
        return values
    step, *rest = steps
    if step == EACH:
        plain = _plain_list(column)
        inner = replaced(pc.list_flatten(plain), rest, values)
        large = pa.types.is_large_list(plain.type)
        offsets = pa.array([0, *accumulate(_lengths(plain))], pa.int64() if large else pa.int32())
        made = pa.LargeListArray if large else pa.ListArray
        rebuilt = made.from_arrays(offsets, inner, type=plain.type, mask=plain.is_null())
        return rebuilt if rebuilt.type == column.type else rebuilt.cast(column.type)
    place = column.type.get_field_index(step)
    children = [pc.struct_field(column, [number]) for number in range(column.type.num_fields)]
    children[place] = replaced(children[place], rest, values)
    return pa.StructArray.from_arrays(children, fields=list(column.type), mask=column.is_null())


def as_text(column: pa.Array) -> pa.Array:
    """Plain strings of a column of any kind of text: dictionaries decoded, views copied."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    kind = pa.large_string() if kind == pa.string_view() else kind
    return column if column.type == kind else column.cast(kind)


def texts_at(found: Leaves) -> list[str | None]:
    """The texts of leaves."""
    return as_text(found.values).to_pylist() if len(found.values) else []


def with_texts(column: pa.Array, steps: Sequence[str], texts: Sequence[str | None]) -> pa.Array:
    """Put other texts at the end of a path, in the type that stands there; see `replaced`."""
    kind = column.type
    for step in steps:
        kind = inner_type(kind, step)
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    plain = pa.large_string() if plain == pa.string_view() else plain
    values = pa.array(texts, plain)
    return replaced(column, steps, values if values.type == kind else values.cast(kind))


def _is_list(kind: pa.DataType) -> bool:
    # List views have too few kernels to be taken apart: columns of them pass through.
    return any(test(kind) for test in (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list))


def _plain_list(column: pa.Array) -> pa.Array:
    """A list whose items may be fewer where it is null, which those of fixed size cannot say."""
    return column.cast(pa.list_(column.type.value_field)) if pa.types.is_fixed_size_list(column.type) else column


def _lengths(column: pa.Array) -> list[int]:
    return [length or 0 for length in pc.list_value_length(column).to_pylist()]
