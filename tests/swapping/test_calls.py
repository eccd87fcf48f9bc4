"""Names in tool calls and JSON: what changes in the text changes there, and nothing else does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.lexicon.names import load_names
from cda.swapping.apply import apply
from cda.swapping.calls import NOTE, Renamed, call_edits, carried, renamings
from cda.types import AppliedEdit, Rewrite, RowRewrite

MARY = {"Mary": Renamed("Zoë", "name.mary")}


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter(names="swap")


@pytest.fixture(scope="module")
def john():
    return load_names().get("Mary").counterpart


def rewritten(text, names=MARY):
    return apply(text, call_edits(text, names))[0]


def test_a_name_that_changes_in_a_message_changes_in_the_values_of_the_call(rewriter, john):
    call = (
        '{"name": "book_table", "arguments": {"guest": "Mary Jones", "mail": "mary@example.org", "her": "her table"}}'
    )
    row = rewriter.row({"said": "Book a table for Mary Jones, please: she is late.", "call": call})
    assert json.loads(row.texts["call"]) == {
        "name": "book_table",
        "arguments": {"guest": f"{john} Jones", "mail": "mary@example.org", "her": "her table"},
    }
    assert [(edit.old, edit.note) for edit in row["call"].edits] == [("Mary", NOTE)]
    assert row["call"].inverse() == call


def test_a_name_in_a_call_alone_stays(rewriter):
    row = rewriter.row({"said": "Book a table, please.", "call": '{"arguments": {"guest": "Mary Jones"}}'})
    assert not row.changed


def test_prose_around_a_call_is_rewritten_and_the_call_is_not(rewriter):
    text = 'She said: <functioncall> {"name": "tell", "arguments": \'{"to": "the actress"}\'} and he left.'
    assert rewriter(text).text == text.replace("She", "He").replace("and he", "and she")


@pytest.mark.parametrize(
    ("value", "new"),
    [
        ("Mary", "Zoë"),
        ("Mary and Mary", "Zoë and Zoë"),
        ("Maryland", "Maryland"),
        ("mary", "mary"),
        ("mary@example.org Mary@example.org", "mary@example.org Mary@example.org"),
        ("id_Mary", "id_Mary"),
        ("https://example.org/Mary", "https://example.org/Mary"),
        ("Mary.", "Zoë."),
        ("one\nMary", "one\nZoë"),
        ("one\\nMary", "one\\nMary"),
    ],
)
def test_names_are_whole_words_of_values(value, new):
    assert json.loads(rewritten(json.dumps({"to": value, "n": 1}, ensure_ascii=False)))["to"] == new


def test_a_name_that_is_written_in_escapes_is_found_and_written_in_escapes():
    names = {"Zoë": Renamed("José", "name.zoe")}
    assert rewritten('{"to": "Zo\\u00eb"}', names) == '{"to": "Jos\\u00e9"}'


def test_the_name_of_a_function_is_no_name_and_a_name_beside_other_keys_is():
    assert rewritten('{"name": "Mary", "arguments": {}}') == '{"name": "Mary", "arguments": {}}'
    assert rewritten('{"name": "Mary", "age": 3}') == '{"name": "Zoë", "age": 3}'


def test_json_within_a_string_of_json_is_followed_too():
    inner = json.dumps({"to": "Mary"})
    changed = json.loads(rewritten(json.dumps({"function": {"arguments": inner}})))
    assert json.loads(changed["function"]["arguments"]) == {"to": "Zoë"}


values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from(["Mary", "Mary Low", "x", 'a "b" \\ Mary', "é"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["Mary", "to", "k"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def swapped(value):
    if isinstance(value, str):
        return value.replace("Mary", "Zoë")
    if isinstance(value, list):
        return [swapped(one) for one in value]
    return {key: swapped(one) for key, one in value.items()} if isinstance(value, dict) else value


@given(value=st.dictionaries(st.sampled_from(["Mary", "to", "k"]), values, min_size=1), ascii_only=st.booleans())
def test_only_values_change_and_json_stays_json(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert json.loads(rewritten(text)) == swapped(value)


def test_arguments_in_columns_of_their_own_follow_as_words():
    edit = AppliedEdit(0, 4, 0, 3, "Mary", "Zoë", "name.mary")
    row = RowRewrite({"said": Rewrite("Mary left.", "Zoë left.", (edit,))}, (), "gender", "masculine")
    more = carried(row, {"guest": "Mary Low", "id": "Mary_1", "all": '{"to": "Mary", "Mary": 1}'})
    assert {name: more.texts[name] for name in ("guest", "id", "all")} == {
        "guest": "Zoë Low",
        "id": "Mary_1",
        "all": '{"to": "Zoë", "Mary": 1}',
    }
    assert renamings(row["said"].edits) == MARY
