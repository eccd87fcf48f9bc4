"""Which texts rows have, wherever they stand, and how new ones get back to their places."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.dataset.views.leaves import leaves, texts_at, with_texts
from cda.dataset.views.roles import restricted
from cda.dataset.views.texts import read, write
from cda.dataset.views.transcript import turns
from cda.dataset.views.view import shape_of, view_of
from cda.errors import FieldNotText, MissingField
from cda.rewriter import Rewriter

TEXT = pa.string()
MESSAGE = pa.struct([("role", TEXT), ("content", TEXT)])
TURN = pa.struct([("from", TEXT), ("value", TEXT)])
PARTS = pa.struct([("role", TEXT), ("content", pa.list_(pa.struct([("type", TEXT), ("text", TEXT)])))])
CALL = pa.struct([("function", pa.struct([("name", TEXT), ("arguments", TEXT)]))])
CALLING = pa.struct([("role", TEXT), ("content", TEXT), ("tool_calls", pa.list_(CALL))])
ANSWERS = pa.struct([("text", pa.list_(TEXT)), ("answer_start", pa.list_(pa.int32()))])


def schema(**types):
    return pa.schema(list(types.items()))


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"text": TEXT, "label": pa.int64()}, "text (text)"),
        ({"messages": pa.list_(MESSAGE)}, "messages (chat)"),
        ({"conversations": pa.list_(TURN), "tools": TEXT}, "conversations (chat)"),
        ({"prompt": TEXT, "completion": TEXT}, "prompt, completion (prompt-completion)"),
        ({"chosen": TEXT, "rejected": TEXT}, "chosen, rejected (preference)"),
        (
            {"chosen": pa.list_(MESSAGE), "rejected": pa.list_(MESSAGE), "prompt": TEXT},
            "prompt, chosen, rejected (preference)",
        ),
        (
            {"conversations": pa.list_(TURN), "chosen": TURN, "rejected": TURN},
            "conversations, chosen, rejected (preference)",
        ),
        ({"messages": pa.list_(MESSAGE), "label": pa.bool_()}, "messages (rated)"),
        ({"instruction": TEXT, "input": TEXT, "output": TEXT}, "instruction, input, output (alpaca)"),
        ({"premise": TEXT, "hypothesis": TEXT, "label": pa.int64()}, "premise, hypothesis (pair)"),
        ({"id": TEXT, "title": TEXT, "context": TEXT, "question": TEXT, "answers": ANSWERS}, "question, context (qa)"),
        ({"tokens": pa.list_(TEXT), "ner_tags": pa.list_(pa.int64())}, "tokens (tokens)"),
    ],
)
def test_a_shape_is_known_by_its_columns(columns, shown):
    assert str(view_of(schema(**columns))) == shown


def test_a_chat_column_that_holds_no_messages_is_no_chat():
    assert shape_of(schema(messages=pa.list_(pa.int64()), text=TEXT)) == "text"


def test_a_label_of_numbers_does_not_make_a_rated_chat():
    assert shape_of(schema(messages=pa.list_(MESSAGE), label=pa.int64())) == "chat"


def test_a_nested_path_may_be_named():
    view = view_of(schema(meta=pa.struct([("notes", pa.list_(TEXT))]), text=TEXT), ["meta.notes[*]"])
    assert str(view) == "meta.notes[*]"


def test_a_column_whose_name_looks_like_a_path_is_meant_by_its_name():
    view = view_of(schema(**{"meta.notes": TEXT}), ["meta.notes"])
    assert view.columns == ("meta.notes",)


@pytest.mark.parametrize("path", ["messages[*].contents", "messages.content", "messages[*]."])
def test_a_path_that_leads_nowhere_is_an_error(path):
    with pytest.raises((FieldNotText, MissingField)):
        view_of(schema(messages=pa.list_(MESSAGE)), [path])


def test_parts_of_a_message_and_arguments_of_calls_are_found():
    parts = view_of(schema(messages=pa.list_(PARTS)))
    assert [str(field.path) for field in parts.fields] == ["messages[*].content[*].text"]
    calling = view_of(schema(messages=pa.list_(CALLING)))
    assert [(str(field.path), field.kind) for field in calling.fields] == [
        ("messages[*].content", "prose"),
        ("messages[*].tool_calls[*].function.arguments", "call"),
    ]


texts = st.one_of(st.none(), st.text(max_size=5))
messages = st.one_of(
    st.none(),
    st.lists(st.one_of(st.none(), st.fixed_dictionaries({"role": texts, "content": texts})), max_size=3),
)
kinds = st.sampled_from([pa.list_(MESSAGE), pa.large_list(MESSAGE)])


@given(rows=st.lists(messages, max_size=6), start=st.integers(0, 3), kind=kinds)
def test_texts_that_are_put_back_give_the_same_column(rows, start, kind):
    column = pa.array(rows, kind).slice(start)
    found = leaves(column, ("[*]", "content"))
    assert with_texts(column, ("[*]", "content"), texts_at(found)).equals(column)


@given(rows=st.lists(messages, max_size=6), start=st.integers(0, 3), kind=kinds)
def test_only_the_texts_of_a_nested_column_change(rows, start, kind):
    column = pa.array(rows, kind).slice(start)
    found = leaves(column, ("[*]", "content"))
    new = with_texts(column, ("[*]", "content"), [None if text is None else f"<{text}>" for text in texts_at(found)])
    new.validate(full=True)
    expected = [
        row and [m and {**m, "content": None if m["content"] is None else f"<{m['content']}>"} for m in row]
        for row in column.to_pylist()
    ]
    assert new.to_pylist() == expected
    assert new.type == column.type


@given(rows=st.lists(messages, min_size=1, max_size=6))
def test_reading_names_each_text_and_writing_under_the_names_gives_the_rows_back(rows):
    batch = pa.RecordBatch.from_pydict({"messages": pa.array(rows, pa.list_(MESSAGE))})
    view = view_of(batch.schema)
    found = read(batch, view)
    for row, texts_of_row in zip(rows, found, strict=True):
        spoken = {f"messages[{n}].content": m["content"] for n, m in enumerate(row or []) if m and m["content"]}
        assert texts_of_row.prose == spoken
    same = write(batch, view, [row.prose for row in found])
    assert same["messages"].equals(batch.column("messages"))


def test_a_transcript_is_split_at_its_speakers():
    text = "\n\nHuman: Who is she?\n\nAssistant: My aunt.\n\nShe: is no speaker."
    assert [(turn.role, text[turn.start : turn.end]) for turn in turns(text)] == [
        ("user", " Who is she?"),
        ("assistant", " My aunt.\n\nShe: is no speaker."),
    ]
    assert turns("He said: hello.") == ()


def test_only_the_messages_of_the_wanted_roles_change():
    row = Rewriter().row({"messages[0].content": "Is she here?", "messages[1].content": "She left."})
    roles = {"messages[0].content": "user", "messages[1].content": "assistant"}
    assert list(restricted(row, roles, {"assistant"}).texts.values()) == ["Is she here?", "He left."]


def test_only_the_turns_of_the_wanted_roles_change_in_a_transcript():
    text = "\n\nHuman: Is she here?\n\nAssistant: She left."
    changed = restricted(Rewriter().row({"chosen": text}), {}, {"user"})
    assert changed.texts["chosen"] == "\n\nHuman: Is he here?\n\nAssistant: She left."
    assert changed["chosen"].inverse() == text


def test_a_row_whose_messages_all_stay_has_no_group_that_it_was_written_to():
    row = Rewriter().row({"messages[0].content": "Is she here?"})
    left = restricted(row, {"messages[0].content": "user"}, {"assistant"})
    assert (left.changed, left.group) == (False, None)
