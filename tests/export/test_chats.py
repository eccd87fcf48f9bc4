"""Chats from one convention into another and back, and chats of any kind into every format."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pyarrow as pa
import pytest
from export.shape_rows import BEFORE, MESSAGE, TOOL_MESSAGE, S, schema
from hypothesis import given
from hypothesis import strategies as st

from cda.export.formats import FORMATS
from cda.export.lines import Jsonl
from cda.export.samples.json_text import tools_of, written
from cda.export.samples.messages import read_messages, to_dict, to_sharegpt
from cda.export.samples.read import reader
from cda.export.samples.sample import Inexpressible, Message, ToolCall, as_chat
from cda.export.samples.transcript import from_transcript, split_messages, split_transcripts

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
NAME = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ARGUMENTS = st.dictionaries(TEXT, JSON, max_size=3).map(lambda value: json.dumps(value, ensure_ascii=False))


@st.composite
def chats(draw):
    """Chats in which user or tool and assistant take turns, and which end with the assistant."""
    said = [Message("system", draw(TEXT.filter(bool)))] if draw(st.booleans()) else []
    number = 0
    for _ in range(draw(st.integers(1, 3))):
        said.append(Message("user", draw(TEXT)))
        for _ in range(draw(st.integers(0, 2))):
            call = ToolCall(draw(NAME), draw(ARGUMENTS), f"call_{number}")
            said.append(Message("assistant", "", (call,)))
            said.append(Message("tool", draw(TEXT), tool_call_id=call.id))
            number += 1
        said.append(Message("assistant", draw(TEXT)))
    return tuple(said)


@given(chat=chats())
def test_messages_come_back_from_sharegpt(chat):
    assert read_messages([to_sharegpt(message) for message in chat]) == chat


@given(chat=chats())
def test_messages_come_back_from_openais_objects(chat):
    assert read_messages([to_dict(message) for message in chat]) == chat


@given(chat=chats())
def test_a_chat_comes_back_from_llamafactory(chat):
    columns = schema(messages=pa.list_(TOOL_MESSAGE))
    batch = pa.RecordBatch.from_pylist([{"messages": [to_dict(message) for message in chat]}], columns)
    target = FORMATS["llamafactory"].target("chat", columns)
    assert target.refusal(batch.to_pylist()[0]) is None
    (row,) = target.convert(batch).to_pylist()
    assert as_chat(reader("chat", target.schema)(row)).messages == chat


@st.composite
def any_messages(draw):
    """Messages as they come, in any order, with keys missing."""
    call = st.fixed_dictionaries(
        {"function": st.fixed_dictionaries({"name": NAME | st.none(), "arguments": ARGUMENTS | TEXT | st.none()})}
    )
    message = st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "user", "assistant", "tool", "critic"])},
        optional={"content": TEXT | st.none(), "tool_calls": st.lists(call, max_size=2), "tool_call_id": NAME},
    )
    return draw(st.lists(message, max_size=4))


@pytest.mark.parametrize("name", ["trl-sft", "axolotl", "llamafactory", "openai-sft"])
@given(messages=any_messages(), tools=st.none() | TEXT | st.just('[{"name": "f"}]'))
def test_any_chat_is_refused_or_written_as_the_consumer_reads_it(name, messages, tools):

    columns = schema(messages=pa.list_(TOOL_MESSAGE), tools=S)
    batch = pa.RecordBatch.from_pylist([{"messages": messages, "tools": tools}], columns)
    target = FORMATS[name].target("chat", columns)
    if target.refusal(batch.to_pylist()[0]) is not None:
        return
    converted = target.convert(batch)
    raw = {*target.raw_json, *(["messages"] if name == "trl-sft" else [])}
    line = _line(converted, raw, nulls=target.drop_nulls or name == "axolotl")
    frozen = json.loads((Path(__file__).parent / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(frozen).validate(line)


def _line(batch, raw, *, nulls):
    if "messages" in raw:
        (row,) = batch.to_pylist()
        return row | {"messages": [json.loads(one) for one in row["messages"]]}
    return json.loads(Jsonl(nulls, frozenset(raw)).encode(batch))


@given(turns=st.lists(TEXT, min_size=1, max_size=4), chosen=TEXT, rejected=TEXT)
def test_transcripts_are_split_after_their_last_common_mark(turns, chosen, rejected):
    marks = ("\n\nHuman:", "\n\nAssistant:")
    shared = "".join(marks[number % 2] + f" {text}" for number, text in enumerate(turns[: len(turns) // 2 * 2]))
    prompt = f"{shared}\n\nHuman: Who?\n\nAssistant:"
    found = split_transcripts(f"{prompt} {chosen}", f"{prompt} {rejected}")
    assert found[0].startswith(prompt)
    assert (found[0] + found[1], found[0] + found[2]) == (f"{prompt} {chosen}", f"{prompt} {rejected}")


def test_a_transcript_becomes_messages_without_the_answer_that_is_only_begun():
    assert [(one.role, one.content) for one in from_transcript(BEFORE)] == [
        ("user", "Hi!"),
        ("assistant", "Hello!"),
        ("user", "Who is she?"),
    ]
    assert from_transcript("No transcript. Human: Hi!") == ()


def test_chats_are_split_where_the_assistant_goes_on_in_both():
    a, b = Message("user", "a"), Message("assistant", "b")
    first, second = Message("user", "c"), Message("user", "d")
    assert split_messages((a, b, first), (a, b, second)) == ((a,), (b, first), (b, second))
    assert split_messages((a, b), (a, b)) == ((a,), (b,), (b,))
    with pytest.raises(Inexpressible):
        split_messages((b,), (Message("assistant", "x"),))
    with pytest.raises(Inexpressible):
        split_messages((), ())


def test_results_of_functions_belong_to_the_calls_before_them_in_order():
    calls = [{"function": {"name": "f", "arguments": "{}"}}, {"function": {"name": "g", "arguments": "{}"}}]
    messages = read_messages(
        [
            {"role": "assistant", "tool_calls": calls},
            {"role": "tool", "content": "1"},
            {"role": "tool", "content": "2"},
            {"role": "tool", "content": "3"},
        ]
    )
    assert [message.tool_call_id for message in messages[1:]] == ["call_0", "call_1", None]


def test_arguments_that_are_objects_lose_the_nulls_that_arrow_added():
    arguments = pa.struct([("who", S), ("when", S)])
    function = pa.struct([("name", S), ("arguments", arguments)])
    columns = schema(
        messages=pa.list_(pa.struct([*MESSAGE, ("tool_calls", pa.list_(pa.struct([("function", function)])))]))
    )
    call = {"function": {"name": "f", "arguments": {"who": "Zoë"}}}
    row = {"messages": [{"role": "assistant", "tool_calls": [call]}]}
    (read,) = pa.RecordBatch.from_pylist([row], columns).to_pylist()
    assert read_messages(read["messages"])[0].tool_calls == (ToolCall("f", '{"who": "Zoë"}', "call_0"),)


def test_tools_are_one_list_however_they_are_written():
    wrapped = '[{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]'
    function = {"name": "f", "parameters": {"type": "object"}}
    for way in (
        wrapped,
        json.dumps([function]),
        json.dumps(function),
        [function],
        [{"type": "function", "function": function | {"description": None}}],
        [json.dumps(function)],
        [{"name": "f", "parameters": '{"type": "object"}'}],
    ):
        assert tools_of(way) == wrapped
    assert tools_of(None) is tools_of("") is tools_of([]) is tools_of("[]") is None


@pytest.mark.parametrize("value", [float("nan"), {"x": float("inf")}, "\ud800"])
def test_what_no_json_file_can_hold_is_inexpressible(value):
    with pytest.raises(Inexpressible):
        written(value)


def test_one_part_of_a_message_is_its_text_and_several_are_no_text():
    parts = [{"type": "text", "text": "Who?"}]
    assert read_messages([{"role": "user", "content": parts}])[0].content == "Who?"
    for odd in ([*parts, *parts], [{"type": "image", "text": None}], []):
        with pytest.raises(Inexpressible):
            read_messages([{"role": "user", "content": odd}])
