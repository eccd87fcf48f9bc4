"""Series of pandas."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cda
import cda.pandas
from cda.errors import FieldNotText, OptionError
from cda.rewriter import Rewriter

TYPES = [
    object,
    "str",
    "string[python]",
    "string[pyarrow]",
    pd.ArrowDtype(pa.string()),
    pd.ArrowDtype(pa.large_string()),
]


@pytest.mark.parametrize("dtype", TYPES, ids=str)
def test_index_name_type_and_nulls_are_kept(dtype):
    series = pd.Series(["She left.", None, "It rained.", ""], index=["b", "a", "b", None], name="text", dtype=dtype)
    before = series.copy()
    out = cda.swap_series(series)
    expected = pd.Series(["He left.", None, "It rained.", ""], index=series.index, name="text", dtype=dtype)
    pd.testing.assert_series_equal(out, expected)
    pd.testing.assert_series_equal(series, before)


@pytest.mark.parametrize("null", [None, float("nan"), pd.NA], ids=str)
def test_a_null_of_an_object_series_stays_what_it_is(null):
    out = cda.swap_series(pd.Series(["She left.", null], dtype=object))
    assert out[0] == "He left."
    assert out[1] is null


@pytest.mark.parametrize("series", [pd.Series([], dtype="str"), pd.Series([None, float("nan")]), pd.Series(dtype=int)])
def test_a_series_without_texts_is_given_back_as_a_copy(series):
    out = series.cda.swap()
    pd.testing.assert_series_equal(out, series)
    assert out is not series


def test_a_table_with_an_index_of_several_levels_keeps_it():
    df = pd.DataFrame({"text": ["She left.", "He left."]}, index=pd.MultiIndex.from_tuples([(1, "a"), (1, "a")]))
    df["other"] = cda.swap_series(df["text"])
    assert df["other"].tolist() == ["He left.", "She left."]


def test_attributes_of_the_series_are_kept():
    series = pd.Series(["She left."])
    series.attrs["source"] = "here"
    assert series.cda.swap().attrs == {"source": "here"}
    assert series.astype("category").cda.swap().attrs == {"source": "here"}


def test_categories_are_rewritten_and_stay_categories():
    series = pd.Series(["She left.", None, "It rained.", "She left."], name="text", dtype="category")
    out = series.cda.swap()
    assert out.astype(object).where(out.notna(), None).tolist() == ["He left.", None, "It rained.", "He left."]
    assert isinstance(out.dtype, pd.CategoricalDtype)
    assert (out.name, out.cat.ordered, set(out.cat.categories)) == ("text", False, {"He left.", "It rained."})


def test_categories_that_become_one_text_are_one_and_keep_their_order():
    dtype = pd.CategoricalDtype(["It rained.", "She left.", "He left."], ordered=True)
    out = pd.Series(["He left.", "She left.", "It rained."], dtype=dtype).cda.swap(to="neutral")
    assert out.tolist() == ["They left.", "They left.", "It rained."]
    assert (out.cat.ordered, list(out.cat.categories)) == (True, ["It rained.", "They left."])


@pytest.mark.parametrize("values", [[1, 2], ["She left.", 3], [b"She left."], [1.5, None], [["She left."]]])
def test_a_value_that_is_no_text_is_refused_and_its_row_named(values):
    series = pd.Series(values, index=[f"row-{number}" for number in range(len(values))])
    for call in (series.cda.swap, series.cda.detect, series.astype(object).cda.swap):
        with pytest.raises(FieldNotText, match="row-"):
            call()


def test_what_is_no_series_is_refused():
    with pytest.raises(OptionError, match="DataFrame is no pandas series"):
        cda.swap_series(pd.DataFrame({"text": ["She left."]}))


def test_options_are_those_of_the_rewriter():
    series = pd.Series(["A black waitress met him."])
    assert series.cda.swap(attribute="race").tolist() == ["A white waitress met him."]
    assert cda.swap_series(series, to="masculine").tolist() == ["A black waiter met him."]
    assert [one.group for one in series.cda.detect(attribute=["gender", "race"])[0]] == [
        "black",
        "feminine",
        "masculine",
    ]
    with pytest.raises(OptionError, match="several counterfactuals"):
        series.cda.swap(to="all")
    with pytest.raises(OptionError, match="guards"):
        series.cda.detect(guards="x")


@pytest.mark.parametrize("dtype", [*TYPES, "category"], ids=str)
def test_detect_gives_mentions_and_keeps_index_name_and_nulls(dtype):
    series = pd.Series(["She left.", None, "It rained."], index=[3, 3, 1], name="text", dtype=dtype)
    found = series.cda.detect()
    assert (found.dtype, found.name, found.index.tolist()) == (object, "text", [3, 3, 1])
    assert [found.iloc[0], found.iloc[2]] == [cda.detect("She left."), ()]
    assert found.isna().tolist() == [False, True, False]
    assert series.iloc[0] == "She left."


def test_texts_go_through_in_batches(monkeypatch):
    calls = []
    pipe = Rewriter.pipe

    def counted(self, texts):
        calls.append(len(texts))
        return pipe(self, texts)

    monkeypatch.setattr(Rewriter, "pipe", counted)
    assert pd.Series(["She left."] * 700).cda.swap().eq("He left.").all()
    assert calls == [700]


@settings(max_examples=30)
@given(st.lists(st.none() | st.text(max_size=20) | st.sampled_from(["She left.", "his aunt", "Latina"]), max_size=8))
def test_a_series_gives_what_swap_gives_for_each_text(texts):
    out = pd.Series(texts, dtype=object).cda.swap()
    assert out.tolist() == [None if text is None else cda.swap(text) for text in texts]


def test_pandas_is_not_imported_with_cda_and_the_accessor_comes_with_the_module():
    code = """
import sys, cda
assert "pandas" not in sys.modules
import pandas
assert not hasattr(pandas.Series, "cda")
import cda.pandas
assert hasattr(pandas.Series, "cda") and cda.swap_series is cda.pandas.swap_series
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_option_that_is_not_there_is_named_with_the_one_that_was_meant():
    series = pd.Series(["She left."])
    for call in (lambda **options: cda.swap_series(series, **options), series.cda.swap, series.cda.detect):
        with pytest.raises(OptionError, match="no option 'atribute'") as caught:
            call(atribute="race")
        assert caught.value.hint == "did you mean 'attribute'?"
