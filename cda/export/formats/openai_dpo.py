"""The format ``openai-dpo``: JSON lines of preferences, ``{input, preferred_output, non_preferred_output}``."""

from __future__ import annotations

import json
from dataclasses import replace

import pyarrow as pa

from cda.export.formats.answers import pair_of
from cda.export.formats.contract import Contract, ContractFormat, Record
from cda.export.formats.openai_messages import MESSAGES, checked, openai_message
from cda.export.samples.json_text import written
from cda.export.samples.row import Reader
from cda.export.samples.sample import Message, Preference

_SCHEMA = pa.schema([("input", pa.string()), ("preferred_output", MESSAGES), ("non_preferred_output", MESSAGES)])


def _contract(_: pa.Schema, read: Reader) -> Contract:
    return Contract(read, _SCHEMA, _record, "jsonl", drop_nulls=True, raw_json=frozenset({"input"}))


def _record(sample: Preference) -> list[Record]:
    pair = pair_of(sample)
    for answer in (pair.chosen, pair.rejected):
        checked((*pair.prompt, answer))
    asked: Record = {"messages": [_message(message) for message in pair.prompt]}
    if sample.tools:
        asked["tools"] = json.loads(sample.tools)
        asked |= {} if sample.parallel is None else {"parallel_tool_calls": sample.parallel}
    return [
        {
            "input": written(asked),
            "preferred_output": [_message(pair.chosen)],
            "non_preferred_output": [_message(pair.rejected)],
        }
    ]


def _message(message: Message) -> Record:
    return openai_message(replace(message, weight=None))


OPENAI_DPO = ContractFormat("openai-dpo", {"preference": _contract})
