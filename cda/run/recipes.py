"""From a job and a schema to a recipe: every column that was named is there and can do what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cda.dataset.labels.choices import parse_choices
from cda.dataset.labels.columns import label_column, require_columns
from cda.dataset.recipe import Recipe, span_rules, with_tokens
from cda.dataset.views.view import view_of
from cda.swapping.variant import JOINED

if TYPE_CHECKING:
    import pyarrow as pa

    from cda.engine import Engine
    from cda.run.job import AugmentJob


def recipe_of(job: AugmentJob, rewriter: Engine, schema: pa.Schema) -> Recipe:
    """Settle what is done with the rows of a schema.

    Args:
        job: What was asked.
        rewriter: The engine.
        schema: The columns there are.

    Returns:
        The recipe.

    Raises:
        CdaError: If a column that was named is not there, or cannot do what is asked of it.
    """
    view = with_tokens(view_of(schema, job.fields, job.roles), job.spans)
    choices = parse_choices(job.maps, job.keep_columns, job.hold_where)
    require_columns(schema, choices.kept)
    columns = {name: label_column(schema, name) for name in (*choices.maps, *choices.holds)}
    by = label_column(schema, job.by) if job.by else None
    return Recipe(
        view,
        JOINED.join(rewriter.attributes),
        span_rules(schema, view, job.spans, job.keep_columns),
        choices,
        tuple(columns.values()),
        directed=rewriter.to is not None,
        by=by,
    )
