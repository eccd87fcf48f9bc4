"""Rows of every shape and every way to write it, by us; and what is said in them, in order."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pyarrow as pa

S = pa.string()
MESSAGE = pa.struct([("role", S), ("content", S)])
TURN = pa.struct([("from", S), ("value", S)])
CALL = pa.struct([("id", S), ("type", S), ("function", pa.struct([("name", S), ("arguments", S)]))])
TOOL_MESSAGE = pa.struct([*MESSAGE, ("tool_calls", pa.list_(CALL)), ("tool_call_id", S), ("name", S)])


class Rows(NamedTuple):
    shape: str
    schema: pa.Schema
    rows: list[dict[str, Any]]
    said: list[list[str]]
    text_column: str | None = None

    @property
    def batch(self) -> pa.RecordBatch:
        return pa.RecordBatch.from_pylist(self.rows, self.schema)


def schema(**columns):
    return pa.schema(list(columns.items()))


def user(text):
    return {"role": "user", "content": text}


def assistant(text):
    return {"role": "assistant", "content": text}


def human(text):
    return {"from": "human", "value": text}


def gpt(text):
    return {"from": "gpt", "value": text}


ODD = 'Zoë said:\n"Ça va, « là-bas » 🙂\u2028?"\t\\n'
LOOK_UP = {
    "name": "look_up",
    "description": "Finds a person",
    "parameters": {"type": "object", "properties": {"who": {"type": "string"}}},
}
WAKE = {"name": "wake", "parameters": {"type": "object", "properties": {}, "required": []}}
ASKED = {"who": 'Zoë "Z." O\'Hara', "also": [1, 2.5, None, {"deep": True}]}
ARGUMENTS = json.dumps(ASKED, ensure_ascii=False)

TEXT = Rows("text", schema(text=S), [{"text": ODD}, {"text": "NA"}, {"text": ""}], [[ODD], ["NA"], [""]])
OTHER_TEXT = Rows(
    "text", schema(id=pa.int64(), body=S), [{"id": 7, "body": "She left."}], [["She left."]], text_column="body"
)
CHAT = Rows(
    "chat",
    schema(messages=pa.list_(MESSAGE), source=S),
    [
        {"messages": [user("Who is she?"), assistant(ODD)], "source": "mine"},
        {
            "messages": [
                {"role": "system", "content": "Be kind."},
                user("Hi!"),
                assistant("Hello!"),
                user(""),
                assistant("?"),
            ]
        },
    ],
    [["Who is she?", ODD], ["Be kind.", "Hi!", "Hello!", "", "?"]],
)
CALLING_CHAT = Rows(
    "chat",
    schema(messages=pa.list_(TOOL_MESSAGE), tools=S),
    [
        {
            "messages": [
                user("Who is Zoë?"),
                {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [
                        {"id": "a1", "type": "function", "function": {"name": "look_up", "arguments": ARGUMENTS}}
                    ],
                },
                {"role": "tool", "content": '{"job": "pilot"}', "tool_call_id": "a1", "name": "look_up"},
                assistant("She is a pilot."),
            ],
            "tools": json.dumps([{"type": "function", "function": LOOK_UP}]),
        },
        {"messages": [user("Thanks!"), assistant("Any time.")], "tools": None},
        {
            "messages": [
                user("Wake both."),
                {"role": "assistant", "tool_calls": [{"function": {"name": "wake", "arguments": "{}"}}] * 2},
            ],
            "tools": json.dumps([LOOK_UP, WAKE]),
        },
    ],
    [["Who is Zoë?", '{"job": "pilot"}', "She is a pilot."], ["Thanks!", "Any time."], ["Wake both."]],
)
SHAREGPT = Rows(
    "chat",
    schema(conversations=pa.list_(TURN)),
    [{"conversations": [{"from": "system", "value": "Be kind."}, human("Hi!"), gpt(ODD)]}],
    [["Be kind.", "Hi!", ODD]],
)
CALLING_SHAREGPT = Rows(
    "chat",
    schema(conversations=pa.list_(TURN), system=S, tools=S),
    [
        {
            "conversations": [
                human("Who is Zoë?"),
                {"from": "function_call", "value": json.dumps({"name": "look_up", "arguments": ASKED})},
                {"from": "observation", "value": '{"job": "pilot"}'},
                gpt("She is a pilot."),
            ],
            "system": "Be kind.",
            "tools": json.dumps([LOOK_UP]),
        },
        {"conversations": [human("Thanks!"), gpt("Any time.")], "system": "", "tools": ""},
    ],
    [["Be kind.", "Who is Zoë?", '{"job": "pilot"}', "She is a pilot."], ["Thanks!", "Any time."]],
)
COMPLETION = Rows(
    "prompt-completion",
    schema(prompt=S, completion=S, id=pa.int64()),
    [{"prompt": "The nurse", "completion": f" said she {ODD}", "id": 1}, {"prompt": "", "completion": "x"}],
    [["The nurse", f" said she {ODD}"], ["", "x"]],
)
COMPLETION_MESSAGES = Rows(
    "prompt-completion",
    schema(prompt=pa.list_(MESSAGE), completion=pa.list_(MESSAGE)),
    [{"prompt": [user("Hi!"), assistant("Hello!"), user("Who?")], "completion": [assistant(ODD)]}],
    [["Hi!", "Hello!", "Who?", ODD]],
)
COMPLETION_TOLD = Rows(
    "prompt-completion",
    schema(system=S, prompt=S, completion=S),
    [{"system": "Be kind.", "prompt": "Hi!", "completion": "Hello!"}, {"prompt": "Who?", "completion": "She."}],
    [["Be kind.", "Hi!", "Hello!"], ["Who?", "She."]],
)
ALPACA = Rows(
    "alpaca",
    schema(instruction=S, input=S, output=S, text=S),
    [
        {"instruction": "Say who.", "input": ODD, "output": "She did."},
        {"instruction": "Say hello.", "input": "", "output": "Hello!", "text": "### Instruction: Say hello."},
    ],
    [["Say who.", ODD, "She did."], ["Say hello.", "Hello!"]],
)
ALPACA_TOLD = Rows(
    "alpaca",
    schema(instruction=S, input=S, output=S, system=S, history=pa.list_(pa.list_(S))),
    [
        {
            "instruction": "And now?",
            "output": "Now.",
            "system": "Be kind.",
            "history": [["Hi!", "Hello!"], ["Who?", "She."]],
        },
        {"instruction": "Say hello.", "input": "To Ann.", "output": "Hello!", "history": []},
    ],
    [["Be kind.", "Hi!", "Hello!", "Who?", "She.", "And now?", "Now."], ["Say hello.", "To Ann.", "Hello!"]],
)
PREFERENCE = Rows(
    "preference",
    schema(prompt=S, chosen=S, rejected=S, score=pa.float64()),
    [{"prompt": "Who is she?", "chosen": ODD, "rejected": "NA", "score": 1.5}],
    [["Who is she?", ODD, "NA"]],
)
BEFORE = "\n\nHuman: Hi!\n\nAssistant: Hello!\n\nHuman: Who is she?\n\nAssistant:"
TRANSCRIPT = Rows(
    "preference",
    schema(chosen=S, rejected=S),
    [{"chosen": f"{BEFORE} {ODD}", "rejected": f"{BEFORE} Hell if I know."}],
    [["Hi!", "Hello!", "Who is she?", ODD, "Hell if I know."]],
)
PREFERENCE_MESSAGES = Rows(
    "preference",
    schema(prompt=pa.list_(MESSAGE), chosen=pa.list_(MESSAGE), rejected=pa.list_(MESSAGE)),
    [
        {"prompt": [user("Who?")], "chosen": [assistant(ODD)], "rejected": [assistant("No.")]},
        {"prompt": [user("Hi!")], "chosen": [user("Hi!"), assistant("a")], "rejected": [user("Hi!"), assistant("b")]},
    ],
    [["Who?", ODD, "No."], ["Hi!", "a", "b"]],
)
IMPLICIT_MESSAGES = Rows(
    "preference",
    schema(prompt=S, chosen=pa.list_(MESSAGE), rejected=pa.list_(MESSAGE)),
    [{"prompt": "Hi!", "chosen": [user("Hi!"), assistant(ODD)], "rejected": [user("Hi!"), assistant("No.")]}],
    [["Hi!", ODD, "No."]],
)
RANKED_SHAREGPT = Rows(
    "preference",
    schema(conversations=pa.list_(TURN), chosen=TURN, rejected=TURN),
    [{"conversations": [human("Hi!"), gpt("Hello!"), human("Who?")], "chosen": gpt(ODD), "rejected": gpt("No.")}],
    [["Hi!", "Hello!", "Who?", ODD, "No."]],
)
RANKED_MESSAGES = Rows(
    "preference",
    schema(messages=pa.list_(MESSAGE), chosen=MESSAGE, rejected=MESSAGE),
    [{"messages": [user("Who?")], "chosen": assistant("She."), "rejected": assistant("No.")}],
    [["Who?", "She.", "No."]],
)
RANKED_ALPACA = Rows(
    "preference",
    schema(instruction=S, input=S, chosen=S, rejected=S),
    [{"instruction": "Say who.", "input": ODD, "chosen": "She did.", "rejected": "No."}],
    [["Say who.", ODD, "She did.", "No."]],
)
RANKED_OPENAI = Rows(
    "preference",
    schema(
        input=pa.struct([("messages", pa.list_(MESSAGE)), ("tools", S), ("parallel_tool_calls", pa.bool_())]),
        preferred_output=pa.list_(MESSAGE),
        non_preferred_output=pa.list_(MESSAGE),
    ),
    [
        {
            "input": {"messages": [user("Who?")], "tools": None, "parallel_tool_calls": True},
            "preferred_output": [assistant(ODD)],
            "non_preferred_output": [assistant("No.")],
        }
    ],
    [["Who?", ODD, "No."]],
)
ORCA = Rows(
    "preference",
    schema(system=S, question=S, chosen=S, rejected=S),
    [{"system": "Be kind.", "question": "Who?", "chosen": "She.", "rejected": "No."}],
    [["Be kind.", "Who?", "She.", "No."]],
)
RATED = Rows(
    "rated",
    schema(prompt=S, completion=S, label=pa.bool_()),
    [{"prompt": "Who?", "completion": ODD, "label": True}, {"prompt": "Hi!", "completion": "No.", "label": False}],
    [["Who?", ODD], ["Hi!", "No."]],
)
RATED_MESSAGES = Rows(
    "rated",
    schema(messages=pa.list_(MESSAGE), label=pa.bool_()),
    [{"messages": [user("Hi!"), assistant("Hello!"), user("Who?"), assistant(ODD)], "label": False}],
    [["Hi!", "Hello!", "Who?", ODD]],
)
RATED_SHAREGPT = Rows(
    "rated",
    schema(conversations=pa.list_(TURN), kto_tag=pa.bool_()),
    [{"conversations": [human("Hi!"), gpt(ODD)], "kto_tag": True}],
    [["Hi!", ODD]],
)
PAIR = Rows(
    "pair",
    schema(premise=S, hypothesis=S, label=pa.int8()),
    [{"premise": ODD, "hypothesis": "She left.", "label": 1}, {"premise": "a", "hypothesis": None, "label": None}],
    [[ODD, "She left."], ["a"]],
)
TOKENS = Rows(
    "tokens",
    schema(tokens=pa.list_(S), ner_tags=pa.list_(pa.int8())),
    [{"tokens": ["She", "left", "."], "ner_tags": [0, 0, 0]}, {"tokens": [], "ner_tags": []}],
    [["She", "left", "."], []],
)

ALL = {name.lower().replace("_", "-"): value for name, value in list(globals().items()) if isinstance(value, Rows)}
"""Every way to write rows, by name."""
