"""Originals and counterfactuals of a dataset folder, the edits marked word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.dataset as pads
from rich.text import Text

from cda.dataset.shown import text_at, undone
from cda.errors import InputError

_AROUND = 60
_KINDS = {"parquet": "parquet", "jsonl": "json", "csv": "csv"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair to show.

    Args:
        source_id: The id of the source row.
        field: The field that was rewritten.
        original: The text before, edits marked.
        counterfactual: The text after, edits marked.
    """

    source_id: str
    field: str
    original: Text
    counterfactual: Text


def pairs_of(folder: Path, count: int) -> Iterator[Shown]:
    """The first augmented rows of a dataset folder.

    Args:
        folder: What ``cda augment`` wrote.
        count: At most so many rows.

    Yields:
        One value for each rewritten field of a row.

    Raises:
        InputError: If the folder has no ``pairs``, or its rows have lost the fields that the edits are in.
    """
    files = sorted(str(path) for path in (folder / "pairs").glob("train-*.parquet")) or sorted(
        str(path) for path in (folder / "pairs").glob("*.parquet")
    )
    if not files:
        raise InputError("the folder has no pairs", where=str(folder), hint="give a folder that 'cda augment' wrote")
    split = Path(files[0]).name.partition("-")[0]
    data = _data(folder, split)
    chosen = pads.dataset(files, format="parquet").scanner(filter=pc.field("outcome") == "augmented").head(count)
    for pair in chosen.to_pylist():
        replaced = pair["row"] is None
        row = data.take([pair["counterfactual_row"] if replaced else pair["row"]]).to_pylist()[0]
        for field in dict.fromkeys(edit["field"] for edit in pair["edits"]):
            edits = [edit for edit in pair["edits"] if edit["field"] == field]
            text = text_at(row, field)
            if text is None:
                hint = "give the folder of 'cda augment' from which it was exported"
                raise InputError(f"the rows have no field {field!r}", where=str(folder), hint=hint)
            yield _shown(pair["source_id"], field, undone(text, edits) if replaced else text, edits)


def _data(folder: Path, split: str) -> pads.Dataset:
    for suffix, kind in _KINDS.items():
        files = sorted(str(path) for path in (folder / "data").glob(f"{split}-*.{suffix}"))
        if files:
            return pads.dataset(files, format=kind)
    hint = "give the folder of 'cda augment' from which it was exported"
    raise InputError(f"the folder has no rows of the split {split!r}", where=str(folder), hint=hint)


def _shown(source_id: str, field: str, text: str, edits: Sequence[Mapping[str, Any]]) -> Shown:
    """Both sides of a text, cut to the stretch around the first edits where the text is long."""
    first = 0 if edits[0]["start"] <= 2 * _AROUND else text.rfind(" ", 0, edits[0]["start"] - _AROUND) + 1
    last = text.find(" ", edits[0]["end"] + 4 * _AROUND)
    last = len(text) if last < 0 else last
    before, after = Text("…" if first else ""), Text("…" if first else "")
    place = first
    for edit in edits:
        if edit["end"] > last:
            break
        between = text[place : edit["start"]]
        before.append(between).append(edit["old"], style="bold red")
        after.append(between).append(edit["new"], style="bold green")
        place = edit["end"]
    rest = text[place:last] + ("…" if last < len(text) else "")
    return Shown(source_id, field, before.append(rest), after.append(rest))
