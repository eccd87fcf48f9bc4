"""The rewriter: options once, then texts, rows and batches through one plan each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice, repeat
from typing import Any

from cda.detection.detector import Detection, Detector
from cda.errors import OptionError
from cda.lexicon.find import is_path, load
from cda.lexicon.model import NEUTRAL, LexiconRef
from cda.lexicon.prefer import prefer
from cda.model import ModelRef, Tagger, find_model
from cda.options import Options, by_attribute, check_options, one_attribute
from cda.parsing import Parser
from cda.resolution.choose import resolver_for
from cda.resolution.people import KeepList, People
from cda.swapping.apply import apply
from cda.swapping.holder import Holder
from cda.swapping.intervention import Intervention
from cda.swapping.neutral import NeutralOptions, plans, still_held
from cda.swapping.plan import Plan, plan
from cda.types import Held, Rewrite, RowRewrite

_BATCH = 512


class Rewriter:
    """Rewrites texts so that the words for people have another group, and nothing else changes.

    Args:
        attribute: What to change: ``gender``, alone or as the only name of a list.
        to: ``masculine`` or ``feminine`` to change in one direction only, ``neutral`` for *they* and words for any
            person; ``None`` to swap. Also a dict by attribute.
        names: ``keep`` leaves people's names as they are; ``hold`` also what refers to them: pronouns, titles,
            appositions.
        lexicon: ``gender``, ``gender@1``, ``gender@1.0.0`` or the path of a folder; ``None`` for the newest. Also a
            dict by attribute.
        model: A spaCy package or path; ``None`` for ``en_core_web_sm`` 3.8.0.
        guards: ``flag`` reports cues that make a rewrite questionable in ``.flags``; ``hold`` also leaves rows, or
            where it is enough sentences, as they are for a cue that makes the rewrite false; ``off`` reports none.
        nouns: Whether nouns change in a neutral rewriting. No effect on others.
        reflexive: ``themself`` or ``themselves``, in a neutral rewriting. No effect on others.
        seed: Seed of every choice that is left to chance; a swap of gender has none.
        mr: What is written for *Mr*: ``Ms``, ``Mrs`` or ``Miss``.
        keep_names: Names that are never touched, nor what refers to them, such as those of public figures.

    Raises:
        OptionError: If an option has a value it cannot have.
        NotBuiltYet: If an option is announced and not there yet.
        UnknownLexicon: If there is no such lexicon.

    Example:
        >>> rewriter = Rewriter(to="masculine")
        >>> rewriter("She met her brother.").text
        'He met his brother.'

    Source:
        Lu et al. 2020, *Gender Bias in Neural Natural Language Processing*.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the options are the public contract
        self,
        attribute: str | Sequence[str] = "gender",
        to: str | Mapping[str, str] | None = None,
        names: str = "keep",
        lexicon: str | Mapping[str, str] | None = None,
        model: str | None = None,
        guards: str = "flag",
        nouns: bool = True,  # noqa: FBT001, FBT002 - as above
        reflexive: str = "themself",
        seed: int = 0,
        mr: str = "Ms",
        keep_names: Sequence[str] | None = None,
    ) -> None:
        self._options = Options(attribute, to, names, lexicon, model, guards, nouns, reflexive, seed, mr, keep_names)
        self.attribute = one_attribute(attribute)
        self.to = by_attribute(self.attribute, to, "to")
        check_options(self._options, self.to)
        found = load(by_attribute(self.attribute, lexicon, "lexicon") or self.attribute)
        if found.attribute != self.attribute:
            raise OptionError(
                f"lexicon {found.ref} is about {found.attribute}, not about {self.attribute}",
                hint="give a lexicon whose manifest names the attribute",
            )
        if self.to is not None and self.to not in found.groups:
            raise OptionError(
                f"there is no group {self.to!r} to write", hint=f"to: {', '.join(found.groups)}, or none to swap"
            )
        found = prefer(found, "Mr", mr)
        if model is not None:
            find_model(model)  # a model that is not there is said now, not at the first text that needs it
        self.lexicon: LexiconRef = found.ref
        self._tagger = Tagger(model)
        self._parser = Parser(model)
        self._detector = Detector(found, self._tagger)
        self._intervention = Intervention(self.attribute, self.to, found.opposite)
        self._holder = _holder(self._options, self.to)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options alone: a process that unpickles loads its own lexicon and model."""
        return type(self), tuple(getattr(self._options, field.name) for field in fields(Options))

    @property
    def model(self) -> ModelRef:
        """Which spaCy model decides; verified when first asked for."""
        return self._tagger.ref

    def options(self) -> dict[str, object]:
        """The options as JSON-able values: the path of the lexicon, or its name with the version."""
        given = {field.name: getattr(self._options, field.name) for field in fields(Options)}
        asked = by_attribute(self.attribute, self._options.lexicon, "lexicon")
        lexicon = asked if asked and is_path(asked) else str(self.lexicon)
        return {**given, "attribute": self.attribute, "to": self.to, "lexicon": lexicon}

    def __call__(self, text: str) -> Rewrite:
        """Rewrite one text.

        Args:
            text: Any text.

        Returns:
            The rewrite.

        Example:
            >>> Rewriter()("The actress thanked her fans.").text
            'The actor thanked his fans.'
        """
        return next(self.pipe((text,)))

    def all(self, text: str) -> tuple[Rewrite, ...]:
        """All rewrites of a text: one for gender."""
        return (self(text),)

    def pipe(self, texts: Iterable[str]) -> Iterator[Rewrite]:
        """Rewrite many texts: the fast way, batches inside, order kept.

        Args:
            texts: Any texts.

        Yields:
            A rewrite for each text.

        Example:
            >>> [out.text for out in Rewriter().pipe(["He left.", "She stayed."])]
            ['She left.', 'He stayed.']
        """
        for row in self.rows({"text": text} for text in texts):
            yield row["text"]

    def row(self, row: Mapping[str, str]) -> RowRewrite:
        """Rewrite the text fields of a row under one plan.

        Args:
            row: Field name to text.

        Returns:
            A mapping from field name to rewrite; ``.texts`` has the new texts.

        Example:
            >>> Rewriter().row({"prompt": "Who is she?", "chosen": "My sister."}).texts
            {'prompt': 'Who is he?', 'chosen': 'My brother.'}
        """
        return next(self.rows((row,)))

    def rows(self, rows: Iterable[Mapping[str, str]]) -> Iterator[RowRewrite]:
        """Rewrite many rows; see `row` and `pipe`.

        Args:
            rows: Mappings from field name to text.

        Yields:
            A rewriting for each row, in order.
        """
        stream = iter(rows)
        while batch := list(islice(stream, _BATCH)):
            texts = [text for row in batch for text in row.values()]
            detections = self._detector.detect(texts)
            plans: Iterable[Plan]
            kept: Iterable[tuple[Held, ...]] = repeat(())
            groups: Iterable[tuple[str, ...]] = repeat((), len(batch))
            if self._holder:
                settled = self._holder.settle([len(row) for row in batch], texts, detections, self._plans)
                plans, kept, groups = settled.plans, settled.held, settled.groups
            else:
                plans = self._plans(texts, detections)
            rewrites = map(self._rewrite, texts, detections, plans, kept)
            for row, guarded in zip(batch, groups, strict=True):
                yield RowRewrite(dict(zip(row, islice(rewrites, len(row)), strict=True)), guarded)

    def detect(self, text: str) -> Detection:
        """Detect without rewriting: mentions with their readings, held words, flags."""
        return self._detector.detect((text,))[0]

    def map_batch(self, batch: Mapping[str, list[Any]], fields: Sequence[str] | None = None) -> dict[str, list[Any]]:
        """Originals and counterfactuals of a batch of columns, for ``Dataset.map(batched=True)``.

        Args:
            batch: Column name to values; every column comes back.
            fields: The text columns to rewrite; by default ``text``, else the only text column.

        Returns:
            The same columns, each row directly followed by its counterfactual where there is one.

        Raises:
            MissingField: If a field is not there, or it is not clear which one holds the text.
            FieldNotText: If a field holds something other than text.

        Example:
            >>> Rewriter().map_batch({"text": ["He left.", "It rained."], "label": [1, 0]})
            {'text': ['He left.', 'She left.', 'It rained.'], 'label': [1, 1, 0]}
        """
        from cda.dataset.columns import map_batch  # noqa: PLC0415 - needs pyarrow, which most texts do not

        return map_batch(self, batch, fields)

    def _plans(self, texts: Sequence[str], detections: Sequence[Detection]) -> Iterable[Plan]:
        if self.to == NEUTRAL:
            return plans(texts, detections, self._parser, NeutralOptions(self._options.nouns, self._options.reflexive))
        return (plan(text, found, self._intervention) for text, found in zip(texts, detections, strict=True))

    def _rewrite(self, text: str, detection: Detection, planned: Plan, kept: tuple[Held, ...]) -> Rewrite:
        edits, unwritten = planned
        new, applied = apply(text, edits)
        held: tuple[Held, ...] = detection.held
        if self.to == NEUTRAL:
            held = still_held(held, edits)
        if unwritten or kept:
            held = tuple(sorted((*held, *unwritten, *kept), key=lambda one: (one.start, one.end)))
        flags = () if self._options.guards == "off" else detection.flags
        return Rewrite(text, new, applied, tuple(one.mention for one in detection.found), held, flags)


def _holder(options: Options, to: str | None) -> Holder | None:
    """What decides about holds, or ``None`` where no option asks for any."""
    if options.guards != "hold" and options.names != "hold" and not options.keep_names:
        return None
    return Holder(
        resolver_for(options.model),
        People(options.model),
        KeepList(options.keep_names or ()),
        guards=options.guards == "hold",
        names=options.names == "hold",
        neutral=to == NEUTRAL,
    )
