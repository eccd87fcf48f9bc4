"""The format ``llamafactory``: JSON lines in a folder for each split, and ``dataset_info.json``, which registers them.

Its loader takes all files of a folder, whence the folders. A data set is named as its split: ``dataset: train``, with
the output folder as ``dataset_dir``. Two traps of the loader decide what is written:

- It reads the columns that ``columns`` names and no others, so all are named.
- ``datasets`` takes the types of columns from the first lines. A column with a list that is empty there and filled
  later cannot be opened, so a history is written as a chat, and ``system`` and ``tools`` are strings, empty where there
  are none.

Chats whose roles do not alternate are dropped there with no more than a warning: here they are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa

from cda.export.formats.answers import pair_of
from cda.export.formats.contract import Contract, ContractFormat, Record, text_contract
from cda.export.samples.json_text import functions, written
from cda.export.samples.messages import to_sharegpt
from cda.export.samples.row import Reader
from cda.export.samples.sample import (
    Chat,
    Completion,
    Inexpressible,
    Instruction,
    Messages,
    Preference,
    Rated,
    as_chat,
    said,
)

_TURN = pa.struct([("from", pa.string()), ("value", pa.string())])
_TAGS = {
    "role_tag": "from",
    "content_tag": "value",
    "user_tag": "human",
    "assistant_tag": "gpt",
    "observation_tag": "observation",
    "function_tag": "function_call",
    "system_tag": "system",
}
_ASKING = ("user", "tool")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What ``dataset_info.json`` says of a data set, but for its files: column of ours by the name it has there."""

    columns: Mapping[str, str]
    sharegpt: bool = False
    ranking: bool = False

    def companions(self, files: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
        """The registry of data sets."""
        info = {split: {"file_name": _place(names), **self._about()} for split, names in files.items()}
        return {"dataset_info.json": json.dumps(info, indent=2, ensure_ascii=False) + "\n"}

    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = {"formatting": "sharegpt" if self.sharegpt else "alpaca"}
        about |= {"ranking": True} if self.ranking else {}
        about |= {"columns": dict(self.columns)}
        return about | ({"tags": _TAGS} if self.sharegpt else {})


def _place(names: Sequence[str]) -> str:
    folders = {str(PurePosixPath(name).parent) for name in names}
    if len(folders) != 1:
        raise ValueError(f"the files of a split lie in {len(folders)} folders")
    return folders.pop()


def _file_name(split: str, number: int, _: int, suffix: str) -> str:
    return f"data/{split}/{number:05d}.{suffix}"


def _contract(read: Reader, schema: pa.Schema, record: Callable[[Any], Record], entry: _Entry) -> Contract:
    return Contract(
        read, schema, lambda sample: [record(sample)], "jsonl", name_file=_file_name, further=entry.companions
    )


_CHAT = (("conversations", pa.list_(_TURN)), ("system", pa.string()), ("tools", pa.string()))
_CHAT_COLUMNS = {"messages": "conversations", "system": "system", "tools": "tools"}


def _chat_record(messages: Messages, tools: str | None, *, answered: bool) -> Record:
    """A chat; ``answered`` where the assistant has the last word, else it is a prompt."""
    system = messages[0].content if messages[0].role == "system" else ""
    spoken = messages[1:] if messages[0].role == "system" else messages
    if not _alternate(spoken):
        raise Inexpressible("its roles do not alternate between user or tool and assistant, as LLaMA-Factory wants")
    if not spoken or len(spoken) % 2 == answered:
        raise Inexpressible(f"the chat does not end with {'an answer' if answered else 'a question'}")
    return {
        "conversations": [to_sharegpt(message) for message in spoken],
        "system": system,
        "tools": written(functions(tools)) if tools else "",
    }


def _alternate(messages: Messages) -> bool:
    return all(
        (message.role in _ASKING) == (at % 2 == 0) and message.role != "system" for at, message in enumerate(messages)
    )


def _texts(schema: pa.Schema, read: Reader) -> Contract:
    plain = text_contract(schema, read)
    return replace(plain, suffix="jsonl", name_file=_file_name, further=_Entry({"prompt": "text"}).companions)


def _chats(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Chat | Completion | Instruction) -> Record:
        chat = as_chat(sample)
        return _chat_record(chat.messages, chat.tools, answered=True)

    return _contract(read, pa.schema(_CHAT), record, _Entry(_CHAT_COLUMNS, sharegpt=True))


def _alpaca(read: Reader, *, system: bool) -> Contract:
    names = ("instruction", "input", "output", *(["system"] if system else []))
    there = dict(zip(("prompt", "query", "response", "system"), names, strict=False))

    def record(sample: Instruction | Completion) -> Record:
        if isinstance(sample, Completion):
            return {"instruction": sample.prompt, "input": "", "output": sample.completion}
        return {name: getattr(sample, name) for name in names}

    return _contract(read, pa.schema([(name, pa.string()) for name in names]), record, _Entry(there))


def _completions(schema: pa.Schema, read: Reader) -> Contract:
    return _alpaca(read, system=False) if read.strings else _chats(schema, read)


def _instructions(schema: pa.Schema, read: Reader) -> Contract:
    return _chats(schema, read) if "history" in schema.names else _alpaca(read, system="system" in schema.names)


def _preferences(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Preference) -> Record:
        pair = pair_of(sample)
        answers = {"chosen": to_sharegpt(pair.chosen), "rejected": to_sharegpt(pair.rejected)}
        return _chat_record(pair.prompt, sample.tools, answered=False) | answers

    columns = _CHAT_COLUMNS | {"chosen": "chosen", "rejected": "rejected"}
    schema = pa.schema([*_CHAT, ("chosen", _TURN), ("rejected", _TURN)])
    return _contract(read, schema, record, _Entry(columns, sharegpt=True, ranking=True))


def _rated(_: pa.Schema, read: Reader) -> Contract:
    def record(sample: Rated) -> Record:
        messages = (*said(sample.prompt, "user"), *said(sample.completion, "assistant"))
        if messages[-1].empty:
            raise Inexpressible("the answer is empty, which LLaMA-Factory takes for the label")
        return _chat_record(messages, sample.tools, answered=True) | {"kto_tag": sample.label}

    schema = pa.schema([*_CHAT, ("kto_tag", pa.bool_())])
    return _contract(read, schema, record, _Entry(_CHAT_COLUMNS | {"kto_tag": "kto_tag"}, sharegpt=True))


LLAMAFACTORY = ContractFormat(
    "llamafactory",
    {
        "text": _texts,
        "chat": _chats,
        "prompt-completion": _completions,
        "alpaca": _instructions,
        "preference": _preferences,
        "rated": _rated,
    },
)
