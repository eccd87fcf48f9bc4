"""Preferences and ratings for consumers that take one message as an answer."""

from __future__ import annotations

from typing import NamedTuple

from cda.export.samples.sample import Inexpressible, Message, Messages, Preference
from cda.export.samples.transcript import conversational


class Pair(NamedTuple):
    """A preference whose answers are one message each."""

    prompt: Messages
    chosen: Message
    rejected: Message


def pair_of(sample: Preference) -> Pair:
    """Give a preference as messages, with one message as each answer.

    Raises:
        Inexpressible: If an answer has several.
    """
    sample = conversational(sample)
    prompt, chosen, rejected = sample.prompt, sample.chosen, sample.rejected
    if isinstance(prompt, str) or isinstance(chosen, str) or isinstance(rejected, str):
        raise TypeError("a conversational sample has messages")
    for name, part in (("chosen", chosen), ("rejected", rejected)):
        if len(part) != 1:
            raise Inexpressible(f"the {name} answer has {len(part)} messages")
    return Pair(prompt, chosen[0], rejected[0])
