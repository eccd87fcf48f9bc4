"""How well words for race are told from colours, names and places: used by ``quality.py``.

A use counts as found where the detector has a mention of the attribute ``race`` there, names aside. The pair set is
rewritten as a whole: black and white change places, other groups are written one direction at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import race_uses

from cda import Rewriter

FLAGS = "race_ud_dev"
MADLIBS = "madlibs_pairs"
_SIDES = {"a2b": ("a", "group_b"), "b2a": ("b", "group_a")}
_GENDERS = {"male": "masculine", "female": "feminine"}


def spans(texts: Sequence[str]) -> list[list[list[int]]]:
    """Where each text has a word for race that speaks of people."""
    rewriter = Rewriter("race")
    return [[[one.start, one.end] for one in out.mentions if one.kind != "name"] for out in rewriter.pipe(texts)]


def flags(score: ModuleType, data: Sequence[dict[str, Any]], field: str, show: int) -> dict[str, Any]:
    """Precision, recall and F1 of detection on marked words."""
    predictions = [
        {"id": row["id"], "spans": found} for row, found in zip(data, spans([row["text"] for row in data]), strict=True)
    ]
    figures: dict[str, Any] = score.score_flag(data, predictions, field, show=show)
    return figures


def uses(score: ModuleType, corpora: Path, show: int) -> dict[str, Any]:
    """The labelled uses of this project."""
    names = ("id", "text", "start", "end", "form", "person", "grey")
    data = [{name: getattr(use, name) for name in names} for use in race_uses.load(corpora)]
    return {"set": "race_uses", **flags(score, data, "person", show)}


def madlibs(score: ModuleType, data: Sequence[dict[str, Any]], show: int) -> list[dict[str, Any]]:
    """Pairs of templates: the share that comes out as the other side, by pair of groups and direction."""
    found = []
    for group_a, group_b in sorted({(row["group_a"], row["group_b"]) for row in data}):
        rows = [row for row in data if (row["group_a"], row["group_b"]) == (group_a, group_b)]
        for direction, (side, target) in _SIDES.items():
            to = _GENDERS.get(rows[0][target], rows[0][target])
            rewriter = Rewriter("gender" if to in _GENDERS.values() else "race", to=to)
            outputs = [out.text for out in rewriter.pipe(row[side] for row in rows)]
            predictions = [{"id": row["id"], "output": text} for row, text in zip(rows, outputs, strict=True)]
            figures = score.score_pairs(rows, predictions, direction, show=show)
            found.append({"set": f"{MADLIBS} {group_a}/{group_b}", "direction": direction, "tool": "cda", **figures})
    return found
