"""Augmenting data sets that ``datasets`` has opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pyarrow as pa

from cda._version import __version__
from cda.dataset.columns import map_recipe, schema_of
from cda.dataset.identify import Identity
from cda.dataset.recipe import Recipe
from cda.dataset.source import Block
from cda.dataset.strategies.selection import Strategy
from cda.errors import OptionError
from cda.options import attributes_of, check_names
from cda.rewriter import Rewriter
from cda.run.job import AugmentJob
from cda.run.recipes import recipe_of
from cda.run.strategy import check_strategy, strategy_of
from cda.run.survey import check_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from datasets import Dataset, DatasetDict, IterableDataset, IterableDatasetDict

    DataT = TypeVar("DataT", Dataset, DatasetDict, IterableDataset, IterableDatasetDict)

_PEEK = 100

_OPTIONS = ("fields", "strategy", "p", "roles", "spans", "maps", "keep_columns", "hold_where")
"""The options of `augment` beside those of a rewriter."""


@dataclass(frozen=True, slots=True)
class _Mapped:
    """The function given to ``map``: its state is what ``datasets`` makes its cache key from."""

    rewriter: Rewriter
    recipe: Recipe
    schema: pa.Schema
    strategy: Strategy
    version: str = __version__

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        return map_recipe(self.rewriter, batch, self.recipe, self.schema, self.strategy)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a data set as a `Source`; of a stream the first ones."""

    ds: Any
    schema: pa.Schema
    name: str = "dataset"
    split: str = "train"

    def blocks(self, size: int) -> Iterator[Block]:
        """Stream the rows."""
        if not hasattr(self.ds, "__len__"):
            rows = list(self.ds.take(_PEEK))
            batches = iter([pa.RecordBatch.from_pylist(rows, self.schema)] if rows else [])
        else:
            batches = (table.combine_chunks().to_batches()[0] for table in self.ds.with_format("arrow").iter(size))
        start = 0
        for batch in batches:
            yield Block(self.name, tuple(range(start, start + batch.num_rows)), batch)
            start += batch.num_rows


def _schema(ds: Any) -> pa.Schema | None:
    if ds.features is not None:
        return ds.features.arrow_schema
    # A stream without features says what it holds only by its rows.
    rows = list(ds.take(_PEEK))
    columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
    return schema_of(columns) if columns else None


def _augment_one(ds: Any, job: AugmentJob, rewriter: Rewriter) -> Any:
    from datasets import Dataset  # noqa: PLC0415 - heavy, and not needed to import the module

    # A format such as torch changes the values that a function sees: off for the work, back on for the result.
    plain = ds.with_format(None)
    features, schema = ds.features, _schema(plain)
    if schema is None:
        return ds
    recipe = check_columns(recipe_of(job, rewriter, schema), rewriter, [Identity(_Rows(plain, schema), 0)])
    function = _Mapped(rewriter, recipe, schema, strategy_of(job))
    mapped = plain.map(function, batched=True, features=features)
    if not isinstance(ds, Dataset):
        formatting = getattr(ds, "_formatting", None)  # a stream has no public word for it
        return mapped.with_format(getattr(formatting, "format_type", None))
    shown = ds.format
    return mapped.with_format(
        shown["type"],
        columns=shown["columns"],
        output_all_columns=shown["output_all_columns"],
        **shown["format_kwargs"],
    )


def augment(  # noqa: PLR0913 - the options are the public contract
    ds: DataT,
    *,
    fields: Sequence[str] | None = None,
    strategy: str = "augment",
    p: float = 0.5,
    roles: Sequence[str] = (),
    spans: Sequence[str] = (),
    maps: Sequence[str] = (),
    keep_columns: Sequence[str] = (),
    hold_where: Sequence[str] = (),
    **rewriter_options: Any,
) -> DataT:
    """Put the counterfactuals of each row of a data set directly after it.

    Args:
        ds: A data set, a stream, or splits of either. Splits whose names begin with ``test`` are rewritten too: leave
            out those that are to stay.
        fields: Columns and paths to texts, such as ``messages[*].content``; where none is named, they are found by the
            features: chats, preferences, question and answer and other known shapes, else the only column of strings.
        strategy: ``augment``; ``substitute`` to replace rows with probability ``p``; ``only-pairs`` to leave out rows
            without a counterfactual; ``neutralize`` to replace rows by a neutral rewriting.
        p: The probability with which ``substitute`` replaces a row, from 0 to 1.
        roles: Of chats, whose messages alone are rewritten, such as ``["assistant"]``.
        spans: Columns that hold places in a text, or tags of its words: ``["text=entities"]``. ``answers`` of a
            ``context`` and tags of ``tokens`` are known.
        maps: Labels that are exchanged in counterfactuals: ``["speaker_gender:female=male"]``.
        keep_columns: Columns that may say the attribute and stay as they are.
        hold_where: Labels whose rows are left alone: ``["target=women"]``.
        rewriter_options: Options of ``Rewriter``, such as ``to="feminine"``. First names get their counterparts where
            gender is changed, unless ``names`` says otherwise: pronouns that contradict a name teach a model noise.
            What a guard speaks against is held, unless ``guards`` says otherwise.

    Returns:
        The same kind of data set with the same features.

    Raises:
        MissingField: If a named column is not there, or it is not clear which column holds the text.
        FieldNotText: If a text column holds something other than strings and nulls.
        TellingColumn: If a column says the attribute, and nothing was said of it.
        OptionError: If ``ds`` is no data set, or an option makes no sense.

    Example:
        >>> from datasets import Dataset
        >>> augment(Dataset.from_dict({"text": ["She left."]}))["text"][:]
        ['She left.', 'He left.']
    """
    from datasets import Dataset, IterableDataset  # noqa: PLC0415 - heavy, and not needed to import the module

    if not isinstance(ds, Dataset | IterableDataset | dict):
        hint = "give a Dataset, a DatasetDict, or a stream of either"
        raise OptionError(f"{type(ds).__name__} is no data set of the datasets library", hint=hint)
    check_names(rewriter_options, _OPTIONS)
    lists = {"roles": roles, "spans": spans, "maps": maps, "keep_columns": keep_columns, "hold_where": hold_where}
    if isinstance(fields, str) or (fields is not None and not fields):
        raise OptionError(f"fields={fields!r} is no list of columns", hint="give a list of names, such as ['text']")
    for name, given in lists.items():
        if isinstance(given, str):
            raise OptionError(f"{name}={given!r} is no list", hint=f"give a list, such as [{given!r}]")
    if "gender" in attributes_of(rewriter_options.get("attribute", "gender")):
        rewriter_options.setdefault("names", {"gender": "swap"})
    rewriter_options.setdefault("guards", "hold")
    if strategy == "neutralize":
        rewriter_options.setdefault("to", "neutral")
    rewriter = Rewriter(**rewriter_options)
    told: dict[str, Any] = {name: tuple(given) for name, given in lists.items()}
    seed = rewriter_options.get("seed", 0)
    job = AugmentJob((), "", tuple(fields or ()), strategy=strategy, p=p, seed=seed, **told)
    check_strategy(job)
    if isinstance(ds, dict):
        splits = {name: _augment_one(split, job, rewriter) for name, split in ds.items()}
        return cast("DataT", type(ds)(splits))
    return cast("DataT", _augment_one(ds, job, rewriter))
