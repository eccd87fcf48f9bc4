"""A run that is continued, from the plan in its folder."""

from __future__ import annotations

import json
from typing import Any

from cda.errors import RunUnfinished
from cda.export.parquet import Limits
from cda.rewriter import Rewriter
from cda.run.job import AugmentJob
from cda.run.plan import read_plan
from cda.run.planning import plan_text
from cda.storage.store import store_at


def job_in(folder: str, **act: Any) -> tuple[AugmentJob, Rewriter]:
    """Read what is to be done in a folder.

    Args:
        folder: The output folder of a run.
        act: What is said anew of a job: ``workers``, ``engine``, ``address``, ``max_failed``, ``shard``.

    Returns:
        The job, which is continued, and its engine.

    Raises:
        RunUnfinished: If no run was planned there.
        RunChanged: If another version of the program planned it.
    """
    text = plan_text(store_at(folder))
    if text is None:
        hint = "begin one: cda augment INPUT -o FOLDER --resume"
        raise RunUnfinished("no run was planned in this folder", where=folder, hint=hint)
    plan = read_plan(text, folder)
    # Options that are lists are tuples in a job; JSON has but the one.
    asked = {name: tuple(value) if isinstance(value, list) else value for name, value in plan.settings["job"].items()}
    limits = Limits(**plan.settings["job"]["limits"])
    job = AugmentJob(**{**asked, "limits": limits, **act}, output=folder, resume=True, command=plan.command)
    return job, Rewriter(**json.loads(json.dumps(plan.settings["rewriter"])))
