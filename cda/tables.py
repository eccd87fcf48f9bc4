"""Arrow tables and batches: for pipelines that have their rows in them already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from cda.dataset.interleave import output_schema
from cda.dataset.outcome import RowFailure
from cda.dataset.plan import Origin, Target, plan_batch
from cda.dataset.recipe import Recipe, span_rules
from cda.dataset.rewriting import rewrite_batch
from cda.dataset.strategies.plain import Augment
from cda.dataset.views.texts import read
from cda.dataset.views.view import view_of
from cda.errors import CdaError, SpanCut
from cda.options import check_names
from cda.rewriter import Rewriter
from cda.swapping.row import row_id
from cda.swapping.variant import JOINED


@dataclass(frozen=True, slots=True)
class ArrowAugmenter:
    """Puts the counterfactuals of each row of a table, or of a stream of batches, directly after it.

    It can be sent to other processes, where it loads its own lexicons and model with the first rows.

    Args:
        rewriter: The engine.
        fields: Columns and paths to texts, such as ``messages[*].content``; where none is named, they are found by the
            columns and their types.

    Example:
        >>> augmenter = ArrowAugmenter(Rewriter())
        >>> augmenter(pa.table({"text": ["She left.", "It rained."]}))["text"].to_pylist()
        ['She left.', 'He left.', 'It rained.']
    """

    rewriter: Rewriter
    fields: tuple[str, ...] = ()

    def __call__(self, table: pa.Table) -> pa.Table:
        """Augment a table: made for ``ray.data.Dataset.map_batches(..., batch_format="pyarrow")``.

        Args:
            table: Any rows.

        Returns:
            The rows and their counterfactuals, in the same columns.

        Raises:
            MissingField: If a named column is not there, or it is not clear which column holds the text.
            FieldNotText: If a text column holds something other than strings and nulls.
            CdaError: If a row cannot be rewritten.

        Example:
            >>> ArrowAugmenter(Rewriter(to="feminine"))(pa.table({"text": ["He left."]}))["text"].to_pylist()
            ['He left.', 'She left.']
        """
        done = list(self.batches(table.to_batches()))
        schema = done[0].schema if done else self._target(table.schema, self._recipe(table.schema)).schema
        return pa.Table.from_batches(done, schema)

    def batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Augment batches: made for ``pyspark.sql.DataFrame.mapInArrow``.

        Args:
            batches: Any rows.

        Yields:
            For each batch its rows and their counterfactuals.

        Raises:
            CdaError: As for a table.

        Example:
            >>> batch = pa.RecordBatch.from_pydict({"text": ["She left."]})
            >>> [done.num_rows for done in ArrowAugmenter(Rewriter()).batches([batch, batch])]
            [2, 2]
        """
        for batch in batches:
            recipe = self._recipe(batch.schema)
            ids = [row_id(row.prose.values()) for row in read(batch, recipe.view)]
            done, _ = rewrite_batch(self.rewriter, batch, recipe, ids, Augment())
            for row, one in enumerate(done):
                if isinstance(one.result, RowFailure) and one.result.code != SpanCut.code:
                    raise CdaError(f"row {row} of the batch cannot be rewritten: {one.result.message}")
            target = self._target(batch.schema, recipe)
            yield plan_batch(batch, done, Origin("", ids), recipe, target, 0).default

    def _recipe(self, schema: pa.Schema) -> Recipe:
        view = view_of(schema, self.fields)
        return Recipe(view, JOINED.join(self.rewriter.attributes), span_rules(schema, view))

    def _target(self, schema: pa.Schema, recipe: Recipe) -> Target:
        return Target(output_schema(schema, recipe.changing, with_ids=False), with_ids=False)


def augment_table(table: pa.Table, *, fields: Sequence[str] = (), **options: Any) -> pa.Table:
    """Put the counterfactuals of each row of a table directly after it.

    Args:
        table: Any rows.
        fields: Columns and paths to texts; where none is named, they are found by the columns and their types.
        options: Options of `Rewriter`, such as ``to="feminine"``.

    Returns:
        The rows and their counterfactuals, in the same columns.

    Raises:
        CdaError: If an option is wrong, or the columns have no text.

    Example:
        >>> augment_table(pa.table({"text": ["He waved."], "n": [7]})).to_pydict()
        {'text': ['He waved.', 'She waved.'], 'n': [7, 7]}
    """
    check_names(options, ("fields",))
    return ArrowAugmenter(Rewriter(**options), tuple(fields))(table)
