"""One schema for all files of a split."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from cda.dataset.read.csv import CsvFile
from cda.dataset.read.hf_features import features_of, require_same_labels, with_features
from cda.dataset.read.json_array import JsonArray
from cda.dataset.read.jsonl import JsonLines
from cda.errors import BrokenInput, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.dataset.read.file_source import FileSource


def unify(parts: Sequence[FileSource]) -> list[FileSource]:
    """Give all files of one split the same schema.

    Types are widened only where no value changes: null to anything, whole numbers to numbers, plain to large
    strings. A column may be missing from a JSON file, where a key may be missing from a row, and nowhere else.

    Args:
        parts: The files of the split in order.

    Raises:
        InputError: A column is missing from a file, or its types cannot be brought together.
        BrokenInput: A file has two columns of one name.
    """
    for part in parts:
        _require_distinct(part)
    first = parts[0].schema
    if all(part.schema.equals(first, check_metadata=True) for part in parts):
        return list(parts)
    require_same_labels([(part.name, part.schema) for part in parts])
    names = dict.fromkeys(name for part in parts for name in part.schema.names)
    schema = pa.schema([_common(name, parts) for name in names])
    origin = next((part.schema for part in parts if features_of(part.schema)), first)
    schema = with_features(schema, origin)
    return [replace(part, schema=schema) for part in parts]


def _require_distinct(part: FileSource) -> None:
    names = part.schema.names
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BrokenInput(f"two columns are called {twice!r}", where=part.name, hint="rename one of them")


def _common(column: str, parts: Sequence[FileSource]) -> pa.Field:
    owners = [part for part in parts if column in part.schema.names]
    for part in parts:
        if column not in part.schema.names and not _may_miss_columns(part):
            raise InputError(
                f"column {column!r}, which {owners[0].name} has, is missing",
                where=part.name,
                hint="augment files of different kinds one by one, or give them the same columns",
            )
    field = owners[0].schema.field(column)
    for index, part in enumerate(owners[1:], start=1):
        found = part.schema.field(column)
        kind = _wider(field.type, found.type)
        if kind is None and all(isinstance(owner, CsvFile) for owner in owners[: index + 1]):
            # The cells of a CSV file are text in the first place.
            kind = pa.string()
        if kind is None:
            raise InputError(
                f"column {column!r} is {found.type}, but {field.type} in {owners[0].name}",
                where=part.name,
                hint="give the column the same type in all files, or augment them one by one",
            )
        field = field.with_type(kind).with_nullable(field.nullable or found.nullable)
    return field if len(owners) == len(parts) else field.with_nullable(True)


def _may_miss_columns(part: FileSource) -> bool:
    return isinstance(part, JsonLines | JsonArray) or not len(part.schema)


def _wider(one: pa.DataType, other: pa.DataType) -> pa.DataType | None:
    if one == other:
        return one
    one, other = _plain(one), _plain(other)
    if pa.types.is_string_view(one) or pa.types.is_string_view(other):
        views = (pa.string_view(), pa.string(), pa.large_string(), pa.null())
        return pa.large_string() if one in views and other in views else None
    try:
        joined = pa.unify_schemas([pa.schema([("x", one)]), pa.schema([("x", other)])], promote_options="permissive")
        kind = joined.field(0).type
        for narrow in (one, other):
            pa.array([], narrow).cast(kind)
    except pa.ArrowException:
        return None
    # Arrow joins text and bytes to bytes, which would no longer be text.
    turned_to_bytes = _is_bytes(kind) and _is_bytes(one) != _is_bytes(other) and pa.null() not in {one, other}
    return None if turned_to_bytes else kind


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))
