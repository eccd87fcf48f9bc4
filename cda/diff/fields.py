"""Which strings of a row are texts of its run, by the plan in the folder."""

from __future__ import annotations

import base64
import json
import re

import pyarrow as pa

from cda.dataset.views.path import EACH
from cda.dataset.views.view import view_of
from cda.errors import CdaError
from cda.storage.store import Store

_PLAN = ".cda/plan.json"


def fields_of(store: Store) -> re.Pattern[str] | None:
    """Tell how the places of the texts are named that a run looked at.

    Args:
        store: The output folder of the run.

    Returns:
        What fits their names, such as ``messages[0].content``; ``None`` where the folder does not say.
    """
    try:
        plan = json.loads(store.text(_PLAN) or "null")
        job = plan["settings"]["job"]
        schemas = [pa.ipc.read_schema(pa.py_buffer(base64.b64decode(text))) for text in plan["schemas"]]
        paths = {str(field.path) for schema in schemas for field in view_of(schema, job["fields"], job["roles"]).fields}
    except (ValueError, KeyError, TypeError, pa.ArrowException, CdaError):
        return None
    # A list of words is one text, and stands there word by word.
    return re.compile("|".join(re.escape(path).replace(re.escape(EACH), r"\[\d+\]") for path in sorted(paths)))
