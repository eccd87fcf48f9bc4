"""The shapes of rows that are known by their columns: a table, the most telling first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "text", "texts", "chat", "prompt-completion", "preference", "rated", "alpaca", "pair", "qa", "tokens", "fields"
]
"""What rows are: one text, several texts of which no more is known, a chat, and so on; ``fields`` are those that the
user named in rows of no known shape."""


@dataclass(frozen=True, slots=True)
class Known:
    """Columns by which a shape is known.

    Args:
        shape: The shape.
        required: The columns with text in them, or paths to it; one that holds no text is not meant.
        optional: Further columns that hold text where they are there.
        boolean: A column of yes and no that has to be there.
    """

    shape: Shape
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    boolean: str | None = None


FIRST_READ = ("system", "history", "instruction", "input", "question", "prompt", "messages", "conversations")
"""The columns that are read before others, in this order: who *he* is in an answer is said in the question."""

KNOWN = (
    Known("preference", ("input.messages", "preferred_output", "non_preferred_output")),
    Known("preference", ("chosen", "rejected"), FIRST_READ),
    Known("rated", ("prompt", "completion"), ("system",), boolean="label"),
    Known("rated", ("messages",), ("system", "prompt"), boolean="label"),
    Known("rated", ("conversations",), ("system",), boolean="kto_tag"),
    Known("chat", ("messages",), ("system", "prompt")),
    Known("chat", ("conversations",), ("system",)),
    Known("chat", ("conversation",), ("system",)),
    Known("prompt-completion", ("prompt", "completion"), ("system",)),
    Known("alpaca", ("instruction", "output"), ("input", "system", "history", "text")),
    Known("qa", ("question", "context"), ("answer", "answers", "options", "choices", "text")),
    Known("texts", ("instruction", "response"), ("context", "system", "text")),
    Known("texts", ("prompt", "response"), ("system", "context", "text")),
    Known("texts", ("question", "answer"), ("system", "context", "choices", "text")),
    Known("pair", ("premise", "hypothesis"), ("text",)),
    Known("pair", ("sentence1", "sentence2")),
    Known("pair", ("sentence_A", "sentence_B")),
    Known("pair", ("question1", "question2")),
    Known("pair", ("question", "sentence")),
    Known("pair", ("text_a", "text_b")),
    Known("pair", ("text1", "text2")),
    Known("pair", ("anchor", "positive"), ("negative",)),
    Known("pair", ("query", "positive"), ("negative",)),
    Known("texts", ("article", "highlights")),
    Known("texts", ("document", "summary")),
    Known("texts", ("dialogue", "summary")),
    Known("texts", ("text", "summary")),
    Known("tokens", ("tokens",), ("text", "sentence")),
    Known("tokens", ("words",), ("text", "sentence")),
    Known("text", ("text",)),
)
"""The shapes, in the order in which they are tried."""

ROLE_KEYS = ("role", "from")
"""The keys under which a message says who speaks."""

CONTENT_KEYS = ("content", "value")
"""The keys under which a message says what."""

CALLS = ("tool_calls", "function", "arguments")
"""Where a message keeps what it calls functions with: a list, and keys in it."""

PART_KEYS = ("type", "text")
"""The keys of a part of a message that has several, such as a picture and a text."""

ROLES = ("system", "user", "assistant", "tool")
"""The usual roles."""

ROLE_NAMES = {
    "human": "user",
    "gpt": "assistant",
    "bot": "assistant",
    "model": "assistant",
    "chatgpt": "assistant",
    "function_call": "assistant",
    "observation": "tool",
    "function": "tool",
    "developer": "system",
}
"""What other conventions call the roles ``system``, ``user``, ``assistant`` and ``tool``."""

TOKENS = ("tokens", "words")
"""Columns that hold a text as a list of its words."""

COLUMN_ROLES = {
    "system": "system",
    "prompt": "user",
    "instruction": "user",
    "input": "user",
    "question": "user",
    "completion": "assistant",
    "output": "assistant",
    "response": "assistant",
    "answer": "assistant",
    "chosen": "assistant",
    "rejected": "assistant",
}
"""Who says what stands in a column that holds one text, in the shapes of a dialogue."""
