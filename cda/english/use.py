"""How *her* or *his* is used: by the next word, verbs of two objects, what was learnt, and at last the tagger.

Each step decides what the one before leaves open. ``benchmarks/quality.py`` scores the whole; the training script says
what each step is worth.
"""

from __future__ import annotations

import re

from cda.english.possessive import Use, certain_use
from cda.english.stands_alone import stands_alone
from cda.english.trained import trained_use
from cda.english.two_objects import two_object_use

SURE = 0.5
"""Log-odds from which what was learnt is believed; below, the tagger is asked."""

_EMPHASIS = re.compile(r"[*_]{1,3}")
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
    emphasis = _EMPHASIS.match(text, end)
    if emphasis:  # *her* dog: the marks are no words
        first = max(0, start - _REACH)
        text = text[first:end] + text[emphasis.end() : emphasis.end() + _REACH]
        start, end = start - first, end - first
    certain = certain_use(text, start, end)
    if text[start:end].lower() == "his":
        return "PRON" if certain == "DET" and stands_alone(text, start, end) else certain
    if certain:
        return certain
    use = two_object_use(text, start, end)
    if use:
        return use
    learnt, margin = trained_use(text, start, end)
    return learnt if margin >= SURE else None


def use_by_tag(tag: str) -> Use:
    """What the tagger's answer for *her* means: ``DET`` for a possessive, ``PRON`` for anything else."""
    return "DET" if tag == "PRP$" else "PRON"
