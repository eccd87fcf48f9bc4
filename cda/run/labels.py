"""What a look at the labels found, kept so that it is looked for once in a run, however often that is continued."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cda.dataset.identify import Identity
from cda.dataset.recipe import Recipe
from cda.engine import Engine
from cda.export.folder import WORK
from cda.run.survey import check_columns
from cda.storage.store import Store

LABELS = f"{WORK}/labels.json"
"""Where it lies."""


def checked(
    recipes: Mapping[str, Recipe],
    augmented: Sequence[str],
    sources: Mapping[str, Sequence[Identity]],
    rewriter: Engine,
    store: Store,
) -> dict[str, Recipe]:
    """Refuse columns that say the attribute and of which the user said nothing.

    Args:
        recipes: Split to what is done with its rows.
        augmented: The splits of the input that are rewritten.
        sources: Split to its sources.
        rewriter: The engine.
        store: The output folder.

    Returns:
        The recipes, with what is known of the columns that are exchanged.

    Raises:
        TellingColumn: If there is such a column.
        OptionError: If a value that is to be exchanged or held is none of its column.
    """
    kept = store.text(LABELS)
    found = json.loads(kept) if kept is not None else None
    checked = dict(recipes)
    for split in augmented:
        if found is None:
            checked[split] = check_columns(recipes[split], rewriter, sources[split])
        elif split in found:
            says = {
                column: {value: frozenset(groups) for value, groups in values.items()}
                for column, values in found[split]["says"].items()
            }
            about = {column: frozenset(some) for column, some in found[split]["about"].items()}
            checked[split] = replace(recipes[split], says=says, about=about)
    if found is None:
        store.put_text(json.dumps({split: _told(checked[split]) for split in augmented}) + "\n", LABELS)
    return checked


def _told(recipe: Recipe) -> dict[str, object]:
    return {
        "says": {
            column: {value: sorted(groups) for value, groups in values.items()}
            for column, values in recipe.says.items()
        },
        "about": {column: sorted(some) for column, some in recipe.about.items()},
    }
