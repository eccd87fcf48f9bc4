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
    if old.isupper():
        letters = [char for char in old if char.isalpha()]
        if len(letters) > 1 and all(char.isupper() for char in letters):
            return new.upper()
    if old[:1].isupper():
        return _capitalised(old, new)
    return new.lower() if lexical[:1].isupper() and old.islower() else new


def match_style(old: str, new: str, *, either: bool, opens: bool) -> str:
    """Give a new form the letter case of a word that is written with or without a capital (*black*, *Black*).

    Args:
        old: The form as it stands in the text.
        new: The form to write, as the lexicon writes it.
        either: Whether the new form, too, is written with or without a capital.
        opens: Whether a capital says nothing there: a sentence begins, or a heading goes on.

    Returns:
        ``new``: in capitals where ``old`` is; where ``either``, small or capital as ``old`` is; else as it is.

    Example:
        >>> [match_style(old, "white", either=True, opens=False) for old in ("black", "Black", "BLACK")]
        ['white', 'White', 'WHITE']
        >>> match_style("white", "Asian", either=False, opens=False)
        'Asian'
    """
    if len(old) > 1 and old.isupper():
        return new.upper()
    small = old[:1].islower()
    if either and small:
        return new[:1].lower() + new[1:]
    return new[:1].upper() + new[1:] if either or (opens and not small) else new


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
