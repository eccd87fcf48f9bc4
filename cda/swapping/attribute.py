"""Everything for one attribute: its lexicon, what finds its mentions, and what plans their edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from cda.detection.decide import Found
from cda.detection.detector import Detector
from cda.detection.index import Option
from cda.detection.person import PersonName
from cda.english.casing import match_case
from cda.lexicon.model import NEUTRAL, Lexicon
from cda.reading import Known, KnownFirst, Reader
from cda.swapping.holder import Holder
from cda.swapping.intervention import Choice, Intervention
from cda.swapping.naming import NamesOf
from cda.swapping.neutral import NeutralOptions, plans
from cda.swapping.plan import plan
from cda.swapping.row import FoundRow, RowPlan
from cda.types import Group


@dataclass(frozen=True, slots=True)
class AttributePlanner:
    """Plans rows for one attribute in one direction; a `Planner`.

    Args:
        choice: Chooses the intervention of each row.
        names: Says which names change; ``None`` where names stay.
        reader: Parses what a neutral rewriting needs.
        neutral: What a neutral rewriting may change.
    """

    choice: Choice
    names: NamesOf | None
    reader: Reader
    neutral: NeutralOptions

    def __call__(self, rows: Sequence[FoundRow]) -> Iterable[RowPlan]:
        """Plan a batch of rows."""
        return self._neutral(rows) if self.choice.to == NEUTRAL else map(self._plan, rows)

    def knowing(self, known: Known) -> AttributePlanner:
        """The same planner, which asks first what is known."""
        return replace(self, reader=KnownFirst(known, self.reader))

    def _plan(self, row: FoundRow) -> RowPlan:
        intervention = self._intervention(row)
        renamings = self.names.renamings(row, intervention) if self.names else {}
        planned = (
            plan(text, found, intervention, renamings) for text, found in zip(row.texts, row.detections, strict=True)
        )
        return RowPlan(tuple(planned), intervention)

    def _intervention(self, row: FoundRow) -> Intervention:
        groups = row.groups
        if self.choice.draws(groups):
            return self.choice.intervention(groups, row.id)
        return _same_for_all(self.choice, groups)

    def _neutral(self, rows: Sequence[FoundRow]) -> Iterator[RowPlan]:
        texts = [text for row in rows for text in row.texts]
        detections = [found for row in rows for found in row.detections]
        every = plans(texts, detections, self.reader, self.neutral)
        for row in rows:
            yield RowPlan(tuple(islice(every, len(row.texts))), self._intervention(row))


@lru_cache(maxsize=256)
def _same_for_all(choice: Choice, groups: frozenset[Group]) -> Intervention:
    """The intervention for rows with these groups, where nothing is left to chance."""
    return choice.intervention(groups, "")


@dataclass(frozen=True, slots=True)
class AttributeSide:
    """One attribute of a rewriter.

    Args:
        lexicon: Its lexicon.
        detector: Finds its mentions.
        planners: A planner for each direction: one, or one a group where a counterfactual for every group is asked for.
        holder: Decides what is held; ``None`` where nothing can be.
        names: What names are to it; ``None`` where names are no mentions.
    """

    lexicon: Lexicon
    detector: Detector
    planners: tuple[AttributePlanner, ...]
    holder: Holder | None
    names: NamesOf | None

    @property
    def attribute(self) -> str:
        """The attribute."""
        return self.lexicon.attribute

    def knowing(self, known: Known) -> AttributeSide:
        """The same side, which asks first what is known of texts."""
        return replace(
            self,
            detector=self.detector.knowing(known),
            planners=tuple(one.knowing(known) for one in self.planners),
            holder=self.holder.knowing(known) if self.holder else None,
        )

    def find(
        self,
        rows: Sequence[Sequence[str]],
        ids: Sequence[str | None],
        names: Sequence[Sequence[Sequence[PersonName]]] | None,
    ) -> list[FoundRow]:
        """Find the mentions of a batch of rows.

        Args:
            rows: The texts of the fields of each row.
            ids: The id of each row; ``None`` for one that was given none.
            names: The names of persons in each field of each row, where they were looked for.

        Returns:
            The rows with what was found.
        """
        texts = [text for row in rows for text in row]
        of_names = self._mentions(names) if names is not None and self.names else None
        found = iter(self.detector.detect(texts, of_names))
        return [FoundRow(tuple(row), tuple(islice(found, len(row))), id_) for row, id_ in zip(rows, ids, strict=True)]

    def settle(self, rows: Sequence[FoundRow], planner: AttributePlanner) -> list[RowPlan]:
        """Plan a batch of rows in one direction, without what is held."""
        return self.holder.settle(rows, planner) if self.holder else list(planner(rows))

    def written_for(self, found: Found, word: str, target: Group) -> str | None:
        """What is written for a mention that another attribute has changed already (*Latina*, then *Latino*).

        Args:
            found: The mention of this attribute.
            word: What stands there by now.
            target: The group that is asked for.

        Returns:
            The form for the word as it is now, ``None`` where the lexicon has no such word of the same part of speech.
        """
        if found.name:
            return self.names.counterpart(word, target) if self.names else None
        pos = found.option.entry.pos
        now = (one for one in self.detector.options(word) if one.entry.pos == pos and one.entry.writes(target))
        option: Option | None = next(now, None)
        return match_case(word, option.form, option.entry.forms[target]) if option else None

    def _mentions(self, names: Sequence[Sequence[Sequence[PersonName]]]) -> list[list[Found]]:
        return [field for row in names for field in self.names.mentions(row)] if self.names else []
