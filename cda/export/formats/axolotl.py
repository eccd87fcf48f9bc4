"""The format ``axolotl``: what Axolotl reads from a folder of Parquet.

- Texts: ``type: completion``, a column ``text``.
- Chats, prompts with answers, and instructions with a history or a system message: ``type: chat_template``,
  ``messages``, and ``tools`` where there are some. What functions are called with, and the parameters of tools, are
  JSON, which Axolotl parses; it drops nulls, too.
- Other instructions: ``type: alpaca``, ``{instruction, input, output}``.
- Preferences: ``rl: dpo`` with ``type: chat_template.default``, ``{messages, chosen, rejected}``. Of a message it reads
  the role and the content alone, and no tools: rows with them are refused.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cda.export.formats.answers import pair_of
from cda.export.formats.chat_columns import CALLS, SPOKEN, spoken
from cda.export.formats.contract import Contract, ContractFormat, Record, text_contract
from cda.export.samples.json_text import functions, written
from cda.export.samples.messages import to_dict
from cda.export.samples.row import Reader
from cda.export.samples.sample import Chat, Completion, Inexpressible, Instruction, Preference, as_chat

_MESSAGE = pa.struct([*SPOKEN, ("tool_calls", CALLS), ("tool_call_id", pa.string()), ("name", pa.string())])
_FUNCTION = pa.struct(
    [("name", pa.string()), ("description", pa.string()), ("parameters", pa.string()), ("strict", pa.bool_())]
)
_TOOL = pa.struct([("type", pa.string()), ("function", _FUNCTION)])
_ALPACA = pa.schema([("instruction", pa.string()), ("input", pa.string()), ("output", pa.string())])


def _chats(_: pa.Schema, read: Reader) -> Contract:
    fields = [pa.field("messages", pa.list_(_MESSAGE if read.calls else SPOKEN))]
    fields += [pa.field("tools", pa.list_(_TOOL))] if read.tools else []

    def record(sample: Chat | Completion | Instruction) -> list[Record]:
        chat = as_chat(sample)
        messages = [to_dict(message) if read.calls else spoken(message) for message in chat.messages]
        return [{"messages": messages, "tools": _tools(chat.tools) if chat.tools else None}]

    return Contract(read, pa.schema(fields), record)


def _tools(tools: str) -> list[dict[str, Any]]:
    listed = functions(tools)
    odd = {key for function in listed for key in function} - {one.name for one in _FUNCTION}
    if odd:
        raise Inexpressible(f"a tool has keys that Axolotl's columns have no place for: {', '.join(sorted(odd))}")
    return [
        {"type": "function", "function": function | {"parameters": written(function.get("parameters", {}))}}
        for function in listed
    ]


def _instructions(schema: pa.Schema, read: Reader) -> Contract:
    if {"history", "system"} & set(schema.names):
        return _chats(schema, read)

    def record(sample: Instruction) -> list[Record]:
        return [{"instruction": sample.instruction, "input": sample.input, "output": sample.output}]

    return Contract(read, _ALPACA, record)


def _preferences(_: pa.Schema, read: Reader) -> Contract:
    schema = pa.schema([("messages", pa.list_(SPOKEN)), ("chosen", SPOKEN), ("rejected", SPOKEN)])

    def record(sample: Preference) -> list[Record]:
        if sample.tools:
            raise Inexpressible("it has tools, which Axolotl does not read beside a preference")
        prompt, chosen, rejected = pair_of(sample)
        messages = [spoken(message) for message in prompt]
        return [{"messages": messages, "chosen": spoken(chosen), "rejected": spoken(rejected)}]

    return Contract(read, schema, record)


AXOLOTL = ContractFormat(
    "axolotl",
    {
        "text": text_contract,
        "chat": _chats,
        "prompt-completion": _chats,
        "alpaca": _instructions,
        "preference": _preferences,
    },
)
