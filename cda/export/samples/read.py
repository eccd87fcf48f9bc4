"""Readers of rows: one for each shape from which a fine-tuning format can be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa

from cda.errors import ConversionError
from cda.export.samples.columns import CHATS, calls_functions, checked, required_chat
from cda.export.samples.json_text import tools_of
from cda.export.samples.preference import preference_reader
from cda.export.samples.row import Reader, Row, as_strings, history_of, messages_of, part_of, text_of
from cda.export.samples.sample import Chat, Completion, Inexpressible, Instruction, Part, Rated, Text, before


def text_reader(_: pa.Schema, text_column: str | None) -> Reader:
    """Texts."""
    column = text_column or "text"
    return Reader(lambda row: Text(text_of(row, column)))


def chat_reader(schema: pa.Schema, _: str | None) -> Reader:
    """Chats in either convention, with ``system`` and ``tools``."""
    column = required_chat(schema)

    def read(row: Row) -> Chat:
        messages = before(row.get("system"), messages_of(row, column))
        return Chat(messages, tools_of(row.get("tools")), row.get("parallel_tool_calls"))

    return Reader(read, calls=calls_functions(schema, column), tools="tools" in schema.names)


def completion_reader(schema: pa.Schema, _: str | None) -> Reader:
    """Prompts with their answers."""
    ask = _prompted(schema, "prompt", "completion")
    return Reader(lambda row: Completion(*ask(row), tools_of(row.get("tools"))), **_flags(schema))


def instruction_reader(schema: pa.Schema, _: str | None) -> Reader:
    """Instructions as Alpaca has them."""
    checked(schema, "instruction", "output")
    return Reader(_instruction)


def rated_reader(schema: pa.Schema, _: str | None) -> Reader:
    """Answers that are good or bad."""
    label = "label" if "label" in schema.names else "kto_tag"
    ask = _prompted(schema, "prompt", "completion") if "completion" in schema.names else _last_message(schema)

    def read(row: Row) -> Rated:
        if row[label] is None:
            raise Inexpressible(f"column {label!r} is null")
        return Rated(*ask(row), row[label], tools_of(row.get("tools")))

    return Reader(read, **_flags(schema))


def _instruction(row: Row) -> Instruction:
    sample = Instruction(
        text_of(row, "instruction"),
        row.get("input") or "",
        text_of(row, "output"),
        row.get("system") or "",
        history_of(row),
    )
    if not sample.asked:
        raise Inexpressible("there is no instruction")
    return sample


def _flags(schema: pa.Schema) -> dict[str, bool]:
    columns = ("prompt", "completion", *CHATS)
    return {
        "strings": as_strings(schema, "prompt", "completion"),
        "calls": calls_functions(schema, *columns),
        "tools": "tools" in schema.names,
    }


def _prompted(schema: pa.Schema, prompt: str, answer: str) -> Callable[[Row], tuple[Part, Part]]:
    checked(schema, prompt, answer)
    strings = as_strings(schema, prompt, answer)

    def ask(row: Row) -> tuple[Part, Part]:
        asked, answered = (
            part_of(row, prompt, "user", strings=strings),
            part_of(row, answer, "assistant", strings=strings),
        )
        return asked if isinstance(asked, str) else before(row.get("system"), asked), answered

    return ask


def _last_message(schema: pa.Schema) -> Callable[[Row], tuple[Part, Part]]:
    column = required_chat(schema)

    def ask(row: Row) -> tuple[Part, Part]:
        *asked, answered = before(row.get("system"), messages_of(row, column))
        if answered.role != "assistant" or not asked:
            raise Inexpressible("the chat does not end with an answer")
        return tuple(asked), (answered,)

    return ask


_READERS: Mapping[str, Callable[[pa.Schema, str | None], Reader]] = {
    "text": text_reader,
    "chat": chat_reader,
    "prompt-completion": completion_reader,
    "alpaca": instruction_reader,
    "preference": preference_reader,
    "rated": rated_reader,
}


def reader(shape: str, schema: pa.Schema, text_column: str | None = None) -> Reader:
    """Tell how the rows of a dataset become samples.

    Args:
        shape: What they are, as ``cda.dataset.views`` names it.
        schema: Their columns.
        text_column: The column with the text, where the shape is ``text`` and it has another name.

    Returns:
        The reader of a row.

    Raises:
        ConversionError: If no sample can be made of the shape, or the columns are not those of the shape.

    Example:
        >>> columns = pa.schema([("prompt", pa.string()), ("completion", pa.string())])
        >>> reader("prompt-completion", columns)({"prompt": "Who is she?", "completion": "A pilot."})
        Completion(prompt='Who is she?', completion='A pilot.', tools=None)
    """
    if shape not in _READERS:
        raise ConversionError(f"rows of the shape {shape!r} are no samples", hint=f"shapes: {', '.join(_READERS)}")
    return _READERS[shape](schema, text_column)
