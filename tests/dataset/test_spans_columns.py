"""Rows of Arrow columns that follow a text."""

from __future__ import annotations

import pyarrow as pa
import pytest

from cda import Rewriter
from cda.dataset.spans.columns import follow_row, written
from cda.dataset.spans.declare import known, resolve
from cda.dataset.views.texts import read
from cda.dataset.views.view import view_of
from cda.errors import SpanCut
from cda.types import Rewrite

ENTITY = pa.struct([("end", pa.uint16()), ("start", pa.int32()), ("note", pa.dictionary(pa.int8(), pa.large_string()))])


@pytest.fixture(scope="module")
def neutral():
    return Rewriter(to="neutral")


def texts(batch, rule):
    """The text of each row that a rule is about, as a run reads it."""
    return [row.prose.get(rule.field) for row in read(batch, view_of(batch.schema, [rule.field]))]


def followed(batch, rules, rewriter, row=0):
    """The new values of all columns of a row, and its rewriting."""
    values = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    rewrite = rewriter(texts(batch, rules[0])[row])
    new = {}
    for rule in rules:
        new |= follow_row(rule, values, rewrite)
    return new, rewrite


def test_tokens_and_tags_come_back_in_the_types_of_their_columns(neutral):
    types = {
        "tokens": pa.large_list(pa.large_string()),
        "ner_tags": pa.list_(pa.int8()),
        "pos_tags": pa.list_(pa.dictionary(pa.int8(), pa.string())),
    }
    values = {
        "tokens": [["Ladies", "and", "gentlemen", ",", "she", "left"], None],
        "ner_tags": [[3, 3, 3, 0, 1, 0], None],
        "pos_tags": [["N", "N", "N", "P", "R", "V"], None],
    }
    batch = pa.record_batch([pa.array(values[name], kind) for name, kind in types.items()], names=list(types))
    rules = known(batch.schema)
    assert texts(batch, rules[0]) == ["Ladies and gentlemen , she left", None]
    new, _ = followed(batch, rules, neutral)
    assert new == {
        "tokens": ["People", ",", "they", "left"],
        "ner_tags": [3, 0, 1, 0],
        "pos_tags": ["N", "P", "R", "V"],
    }
    for name, value in new.items():
        array = written(batch.column(name), [value, None])
        assert array.type == types[name]
        assert array.to_pylist() == [value, None]


def test_structs_come_back_with_all_their_keys_in_their_types(neutral):
    text = "She met the maid of honor."
    entities = [{"end": 3, "start": 0, "note": "who"}, {"end": 25, "start": 12, "note": None}]
    batch = pa.record_batch([pa.array([text]), pa.array([entities], pa.list_(ENTITY))], names=["text", "entities"])
    new, rewrite = followed(batch, resolve(batch.schema, ["text=entities"]), neutral)
    assert rewrite.text == "They met the honor attendant."
    assert new == {"entities": [{"end": 4, "start": 0, "note": "who"}, {"end": 28, "start": 13, "note": None}]}
    array = written(batch.column("entities"), [new["entities"]])
    assert array.type == batch.column("entities").type
    assert array.to_pylist() == [new["entities"]]


def test_two_columns_and_a_third_with_the_text_follow_together(neutral):
    batch = pa.record_batch(
        {"text": ["Al saw her."], "a": [7], "b": [10], "s": ["her"], "la": [[0, 3]], "lb": [[2, 6]]}
    )
    new, rewrite = followed(batch, resolve(batch.schema, ["text=a+b+s", "text=la+lb"]), neutral)
    assert rewrite.text == "Al saw them."
    assert new == {"a": 7, "b": 11, "s": "them", "la": [0, 3], "lb": [2, 6]}


@pytest.mark.parametrize(
    ("column", "spec", "value"),
    [
        ("spans", "text=spans", [[8, 9]]),
        ("tags", "tokens=tags", ["O"]),
    ],
)
def test_a_row_that_cannot_follow_says_which_column(neutral, column, spec, value):
    batch = pa.record_batch({"text": ["Al saw her."], "tokens": [["Al", "saw", "her."]], column: [value]})
    with pytest.raises(SpanCut) as caught:
        followed(batch, resolve(batch.schema, [spec]), neutral)
    assert caught.value.where == f"column {column!r}"


def test_columns_of_a_group_are_named_together_where_they_cannot_follow(neutral):
    batch = pa.record_batch({"text": ["Al saw her."], "a": [8], "b": [9]})
    with pytest.raises(SpanCut) as caught:
        followed(batch, resolve(batch.schema, ["text=a+b"]), neutral)
    assert caught.value.where == "column 'a+b'"


def test_a_row_whose_text_does_not_change_keeps_whatever_stands_there():
    batch = pa.record_batch({"text": ["Al."], "spans": [[[90, 3]]]})
    (rule,) = resolve(batch.schema, ["text=spans"])
    assert follow_row(rule, {"text": "Al.", "spans": [[90, 3]]}, Rewrite("Al.", "Al.")) == {"spans": [[90, 3]]}


def test_tags_that_are_null_stay_null(neutral):
    batch = pa.record_batch(
        {"tokens": [["she"]], "ner_tags": pa.array([None], pa.list_(pa.int64())), "pos_tags": [["PRON"]]}
    )
    new, _ = followed(batch, known(batch.schema), neutral)
    assert new == {"tokens": ["they"], "ner_tags": None, "pos_tags": ["PRON"]}


@pytest.mark.parametrize(
    "kind",
    [
        pa.dictionary(pa.int8(), pa.large_string()),
        pa.dictionary(pa.int32(), pa.string()),
        pa.string_view(),
        pa.large_string(),
    ],
    ids=str,
)
def test_texts_are_written_in_the_type_of_their_column(kind):
    column = pa.array(["a", None], pa.string()).cast(kind)
    array = written(column, ["b", None, "c"])
    assert array.type == kind
    assert array.to_pylist() == ["b", None, "c"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pa.dictionary(pa.int8(), pa.string()), [str(number) for number in range(200)]),
        (pa.int8(), [200]),
        (pa.list_(pa.uint8()), [[256]]),
    ],
    ids=str,
)
def test_values_that_the_type_of_the_column_cannot_hold_are_refused(kind, values):
    with pytest.raises(pa.ArrowInvalid):
        written(pa.array([], kind), values)
