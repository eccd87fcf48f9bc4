"""The format ``trl-sft``: what TRL's ``SFTTrainer`` reads.

Texts are ``{text}``, prompts with answers ``{prompt, completion}``, chats and instructions ``{messages}``, with
``tools`` where there is such a column: JSON, which TRL parses.
"""

from __future__ import annotations

import pyarrow as pa

from cda.export.formats.chat_columns import chat_schema, part_value
from cda.export.formats.contract import Contract, ContractFormat, Record, text_contract
from cda.export.samples.row import Reader
from cda.export.samples.sample import Chat, Completion, Instruction, as_chat


def _completions(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Completion) -> list[Record]:
        parts = {name: part_value(read, getattr(sample, name)) for name in ("prompt", "completion")}
        return [parts | {"tools": sample.tools}]

    return Contract(read, chat_schema(read, ("prompt", "completion")), record)


def _chats(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Chat | Instruction) -> list[Record]:
        chat = as_chat(sample)
        return [{"messages": part_value(read, chat.messages), "tools": chat.tools}]

    return Contract(read, chat_schema(read, ("messages",)), record)


TRL_SFT = ContractFormat(
    "trl-sft", {"text": text_contract, "chat": _chats, "prompt-completion": _completions, "alpaca": _chats}
)
