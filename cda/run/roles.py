"""Whose messages there are, where those that were to be rewritten are not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cda.dataset.source import Stretch
from cda.dataset.views.shapes import COLUMN_ROLES
from cda.dataset.views.texts import RowTexts, read
from cda.dataset.views.transcript import turns

if TYPE_CHECKING:
    from cda.run.job import Summary
    from cda.run.phases import Run


def with_roles(summary: Summary, run: Run) -> Summary:
    """Tell whose messages there are, where nothing was rewritten since none is of a role that was asked for.

    Args:
        summary: What was done.
        run: The run. Its input is read again where there is no counterfactual.

    Returns:
        The summary, with the roles in such a case.
    """
    if not run.job.roles or summary.counterfactuals:
        return summary
    seen: set[str | None] = set()
    for leaf in run.config.leaves:
        plan = run.config.plans[leaf.split]
        if not set(plan.parts) & set(run.chosen):
            continue
        view = plan.recipe.view
        for block in leaf.blocks(run.job.limits.block_rows, Stretch(0, leaf.extent.rows), run.config.tapes):
            seen.update(role for texts in read(block.table, view) for role in _roles(texts))
            if None in seen or seen & view.roles:
                return summary
    return replace(summary, other_roles=tuple(sorted(filter(None, seen))))


def _roles(texts: RowTexts) -> Iterator[str | None]:
    """Who says the texts of a row; ``None`` of what nobody says, which is rewritten whoever is asked for."""
    for name, text in texts.prose.items():
        said = turns(text)
        if said:
            yield from (turn.role for turn in said)
        else:
            yield texts.roles.get(name, COLUMN_ROLES.get(name))
