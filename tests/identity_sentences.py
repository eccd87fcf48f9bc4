"""Sentences with a word for a people in brackets, parsed and decided."""

from __future__ import annotations

from functools import lru_cache

import pytest

from cda.detection.identity import use_of_people
from cda.parsing import Parser

COLOURS = {"black", "white", "blacks", "whites", "old", "young"}


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser()


def marked(sentence: str) -> tuple[str, int, int, bool]:
    """The sentence without brackets, where the word in them stands, and whether it is a colour or an age."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "", 1).replace("]", "", 1)
    return text, start, end, text[start:end].lower() in COLOURS


def use(sentence: str) -> str | None:
    """How the word in brackets speaks of people, by the parse."""
    text, start, end, colour = marked(sentence)
    return use_of_people(text, parser().parse([text])[0], start, end, colour=colour)


def kind(*sentences: str) -> pytest.MarkDecorator:
    """Run a test on each sentence."""
    return pytest.mark.parametrize("sentence", sentences)
