"""The format ``openai-sft``: JSON lines for supervised fine-tuning, ``{messages, tools?, parallel_tool_calls?}``.

Of a prompt with an answer the answer alone is to be learned: what the assistant says in the prompt gets ``weight: 0``.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from cda.export.formats.contract import Contract, ContractFormat, Record
from cda.export.formats.openai_messages import MESSAGES, checked, openai_message
from cda.export.samples.row import Reader
from cda.export.samples.sample import Chat, Completion, Inexpressible, Instruction, Messages, as_chat, said

_SCHEMA = pa.schema([("messages", MESSAGES), ("tools", pa.string()), ("parallel_tool_calls", pa.bool_())])


def _contract(_: pa.Schema, read: Reader) -> Contract:
    return Contract(read, _SCHEMA, _record, "jsonl", drop_nulls=True, raw_json=frozenset({"tools"}))


def _record(sample: Chat | Completion | Instruction) -> list[Record]:
    chat = as_chat(_prompt_unlearned(sample) if isinstance(sample, Completion) else sample)
    checked(chat.messages)
    if chat.messages[-1].role != "assistant":
        raise Inexpressible("the chat does not end with an answer of the assistant")
    messages = [openai_message(message) for message in chat.messages]
    return [{"messages": messages, "tools": chat.tools, "parallel_tool_calls": chat.parallel if chat.tools else None}]


def _prompt_unlearned(sample: Completion) -> Completion:
    prompt: Messages = said(sample.prompt, "user")
    return replace(sample, prompt=tuple(replace(one, weight=0) if one.role == "assistant" else one for one in prompt))


OPENAI_SFT = ContractFormat("openai-sft", {"chat": _contract, "prompt-completion": _contract, "alpaca": _contract})
