"""Whether the edits of a pair lead from its row to its counterfactual, and touch nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cda.dataset.shown import text_at, undone

Row = Mapping[str, Any]


def problem_of(pair: Row, rows: Mapping[int, Row]) -> str | None:
    """Tell what is wrong with the edits of a pair.

    Args:
        pair: A row of ``pairs`` that has a counterfactual.
        rows: Place to row of ``default``, of the rows that it names.

    Returns:
        What is wrong; ``None`` where they fit, or where the format of the rows does not show these texts.

    Example:
        >>> edit = {"field": "text", "start": 0, "end": 3, "new_start": 0, "new_end": 2, "old": "She", "new": "He"}
        >>> rows = {0: {"text": "She sat."}, 1: {"text": "He sat!"}}
        >>> problem_of({"row": 0, "counterfactual_row": 1, "edits": [edit]}, rows)
        'text differs where no edit is'
    """
    new_row = rows.get(pair["counterfactual_row"])
    old_row = rows.get(pair["row"]) if pair["row"] is not None else None
    if new_row is None:
        return f"row {pair['counterfactual_row']}, its counterfactual, is not there"
    if old_row is None and pair["row"] is not None:
        return f"row {pair['row']} is not there"
    for field in dict.fromkeys(edit["field"] for edit in pair["edits"]):
        edits = [edit for edit in pair["edits"] if edit["field"] == field]
        new = text_at(new_row, field)
        old = text_at(old_row, field) if old_row is not None else None  # the original was replaced
        problem = _in_text(edits, old, new) if new is not None else None
        if problem:
            return f"{field} {problem}"
    return None


def _in_text(edits: Sequence[Row], old: str | None, new: str) -> str | None:
    last = 0
    for edit in edits:
        if not last <= edit["start"] <= edit["end"]:
            return "has edits that overlap"
        last = edit["end"]
        if new[edit["new_start"] : edit["new_end"]] != edit["new"]:
            return f"has no {edit['new']!r} at {edit['new_start']} in the counterfactual"
        if old is not None and old[edit["start"] : edit["end"]] != edit["old"]:
            return f"has no {edit['old']!r} at {edit['start']}"
    return "differs where no edit is" if old is not None and undone(new, edits) != old else None
