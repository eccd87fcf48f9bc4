"""The texts of a batch through the engine, so that a row that breaks it breaks nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cda.dataset.outcome import Done, RowFailure, RowResult
from cda.dataset.spans.columns import follow_row
from cda.dataset.strategies.facts import facts_of
from cda.dataset.strategies.selection import RowFacts
from cda.dataset.views.roles import restricted
from cda.dataset.views.texts import RowTexts, read
from cda.errors import CdaError, SpanCut
from cda.swapping.calls import carried
from cda.swapping.variant import JOINED
from cda.types import Group, Held, Mention, Rewrite, RowRewrite

if TYPE_CHECKING:
    import pyarrow as pa

    from cda.dataset.recipe import Recipe
    from cda.dataset.spans.declare import SpanRule
    from cda.dataset.strategies.selection import Strategy
    from cda.engine import Engine

Texts = Mapping[str, str]
"""The texts of a row by the names of their places; a text that is null or empty is not there."""


def _rewrite(rewriter: Engine, rows: Sequence[Texts], ids: Sequence[str] | None) -> list[tuple[RowRewrite, ...]]:
    results = list(rewriter.variants(rows, ids))
    if len(results) != len(rows):
        raise RuntimeError(f"the engine gave {len(results)} results for {len(rows)} rows")
    return results


def _rewrite_one(rewriter: Engine, row: Texts, ids: Sequence[str] | None) -> RowResult:
    try:
        return _rewrite(rewriter, [row], ids)[0]
    except CdaError:
        raise  # a missing model or a bad option is no property of the row
    except Exception as error:  # noqa: BLE001 - whatever a text does to the engine, the other rows go on
        return RowFailure(CdaError.code, f"{type(error).__name__}: {error}")


def rewrite_rows(rewriter: Engine, rows: Sequence[Texts], ids: Sequence[str] | None = None) -> list[RowResult]:
    """Rewrite rows, and keep a failure to the row that caused it.

    Args:
        rewriter: The engine.
        rows: The texts of each row.
        ids: The id of each row, on which choices depend; by default hashes of their texts.

    Returns:
        A result for each row, in order.

    Raises:
        CdaError: If the engine cannot work at all, as where its model is missing.
    """
    results: list[RowResult] = [(RowRewrite({}, attribute=_all(rewriter)),)] * len(rows)
    filled = [number for number, row in enumerate(rows) if row]
    found: list[RowResult]
    try:
        named = None if ids is None else [ids[number] for number in filled]
        found = list(_rewrite(rewriter, [rows[number] for number in filled], named))
    except CdaError:
        raise
    except Exception:  # noqa: BLE001 - which row it was is found by trying each alone
        found = [_rewrite_one(rewriter, rows[number], None if ids is None else [ids[number]]) for number in filled]
    for number, result in zip(filled, found, strict=True):
        results[number] = result
    return results


def rewrite_batch(  # noqa: PLR0913, PLR0917 - each is one independent fact about the rows
    rewriter: Engine,
    batch: pa.RecordBatch,
    recipe: Recipe,
    ids: Sequence[str],
    strategy: Strategy,
    refused: Mapping[int, RowFailure] = MappingProxyType({}),
) -> tuple[list[Done], list[RowTexts]]:
    """Rewrite the rows of a batch, and decide what of it is written.

    Args:
        rewriter: The engine.
        batch: The rows.
        recipe: What is done with them.
        ids: The id of each row.
        strategy: Says which rewritings are written.
        refused: Rows that cannot be written at all, and why: they are not looked at.

    Returns:
        What became of each row, and the texts of each.

    Raises:
        CdaError: If the engine cannot work at all.
    """
    texts = read(batch, recipe.view)
    values = {label.name: label.values(batch.column(label.name)) for label in recipe.labels}
    labels = [{name: column[row] for name, column in values.items()} for row in range(batch.num_rows)]
    reasons = [recipe.choices.held(row) for row in labels]
    wanted = [row not in refused and reasons[row] is None and strategy.wants(id_) for row, id_ in enumerate(ids)]
    asked = [row for row, want in enumerate(wanted) if want]
    rewritten = rewrite_rows(rewriter, [texts[row].prose for row in asked], [ids[row] for row in asked])
    found = dict(zip(asked, rewritten, strict=True))
    held = [row for row, reason in enumerate(reasons) if reason is not None and row not in refused]
    kept = _left(rewriter, [texts[row].prose for row in held], [reasons[row] or "" for row in held])
    left = dict(zip(held, kept, strict=True))
    by = recipe.by.values(batch.column(recipe.by.name)) if recipe.by else [None] * batch.num_rows
    groups = rewriter.groups[rewriter.attributes[0]]
    rows = []
    for row, id_ in enumerate(ids):
        if row in refused:
            rows.append(Done(refused[row], original=False))
        elif row in left:
            rows.append(_selected(Done(left[row]), id_, strategy, groups, by[row]))
        elif row in found:
            done = _finished(found[row], texts[row], batch, row, recipe)
            rows.append(_selected(done, id_, strategy, groups, by[row], found[row]))
        else:
            rows.append(Done((RowRewrite({}, attribute=recipe.attribute),), skipped=True))
    return rows, texts


def _left(rewriter: Engine, rows: Sequence[Texts], reasons: Sequence[str]) -> list[RowResult]:
    """Rows that the user wants left alone: what was found in them, and why it stays."""
    # Each text is a row to the engine, so that it is known which mentions are whose.
    found = rewriter.mentions({name: text} for row in rows for name, text in row.items())
    return [
        (RowRewrite({name: _kept(text, next(found), reason) for name, text in row.items()}, attribute=_all(rewriter)),)
        for row, reason in zip(rows, reasons, strict=True)
    ]


def _kept(text: str, mentions: tuple[Mention, ...], reason: str) -> Rewrite:
    held = tuple(Held(one.start, one.end, one.text, "user", reason) for one in mentions)
    return Rewrite(text, text, (), mentions, held)


def _all(rewriter: Engine) -> str:
    return JOINED.join(rewriter.attributes)


def _finished(result: RowResult, texts: RowTexts, batch: pa.RecordBatch, row: int, recipe: Recipe) -> Done:
    """What the engine does not know: roles, calls, and columns that follow the text."""
    if isinstance(result, RowFailure):
        return Done(result)
    if recipe.view.roles:
        result = tuple(restricted(one, texts.roles, recipe.view.roles) for one in result)
    if texts.calls:
        result = tuple(carried(one, texts.calls) for one in result)
    if not recipe.spans or not any(one.changed for one in result):
        return Done(result, spans=({},) * len(result))
    beside = {name: batch.column(name)[row].as_py() for rule in recipe.spans for name in (rule.field, *rule.columns)}
    try:
        spans = [followed(beside, one, recipe.spans) for one in result]
    except SpanCut as error:
        return Done(RowFailure(error.code, str(error)))
    return Done(result, spans=tuple(spans))


def _selected(  # noqa: PLR0913, PLR0917 - each is one independent fact about the row
    done: Done, id_: str, strategy: Strategy, groups: Sequence[Group], label: str | None, found: RowResult = ()
) -> Done:
    if isinstance(done.result, RowFailure):
        # Its text is written all the same, and counts for what it mentions where that is known.
        counts = {} if isinstance(found, RowFailure) else facts_of(found, groups, label).counts
        return replace(done, original=strategy.select(id_, RowFacts(label, counts, ())).original)
    selection = strategy.select(id_, facts_of(done.result, groups, label))
    return replace(done, original=selection.original, chosen=selection.counterfactuals)


def followed(row: Mapping[str, Any], result: RowRewrite, rules: Sequence[SpanRule]) -> dict[str, Any]:
    """The columns that hold places in a text, or tags of its words, after a rewriting.

    Args:
        row: The values of these columns, and of their texts, in the original.
        result: The rewriting.
        rules: What the columns hold.

    Returns:
        Their new values.

    Raises:
        SpanCut: If one cannot follow.
    """
    values: dict[str, Any] = {}
    for rule in rules:
        rewrite = result.get(rule.field)
        values |= {name: row[name] for name in rule.columns} if rewrite is None else follow_row(rule, row, rewrite)
    return values
