"""Batches of rows, each step of a batch done for all of its rows before the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from cda.assembly import Combination
from cda.collector import paused
from cda.errors import FieldNotText
from cda.naming.finder import Finder
from cda.reading import Known
from cda.swapping.attribute import AttributeSide
from cda.swapping.row import FoundRow, RowPlan
from cda.swapping.variant import JOINED, Part, variant
from cda.types import RowRewrite

_BATCH = 512
"""Rows that go through each step together: twice as many take a fiftieth less of the time, and more memory."""

Row = Mapping[str, str]
"""The text fields of a row by their names."""


@dataclass(frozen=True, slots=True)
class Batches:
    """What rows go through.

    Args:
        sides: The attributes.
        finder: Finds names of persons; ``None`` where names stay.
        combinations: What each counterfactual of a row changes.
        flags: Whether cues are reported.
    """

    sides: tuple[AttributeSide, ...]
    finder: Finder | None
    combinations: tuple[Combination, ...]
    flags: bool

    def knowing(self, known: Known) -> Batches:
        """The same, asking first what is known of the texts."""
        finder = self.finder.knowing(known) if self.finder else None
        return replace(self, sides=tuple(side.knowing(known) for side in self.sides), finder=finder)

    def variants(self, rows: Iterable[Row], ids: Iterable[str] | None) -> Iterator[tuple[RowRewrite, ...]]:
        """Rewrite many rows.

        Args:
            rows: The rows.
            ids: The ids of the rows, on which choices depend; ``None`` for hashes of their texts.

        Yields:
            For each row, in order, a rewriting for each combination.

        Raises:
            FieldNotText: If a field is no text.
        """
        stream, names = iter(rows), iter(ids) if ids is not None else None
        while batch := list(islice(stream, _BATCH)):
            _check_texts(batch)
            keys = list(islice(names, len(batch))) if names is not None else [None] * len(batch)
            with paused():
                done = self._rewritten(batch, keys)
            yield from done

    def found(self, rows: Iterable[Row], *, names: bool = True) -> Iterator[list[FoundRow]]:
        """Find what is in many rows without rewriting them.

        Args:
            rows: The rows.
            names: Whether names are looked for, where they change.

        Yields:
            For each row, in order, what each attribute finds in it.

        Raises:
            FieldNotText: If a field is no text.
        """
        stream = iter(rows)
        while batch := list(islice(stream, _BATCH)):
            _check_texts(batch)
            with paused():
                done = self._found(batch, [""] * len(batch), names=names)
            for number in range(len(batch)):
                yield [some[number] for some in done]

    def _rewritten(self, batch: Sequence[Row], ids: Sequence[str | None]) -> list[tuple[RowRewrite, ...]]:
        found = self._found(batch, ids)
        settled: list[list[list[RowPlan]]] = [
            [side.settle(rows, planner) for planner in side.planners]
            for side, rows in zip(self.sides, found, strict=True)
        ]

        def made(number: int, ways: Combination) -> RowRewrite:
            parts = [Part(self.sides[side], found[side][number], settled[side][way][number]) for side, way in ways]
            return variant(tuple(batch[number]), parts, flags=self.flags)

        return [tuple([made(number, ways) for ways in self.combinations]) for number in range(len(batch))]

    def _found(self, batch: Sequence[Row], ids: Sequence[str | None], *, names: bool = True) -> list[list[FoundRow]]:
        """What each attribute finds in a batch of rows."""
        texts = [list(row.values()) for row in batch]
        people = self.finder.find(texts) if self.finder and names else None
        return [side.find(texts, ids, people) for side in self.sides]


def _check_texts(rows: Sequence[Row]) -> None:
    """Refuse rows with a field that is no text."""
    for row in rows:
        for field, text in row.items():
            if not isinstance(text, str):
                hint = "give strings; leave out what is missing, or give ''"
                raise FieldNotText(f"{type(text).__name__} is no text", where=f"field {field!r}", hint=hint)


def distinct(found: Sequence[RowRewrite]) -> tuple[RowRewrite, ...]:
    """Keep what is different among the rewritings of a row.

    Args:
        found: A rewriting for each combination.

    Returns:
        Those that change something, each once, and one for each attribute that cues held; else the one that tells most.
    """
    changed: dict[tuple[str, ...], RowRewrite] = {}
    held: dict[str, RowRewrite] = {}
    for one in found:
        if one.changed:
            changed.setdefault(tuple(one.texts.values()), one)
        elif one.guarded and JOINED not in one.attribute:
            held.setdefault(one.attribute, one)
    told = max(found, key=lambda one: any(rewrite.held for rewrite in one.values()))
    return (*changed.values(), *held.values()) or (told,)
