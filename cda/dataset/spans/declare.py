"""Which columns hold places in a text, or tags of its words: as declared, and as known by their names and types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import Any, Literal

import pyarrow as pa

from cda.dataset.read.hf_features import features_of
from cda.dataset.spans.keys import (
    Keys,
    holds_spans,
    integer_depth,
    keys_of_columns,
    span_keys,
    string_depth,
)
from cda.dataset.spans.tags import Scheme
from cda.errors import SpanDeclaration
from cda.guess import guessed

_TOKENS = ("tokens", "words")
_TAGS = ("tags", "labels")
_TAGS_END = "_tags"
_ANSWERS = ("context", "answers", "answer_start")
_FORM = "write TEXT=COLUMN, as in context=answers, tokens=ner_tags,pos_tags or text=start+end"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was declared.

    Args:
        field: The column of the text, or of the tokens.
        groups: Columns that follow it; those in a group tell one span together.
    """

    field: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SpanRule:
    """Columns that follow a text.

    Args:
        field: The column of the text, or of the tokens.
        columns: The columns that are written; with tokens, they are the first of them.
        kind: ``tokens``: a list of words, and tags of them. ``spans``: one column of places in a text. ``columns``:
            several that tell a place together.
        schemes: How tags are to be read, of each column of them.
        keys: Under which keys or in which columns a place is told; ``None`` for pairs of offsets, and for tokens.
    """

    field: str
    columns: tuple[str, ...]
    kind: Literal["tokens", "spans", "columns"]
    schemes: Mapping[str, Scheme] = made(default_factory=dict)
    keys: Keys | None = None


def parse(spec: str) -> Declaration:
    """Read a declaration.

    Args:
        spec: ``FIELD=COLUMN[,COLUMN...]``; columns that tell a span together are joined by ``+``.

    Returns:
        What it names.

    Raises:
        SpanDeclaration: If it has another form.

    Example:
        >>> parse("text=entities,start+end")
        Declaration(field='text', groups=(('entities',), ('start', 'end')))
    """
    name, _, columns = spec.partition("=")
    groups = tuple(tuple(part.strip() for part in group.split("+")) for group in columns.split(","))
    if not name.strip() or not all(part for group in groups for part in group):
        raise SpanDeclaration(f"{spec!r} does not say which columns follow which text", hint=_FORM)
    return Declaration(name.strip(), groups)


def resolve(schema: pa.Schema, specs: Sequence[str]) -> tuple[SpanRule, ...]:
    """Find out what declarations mean for these columns.

    Args:
        schema: The columns there are.
        specs: The declarations; see `parse`.

    Returns:
        A rule for each list of tokens, and one for each column or group of columns of spans, in order.

    Raises:
        SpanDeclaration: If a column is not there, is of a type that tells no spans or tags, or is named twice.

    Example:
        >>> schema = pa.schema([("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
        >>> resolve(schema, ["text=start+end"])[0].columns
        ('start', 'end')
    """
    rules: dict[tuple[str, ...], SpanRule] = {}
    followed: set[str] = set()
    for declaration in map(parse, specs):
        for name in (declaration.field, *(part for group in declaration.groups for part in group)):
            _require(schema, name)
        for group in declaration.groups:
            twice = {*followed, declaration.field}.intersection(group)
            if twice:
                hint = "a column can follow one text, and not itself"
                raise SpanDeclaration(f"column {min(twice)!r} is declared twice", hint=hint)
            followed.update(group)
            rule = _rule(schema, declaration.field, group)
            # All tags of the same tokens change with them at once.
            key = (rule.field,) if rule.kind == "tokens" else group
            rules[key] = _joined(rules[key], rule) if key in rules else rule
    return tuple(rules.values())


def known(schema: pa.Schema) -> tuple[SpanRule, ...]:
    """Recognise columns by their names and types.

    Args:
        schema: The columns there are.

    Returns:
        Rules for lists of tokens called ``tokens`` or ``words``, with the tags beside them, and for the ``answers`` in
        a ``context``.

    Example:
        >>> schema = pa.schema([("tokens", pa.list_(pa.string())), ("ner_tags", pa.list_(pa.int64()))])
        >>> known(schema)[0].columns
        ('tokens', 'ner_tags')
    """
    kinds = {column.name: column.type for column in schema}
    tags = [name for name, kind in kinds.items() if (_named_tags(name) or name in _TAGS) and _is_tags(kind)]
    rules = [_tokens(schema, name, tags) for name in _TOKENS if name in kinds and string_depth(kinds[name]) == 1]
    text, answers, start = _ANSWERS
    if text in kinds and answers in kinds and string_depth(kinds[text]) == 0:
        keys = span_keys(kinds[answers])
        if keys is not None and keys.start == start:
            rules.append(SpanRule(text, (answers,), "spans", keys=keys))
    return tuple(rules)


def undeclared(schema: pa.Schema, text_columns: Sequence[str], rules: Sequence[SpanRule]) -> tuple[str, ...]:
    """Find columns that would be wrong beside rewritten texts, because no rule makes them follow.

    Args:
        schema: The columns there are.
        text_columns: The columns that are rewritten.
        rules: The rules there are.

    Returns:
        Columns with starts and ends of spans in them, and columns of tags (``*_tags``) where tokens are rewritten; none
        where nothing is rewritten.

    Example:
        >>> entity = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("label", pa.string())])
        >>> undeclared(pa.schema([("text", pa.string()), ("entities", pa.list_(entity))]), ["text"], ())
        ('entities',)
    """
    covered = {name for rule in rules for name in rule.columns}
    tokens = any(rule.kind == "tokens" and rule.field in text_columns for rule in rules)
    return tuple(
        column.name
        for column in schema
        if text_columns and column.name not in covered
        if holds_spans(column.type) or (tokens and _named_tags(column.name) and _is_tags(column.type))
    )


def _rule(schema: pa.Schema, name: str, group: tuple[str, ...]) -> SpanRule:
    """What one column, or one group of columns, is to a text."""
    depth, kinds = string_depth(_type(schema, name)), {part: _type(schema, part) for part in group}
    if depth == 1 and len(group) == 1:
        if not _is_tags(kinds[group[0]]):
            raise _misfit(group[0], kinds[group[0]], "tags of tokens", "a list of strings or of whole numbers")
        return _tokens(schema, name, group)
    if depth != 0:
        raise _misfit(name, _type(schema, name), "text", "a column of strings, or for tags a list of strings")
    if len(group) > 1:
        keys = keys_of_columns(kinds)
        if keys is None:
            named = "+".join(group)
            found = ", ".join(str(kind) for kind in kinds.values())
            raise SpanDeclaration(
                f"columns {named!r} hold {found}: no span can be read from them",
                hint="give a start and an end, whole numbers or lists of them, and after them perhaps its text",
            )
        return SpanRule(name, group, "columns", keys=keys)
    kind = kinds[group[0]]
    keys = span_keys(kind)
    if keys is None and (integer_depth(kind) or 0) < 1:
        would = "structs with a start and an end (or text and answer_start), lists of [start, end], or two columns a+b"
        raise _misfit(group[0], kind, "spans", would)
    return SpanRule(name, group, "spans", keys=keys)


def _tokens(schema: pa.Schema, name: str, tags: Sequence[str]) -> SpanRule:
    features = features_of(schema)
    schemes = {tag: Scheme(_label_names(features.get(tag))) for tag in tags}
    return SpanRule(name, (name, *tags), "tokens", schemes)


def _joined(one: SpanRule, other: SpanRule) -> SpanRule:
    return replace(one, columns=one.columns + other.columns[1:], schemes={**one.schemes, **other.schemes})


def _label_names(feature: Any) -> tuple[str, ...]:
    """The names of the labels in a feature, or in a sequence of it; none where it has none."""
    if isinstance(feature, list):
        return _label_names(feature[0]) if len(feature) == 1 else ()
    if not isinstance(feature, Mapping):
        return ()
    if feature.get("_type") == "ClassLabel":
        return tuple(feature.get("names") or ())
    return _label_names(feature.get("feature"))


def _named_tags(name: str) -> bool:
    return name.endswith(_TAGS_END)


def _is_tags(kind: pa.DataType) -> bool:
    return 1 in {string_depth(kind), integer_depth(kind)}


def _type(schema: pa.Schema, name: str) -> pa.DataType:
    return schema.field(schema.names.index(name)).type


def _require(schema: pa.Schema, name: str) -> None:
    if name not in schema.names:
        guess = guessed(name, known=schema.names)
        there = ", ".join(schema.names) or "none"
        raise SpanDeclaration(f"there is no column {name!r}", hint=f"{guess}the columns are: {there}")


def _misfit(name: str, kind: pa.DataType, meant: str, would: str) -> SpanDeclaration:
    return SpanDeclaration(f"column {name!r} holds {kind}, not {meant}", hint=f"what would do: {would}")
