"""Rows that are in Arrow already: tables, batches, and the engines that call a function over them."""

from __future__ import annotations

import pickle
import sys

import pyarrow as pa
import pytest
from datasets import Dataset
from run.needs import needs

import cda
from cda import ArrowAugmenter, Rewriter, augment_table
from cda.errors import MissingField, OptionError

TABLE = pa.table({"text": ["She left.", None, "It rained.", "His aunt sang."], "n": pa.array([1, 2, 3, 4], pa.int16())})
AFTER = {
    "text": ["She left.", "He left.", None, "It rained.", "His aunt sang.", "Her uncle sang."],
    "n": [1, 1, 2, 3, 4, 4],
}


def test_a_table_keeps_its_columns_and_their_types():
    done = augment_table(TABLE)
    assert done.to_pydict() == AFTER
    assert done.schema == TABLE.schema


def test_an_empty_table_keeps_its_columns():
    assert augment_table(TABLE.slice(0, 0)).schema == TABLE.schema


def test_options_and_fields_are_those_of_a_rewriter():
    table = pa.table({"a": ["She left."], "b": ["He left."]})
    assert augment_table(table, fields=["b"], to="feminine").to_pydict() == {
        "a": ["She left."] * 2,
        "b": ["He left.", "She left."],
    }
    with pytest.raises(MissingField):
        augment_table(table)


def test_chats_in_a_table_are_rewritten_message_by_message():
    messages = [[{"role": "user", "content": "Who is she?"}, {"role": "assistant", "content": "My sister."}]]
    done = augment_table(pa.table({"messages": messages}))
    assert [one["content"] for one in done["messages"].to_pylist()[1]] == ["Who is he?", "My brother."]


def test_batches_give_what_the_table_gives_and_the_function_can_be_sent():
    augmenter = pickle.loads(pickle.dumps(ArrowAugmenter(Rewriter())))  # noqa: S301 - made here
    done = pa.Table.from_batches(augmenter.batches(TABLE.to_batches(max_chunksize=1)))
    assert done.to_pydict() == AFTER


def test_map_of_datasets_takes_the_batches_of_a_rewriter():
    rows = Dataset(TABLE).map(cda.Rewriter().map_batch, batched=True, batch_size=2)
    assert rows.to_dict() == AFTER


@pytest.mark.filterwarnings("ignore::DeprecationWarning:ray.*")  # of its own options
def test_map_batches_of_ray_takes_the_function():
    needs("ray")
    import ray  # noqa: PLC0415 - an extra

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        rows = ray.data.from_arrow(TABLE).map_batches(ArrowAugmenter(Rewriter()), batch_format="pyarrow")
        assert sorted(rows.take_all(), key=str) == sorted(augment_table(TABLE).to_pylist(), key=str)
    finally:
        ray.shutdown()


@pytest.mark.filterwarnings("ignore::FutureWarning:pyspark.*")  # it knows no pandas 3 yet
def test_map_in_arrow_of_spark_takes_the_function(monkeypatch):
    needs("spark")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # Spark itself takes the first python3 of the path
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = spark.createDataFrame(TABLE.to_pylist(), "text string, n smallint")
        done = rows.mapInArrow(ArrowAugmenter(Rewriter()).batches, rows.schema).collect()
        assert sorted((row.asDict() for row in done), key=str) == sorted(augment_table(TABLE).to_pylist(), key=str)
    finally:
        spark.stop()


def test_an_option_that_is_not_there_is_named_with_the_one_that_was_meant():
    with pytest.raises(OptionError, match="no option 'field'") as caught:
        cda.augment_table(pa.table({"text": ["She left."]}), field="text")
    assert caught.value.hint == "did you mean 'fields'?"
