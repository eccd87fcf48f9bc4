"""The format ``trl-kto``: what TRL's ``KTOTrainer`` reads, ``{prompt, completion, label}``.

A preference gives two rows: its chosen answer is good, its rejected one bad.
"""

from __future__ import annotations

import pyarrow as pa

from cda.export.formats.chat_columns import chat_schema, part_value
from cda.export.formats.contract import Contract, ContractFormat, Record
from cda.export.samples.row import Reader
from cda.export.samples.sample import Part, Preference, Rated


def _schema(read: Reader) -> pa.Schema:
    return chat_schema(read, ("prompt", "completion"), [pa.field("label", pa.bool_())])


def _record(read: Reader, sample: Rated | Preference, completion: Part, *, label: bool) -> Record:
    prompt, answer = part_value(read, sample.prompt), part_value(read, completion)
    return {"prompt": prompt, "completion": answer, "label": label, "tools": sample.tools}


def _rated(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Rated) -> list[Record]:
        return [_record(read, sample, sample.completion, label=sample.label)]

    return Contract(read, _schema(read), record)


def _preferences(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Preference) -> list[Record]:
        return [
            _record(read, sample, sample.chosen, label=True),
            _record(read, sample, sample.rejected, label=False),
        ]

    return Contract(read, _schema(read), record, fan_out=2)


TRL_KTO = ContractFormat("trl-kto", {"rated": _rated, "preference": _preferences})
