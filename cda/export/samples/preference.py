"""Readers of preferences, which say their prompt in many ways: in a column, in several, or in both answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from cda.dataset.views.leaves import inner_type
from cda.export.samples.columns import calls_functions, chat_column, checked, holds_messages, kind_of, may_call
from cda.export.samples.json_text import tools_of
from cda.export.samples.messages import read_messages
from cda.export.samples.row import Reader, Row, as_strings, history_of, messages_of, part_of, text_of
from cda.export.samples.sample import Inexpressible, Instruction, Message, Part, Preference, before, said, turns_of
from cda.export.samples.transcript import (
    conversational,
    from_transcript,
    split_messages,
    split_transcripts,
    without_prompt,
)

_PROMPTS = ("prompt", "question")
_ANSWERS = ("chosen", "rejected")
_OUTPUTS = ("preferred_output", "non_preferred_output")
_Asking = Callable[[Row], Preference]


def preference_reader(schema: pa.Schema, _: str | None) -> Reader:
    """Preferences.

    Args:
        schema: The columns.

    Returns:
        The reader. A prompt that an answer repeats is left out of it, but for plain strings: there nobody can tell a
        repeated prompt from an answer that begins with the same words.

    Raises:
        ConversionError: If the columns hold neither text nor messages.
    """
    if is_openai(schema):
        asked = kind_of(schema, "input")
        kinds = [inner_type(asked, "messages"), *(kind_of(schema, name) for name in _OUTPUTS)]
        tools = inner_type(asked, "tools") is not None
        return Reader(_sound(_openai), calls=any(map(may_call, kinds)), tools=tools)
    prompt = next((name for name in _PROMPTS if name in schema.names), None)
    column = chat_column(schema)
    checked(schema, *_ANSWERS, *([prompt] if prompt and not column else []))
    if column:
        ask, strings = _after_chat(column), False
    elif "instruction" in schema.names:
        strings = as_strings(schema, *_ANSWERS) and "history" not in schema.names
        ask = _instructed(strings=strings)
    elif prompt:
        strings = as_strings(schema, prompt, *_ANSWERS)
        ask = _prompted(prompt)
    else:
        ask, strings = _implicit, as_strings(schema, *_ANSWERS)
    calls = calls_functions(schema, *_ANSWERS, *([column] if column else []), *([prompt] if prompt else []))
    return Reader(_sound(_messages(ask, strings=strings)), strings=strings, calls=calls, tools="tools" in schema.names)


def is_openai(schema: pa.Schema) -> bool:
    """Whether the columns are those of OpenAI's preferences."""
    kind = kind_of(schema, "input")
    messages = inner_type(kind, "messages") if kind is not None else None
    return holds_messages(messages) and set(_OUTPUTS) <= set(schema.names)


def _openai(row: Row) -> Preference:
    asked = row["input"] or {}
    return Preference(
        read_messages(asked.get("messages")),
        messages_of(row, _OUTPUTS[0]),
        messages_of(row, _OUTPUTS[1]),
        tools_of(asked.get("tools")),
        asked.get("parallel_tool_calls"),
    )


def _answers(row: Row, *, strings: bool = False) -> tuple[Part, Part]:
    chosen, rejected = (part_of(row, name, "assistant", strings=strings) for name in _ANSWERS)
    return chosen, rejected


def _after_chat(column: str) -> _Asking:
    def ask(row: Row) -> Preference:
        prompt = messages_of(row, column)
        chosen, rejected = (
            without_prompt(prompt, said(part_of(row, name, "assistant", strings=False), "assistant"))
            for name in _ANSWERS
        )
        return Preference(prompt, chosen, rejected)

    return ask


def _instructed(*, strings: bool) -> _Asking:
    def ask(row: Row) -> Preference:
        told = Instruction(text_of(row, "instruction"), row.get("input") or "", "", "", history_of(row))
        return Preference(told.asked if strings else turns_of(told), *_answers(row, strings=strings))

    return ask


def _prompted(column: str) -> _Asking:
    def ask(row: Row) -> Preference:
        prompt, (chosen, rejected) = part_of(row, column, "user", strings=True), _answers(row, strings=True)
        if isinstance(chosen, str) and isinstance(rejected, str):
            if isinstance(prompt, str) and from_transcript(prompt):
                both = chosen.startswith(prompt) and rejected.startswith(prompt)
                chosen, rejected = (part[len(prompt) if both else 0 :] for part in (chosen, rejected))
            return Preference(prompt, chosen, rejected)
        told, better, worse = said(prompt, "user"), said(chosen, "assistant"), said(rejected, "assistant")
        if isinstance(prompt, str) and better[0].role != "assistant":
            return Preference(*split_messages(better, worse))
        return Preference(told, without_prompt(told, better), without_prompt(told, worse))

    return ask


def _implicit(row: Row) -> Preference:
    chosen, rejected = _answers(row, strings=True)
    if isinstance(chosen, str) and isinstance(rejected, str):
        return Preference(*split_transcripts(chosen, rejected))
    return Preference(*split_messages(said(chosen, "assistant"), said(rejected, "assistant")))


def _messages(ask: _Asking, *, strings: bool) -> _Asking:
    """Add what stands beside the prompt, and make messages of strings where other rows have them."""

    def read(row: Row) -> Preference:
        sample = replace(ask(row), tools=tools_of(row.get("tools")))
        if strings:
            return sample
        sample = conversational(sample)
        return replace(sample, prompt=before(row.get("system"), said(sample.prompt, "user")))

    return read


def _sound(read: _Asking) -> _Asking:
    def checked_read(row: Row) -> Preference:
        sample = read(row)
        if not sample.prompt:
            raise Inexpressible("the prompt is empty")
        for name, part in zip(_ANSWERS, (sample.chosen, sample.rejected), strict=True):
            if _is_empty(part):
                raise Inexpressible(f"the {name} answer is empty")
            if not isinstance(part, str) and part[0].role != "assistant":
                raise Inexpressible(f"the {name} answer is not the assistant's")
        return sample

    return checked_read


def _is_empty(part: Part) -> bool:
    return not part.strip() if isinstance(part, str) else all(_says_nothing(message) for message in part)


def _says_nothing(message: Message) -> bool:
    return not message.tool_calls and not message.content.strip()
