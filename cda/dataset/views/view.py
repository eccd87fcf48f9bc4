"""Which texts the rows of a dataset have: found by looking at the schema, or named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from cda.dataset.views.leaves import inner_type
from cda.dataset.views.path import EACH, Path, parse
from cda.dataset.views.shapes import CALLS, CONTENT_KEYS, FIRST_READ, KNOWN, PART_KEYS, ROLE_KEYS, TOKENS, Known, Shape
from cda.dataset.views.transcript import known_role
from cda.errors import FieldNotText, MissingField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class TextField:
    """A path at whose end texts stand.

    Args:
        path: The path.
        kind: ``prose`` is rewritten; ``call`` is a value that a function is called with, in which only names that
            changed elsewhere in the row change; ``tokens`` is a text as a list of words.
        role: The path to who says it, where the text is that of a message.
    """

    path: Path
    kind: Literal["prose", "call", "tokens"] = "prose"
    role: Path | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The texts of the rows of a dataset.

    Args:
        shape: What the rows are.
        fields: Where their texts are.
        roles: Whose messages are rewritten; everybody's where it is empty.
    """

    shape: Shape
    fields: tuple[TextField, ...]
    roles: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns with text in them, each once."""
        return tuple(dict.fromkeys(field.path.column for field in self.fields))

    @property
    def text_column(self) -> str | None:
        """The first column that is a text itself, where there is one."""
        return next((field.path.column for field in self.fields if not field.path.steps), None)

    def __str__(self) -> str:
        """What is shown to the user: the columns and the shape, or the paths that were named."""
        if self.shape == "fields":
            return ", ".join(str(field.path) for field in self.fields)
        return f"{', '.join(self.columns)} ({self.shape})"


def view_of(schema: pa.Schema, asked: Sequence[str] = (), roles: Sequence[str] = ()) -> View:
    """Tell which texts the rows have.

    Args:
        schema: The columns there are.
        asked: The columns and paths that the user named; with none, those of the first shape that fits, else the only
            text column.
        roles: Whose messages are rewritten; everybody's where none is named.

    Returns:
        The view.

    Raises:
        MissingField: A column asked for does not exist, or none was and it is not clear which to take.
        FieldNotText: What stands at the end of a path asked for is no text.

    Example:
        >>> str(view_of(pa.schema([("premise", pa.string()), ("hypothesis", pa.string()), ("label", pa.int64())])))
        'premise, hypothesis (pair)'
    """
    known, found = _recognised(schema)
    shape: Shape = known.shape if known else "text"
    if asked:
        fields = tuple(dict.fromkeys(field for name in dict.fromkeys(asked) for field in _asked(schema, name)))
        named = {field.path for field in fields if field.kind != "call"}
        if named != {field.path for field in found if field.kind != "call"}:
            shape = "fields"
        found = fields
    elif known is None:
        found = (_only(schema),)
    return View(shape, found, frozenset(map(known_role, roles)))


def shape_of(schema: pa.Schema) -> Shape:
    """Tell what rows with these columns are, whatever of them is rewritten."""
    known, _ = _recognised(schema)
    return known.shape if known else "text"


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a column of this type can be worked on; one without any value can."""
    return bool(pa.types.is_null(kind)) or holds_strings(kind)


def holds_strings(kind: pa.DataType) -> bool:
    """Tell whether a type is one of the kinds of text."""
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(values) or pa.types.is_large_string(values) or pa.types.is_string_view(values))


def text_columns(schema: pa.Schema) -> list[str]:
    """The columns that hold text, not nested."""
    return [field.name for field in schema if holds_strings(field.type)]


def kind_at(schema: pa.Schema, path: Path) -> pa.DataType | None:
    """The type at the end of a path, ``None`` where it leads nowhere."""
    place = schema.get_field_index(path.column)
    kind = schema.field(place).type if place >= 0 else None
    for step in path.steps:
        kind = inner_type(kind, step) if kind is not None else None
    return kind


def _recognised(schema: pa.Schema) -> tuple[Known | None, tuple[TextField, ...]]:
    for known in KNOWN:
        required = [_fields_at(schema, name) for name in known.required]
        if all(required) and (known.boolean is None or _is_boolean(schema, known.boolean)):
            optional = [_fields_at(schema, name) for name in known.optional if name in schema.names]
            fields = [field for some in (*required, *optional) for field in some]
            return known, tuple(sorted(fields, key=_reading_place))
    return None, ()


def _reading_place(field: TextField) -> int:
    return FIRST_READ.index(field.path.column) if field.path.column in FIRST_READ else len(FIRST_READ)


def _is_boolean(schema: pa.Schema, name: str) -> bool:
    place = schema.get_field_index(name)
    return place >= 0 and bool(pa.types.is_boolean(schema.field(place).type))


def _fields_at(schema: pa.Schema, name: str) -> list[TextField]:
    """The texts of a column of a known shape, or at the end of a path to it."""
    column, *steps = [name] if name in schema.names else name.split(".")
    path = Path(column, tuple(steps))
    kind = kind_at(schema, path)
    return list(_fields_in(kind, path)) if kind is not None else []


def _fields_in(kind: pa.DataType, path: Path) -> Iterator[TextField]:
    """The texts in a value: itself, a message, messages, or a list of texts."""
    if holds_strings(kind):
        yield TextField(path)
    elif (item := inner_type(kind, EACH)) is not None:
        tokens = path.column in TOKENS and not path.steps and holds_strings(item)
        yield from [TextField(path.then(EACH), "tokens")] if tokens else _fields_in(item, path.then(EACH))
    elif pa.types.is_struct(kind):
        yield from _of_message(kind, path)


def _of_message(kind: pa.DataType, path: Path) -> Iterator[TextField]:
    keys = [field.name for field in kind]
    role = next((path.then(key) for key in ROLE_KEYS if key in keys), None)
    content = next((key for key in CONTENT_KEYS if key in keys), None)
    if role is None or content is None:
        return
    inner, at = inner_type(kind, content), path.then(content)
    if inner is not None and holds_strings(inner):
        yield TextField(at, role=role)
    elif inner is not None and _is_part(inner_type(inner, EACH)):
        yield TextField(at.then(EACH, PART_KEYS[-1]), role=role)
    calls, function, arguments = CALLS
    steps = (calls, EACH, function, arguments)
    called: pa.DataType | None = kind
    for step in steps:
        called = inner_type(called, step) if called is not None else None
    if called is not None:
        yield from (TextField(one, "call", role) for one in _strings_in(called, path.then(*steps)))


def _is_part(kind: pa.DataType | None) -> bool:
    """Whether this is a part of a message that has several."""
    return kind is not None and pa.types.is_struct(kind) and set(PART_KEYS) <= {field.name for field in kind}


def _strings_in(kind: pa.DataType, path: Path) -> Iterator[Path]:
    if holds_strings(kind):
        yield path
    elif (item := inner_type(kind, EACH)) is not None:
        yield from _strings_in(item, path.then(EACH))
    elif pa.types.is_struct(kind):
        for field in kind:
            yield from _strings_in(field.type, path.then(field.name))


def _asked(schema: pa.Schema, name: str) -> list[TextField]:
    path = parse(schema, name)
    kind = kind_at(schema, path)
    if kind is not None and (is_text(kind)):
        role = _role_beside(schema, path)
        return [TextField(path, role=role)]
    fields = list(_fields_in(kind, path)) if kind is not None else []
    if not fields:
        what = f"holds {kind}, not text" if kind is not None else "leads nowhere"
        there = schema.field(schema.names.index(path.column)).type
        hint = _listed(text_columns(schema)) if kind is not None else f"column {path.column!r} is {there}"
        raise FieldNotText(f"{'path' if path.steps else 'column'} {name!r} {what}", hint=hint)
    return fields


def _role_beside(schema: pa.Schema, path: Path) -> Path | None:
    """Where a message that the text belongs to says who speaks."""
    for end in range(len(path.steps) - 1, -1, -1):
        above = Path(path.column, path.steps[:end])
        if path.steps[end] in CONTENT_KEYS:
            roles = (above.then(key) for key in ROLE_KEYS)
            return next((role for role in roles if kind_at(schema, role) is not None), None)
    return None


def _only(schema: pa.Schema) -> TextField:
    candidates = text_columns(schema)
    if len(candidates) != 1:
        raise MissingField(
            "there is no column 'text' that holds text, no shape is known that has these columns, and none was named",
            hint=f"name the column: --field NAME on the command line, fields=['NAME'] in Python; {_listed(candidates)}",
        )
    return TextField(Path(candidates[0]))


def _listed(columns: Sequence[str]) -> str:
    return f"the text columns are: {', '.join(columns)}" if columns else "there is no text column"
