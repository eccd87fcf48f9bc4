"""What the rows of a fine-tuning set say, whatever their columns: a text, a chat, an answer, a preference, a rating."""

from __future__ import annotations

from dataclasses import dataclass


class Inexpressible(ValueError):
    """A row that cannot be said in a form; its message ends the sentence "the row was left out: ..."."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call of a function.

    Args:
        name: The function.
        arguments: What it is called with, as JSON.
        id: By which the message with the result names the call.
    """

    name: str
    arguments: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What one speaker says in a chat.

    Args:
        role: ``system``, ``user``, ``assistant`` or ``tool``.
        content: The text; empty where functions are called and nothing is said.
        tool_calls: The functions that are called.
        tool_call_id: The call of which this is the result.
        name: The name of the speaker, or of the function.
        weight: 0 where the message is not to be learned, 1 where it is.
    """

    role: str
    content: str
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    name: str | None = None
    weight: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is said and nothing is called."""
        return not self.content and not self.tool_calls


Messages = tuple[Message, ...]
Part = str | Messages
"""A prompt or an answer: plain text, or messages."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat.

    Args:
        messages: The messages, one at least.
        tools: The functions that may be called: a list in JSON, each ``{"type": "function", "function": {...}}``.
        parallel: Whether several may be called at once, where that is said.
    """

    messages: Messages
    tools: str | None = None
    parallel: bool | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A prompt and its answer: both strings, or both messages."""

    prompt: Part
    completion: Part
    tools: str | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction, what it is about, and the answer; before them what was said, in pairs of user and assistant."""

    instruction: str
    input: str
    output: str
    system: str = ""
    history: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> str:
        r"""The instruction and what it is about, in one text.

        Example:
            >>> Instruction("Translate.", "Guten Tag", "Good day").asked
            'Translate.\nGuten Tag'
        """
        return "\n".join(part for part in (self.instruction, self.input) if part)


@dataclass(frozen=True, slots=True)
class Preference:
    """A prompt, a better answer and a worse one: all strings, or all messages."""

    prompt: Part
    chosen: Part
    rejected: Part
    tools: str | None = None
    parallel: bool | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A prompt and an answer that is good (``label``) or bad: both strings, or both messages."""

    prompt: Part
    completion: Part
    label: bool
    tools: str | None = None


Sample = Text | Chat | Completion | Instruction | Preference | Rated


def said(part: Part, role: str) -> Messages:
    """Give a prompt or an answer as messages.

    Args:
        part: Plain text, or messages.
        role: Who says it, where it is plain text.

    Returns:
        The messages.
    """
    return (Message(role, part),) if isinstance(part, str) else part


def before(system: str | None, messages: Messages) -> Messages:
    """Put a system message first, where there is one and the messages have none of their own."""
    own = bool(messages) and messages[0].role == "system"
    return messages if own or not system else (Message("system", system), *messages)


def turns_of(sample: Instruction) -> Messages:
    """Give an instruction as what is said up to its answer."""
    history = [
        Message(role, text) for pair in sample.history for role, text in zip(("user", "assistant"), pair, strict=True)
    ]
    return before(sample.system, (*history, Message("user", sample.asked)))


def as_chat(sample: Chat | Completion | Instruction) -> Chat:
    """Give rows that teach an answer as chats.

    Args:
        sample: A chat, a prompt with its answer, or an instruction.

    Returns:
        The chat.

    Example:
        >>> [message.role for message in as_chat(Completion("Who is she?", "A pilot.")).messages]
        ['user', 'assistant']
    """
    if isinstance(sample, Chat):
        return sample
    if isinstance(sample, Completion):
        return Chat((*said(sample.prompt, "user"), *said(sample.completion, "assistant")), sample.tools)
    return Chat((*turns_of(sample), Message("assistant", sample.output)))
