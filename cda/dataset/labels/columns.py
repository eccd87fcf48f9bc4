"""Columns that may be labels: class labels, yes and no, and strings of which there are few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.dataset.read.hf_features import features_of
from cda.dataset.views.leaves import as_text
from cda.dataset.views.view import holds_strings
from cda.errors import MissingField, OptionError
from cda.guess import guessed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

YES_NO = ("false", "true")


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A column that may be a label.

    Args:
        name: The column.
        names: What its numbers mean, where they are class labels.
    """

    name: str
    names: tuple[str, ...] = ()

    def values(self, column: pa.Array) -> list[str | None]:
        """Its values as they are shown and named on the command line.

        Args:
            column: The column of some rows.

        Returns:
            The value of each row as text: the name of a class, ``true`` or ``false``, the string itself.
        """
        if self.names:
            return [_class_name(self.names, value) for value in column.to_pylist()]
        if pa.types.is_boolean(column.type):
            return [None if value is None else YES_NO[value] for value in column.to_pylist()]
        plain = as_text(column) if holds_strings(column.type) else column
        return [None if value is None else str(value) for value in plain.to_pylist()]

    def column(self, values: Sequence[str | None], kind: pa.DataType) -> pa.Array:
        """The column with other values; the opposite of `values`.

        Args:
            values: A value for each row, as text.
            kind: The type of the column.

        Returns:
            The column.
        """
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        made = [None if value is None else self._stored(value, plain) for value in values]
        return pa.array(made, plain).cast(kind) if plain != kind else pa.array(made, kind)

    def _stored(self, value: str, kind: pa.DataType) -> Any:
        if self.names:
            return self.names.index(value) if value in self.names else int(value)
        if pa.types.is_boolean(kind):
            return value == YES_NO[True]
        return int(value) if pa.types.is_integer(kind) else value


def label_columns(schema: pa.Schema, without: Collection[str]) -> tuple[LabelColumn, ...]:
    """The columns that may be labels by their types: class labels, booleans and strings.

    Args:
        schema: The columns there are.
        without: Columns that are none: those with text in them, ids.

    Returns:
        The columns in their order.
    """
    return tuple(
        LabelColumn(field.name, class_names(schema, field.name))
        for field in schema
        if field.name not in without
        and (class_names(schema, field.name) or pa.types.is_boolean(field.type) or holds_strings(field.type))
    )


def label_column(schema: pa.Schema, name: str) -> LabelColumn:
    """The column that the user named as a label; whole numbers without names may be one as well.

    Raises:
        MissingField: If there is none of that name.
        OptionError: If it holds something that is no label.
    """
    require_columns(schema, (name,))
    kind = schema.field(schema.names.index(name)).type
    if not (holds_strings(kind) or pa.types.is_boolean(kind) or pa.types.is_integer(kind)):
        hint = "name a column of strings, class labels, whole numbers, or true and false"
        raise OptionError(f"column {name!r} holds {kind}, which is no label", hint=hint)
    return LabelColumn(name, class_names(schema, name))


def require_columns(schema: pa.Schema, names: Iterable[str]) -> None:
    """Refuse columns that are not there.

    Raises:
        MissingField: If there is none of a name.
    """
    for name in names:
        if name not in schema.names:
            hint = f"{guessed(name, known=schema.names)}the columns are: {', '.join(schema.names)}"
            raise MissingField(f"there is no column {name!r}", hint=hint)


def numbered_columns(schema: pa.Schema, without: Collection[str]) -> tuple[LabelColumn, ...]:
    """The columns of whole numbers without names, of which only the name of the column can say what they are."""
    return tuple(
        LabelColumn(field.name)
        for field in schema
        if field.name not in without and pa.types.is_integer(field.type) and not class_names(schema, field.name)
    )


def class_names(schema: pa.Schema, column: str) -> tuple[str, ...]:
    """The names of the classes of a column of Hugging Face class labels; none for others."""
    feature = features_of(schema).get(column)
    if not isinstance(feature, dict) or feature.get("_type") != "ClassLabel":
        return ()
    names = feature.get("names")
    if isinstance(names, dict):  # a card may number them
        names = [names[key] for key in sorted(names, key=int)]
    return tuple(map(str, names or ()))


def _class_name(names: Sequence[str], value: int | None) -> str | None:
    if value is None:
        return None
    return names[value] if 0 <= value < len(names) else str(value)
