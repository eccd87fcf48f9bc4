"""The format ``trl-dpo``: what TRL's ``DPOTrainer`` reads, ``{prompt, chosen, rejected}``.

They are all strings or all messages, as they were; transcripts stay strings, the prompt up to the mark of the answer.
"""

from __future__ import annotations

import pyarrow as pa

from cda.export.formats.chat_columns import chat_schema, part_value
from cda.export.formats.contract import Contract, ContractFormat, Record
from cda.export.samples.row import Reader
from cda.export.samples.sample import Preference

_PARTS = ("prompt", "chosen", "rejected")


def _preferences(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Preference) -> list[Record]:
        return [{name: part_value(read, getattr(sample, name)) for name in _PARTS} | {"tools": sample.tools}]

    return Contract(read, chat_schema(read, _PARTS), record)


TRL_DPO = ContractFormat("trl-dpo", {"preference": _preferences})
