"""Other tools, run beside ours in the same run: ``pip install '.[bench]'`` brings them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any


@lru_cache(maxsize=1)
def augly() -> Any | None:
    """The text module of AugLy, or ``None`` where it is not installed."""
    return import_module("augly.text") if find_spec("augly") and find_spec("nlpaug") and find_spec("magic") else None


def augly_swap(texts: Sequence[str]) -> list[str] | None:
    """Swap gendered words with AugLy, every word that it knows.

    Args:
        texts: Any texts.

    Returns:
        A text for each, or ``None`` where AugLy is not installed.
    """
    tool = augly()
    if tool is None:
        return None
    swapped: list[str] = []
    for text in texts:
        out = tool.swap_gendered_words(text, aug_word_p=1.0)
        swapped.append((out[0] if isinstance(out, list) else out) if out else text)
    return swapped
