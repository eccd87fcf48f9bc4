"""Letter case: what is written instead of a word looks as the word did."""

from __future__ import annotations

import re


def match_case(old: str, lexical: str, new: str) -> str:
    """Give a new form the letter case of the old one.

    Args:
        old: The form as it stands in the text.
        lexical: The same form as the lexicon writes it: its capitals belong to the word.
        new: The form to write, as the lexicon writes it.

    Returns:
        ``new`` in lower case, Title Case or UPPER CASE as ``old`` is; capitals that belong to the word stay.

    Example:
        >>> match_case("SHE", "she", "he"), match_case("Best Man", "best man", "maid of honor")
        ('HE', 'Maid of Honor')
        >>> match_case("Englishman", "Englishman", "Englishwoman"), match_case("mr", "Mr", "Ms")
        ('Englishwoman', 'ms')
        >>> match_case("EX-wife", "ex-wife", "ex-husband")
        'EX-husband'
    """
    if old == lexical:
        return new
    olds, lexicals, news = (_PARTS.split(form) for form in (old, lexical, new))
    if len(olds) == len(lexicals) == len(news) > 1 and olds[0].isupper() != olds[-1].isupper():
        # EX-wife: each part goes its own way.
        return "".join(map(match_case, olds, lexicals, news))
    letters = [char for char in old if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return new.upper()
    if old[:1].isupper():
        return _capitalised(old, new)
    return new.lower() if lexical[:1].isupper() and old.islower() else new


def _capitalised(old: str, new: str) -> str:
    """A capital in front, or on every word where the old form has them."""
    words = _PARTS.split(old)[::2]
    if len(words) > 1 and all(word[:1].isupper() or word in _SMALL for word in words):
        return _title(new, small=not any(word.lower() in _SMALL and word[:1].isupper() for word in words[1:]))
    return new[:1].upper() + new[1:]


_SMALL = frozenset({"and", "at", "in", "of", "the", "to"})
_PARTS = re.compile(r"([\s\-]+)")


def _title(text: str, *, small: bool) -> str:
    """Capitals on every word, but for the small ones between where they stay small."""
    parts = _PARTS.split(text)
    return "".join(
        part if small and index and part in _SMALL else part[:1].upper() + part[1:] for index, part in enumerate(parts)
    )
