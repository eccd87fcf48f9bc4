"""A random sample of the edits of a dataset, each with the text around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from cda.dataset.kinds import kind_of
from cda.dataset.shown import by_field, original_at, text_at
from cda.dataset.strategies.chance import chance
from cda.errors import InputError
from cda.storage.store import Store, store_at
from cda.verify.content import Content, batches, content_of
from cda.verify.rows import rows_of

_AROUND = 120


@dataclass(frozen=True, slots=True)
class Judged:
    """An edit to be judged.

    Args:
        edit: What names it: split, place of the counterfactual, field and place in the text.
        kind: What kind of word it is: ``noun``, ``det``, ``pron``, ``name``, ``article``, ...; see `kind_of`.
        old: The word before.
        new: The word after.
        before: The text around it, before.
        after: The text around it, after.
        verdict: ``right``, ``wrong``, or nothing yet.
        note: What whoever judges has to say.

    Example:
        >>> Judged("train 1 text 0", "pron", "She", "He", "[She] left.", "[He] left.", verdict="right").kind
        'pron'
    """

    edit: str
    kind: str
    old: str
    new: str
    before: str
    after: str
    verdict: str = ""
    note: str = ""


def sample_edits(folder: str, number: int, seed: int = 0) -> list[Judged]:
    """Draw edits, each with the same chance.

    Args:
        folder: The output folder of a run.
        number: How many, at most.
        seed: Another seed draws others.

    Returns:
        The edits, in an order that is random as well.

    Raises:
        RunUnfinished: If no run has finished there.
        InputError: If there is no edit, or the format of the rows does not show their texts.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> from cda.run.augment import augment_files
        >>> from cda.run.job import AugmentJob
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     _ = augment_files(AugmentJob((f"{place}/in.txt",), f"{place}/out"), Rewriter())
        ...     [(one.before, one.after) for one in sample_edits(f"{place}/out", 10)]
        [('[She] left.', '[He] left.')]
    """
    store = store_at(folder)
    content = content_of(store)
    drawn = nsmallest(number, _numbered(store, content, seed), key=lambda one: one[0])
    if not drawn:
        raise InputError("there is no edit to judge", where=folder, hint="give a folder with counterfactuals")
    found: dict[str, Judged] = {}
    for split, names in content.default.items():
        reader = rows_of(store, names)
        wanted = sorted((one for one in drawn if one[1] == split), key=lambda one: one[3]["counterfactual_row"])
        for _, _, place, pair in wanted:
            rows = reader.take([pair["counterfactual_row"]]) if reader else {}
            judged = _judged(split, place, pair, rows.get(pair["counterfactual_row"], {}))
            if judged is None:
                hint = "review the folder before it is exported to another format"
                raise InputError("the rows do not show the texts of the edits", where=folder, hint=hint)
            found[judged.edit] = judged
    return [found[_name(split, place, pair)] for _, split, place, pair in drawn]


_Numbered = tuple[int, str, int, Mapping[str, Any]]
"""Chance, split, the number of the edit in its pair, the pair."""


def _numbered(store: Store, content: Content, seed: int) -> Iterator[_Numbered]:
    for split, names in content.pairs.items():
        for batch in batches(store, names):
            for pair in batch.to_pylist():
                for place in range(len(pair["edits"])):
                    yield chance(seed, "review", _name(split, place, pair)), split, place, pair


def _name(split: str, place: int, pair: Mapping[str, Any]) -> str:
    edit = pair["edits"][place]
    return f"{split} {pair['counterfactual_row']} {edit['field']} {edit['new_start']}"


def _judged(split: str, place: int, pair: Mapping[str, Any], row: Mapping[str, Any]) -> Judged | None:
    edit = pair["edits"][place]
    after = text_at(row, edit["field"])
    if after is None:
        return None
    before = original_at(row, edit["field"], by_field(pair["edits"])[edit["field"]], replaced=True) or ""
    return Judged(
        _name(split, place, pair),
        kind_of(edit["entry"]),
        edit["old"],
        edit["new"],
        _around(before, edit["start"], edit["end"]),
        _around(after, edit["new_start"], edit["new_end"]),
    )


def _around(text: str, start: int, end: int) -> str:
    """The text around a word, which stands in brackets."""
    first, last = max(0, start - _AROUND), end + _AROUND
    return f"{'…' * (first > 0)}{text[first:start]}[{text[start:end]}]{text[end:last]}{'…' * (last < len(text))}"
