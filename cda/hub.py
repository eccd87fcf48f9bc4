"""Augmenting data sets that ``datasets`` has opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cda._version import __version__
from cda.dataset.columns import choose_columns, map_batch, missing_column, only_text_column
from cda.errors import FieldNotText, OptionError
from cda.options import attributes_of
from cda.rewriter import Rewriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from datasets import Dataset, DatasetDict, IterableDataset, IterableDatasetDict

    DataT = TypeVar("DataT", Dataset, DatasetDict, IterableDataset, IterableDatasetDict)

_PEEK = 100
_TEXT_TYPES = ("string", "large_string", "string_view")


@dataclass(frozen=True, slots=True)
class _Mapped:
    """The function given to ``map``: its state is what ``datasets`` makes its cache key from."""

    rewriter: Rewriter
    fields: tuple[str, ...]
    version: str = __version__

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        return map_batch(self.rewriter, batch, self.fields)


def _is_text(feature: Any) -> bool:
    from datasets import Value  # noqa: PLC0415 - heavy, and not needed to import the module

    return isinstance(feature, Value) and feature.dtype in _TEXT_TYPES


def _fields_by_features(features: Mapping[str, Any], asked: Sequence[str] | None) -> tuple[str, ...]:
    columns = list(features)
    for name in asked or ():
        if name not in features:
            raise missing_column(columns, name)
    text = [name for name in columns if _is_text(features[name])]
    chosen = tuple(asked) if asked else only_text_column(columns, text)
    for name in chosen:
        feature = features[name]
        if not _is_text(feature) and getattr(feature, "dtype", None) != "null":
            hint = f"the text columns are: {', '.join(text)}"
            raise FieldNotText(f"column {name!r} holds {feature}, not text", hint=hint)
    return chosen


def _fields_by_rows(ds: Any, asked: Sequence[str] | None) -> tuple[str, ...]:
    # A stream without features says what it holds only by its rows.
    rows = list(ds.take(_PEEK))
    columns = {name: [row.get(name) for row in rows] for name in dict.fromkeys(name for row in rows for name in row)}
    for name in asked or ():
        if columns and name not in columns:
            raise missing_column(list(columns), name)
    return tuple(asked or ()) or (choose_columns(columns) if columns else ())


def _augment_one(ds: Any, fields: Sequence[str] | None, rewriter: Rewriter) -> Any:
    from datasets import Dataset  # noqa: PLC0415 - heavy, and not needed to import the module

    features = ds.features
    chosen = _fields_by_features(features, fields) if features is not None else _fields_by_rows(ds, fields)
    function = _Mapped(rewriter, chosen)
    # A format such as torch changes the values that a function sees: off for the work, back on for the result.
    mapped = ds.with_format(None).map(function, batched=True, features=features)
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


def augment(ds: DataT, *, fields: Sequence[str] | None = None, **rewriter_options: Any) -> DataT:
    """Put the counterfactuals of each row of a data set directly after it.

    Args:
        ds: A data set, a stream, or splits of either.
        fields: The columns that hold text; where none is named ``text``, else the only column of strings.
        rewriter_options: Options of ``Rewriter``, such as ``to="feminine"``. First names get their counterparts where
            gender is changed, unless ``names`` says otherwise: pronouns that contradict a name teach a model noise.
            What a guard speaks against is held, unless ``guards`` says otherwise.

    Returns:
        The same kind of data set with the same features.

    Raises:
        MissingField: If a named column is not there, or it is not clear which column holds the text.
        FieldNotText: If a text column holds something other than strings and nulls.
        OptionError: If ``ds`` is no data set.

    Example:
        >>> from datasets import Dataset
        >>> augment(Dataset.from_dict({"text": ["She left."]}))["text"][:]  # doctest: +SKIP
        ['She left.', 'He left.']
    """
    from datasets import Dataset, IterableDataset  # noqa: PLC0415 - heavy, and not needed to import the module

    if not isinstance(ds, Dataset | IterableDataset | dict):
        hint = "give a Dataset, a DatasetDict, or a stream of either"
        raise OptionError(f"{type(ds).__name__} is no data set of the datasets library", hint=hint)
    if isinstance(fields, str) or (fields is not None and not fields):
        raise OptionError(f"fields={fields!r} is no list of columns", hint="give a list of names, such as ['text']")
    if "gender" in attributes_of(rewriter_options.get("attribute", "gender")):
        rewriter_options.setdefault("names", {"gender": "swap"})
    rewriter_options.setdefault("guards", "hold")
    rewriter = Rewriter(**rewriter_options)
    if isinstance(ds, dict):
        splits = {name: _augment_one(split, fields, rewriter) for name, split in ds.items()}
        return cast("DataT", type(ds)(splits))
    return cast("DataT", _augment_one(ds, fields, rewriter))
