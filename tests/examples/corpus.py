"""The format ``corpus``: texts as JSON lines, under ``content``."""

from __future__ import annotations

import pyarrow as pa

from cda.export.formats.contract import Contract, ContractFormat, Record
from cda.export.samples.row import Reader
from cda.export.samples.sample import Text

_SCHEMA = pa.schema([("content", pa.string())])


def _texts(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Text) -> list[Record]:
        return [{"content": sample.text}]

    return Contract(read, _SCHEMA, record, suffix="jsonl")


CORPUS = ContractFormat("corpus", {"text": _texts})
