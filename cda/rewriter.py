"""The rewriter: options once, then texts, rows and batches through one plan each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from cda.assembly import check_attributes, combinations, lexicons_of, shared, side_of, swaps_names
from cda.batches import Batches, distinct
from cda.detection.detector import Detection, joined
from cda.errors import OptionError
from cda.lexicon.find import is_path
from cda.lexicon.model import LexiconRef
from cda.model import ModelRef, find_model
from cda.options import Options, attributes_of, by_attribute, check_options
from cda.reading import Known
from cda.swapping.attribute import AttributeSide
from cda.types import Group, Mention, Rewrite, RowRewrite


class Rewriter:
    """Rewrites texts so that the words for people have another group, and nothing else changes.

    Args:
        attribute: What to change: ``gender``, ``race``, ``religion``, ``age``, or the attribute of a lexicon of your
            own; a list for several.
        to: A group of the attribute, such as ``feminine`` or ``asian``, to write that one alone; for gender also
            ``neutral``; ``all`` for a counterfactual of every group; ``None`` to swap: the first two groups of the
            lexicon become each other, every other group becomes one chosen by the row and the seed. With several
            attributes a dict by attribute.
        names: ``keep`` leaves people's names as they are; ``hold`` also what refers to them: pronouns, titles,
            appositions; ``swap`` gives first names their counterparts, and for race also surnames. Also a dict by
            attribute.
        lexicon: ``gender``, ``gender@1``, ``gender@1.0.0`` or the path of a folder; ``None`` for the newest. Also a
            dict by attribute, in which ``names`` and ``public-figures`` may be named too.
        model: A spaCy package or path; ``None`` for ``en_core_web_sm`` 3.8.0.
        guards: ``flag`` reports cues that make a rewrite questionable in ``.flags``; ``hold`` also leaves rows, or
            where it is enough sentences, as they are for a cue that makes the rewrite false; ``off`` reports none.
        nouns: Whether nouns change in a neutral rewriting. No effect on others.
        reflexive: ``themself`` or ``themselves``, in a neutral rewriting. No effect on others.
        seed: Seed of every choice that is left to chance; a swap of gender has none.
        mr: What is written for *Mr*: ``Ms``, ``Mrs`` or ``Miss``.
        keep_names: Names that are never touched, nor what refers to them.
        public_figures: ``hold`` does the same for well-known people that are named in full; ``swap`` does not.
        hostile: With ``guards="hold"``, whether insults and slurs hold (``hold``) or not (``swap``, for those who train
            classifiers of hostility).
        combine: With several attributes: ``joint`` changes all of them in one counterfactual, ``each`` one in each,
            ``all`` gives both.

    Raises:
        OptionError: If an option has a value it cannot have.
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
        to: str | Mapping[str, str | None] | None = None,
        names: str | Mapping[str, str] = "keep",
        lexicon: str | Mapping[str, str] | None = None,
        model: str | None = None,
        guards: str = "flag",
        nouns: bool = True,  # noqa: FBT001, FBT002 - as above
        reflexive: str = "themself",
        seed: int = 0,
        mr: str = "Ms",
        keep_names: Sequence[str] | None = None,
        public_figures: str = "hold",
        hostile: str = "hold",
        combine: str = "joint",
    ) -> None:
        self._options = options = Options(
            attribute,
            to,
            names,
            lexicon,
            model,
            guards,
            nouns,
            reflexive,
            seed,
            mr,
            keep_names,
            public_figures,
            hostile,
            combine,
        )
        self.attributes = attributes_of(attribute)
        check_attributes(self.attributes, options)
        check_options(options, self.attributes)
        if model is not None:
            find_model(model)  # a model that is not there is said now, not at the first text that needs it
        parts = shared(options)
        self._reader = parts.reader
        self._sides = tuple(side_of(one, options, parts) for one in self.attributes)
        finder = parts.finder if swaps_names(self.attributes, options) else None
        self._batches = Batches(self._sides, finder, combinations(self._sides, combine), guards != "off")
        self.lexicons: tuple[LexiconRef, ...] = lexicons_of(self._sides, options, parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the options alone: a process that unpickles loads its own lexicon and model."""
        return type(self), tuple(getattr(self._options, field.name) for field in fields(Options))

    def knowing(self, known: Known) -> Rewriter:
        """The same rewriter, which asks first what somebody else knows of the texts, and its model about the rest.

        Args:
            known: Functions that give tags, parses, names and coreference of texts that were read already, or ``None``.
                Whatever they refer to lives as long as the rewriter that is returned. They are not pickled with it.

        Returns:
            A rewriter that shares everything else with this one. What it finds can depend on what is known.

        Example:
            >>> from cda.reading import Known, Token
            >>> text = "They saw her duck."
            >>> verb = Known(tags=lambda passage: (Token(0, len(passage.words), "PRP"),))
            >>> Rewriter()(text).text, Rewriter().knowing(verb)(text).text
            ('They saw his duck.', 'They saw him duck.')
        """
        other = object.__new__(type(self))  # copy() would pickle, and so begin anew
        vars(other).update(vars(self))
        other._batches = self._batches.knowing(known)
        return other

    @property
    def model(self) -> ModelRef:
        """Which spaCy model decides; verified when first asked for."""
        return self._reader.ref

    @property
    def attribute(self) -> str:
        """The attributes, joined by ``+``."""
        return "+".join(self.attributes)

    @property
    def to(self) -> str | None:
        """The group that is written, where it is one group of one attribute; ``all``, or ``None``."""
        return by_attribute(self.attributes[0], self._options.to, "to") if len(self.attributes) == 1 else None

    @property
    def lexicon(self) -> LexiconRef:
        """The lexicon of the first attribute."""
        return self.lexicons[0]

    def options(self) -> dict[str, object]:
        """The options as JSON-able values.

        Returns:
            Each option by name; of lexicons the paths, or the names with the versions that decide.

        Example:
            >>> {name: Rewriter(lexicon="gender@1.0.0").options()[name] for name in ("attribute", "to", "lexicon")}
            {'attribute': 'gender', 'to': None, 'lexicon': 'gender@1.0.0'}
        """
        given = {field.name: getattr(self._options, field.name) for field in fields(Options)}
        lexicon = {side.attribute: self._spec(side) for side in self._sides}
        alone = len(self.attributes) == 1 and not isinstance(self._options.lexicon, Mapping)
        given |= {"attribute": self.attributes[0] if len(self.attributes) == 1 else list(self.attributes)}
        return {**given, "to": self.to if len(self.attributes) == 1 else given["to"]} | {
            "lexicon": lexicon[self.attributes[0]] if alone else {**dict(self._named()), **lexicon}
        }

    def _named(self) -> Mapping[str, str]:
        """The lexicons that were named by key."""
        given = self._options.lexicon
        return given if isinstance(given, Mapping) else {}

    def _spec(self, side: AttributeSide) -> str:
        asked = by_attribute(side.attribute, self._options.lexicon, "lexicon")
        return asked if asked and is_path(asked) else str(side.lexicon.ref)

    def __call__(self, text: str) -> Rewrite:
        """Rewrite one text.

        Args:
            text: Any text.

        Returns:
            The rewrite.

        Raises:
            FieldNotText: If it is no text.
            OptionError: If the options give several counterfactuals of a text; see `all`.
            CdaError: If the model that is needed is missing or damaged.

        Example:
            >>> Rewriter()("The actress thanked her fans.").text
            'The actor thanked his fans.'
        """
        return next(self.pipe((text,)))

    def all(self, text: str) -> tuple[Rewrite, ...]:
        """All rewrites of a text that differ from it and from one another.

        Args:
            text: Any text.

        Returns:
            The rewrites, in the order of the groups: one for a swap, one a group with ``to="all"``. Where nothing
            changes, the text itself as the only one.

        Example:
            >>> [out.text for out in Rewriter("religion", to="all").all("A Sikh farmer waved.")][:2]
            ['A Christian farmer waved.', 'A Muslim farmer waved.']
        """
        row = next(self.variants(({"text": text},)))
        return tuple(one["text"] for one in row if one.changed) or (row[0]["text"],)

    def pipe(self, texts: Iterable[str]) -> Iterator[Rewrite]:
        """Rewrite many texts: the fast way, batches inside, order kept.

        Args:
            texts: Any texts.

        Yields:
            A rewrite for each text.

        Raises:
            CdaError: As for one text.

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

        Raises:
            CdaError: As for one text.

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

        Raises:
            FieldNotText: If a field is no text.
            OptionError: If the options give several counterfactuals of a row; see `variants`.

        Example:
            >>> [row.texts for row in Rewriter().rows([{"q": "Who is he?", "a": "Her uncle."}])]
            [{'q': 'Who is she?', 'a': 'His aunt.'}]
        """
        if len(self._batches.combinations) > 1:
            raise OptionError(
                "these options give several counterfactuals of a row, not one",
                hint="use all() or variants(), a dataset run, or name one group with to=",
            )
        for found in self._batches.variants(rows, None):
            yield found[0]

    def variants(
        self, rows: Iterable[Mapping[str, str]], ids: Iterable[str] | None = None
    ) -> Iterator[tuple[RowRewrite, ...]]:
        """Every rewriting of many rows.

        Args:
            rows: Mappings from field name to text.
            ids: The ids of the rows, on which choices depend that are left to chance; by default hashes of their texts.

        Yields:
            For each row, in order, its rewritings that change something, each different from those before it, and one
            for each attribute that was held for cues; where there is neither, one that says why.

        Raises:
            FieldNotText: If a field is no text.

        Example:
            >>> [one.group for one in next(Rewriter(to="all").variants([{"text": "He met her."}]))]
            ['masculine', 'feminine']
        """
        yield from map(distinct, self._batches.variants(rows, ids))

    def detect(self, text: str) -> Detection:
        """Detect without rewriting.

        Args:
            text: Any text.

        Returns:
            The mentions of all attributes with their readings, in ``.found``; what was left alone, in ``.held``; with
            one attribute also ``.flags``.

        Raises:
            FieldNotText: If it is no text.

        Example:
            >>> found = Rewriter().detect("She left Burger King.")
            >>> [one.mention.text for one in found.found], [one.text for one in found.held]
            (['She'], ['Burger King'])
        """
        found = [row.detections[0] for row in next(self._batches.found([{"text": text}]))]
        return found[0] if len(found) == 1 else joined(found)

    def mentions(self, rows: Iterable[Mapping[str, str]], *, names: bool = True) -> Iterator[tuple[Mention, ...]]:
        """Find the mentions of many rows without rewriting them; cheaper than `variants`.

        Args:
            rows: Mappings from field name to text.
            names: Whether names are looked for, where they are swapped; most of the time goes to them.

        Yields:
            For each row, in order, the mentions of all its fields and of all attributes.

        Raises:
            FieldNotText: If a field is no text.

        Example:
            >>> [mention.group for mention in next(Rewriter().mentions([{"text": "She met her uncle."}]))]
            ['feminine', 'feminine', 'masculine']
        """
        for found in self._batches.found(rows, names=names):
            yield tuple(one.mention for row in found for part in row.detections for one in part.found)

    @property
    def groups(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups of each attribute, but for the neutral one."""
        return {side.attribute: side.lexicon.swapped for side in self._sides}

    def groups_of(self, attribute: str, word: str) -> frozenset[Group]:
        """The groups of an attribute of which a word, wherever it stands, is a form.

        Args:
            attribute: One of the attributes of the rewriter.
            word: A word or phrase, in any letter case.

        Returns:
            The groups that the lexicon gives to it.

        Example:
            >>> sorted(Rewriter().groups_of("gender", "Women"))
            ['feminine']
        """
        side = next(side for side in self._sides if side.attribute == attribute)
        return frozenset(option.group for option in side.detector.options(word))

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
