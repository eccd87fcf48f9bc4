"""What each format makes of a row, to the letter, and which rows it refuses."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest
from export.shape_rows import (
    ALL,
    ARGUMENTS,
    ASKED,
    BEFORE,
    LOOK_UP,
    MESSAGE,
    ODD,
    TOOL_MESSAGE,
    TURN,
    S,
    assistant,
    gpt,
    human,
    schema,
    user,
)
from export.written_folder import without_nulls

from cda.errors import ConversionError
from cda.export.formats import FORMATS
from cda.export.lines import Jsonl

CHAT = schema(messages=pa.list_(MESSAGE))
CALLING = schema(messages=pa.list_(TOOL_MESSAGE), tools=S)
SHAREGPT = schema(conversations=pa.list_(TURN), tools=S)
PREFERENCE = schema(prompt=S, chosen=S, rejected=S)
IMPLICIT = schema(chosen=S, rejected=S)


def written(name, way):
    """The rows of a format, with JSON parsed and nulls left out."""
    rows = ALL[way]
    target = FORMATS[name].target(rows.shape, rows.schema, rows.text_column)
    batch = target.convert(rows.batch)
    if target.suffix == "jsonl":
        return [json.loads(line) for line in Jsonl(target.drop_nulls, target.raw_json).encode(batch).splitlines()]
    return [{key: _opened(value) for key, value in without_nulls(row).items()} for row in batch.to_pylist()]


def _opened(value):
    is_json = isinstance(value, list) and value and isinstance(value[0], str)
    return [json.loads(item) for item in value] if is_json else value


def refusal(name, shape, columns, row):
    (read,) = pa.RecordBatch.from_pylist([row], columns).to_pylist()
    return FORMATS[name].target(shape, columns).refusal(read)


def test_trl_has_calls_as_templates_want_them_and_no_key_that_a_message_lacks():
    call = {"id": "a1", "type": "function", "function": {"name": "look_up", "arguments": ASKED}}
    first, second, third = written("trl-sft", "calling-chat")
    assert first["messages"] == [
        user("Who is Zoë?"),
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "content": '{"job": "pilot"}', "tool_call_id": "a1", "name": "look_up"},
        assistant("She is a pilot."),
    ]
    assert json.loads(first["tools"]) == [{"type": "function", "function": LOOK_UP}]
    assert second == {"messages": [user("Thanks!"), assistant("Any time.")]}
    assert [call["id"] for call in third["messages"][1]["tool_calls"]] == ["call_0", "call_1"]


def test_trl_has_plain_messages_of_two_keys():
    target = FORMATS["trl-sft"].target("chat", ALL["chat"].schema)
    assert target.schema == pa.schema([("messages", pa.list_(MESSAGE))])


def test_trl_reads_an_instruction_as_llama_factory_would():
    assert written("trl-sft", "alpaca-told")[0]["messages"] == [
        {"role": "system", "content": "Be kind."},
        user("Hi!"),
        assistant("Hello!"),
        user("Who?"),
        assistant("She."),
        user("And now?"),
        assistant("Now."),
    ]
    assert written("trl-sft", "alpaca")[0]["messages"] == [user(f"Say who.\n{ODD}"), assistant("She did.")]


def test_a_system_column_makes_messages_of_strings():
    assert written("trl-sft", "completion-told") == [
        {"prompt": [{"role": "system", "content": "Be kind."}, user("Hi!")], "completion": [assistant("Hello!")]},
        {"prompt": [user("Who?")], "completion": [assistant("She.")]},
    ]


def test_strings_and_transcripts_stay_strings_for_trl():
    assert written("trl-dpo", "preference") == [{"prompt": "Who is she?", "chosen": ODD, "rejected": "NA"}]
    assert written("trl-dpo", "transcript") == [{"prompt": BEFORE, "chosen": f" {ODD}", "rejected": " Hell if I know."}]


def test_a_prompt_that_the_answers_repeat_is_said_once():
    once = {"prompt": [user("Hi!")], "chosen": [assistant("a")], "rejected": [assistant("b")]}
    assert written("trl-dpo", "preference-messages")[1] == once
    assert len(written("trl-dpo", "implicit-messages")[0]["chosen"]) == 1
    columns = schema(prompt=S, chosen=S, rejected=S)
    batch = pa.RecordBatch.from_pylist(
        [{"prompt": BEFORE, "chosen": BEFORE + " a", "rejected": BEFORE + " b"}], columns
    )
    assert FORMATS["trl-dpo"].target("preference", columns).convert(batch).to_pylist() == [
        {"prompt": BEFORE, "chosen": " a", "rejected": " b"}
    ]


def test_an_answer_that_begins_like_its_prompt_is_left_whole():
    columns, row = PREFERENCE, {"prompt": "Hello", "chosen": "Hello! Come in.", "rejected": "Hello? Who is it?"}
    batch = pa.RecordBatch.from_pylist([row], columns)
    assert FORMATS["trl-dpo"].target("preference", columns).convert(batch).to_pylist() == [row]


def test_a_preference_is_a_good_row_and_a_bad_one_for_kto():
    assert written("trl-kto", "preference") == [
        {"prompt": "Who is she?", "completion": ODD, "label": True},
        {"prompt": "Who is she?", "completion": "NA", "label": False},
    ]


def test_a_rated_chat_is_its_last_answer_after_the_rest():
    (row,) = written("trl-kto", "rated-messages")
    assert row == {
        "prompt": [user("Hi!"), assistant("Hello!"), user("Who?")],
        "completion": [assistant(ODD)],
        "label": False,
    }


def test_axolotl_has_json_where_it_parses_json():
    first, second, _ = written("axolotl", "calling-chat")
    assert first["messages"][1]["tool_calls"][0]["function"] == {"name": "look_up", "arguments": ARGUMENTS}
    assert json.loads(first["tools"][0]["function"]["parameters"]) == LOOK_UP["parameters"]
    assert "tools" not in second


def test_axolotl_has_alpaca_but_where_there_is_more_to_say():
    assert written("axolotl", "alpaca")[0] == {"instruction": "Say who.", "input": ODD, "output": "She did."}
    assert written("axolotl", "alpaca-told")[0]["messages"][0] == {"role": "system", "content": "Be kind."}


def test_axolotl_has_transcripts_as_messages():
    assert written("axolotl", "transcript") == [
        {
            "messages": [user("Hi!"), assistant("Hello!"), user("Who is she?")],
            "chosen": assistant(ODD),
            "rejected": assistant("Hell if I know."),
        }
    ]


def test_llamafactory_has_calls_as_json_in_a_role_of_their_own():
    first, second, third = written("llamafactory", "calling-chat")
    called = first["conversations"][1]
    assert called["from"] == "function_call"
    assert json.loads(called["value"]) == {"name": "look_up", "arguments": ASKED}
    assert [turn["from"] for turn in first["conversations"]] == ["human", "function_call", "observation", "gpt"]
    assert json.loads(first["tools"]) == [LOOK_UP]
    assert (second["tools"], second["system"]) == ("", "")
    assert json.loads(third["conversations"][1]["value"]) == [{"name": "wake", "arguments": {}}] * 2


def test_llamafactory_gets_back_the_sharegpt_that_came_in():
    rows = ALL["calling-sharegpt"].rows
    for before, after in zip(rows, written("llamafactory", "calling-sharegpt"), strict=True):
        assert [turn["from"] for turn in after["conversations"]] == [turn["from"] for turn in before["conversations"]]
        for old, new in zip(before["conversations"], after["conversations"], strict=True):
            same = json.loads if old["from"] == "function_call" else str
            assert same(new["value"]) == same(old["value"])
        assert after["system"] == before["system"]


@pytest.mark.parametrize(
    ("way", "formatting", "columns"),
    [
        ("text", "alpaca", {"prompt": "text"}),
        ("alpaca", "alpaca", {"prompt": "instruction", "query": "input", "response": "output"}),
        ("completion", "alpaca", {"prompt": "instruction", "query": "input", "response": "output"}),
        ("alpaca-told", "sharegpt", {"messages": "conversations", "system": "system", "tools": "tools"}),
        ("chat", "sharegpt", {"messages": "conversations", "system": "system", "tools": "tools"}),
    ],
)
def test_llamafactory_registers_every_column_that_is_written(way, formatting, columns):
    rows = ALL[way]
    target = FORMATS["llamafactory"].target(rows.shape, rows.schema)
    files = {"train": ["data/train/00000.jsonl", "data/train/00001.jsonl"], "test": ["data/test/00000.jsonl"]}
    info = json.loads(target.companions(files)["dataset_info.json"])
    assert list(info) == ["train", "test"]
    assert info["train"]["file_name"] == "data/train"
    assert (info["test"]["formatting"], info["test"]["columns"]) == (formatting, columns)
    assert sorted(info["test"]["columns"].values()) == sorted(target.schema.names)


def test_llamafactory_registers_what_is_ranked_and_what_is_rated():
    for way, key in (("preference", "chosen"), ("rated", "kto_tag")):
        target = FORMATS["llamafactory"].target(ALL[way].shape, ALL[way].schema)
        about = json.loads(target.companions({"train": ["data/train/00000.jsonl"]})["dataset_info.json"])["train"]
        assert about["columns"][key] == key
        assert about.get("ranking", False) == (way == "preference")
        assert about["tags"]["function_tag"] == "function_call"


def test_openai_has_tools_as_json_and_no_null():
    first, second, third = written("openai-sft", "calling-chat")
    assert first["tools"] == [{"type": "function", "function": LOOK_UP}]
    assert first["messages"][1] == {
        "role": "assistant",
        "tool_calls": [{"id": "a1", "type": "function", "function": {"name": "look_up", "arguments": ARGUMENTS}}],
    }
    assert first["messages"][2] == {"role": "tool", "content": '{"job": "pilot"}', "tool_call_id": "a1"}
    assert second == {"messages": [user("Thanks!"), assistant("Any time.")]}
    assert [call["id"] for call in third["messages"][1]["tool_calls"]] == ["call_0", "call_1"]


def test_openai_learns_the_answer_to_a_prompt_alone():
    (row,) = written("openai-sft", "completion-messages")
    assert row["messages"][1] == assistant("Hello!") | {"weight": 0}
    assert row["messages"][3] == assistant(ODD)


def test_openai_keeps_weights():
    columns = schema(messages=pa.list_(pa.struct([*MESSAGE, ("weight", pa.int64())])))
    row = {"messages": [user("a"), assistant("b") | {"weight": 0}, user("c"), assistant("d") | {"weight": 1}]}
    target = FORMATS["openai-sft"].target("chat", columns)
    (line,) = (
        Jsonl(True, target.raw_json).encode(target.convert(pa.RecordBatch.from_pylist([row], columns))).splitlines()
    )
    assert json.loads(line) == row


REFUSED = [
    ("trl-sft", "text", schema(text=S), {"text": None}, "null"),
    ("trl-sft", "chat", CHAT, {"messages": []}, "no message"),
    ("trl-sft", "chat", CHAT, {"messages": None}, "no message"),
    ("trl-sft", "chat", CHAT, {"messages": [None]}, "null"),
    ("trl-sft", "chat", CHAT, {"messages": [{"role": "user", "content": None}]}, "no text"),
    ("trl-sft", "chat", CHAT, {"messages": [{"role": "critic", "content": "x"}]}, "'critic'"),
    ("trl-sft", "chat", CHAT, {"messages": [{"role": None, "content": "x"}]}, "role None"),
    ("trl-sft", "chat", CALLING, {"messages": [user("a")], "tools": "[{"}, "no valid JSON"),
    ("trl-sft", "chat", CALLING, {"messages": [user("a")], "tools": '[{"parameters": {}}]'}, "no name"),
    (
        "trl-sft",
        "chat",
        CALLING,
        {"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{"}}]}]},
        "no valid JSON",
    ),
    ("trl-sft", "chat", SHAREGPT, {"conversations": [{"from": "function_call", "value": "f()"}]}, "no valid JSON"),
    ("trl-sft", "chat", SHAREGPT, {"conversations": [{"from": "function_call", "value": "[3]"}]}, "names none"),
    (
        "trl-sft",
        "chat",
        schema(conversations=pa.list_(TURN)),
        {"conversations": [human("a"), {"from": "function_call", "value": '{"name": "f", "arguments": {}}'}]},
        "no column 'tools'",
    ),
    ("trl-dpo", "preference", PREFERENCE, {"prompt": "a", "chosen": "", "rejected": "b"}, "chosen answer is empty"),
    (
        "trl-dpo",
        "preference",
        PREFERENCE,
        {"prompt": "a", "chosen": "b", "rejected": " \n"},
        "rejected answer is empty",
    ),
    ("trl-dpo", "preference", PREFERENCE, {"prompt": "", "chosen": "b", "rejected": "c"}, "prompt is empty"),
    ("trl-dpo", "preference", IMPLICIT, {"chosen": "The sky is blue.", "rejected": "The sky is red."}, "share none"),
    (
        "trl-dpo",
        "preference",
        IMPLICIT,
        {"chosen": "\n\nHuman: a\n\nAssistant: b", "rejected": "\n\nHuman: c\n\nAssistant: d"},
        "share none",
    ),
    (
        "openai-dpo",
        "preference",
        IMPLICIT,
        {"chosen": BEFORE + " a\n\nHuman: b\n\nAssistant: c", "rejected": BEFORE + " d"},
        "chosen answer has 3 messages",
    ),
    (
        "trl-kto",
        "rated",
        schema(messages=pa.list_(MESSAGE), label=pa.bool_()),
        {"messages": [user("a")], "label": True},
        "end",
    ),
    (
        "trl-kto",
        "rated",
        schema(prompt=S, completion=S, label=pa.bool_()),
        {"prompt": "a", "completion": "b", "label": None},
        "'label' is null",
    ),
    ("llamafactory", "chat", CHAT, {"messages": [user("a"), user("b"), assistant("c")]}, "alternate"),
    ("llamafactory", "chat", CHAT, {"messages": [assistant("a"), user("b")]}, "alternate"),
    ("llamafactory", "chat", CHAT, {"messages": [user("a")]}, "end with an answer"),
    ("llamafactory", "chat", CHAT, {"messages": [{"role": "system", "content": "a"}]}, "end with an answer"),
    (
        "llamafactory",
        "chat",
        CALLING,
        {
            "messages": [
                user("a"),
                {"role": "assistant", "content": "b", "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]},
            ]
        },
        "too",
    ),
    (
        "llamafactory",
        "rated",
        schema(conversations=pa.list_(TURN), kto_tag=pa.bool_()),
        {"conversations": [human("a"), gpt("")], "kto_tag": False},
        "empty",
    ),
    ("openai-sft", "chat", CHAT, {"messages": [user("a")]}, "end with an answer"),
    ("openai-sft", "chat", CHAT, {"messages": [{"role": "tool", "content": "a"}, assistant("b")]}, "no call before it"),
    (
        "axolotl",
        "chat",
        CALLING,
        {"messages": [user("a")], "tools": '[{"name": "f", "returns": {}}]'},
        "returns",
    ),
    (
        "axolotl",
        "preference",
        schema(conversations=pa.list_(TURN), chosen=TURN, rejected=TURN, tools=S),
        {"conversations": [human("a")], "chosen": gpt("b"), "rejected": gpt("c"), "tools": '[{"name": "f"}]'},
        "tools",
    ),
    ("trl-sft", "alpaca", schema(instruction=S, output=S), {"instruction": "", "output": "a"}, "no instruction"),
    (
        "trl-sft",
        "alpaca",
        schema(instruction=S, output=S, history=pa.list_(pa.list_(S))),
        {"instruction": "a", "output": "b", "history": [["c"]]},
        "no pair",
    ),
    ("jsonl", "text", schema(text=S, score=pa.float64()), {"text": "a", "score": float("nan")}, "nan"),
    (
        "jsonl",
        "text",
        schema(text=S, scores=pa.list_(pa.struct([("score", pa.float32())]))),
        {"text": "a", "scores": [{"score": 1.0}, {"score": float("-inf")}]},
        "inf",
    ),
]


@pytest.mark.parametrize(("name", "shape", "columns", "row", "reason"), REFUSED)
def test_a_row_that_cannot_be_said_is_refused_with_a_reason(name, shape, columns, row, reason):
    assert reason in (refusal(name, shape, columns, row) or "")


@pytest.mark.parametrize(
    ("name", "shape", "columns", "column"),
    [
        ("trl-dpo", "preference", schema(prompt=S, chosen=pa.list_(S), rejected=pa.list_(S)), "chosen"),
        ("trl-sft", "prompt-completion", schema(prompt=S, completion=pa.int64()), "completion"),
        ("openai-sft", "chat", schema(messages=pa.list_(S)), "chat"),
        ("jsonl", "text", schema(text=S, image=pa.struct([("bytes", pa.binary())])), "image"),
        ("jsonl", "text", schema(text=S, took=pa.duration("s")), "took"),
        ("jsonl", "text", schema(text=S, pairs=pa.map_(S, S)), "pairs"),
        ("csv", "text", schema(text=S, raw=pa.binary()), "raw"),
        ("csv", "chat", CHAT, "messages"),
    ],
)
def test_columns_that_a_format_cannot_hold_are_an_error_before_anything_is_written(name, shape, columns, column):
    with pytest.raises(ConversionError, match=column) as caught:
        FORMATS[name].target(shape, columns)
    assert caught.value.hint
