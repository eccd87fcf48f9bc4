"""What JSON Lines and JSON arrays share: from the text of one JSON value to a row, and the schema of many rows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.read.rows import BadRow, Row, ascii_json, place
from cda.errors import BrokenInput, SurrogateText

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAYBE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
# Deeper values end the recursion of Python, and of Arrow with a crash.
_DEEPEST = 64

_NULL, _INT, _FLOAT, _TEXT = pa.null(), pa.int64(), pa.float64(), pa.string()
_SCALARS = {type(None): _NULL, bool: pa.bool_(), float: _FLOAT, str: _TEXT}


class _Misfit(Exception):
    """A value that has no type, or no type in common with those before it."""


def json_row(text: str, line: int | None) -> Row | BadRow:
    """Read the text of one JSON value as a row.

    Args:
        text: The value; a byte that was no UTF-8 is a lone surrogate in it.
        line: The line in the file where it starts.

    Returns:
        The row, or what is wrong with it.
    """
    if not text.isascii() and _has_surrogate(text):
        return BadRow("the row is not valid UTF-8", ascii_json(text), line)
    try:
        value = json.loads(text)
    except RecursionError:
        return BadRow("the row is nested too deep", ascii_json(text), line)
    except ValueError as problem:
        return BadRow(f"the row is not JSON: {problem}", ascii_json(text), line)
    if not isinstance(value, dict):
        return BadRow(f"the row is not a JSON object but {_json_kind(value)}", ascii_json(value), line)
    if _MAYBE_SURROGATE.search(text) and _has_surrogate(json.dumps(value, ensure_ascii=False)):
        message = "the row holds half a surrogate pair, which is not Unicode text"
        return BadRow(message, ascii_json(value), line, SurrogateText, fatal=False)
    return Row(value, len(text), line)


def json_schema(rows: Iterable[tuple[int, Row]], name: str) -> pa.Schema:
    """Find the one schema that all rows fit; columns stand in the order of their first appearance.

    Args:
        rows: The numbered rows.
        name: The source, for errors.

    Raises:
        BrokenInput: A column mixes types, or holds a value that Arrow has no type for.
    """
    types: dict[str, pa.DataType] = {}
    for number, row in rows:
        for column, value in row.values.items():
            try:
                found = _type_of(value, 0)
                known = types.get(column)
                if found is not known:
                    types[column] = found if known is None else _merge(known, found)
            except _Misfit as problem:
                raise BrokenInput(
                    f"column {column!r} {problem}",
                    where=place(name, number, row.line),
                    hint=f"write {column!r} as one type in every row; text holds any value",
                ) from None
    return pa.schema(list(types.items()))


def _type_of(value: Any, depth: int) -> pa.DataType:
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        return scalar
    if isinstance(value, int):
        if not _SMALLEST <= value <= _LARGEST:
            raise _Misfit("holds a whole number of more than 64 bits")
        return _INT
    if depth >= _DEEPEST:
        raise _Misfit(f"is nested deeper than {_DEEPEST} levels")
    if isinstance(value, list):
        inner = _NULL
        for item in value:
            inner = _merge(inner, _type_of(item, depth + 1))
        return pa.list_(inner)
    return pa.struct([(key, _type_of(item, depth + 1)) for key, item in value.items()])


def _merge(known: pa.DataType, found: pa.DataType) -> pa.DataType:
    if found is known or found in {known, _NULL}:
        return known
    if known == _NULL:
        return found
    if {known, found} == {_INT, _FLOAT}:
        return _FLOAT
    if pa.types.is_list(known) and pa.types.is_list(found):
        return pa.list_(_merge(known.value_type, found.value_type))
    if pa.types.is_struct(known) and pa.types.is_struct(found):
        fields = {field.name: field.type for field in known}
        for field in found:
            fields[field.name] = _merge(fields.get(field.name, _NULL), field.type)
        return pa.struct(list(fields.items()))
    raise _Misfit(f"mixes {_spoken(known)} and {_spoken(found)}")


def _spoken(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "lists"
    if pa.types.is_struct(kind):
        return "objects"
    return {_TEXT: "text", _INT: "whole numbers", _FLOAT: "numbers"}.get(kind, "true/false")


def _json_kind(value: object) -> str:
    if value is None:
        return "null"
    names = {list: "an array", str: "a string", bool: "true or false"}
    return names.get(type(value), "a number")


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
