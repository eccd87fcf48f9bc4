r"""Chats in one string, and what two of them share: the prompt that a preference does not say apart."""

from __future__ import annotations

import re

from cda.dataset.views.transcript import turns
from cda.export.samples.sample import Inexpressible, Message, Messages, Part, Preference, said

_ANSWER = "\n\nAssistant:"


def split_transcripts(chosen: str, rejected: str) -> tuple[str, str, str]:
    r"""Tell the prompt of two transcripts from their answers.

    Args:
        chosen: The better transcript.
        rejected: The worse one.

    Returns:
        What both share, up to and with the last mark of the assistant, and what is left of each.

    Raises:
        Inexpressible: If one is no transcript, or they do not share the beginning of an answer.

    Example:
        >>> split_transcripts("\n\nHuman: Hi!\n\nAssistant: Hello!", "\n\nHuman: Hi!\n\nAssistant: What?")
        ('\n\nHuman: Hi!\n\nAssistant:', ' Hello!', ' What?')
    """
    ends = [mark.end() for mark in re.finditer(_ANSWER, chosen) if rejected.startswith(chosen[: mark.end()])]
    if not ends or not turns(chosen):
        raise Inexpressible("there is no prompt, and chosen and rejected share none")
    end = ends[-1]
    return chosen[:end], chosen[end:], rejected[end:]


def split_messages(chosen: Messages, rejected: Messages) -> tuple[Messages, Messages, Messages]:
    """Tell the prompt of two chats from their answers.

    Args:
        chosen: The better chat.
        rejected: The worse one.

    Returns:
        The messages that both share, up to the last place from which the assistant goes on in both, and what is left
        of each.

    Raises:
        Inexpressible: If there is no such place.
    """
    last = min(len(chosen), len(rejected)) - 1
    shared = next((at for at in range(last) if chosen[at] != rejected[at]), max(last, 0))
    while shared > 0 and not chosen[shared].role == rejected[shared].role == "assistant":
        shared -= 1
    if shared <= 0:
        raise Inexpressible("there is no prompt, and chosen and rejected share none")
    return chosen[:shared], chosen[shared:], rejected[shared:]


def without_prompt(prompt: Messages, answer: Messages) -> Messages:
    """Leave a prompt out of an answer that repeats it."""
    return answer[len(prompt) :] if answer[: len(prompt)] == prompt else answer


def from_transcript(text: str) -> Messages:
    r"""Give a transcript as messages.

    Args:
        text: Any text.

    Returns:
        The messages, without the space after each mark, and without an answer that is only begun; none where the
        text is no transcript.

    Example:
        >>> [message.content for message in from_transcript("\n\nHuman: Hi!\n\nAssistant:")]
        ['Hi!']
    """
    messages = [Message(turn.role, text[turn.start : turn.end].removeprefix(" ")) for turn in turns(text)]
    begun = bool(messages) and messages[-1].role == "assistant" and not messages[-1].content
    return tuple(messages[:-1] if begun else messages)


def conversational(sample: Preference) -> Preference:
    """Give a preference as messages, its transcripts taken apart.

    Args:
        sample: A preference.

    Returns:
        The same with a prompt, a chosen and a rejected answer of messages.
    """
    prompt = sample.prompt
    if not isinstance(prompt, str):
        return sample
    asked = from_transcript(prompt)
    if not asked:
        return Preference(
            said(prompt, "user"), said(sample.chosen, "assistant"), said(sample.rejected, "assistant"), sample.tools
        )
    return Preference(asked, _answer(sample.chosen), _answer(sample.rejected), sample.tools)


def _answer(part: Part) -> Messages:
    return from_transcript(_ANSWER + part) if isinstance(part, str) else part
