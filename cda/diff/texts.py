"""The texts of a pair, found in the rows, with the places in them that are in question."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cda.dataset.shown import by_field, original_at
from cda.diff.wanted import Row, Wanted
from cda.errors import InputError
from cda.marked import Mark


@dataclass(frozen=True, slots=True)
class Found:
    """A text of a pair, and what is shown of it.

    Args:
        field: The place of the text in its row, such as ``messages[0].content``.
        text: The original; ``None`` where the row was not written.
        marks: The places in question; those that were looked for have the kind ``same``.
        held: The words that were left alone, of those asked for: items of ``held`` in ``pairs``.
        flags: The flags, of those asked for: items of ``flags`` in ``pairs``.
    """

    field: str
    text: str | None
    marks: tuple[Mark, ...]
    held: tuple[Row, ...] = ()
    flags: tuple[Row, ...] = ()


def texts_of(
    pair: Row, row: Row | None, wanted: Wanted, where: str, fields: re.Pattern[str] | None = None
) -> tuple[Found, ...]:
    """Give the texts of a pair that something is to be shown of.

    Args:
        pair: A row of ``pairs``.
        row: The row of ``default`` that it names: the original, or its counterfactual where that took its place.
        wanted: What is asked for.
        where: The folder, for people.
        fields: What fits the names of texts; ``None`` where all strings may be some.

    Returns:
        Each text with an edit, or with a word that is asked for; without any, all texts of the row.

    Raises:
        InputError: If the row has no such text.
    """
    edits, held, flags = map(by_field, (pair["edits"], wanted.held_in(pair), wanted.flags_in(pair)))
    named = dict.fromkeys((*edits, *held, *flags))
    if not named:
        every = _strings(row or {})
        texts = [(name, text) for name, text in every if fields is None or fields.fullmatch(name)]
        return tuple(Found(name, text, _marks(text, (), (), (), wanted)) for name, text in texts)
    found = []
    for field in named:
        here, kept, cues = (tuple(some.get(field, ())) for some in (edits, held, flags))
        text = _original(pair, row, field, here, where)
        found.append(Found(field, text, _marks(text, here, kept, cues, wanted), kept, cues))
    return tuple(found)


def is_found(texts: Sequence[Found]) -> bool:
    """Tell whether what was looked for stands in one of some texts."""
    return any(mark.kind == "same" for one in texts for mark in one.marks)


def redone(text: str, edits: Sequence[Row]) -> str:
    """Give the counterfactual of a text.

    Args:
        text: The original.
        edits: The edits of a pair in it, in order.

    Returns:
        The text after the edits.

    Example:
        >>> redone("She sat.", [{"start": 0, "end": 3, "new": "He"}])
        'He sat.'
    """
    pieces, last = [], 0
    for edit in edits:
        pieces += [text[last : edit["start"]], edit["new"]]
        last = edit["end"]
    return "".join((*pieces, text[last:]))


def _original(pair: Row, row: Row | None, field: str, edits: Sequence[Row], where: str) -> str | None:
    if row is None:
        return None
    text = original_at(row, field, edits, replaced=pair["row"] is None)
    if text is None:
        hint = "give the folder of 'cda augment' from which it was exported"
        raise InputError(f"the rows have no field {field!r}", where=where, hint=hint)
    return text


def _marks(
    text: str | None, edits: Sequence[Row], held: Sequence[Row], flags: Sequence[Row], wanted: Wanted
) -> tuple[Mark, ...]:
    return (
        *(Mark("edit", edit["start"], edit["end"], edit["new"]) for edit in edits),
        *(Mark("held", one["start"], one["end"]) for one in held),
        *(Mark("flag", one["start"], one["end"]) for one in flags),
        *(_matches(text, edits, wanted) if text is not None else ()),
    )


def _matches(text: str, edits: Sequence[Row], wanted: Wanted) -> Iterator[Mark]:
    """What was looked for, by its place in the original, also where it stands in the counterfactual alone."""
    if wanted.grep is None:
        return
    yield from (Mark("same", *match.span()) for match in wanted.grep.finditer(text))
    if edits:
        begins = [edit["new_start"] for edit in edits]
        for match in wanted.grep.finditer(redone(text, edits)):
            start, end = (_old_place(edits, begins, place) for place in match.span())
            yield Mark("same", start, end)


def _old_place(edits: Sequence[Row], begins: Sequence[int], place: int) -> int:
    """The place in the original of a place in the counterfactual; within an edit, where the edit begins."""
    before = bisect_left(begins, place) - 1
    if before < 0:
        return place
    edit = edits[before]
    return int(edit["start"] if place < edit["new_end"] else place + edit["end"] - edit["new_end"])


def _strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """All strings in a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _strings(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _strings(one, f"{path}[{number}]")
