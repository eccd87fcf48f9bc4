"""How *her* or *his* is used: by the next word, verbs of two objects, what was learnt, and at last the tagger.

Each step decides what the one before leaves open. ``benchmarks/quality.py`` scores the whole; the training script says
what each step is worth.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cda.english.behind import ends_in
from cda.english.possessive import Use, certain_use, plain_next, use_of_word
from cda.english.stands_alone import may_stand_alone_before, stands_alone
from cda.english.trained import trained_use
from cda.english.two_objects import two_object_use

SURE = 0.5
"""Log-odds from which what was learnt is believed; below, the tagger is asked."""

_EMPHASIS = re.compile(r"[*_]{1,3}")
_MARKS = frozenset("*_")
_GENITIVE = ("of",)
_REACH = 100


def use_by_text(text: str, start: int, end: int) -> Use | None:
    """What the words beside *her* or *his* decide.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        ``DET`` before a noun, ``PRON`` where it stands alone, ``None`` where the tagger must be asked.

    Example:
        >>> use_by_text("It gave her strength.", 8, 11), use_by_text("her dog", 0, 3)
        ('PRON', 'DET')
    """
    emphasis = _EMPHASIS.match(text, end) if text[end : end + 1] in _MARKS else None
    if emphasis:  # *her* dog: the marks are no words
        first = max(0, start - _REACH)
        text = text[first:end] + text[emphasis.end() : emphasis.end() + _REACH]
        start, end = start - first, end - first
    pronoun = text[start:end].lower()
    word = plain_next(text, start, end)
    if word and (pronoun != "his" or not ends_in(text, start, _GENITIVE)):
        use = _before_word(pronoun, word)
        if use or pronoun != "his":
            return use or _by_verb(text, start, end)
    certain = certain_use(text, start, end)
    if pronoun == "his":
        return "PRON" if certain == "DET" and stands_alone(text, start, end) else certain
    return certain or _by_verb(text, start, end)


@lru_cache(maxsize=1 << 14)
def _before_word(pronoun: str, word: str) -> Use | None:
    """What a plain word after the pronoun decides alone: of nearly every *his*, and of *her* before a small word."""
    use = use_of_word(pronoun, word)
    return None if pronoun == "his" and use == "DET" and may_stand_alone_before(word) else use


def _by_verb(text: str, start: int, end: int) -> Use | None:
    """What decides about *her* where the next word does not: the verb, and what was learnt."""
    use = two_object_use(text, start, end)
    if use:
        return use
    learnt, margin = trained_use(text, start, end)
    return learnt if margin >= SURE else None


def use_by_tag(tag: str) -> Use:
    """What the tagger's answer for *her* means: ``DET`` for a possessive, ``PRON`` for anything else."""
    return "DET" if tag == "PRP$" else "PRON"
