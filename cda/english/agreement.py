"""The form of a verb that agrees with *they*."""

from __future__ import annotations

import re
from functools import lru_cache

from cda.english.casing import match_case
from cda.english.tables import words

_HISSING = re.compile(r"(?:ss|sh|ch|x|zz)es$")
_SHORTEST = 3


def plural_verb(verb: str) -> str:
    """The plural form of a finite verb in the third person singular.

    Args:
        verb: The verb as it stands, in any letter case; past forms other than *was* have one form and come back.

    Returns:
        The form that agrees with *they*, in the same letter case.

    Example:
        >>> [plural_verb(verb) for verb in ("runs", "Tries", "WATCHES", "goes", "was", "dies", "left")]
        ['run', 'Try', 'WATCH', 'go', 'were', 'die', 'left']
    """
    low = verb.lower()
    return match_case(verb, low, _plural(low))


def looks_singular(word: str) -> bool:
    """Whether a word has the ending of the third person singular, and is no adverb or pronoun in *s*.

    Args:
        word: A word in any letter case.

    Returns:
        Whether it can be such a verb, as far as its letters tell.

    Example:
        >>> [looks_singular(word) for word in ("sings", "always", "miss", "sang", "was")]
        [True, False, False, False, True]
    """
    low = word.lower()
    return (
        low.endswith("s")
        and low.isalpha()
        and (len(low) >= _SHORTEST or low in irregular())
        and not low.endswith(("ss", "us", "ous"))
        and low not in words("adverbs_in_s")
    )


def _plural(low: str) -> str:
    known = irregular().get(low)
    if known:
        return known
    if not low.endswith("s") or low.endswith("ss") or len(low) < _SHORTEST:
        return low
    first, dash, last = low.rpartition("-")
    if dash:  # double-checks, outdoes-like prefixes with a hyphen
        return f"{first}-{_plural(last)}"
    if low.endswith("ies") and len(low) > _SHORTEST + 1:
        return low[:-3] + "y"
    if _HISSING.search(low) or low.endswith("oes"):
        return low[:-2]
    return low[:-1]


@lru_cache(maxsize=1)
def irregular() -> dict[str, str]:
    """The forms that the endings alone would get wrong."""
    return {form: base for form, _, base in (entry.partition(":") for entry in words("third_person"))}
