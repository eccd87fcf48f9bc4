"""What is done with the rows of one schema: everything that can be settled before the first row is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cda.dataset.labels.choices import Choices
from cda.dataset.spans.declare import SpanRule, known, parse, resolve, undeclared
from cda.dataset.views.path import EACH
from cda.dataset.views.texts import token_paths
from cda.errors import SpanDeclaration

if TYPE_CHECKING:
    import pyarrow as pa

    from cda.dataset.labels.columns import LabelColumn
    from cda.dataset.views.view import View
    from cda.types import Group


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done with the rows of one schema.

    Args:
        view: Where their texts are.
        attribute: The attributes that are changed, joined by ``+``.
        spans: The columns that hold places in a text, or tags of its words.
        choices: What becomes of columns that say the attribute.
        labels: The columns of which ``choices`` speaks.
        says: For each such column, the groups that its values name.
        about: For each such column, the attributes that it is about, where that is known.
        directed: Whether the text is written in one direction, rather than exchanged both ways.
        by: The column within whose values rows are counted.
    """

    view: View
    attribute: str
    spans: tuple[SpanRule, ...] = ()
    choices: Choices = field(default_factory=Choices)
    labels: tuple[LabelColumn, ...] = ()
    says: Mapping[str, Mapping[str, Collection[Group]]] = field(default_factory=dict)
    about: Mapping[str, frozenset[str]] = field(default_factory=dict)
    directed: bool = False
    by: LabelColumn | None = None

    @property
    def changing(self) -> tuple[str, ...]:
        """The columns in which a counterfactual may differ from its original."""
        spans = (name for rule in self.spans for name in rule.columns)
        return tuple(dict.fromkeys((*self.view.columns, *spans, *self.choices.maps)))


def span_rules(
    schema: pa.Schema, view: View, declared: Sequence[str] = (), kept: Collection[str] = ()
) -> tuple[SpanRule, ...]:
    """Tell which columns hold places in a text, or tags of its words.

    Args:
        schema: The columns there are.
        view: Where the texts are.
        declared: Declarations such as ``text=entities``.
        kept: Columns that stay as they are, whatever they look like.

    Returns:
        What was declared, and what is known of columns of which nothing was said.

    Raises:
        SpanDeclaration: If a declaration does not fit, or a column looks like places in a text and none was said.
    """
    rules = resolve(schema, declared)
    said = {rule.field for rule in rules}
    fields = {field.path.column for field in view.fields}
    rules = (*rules, *(rule for rule in known(schema) if rule.field not in said and rule.field in fields))
    tokens = [path.column for path in token_paths(view) if path.column not in {rule.field for rule in rules}]
    rules = (*rules, *(SpanRule(name, (name,), "tokens") for name in tokens))
    texts = [field.path.column for field in view.fields if not field.path.steps or field.kind == "tokens"]
    open_ = [name for name in undeclared(schema, texts, rules) if name not in kept]
    if open_:
        raise SpanDeclaration(
            f"column {open_[0]!r} looks like places in a text, which a rewriting moves",
            hint=f"say which text with --spans {texts[0] if texts else 'TEXT'}={open_[0]}, "
            f"or leave it as it is with --keep-column {open_[0]}; in Python spans=[...] and keep_columns=[...]",
        )
    return rules


def with_tokens(view: View, declared: Sequence[str]) -> View:
    """Take a list of texts for the words of one where its tags were declared.

    Args:
        view: Where the texts are.
        declared: Declarations such as ``sentence_words=tags``.

    Returns:
        The view.
    """
    lists = {parse(one).field for one in declared}
    fields = tuple(
        replace(field, kind="tokens") if field.path.steps == (EACH,) and field.path.column in lists else field
        for field in view.fields
    )
    return view if fields == view.fields else replace(view, fields=fields)
