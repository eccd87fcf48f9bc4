"""A look at the labels before anything is written: a column that says the attribute must not stay as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from cda.dataset.labels.columns import LabelColumn, label_columns, numbered_columns
from cda.dataset.labels.telling import MOST_VALUES, Telling, by_association, by_name, by_values, groups_named
from cda.dataset.strategies.chance import CHANCES, chance
from cda.dataset.strategies.groups import group_of
from cda.dataset.views.texts import read
from cda.errors import OptionError, TellingColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from cda.dataset.identify import Identity
    from cda.dataset.recipe import Recipe
    from cda.engine import Engine

SAMPLE = 4_000
"""The rows whose mentions are looked at, at most."""


@dataclass(slots=True)
class _Survey:
    """What is kept while rows go by: values of columns while they are few, and a sample of rows by hash."""

    columns: list[LabelColumn]
    values: dict[str, dict[str, None]]
    sample: list[tuple[int, Mapping[str, str], Mapping[str, str | None]]] = field(default_factory=list)
    limit: int = CHANCES

    def add(self, batch: pa.RecordBatch, recipe: Recipe, ids: Sequence[str]) -> None:
        found = {column.name: column.values(batch.column(column.name)) for column in self.columns}
        for name, values in found.items():
            seen = self.values[name]
            if len(seen) <= MOST_VALUES:
                seen.update(dict.fromkeys(value for value in values if value is not None))
        hashes = [chance(0, "survey", id_) for id_ in ids]
        rows = [row for row, number in enumerate(hashes) if number < self.limit]
        texts = read(batch.take(rows), recipe.view) if rows else []
        for row, text in zip(rows, texts, strict=True):
            labels = {name: values[row] for name, values in found.items()}
            self.sample.append((hashes[row], text.prose, labels))
        while len(self.sample) > 2 * SAMPLE:
            self.limit //= 2
            self.sample = [one for one in self.sample if one[0] < self.limit]


def check_columns(recipe: Recipe, rewriter: Engine, sources: Iterable[Identity]) -> Recipe:
    """Refuse columns that say the attribute and of which the user said nothing.

    Args:
        recipe: What is to be done with the rows.
        rewriter: The engine.
        sources: The sources that are augmented.

    Returns:
        The recipe, with what is known of the columns that are exchanged.

    Raises:
        TellingColumn: If there is one; it says why it is thought to be one, and the ways out.
        OptionError: If a value that is to be exchanged or held is none of the column.
    """
    sources = list(sources)
    decided = {*recipe.choices.columns}
    spans = {name for rule in recipe.spans for name in rule.columns}
    without = {*recipe.view.columns, *spans, *decided, *(one.column for one in sources if one.column)}
    open_ = [column for one in sources[:1] for column in label_columns(one.source.schema, without)]
    numbered = [column for one in sources[:1] for column in numbered_columns(one.source.schema, without)]
    named = list(recipe.labels)
    watched = [*open_, *numbered, *named]
    if not watched:
        return recipe
    survey = _Survey(watched, {column.name: {} for column in watched})
    for one in sources:
        for block in one.source.blocks(1_000):
            if block.table.num_rows:
                survey.add(block.table, recipe, one.ids(block.table, block.rows))
    by = recipe.by.name if recipe.by else None
    found = [*_telling(survey, open_, rewriter, by), *_numbered(survey, numbered, rewriter)]
    if found:
        raise _error(found)
    for label in named:
        _check_values(label, recipe, list(survey.values[label.name]))
    says = {label.name: _says(survey.values[label.name], rewriter) for label in named}
    about = {label.name: _about(label.name, survey.values[label.name], rewriter) for label in named}
    return replace(recipe, says=says, about=about)


def _telling(
    survey: _Survey,
    columns: Sequence[LabelColumn],
    rewriter: Engine,
    by: str | None,
) -> Iterable[Telling]:
    few = [column for column in columns if 0 < len(survey.values[column.name]) <= MOST_VALUES]
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    loose = [column for column in few if column.name != by]
    if loose:
        for (_, _, labels), mentions in zip(
            survey.sample, rewriter.mentions((texts for _, texts, _ in survey.sample), names=False), strict=True
        ):
            for attribute in rewriter.attributes:
                groups = rewriter.groups[attribute]
                group = group_of(Counter(one.group for one in mentions if one.attribute == attribute), groups)
                # That a label goes with the groups is what a balance within it is there for.
                for column in loose if group in groups else ():
                    value = labels[column.name]
                    if value is not None:
                        pairs.setdefault((column.name, attribute), []).append((value, group))
    for column in few:
        why = next(filter(None, (_why(survey, column, pairs, rewriter, one) for one in rewriter.attributes)), None)
        if why:
            yield why


def _numbered(survey: _Survey, columns: Sequence[LabelColumn], rewriter: Engine) -> Iterable[Telling]:
    """Columns of numbers whose name says what the numbers do not."""
    for column in columns:
        values = tuple(survey.values[column.name])
        whys = (
            by_name(column.name, one, rewriter.groups[one], partial(rewriter.groups_of, one))
            for one in rewriter.attributes
        )
        why = next(filter(None, whys), None)
        if why and len(values) <= MOST_VALUES:
            yield Telling(column.name, why, values)


def _why(
    survey: _Survey,
    column: LabelColumn,
    pairs: Mapping[tuple[str, str], list[tuple[str, str]]],
    rewriter: Engine,
    attribute: str,
) -> Telling | None:
    forms = partial(rewriter.groups_of, attribute)
    values, groups = tuple(survey.values[column.name]), rewriter.groups[attribute]
    named = by_values(values, attribute, groups, forms)
    why = by_name(column.name, attribute, groups, forms)
    if why:
        return Telling(column.name, why, named or values)
    if named:
        return Telling(column.name, f"its values name groups ({', '.join(named[:3])})", named)
    strength = by_association(pairs.get((column.name, attribute), ()))
    if strength is None:
        return None
    return Telling(column.name, f"it goes with the groups of the rows (Cramér's V {strength:.2f})", values)


def _error(found: Sequence[Telling]) -> TellingColumn:
    one = found[0]
    others = f"; so does {', '.join(other.column for other in found[1:])}" if found[1:] else ""
    first, second = (*one.values, "VALUE", "VALUE")[:2]
    return TellingColumn(
        f"column {one.column!r} says the attribute: {one.why}{others}",
        hint="a counterfactual would keep what is true of its original alone; "
        f"--map '{one.column}:{first}={second}' exchanges values with the text, "
        f"--keep-column {one.column} keeps them all the same, "
        f"--hold-where '{one.column}={first}' leaves such rows alone; "
        "in Python maps=[...], keep_columns=[...], hold_where=[...]",
    )


def _check_values(label: LabelColumn, recipe: Recipe, values: Sequence[str]) -> None:
    """Refuse values that are misspelt, where all values of the column are known."""
    known = tuple(dict.fromkeys((*label.names, *values)))
    if len(values) > MOST_VALUES and not label.names:
        return
    hint = f"its values are: {', '.join(known[:MOST_VALUES])}"
    for value in recipe.choices.holds.get(label.name, ()):
        if value not in known:
            raise OptionError(f"--hold-where: column {label.name!r} has no value {value!r}", hint=hint)
    pairs = recipe.choices.maps.get(label.name, {})
    missing = next((value for value in pairs if value not in known), None)
    if missing is not None and (pairs[missing] not in known or label.names):
        raise OptionError(f"--map: column {label.name!r} has no value {missing!r}", hint=hint)


def _about(column: str, values: Iterable[str], rewriter: Engine) -> frozenset[str]:
    """The attributes that a column is about, by its name and its values."""
    some = tuple(values)
    return frozenset(
        one
        for one in rewriter.attributes
        if by_name(column, one, rewriter.groups[one], partial(rewriter.groups_of, one))
        or any(_named(value, one, rewriter) for value in some)
    )


def _says(values: Iterable[str], rewriter: Engine) -> dict[str, frozenset[str]]:
    return {
        value: frozenset().union(*(_named(value, one, rewriter) for one in rewriter.attributes)) for value in values
    }


def _named(value: str, attribute: str, rewriter: Engine) -> frozenset[str]:
    return groups_named(value, attribute, rewriter.groups[attribute], partial(rewriter.groups_of, attribute))
