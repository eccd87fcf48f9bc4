"""Which strings of a row are texts of its run, by the plan in the folder."""

from __future__ import annotations

import re

from cda.dataset.views.path import EACH
from cda.dataset.views.view import view_of
from cda.errors import CdaError
from cda.run.plan import PLAN, read_plan
from cda.storage.store import Store


def fields_of(store: Store) -> re.Pattern[str] | None:
    """Tell how the places of the texts are named that a run looked at.

    Args:
        store: The output folder of the run.

    Returns:
        What fits their names, such as ``messages[0].content``; ``None`` where the folder does not say.
    """
    try:
        plan = read_plan(store.text(PLAN) or "", store.name)
        asked = plan.settings["job"]
        views = [view_of(one.source.schema, asked["fields"], asked["roles"]) for one in plan.sources]
    except CdaError:
        return None
    # A list of words is one text, and stands there word by word.
    paths = sorted({str(field.path) for view in views for field in view.fields})
    return re.compile("|".join(re.escape(path).replace(re.escape(EACH), r"\[\d+\]") for path in paths))
