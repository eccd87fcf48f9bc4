from __future__ import annotations

import pyarrow as pa
import pytest

from cda.dataset.views.view import view_of
from cda.errors import FieldNotText, MissingField


def choose_fields(schema, asked):
    return tuple(str(field.path) for field in view_of(schema, asked).fields)


def schema(**types):
    return pa.schema(list(types.items()))


def test_the_column_called_text_is_taken_when_nothing_is_asked():
    assert choose_fields(schema(title=pa.string(), text=pa.string()), []) == ("text",)


def test_the_only_text_column_is_taken_when_none_is_called_text():
    assert choose_fields(schema(id=pa.int64(), review=pa.large_string(), notes=pa.null()), []) == ("review",)


def test_a_column_called_text_that_holds_no_text_is_passed_over():
    assert choose_fields(schema(text=pa.int64(), body=pa.string()), []) == ("body",)


@pytest.mark.parametrize("columns", [{"a": pa.string(), "b": pa.string()}, {"n": pa.int64()}, {}])
def test_an_unclear_choice_is_an_error_that_shows_how_to_choose(columns):
    with pytest.raises(MissingField) as caught:
        choose_fields(schema(**columns), [])
    assert "--field NAME" in caught.value.hint
    assert all(name in caught.value.hint for name, kind in columns.items() if kind == pa.string())


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()), pa.null()],
    ids=str,
)
def test_every_kind_of_text_column_may_be_asked_for(kind):
    assert choose_fields(schema(a=kind), ["a"]) == ("a",)


def test_fields_keep_the_order_asked_for_and_come_once():
    assert choose_fields(schema(a=pa.string(), b=pa.string()), ["b", "a", "b"]) == ("b", "a")


def test_an_unknown_field_lists_the_columns_and_suggests_near_ones():
    with pytest.raises(MissingField) as caught:
        choose_fields(schema(review_text=pa.string(), label=pa.int64()), ["reviewtext"])
    assert "did you mean 'review_text'?" in caught.value.hint
    assert "label" in caught.value.hint


@pytest.mark.parametrize(
    "kind", [pa.int64(), pa.list_(pa.int64()), pa.binary(), pa.dictionary(pa.int8(), pa.int64())], ids=str
)
def test_a_field_that_is_no_text_is_an_error_with_its_type_and_the_text_columns(kind):
    with pytest.raises(FieldNotText) as caught:
        choose_fields(schema(a=kind, body=pa.string()), ["a"])
    assert str(kind) in caught.value.message
    assert "body" in caught.value.hint
