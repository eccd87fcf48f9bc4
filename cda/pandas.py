"""pandas: a series of texts in, a series of rewritten texts out, and the accessor ``series.cda``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cda.errors import FieldNotText, OptionError
from cda.options import check_names
from cda.rewriter import Rewriter


def swap_series(series: pd.Series, **options: Any) -> pd.Series:
    """Rewrite the texts of a series.

    Args:
        series: Texts and nulls, of any type that has them: ``object``, ``str``, ``string``, Arrow strings, categories.
        **options: Options of `Rewriter` that give one text for each: all but ``to="all"``, ``combine="each"`` and
            ``combine="all"``.

    Returns:
        A new series with the same index, name and type; nulls are where they were. Of a series of categories the
        categories are rewritten, and those that become equal are one.

    Raises:
        OptionError: If it is no series, or an option is wrong.
        FieldNotText: If a value is neither text nor null.

    Example:
        >>> swap_series(pd.Series(["She left.", None], dtype=object)).tolist()
        ['He left.', None]
    """
    if not isinstance(series, pd.Series):
        hint = "give a column, such as df['text']"
        raise OptionError(f"{type(series).__name__} is no pandas series", hint=hint)
    check_names(options)
    return _swapped(series, Rewriter(**options))


@pd.api.extensions.register_series_accessor("cda")
class CdaAccessor:
    """What ``series.cda`` offers, once ``cda.pandas`` is imported.

    Args:
        series: Texts and nulls.

    Example:
        >>> pd.Series(["She left."]).cda.swap().tolist()
        ['He left.']
    """

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def swap(self, **options: Any) -> pd.Series:
        """Rewrite the texts; see `swap_series`.

        Args:
            **options: Options of `Rewriter`.

        Returns:
            A new series with the same index, name and type.

        Raises:
            OptionError: If an option is wrong.
            FieldNotText: If a value is neither text nor null.

        Example:
            >>> pd.Series(["He met her."]).cda.swap(to="feminine").tolist()
            ['She met her.']
        """
        return swap_series(self._series, **options)

    def detect(self, **options: Any) -> pd.Series:
        """Find the words of the texts that refer to people of a group.

        Args:
            **options: Options of `Rewriter`.

        Returns:
            A series of type ``object`` with the same index and name: for each text a tuple of `Mention`, sorted by
            place; nulls are where they were.

        Raises:
            OptionError: If an option is wrong.
            FieldNotText: If a value is neither text nor null.

        Example:
            >>> found = pd.Series(["She met her uncle.", "It rained."]).cda.detect()
            >>> [[mention.text for mention in some] for some in found]
            [['She', 'her', 'uncle'], []]
        """
        check_names(options)
        rewriter = Rewriter(**options)
        places, texts = _texts(self._series)
        values = self._series.to_numpy(dtype=object, copy=True)
        for place, found in zip(places, rewriter.mentions({"text": text} for text in texts), strict=True):
            # Those of one attribute come sorted, after those of the attribute before.
            values[place] = tuple(sorted(found, key=lambda one: (one.start, one.end)))
        return pd.Series(values, index=self._series.index, name=self._series.name, dtype=object)


def _swapped(series: pd.Series, rewriter: Rewriter) -> pd.Series:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return _recategorized(series, rewriter)
    places, texts = _texts(series)
    out = series.copy()
    if texts:
        out.iloc[places] = [rewrite.text for rewrite in rewriter.pipe(texts)]
    return out


def _recategorized(series: pd.Series, rewriter: Rewriter) -> pd.Series:
    """What is left to chance depends on a text alone, so it is enough to rewrite each category once."""
    new = _swapped(pd.Series(series.cat.categories), rewriter)
    dtype = pd.CategoricalDtype(new.unique(), ordered=series.cat.ordered)
    # Two categories may become one text (*He left.* and *She left.* in a neutral rewriting); null is -1 and stays so.
    code_of = [*dtype.categories.get_indexer(new), -1]
    values = pd.Categorical.from_codes([code_of[code] for code in series.cat.codes], dtype=dtype)
    return pd.Series(values, index=series.index, name=series.name).__finalize__(series)


def _texts(series: pd.Series) -> tuple[Sequence[int], list[str]]:
    """The texts of a series and their places."""
    places: Sequence[int] = series.notna().to_numpy().nonzero()[0].tolist()
    values = series.to_numpy(dtype=object)
    texts = [values[place] for place in places]
    for place, text in zip(places, texts, strict=True):
        if not isinstance(text, str):
            hint = "give strings and nulls, or convert it first: series.astype('string')"
            where = f"row {series.index[place]!r}"
            raise FieldNotText(f"{type(text).__name__} is no text", where=where, hint=hint)
    return places, texts
