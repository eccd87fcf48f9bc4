"""*a* or *an* before a word."""

from __future__ import annotations

from functools import lru_cache

from cda.english.tables import words

_VOWELS = frozenset("aeiouAEIOU")


@lru_cache(maxsize=8192)
def takes_an(word: str) -> bool:
    """Whether a word is spoken with a vowel first.

    Args:
        word: The word that follows the article, as it stands in the text.

    Returns:
        ``True`` where *an* is right, ``False`` where *a* is.

    Example:
        >>> [takes_an(word) for word in ("actor", "heir", "uniformed", "hero", "one-eyed")]
        [True, True, False, False, False]
    """
    low = word.lower()
    if low in words("vowel_sound"):
        return True
    table = words("consonant_sound")
    longest = min(len(low), max(map(len, table)))
    if low in table or any(low[:cut] + "*" in table for cut in range(2, longest + 1)):
        return False
    return word[:1] in _VOWELS


def article_for(article: str, old: str, new: str) -> str:
    """The article that stands before a word once the word has changed.

    Args:
        article: The article as it stands: *a* or *an* in any letter case.
        old: The word that followed it.
        new: The word that will follow it.

    Returns:
        The article in the same letter case. It is left alone where it did not fit the old word either, or where both
        words take the same one.

    Example:
        >>> article_for("an", "actress", "waiter"), article_for("A", "heroine", "hero")
        ('a', 'A')
    """
    was, will = takes_an(old), takes_an(new)
    if was == will or was != (article.lower() == "an"):
        return article
    if not will:
        return article[0]
    return article + ("N" if article.isupper() and new[:2].isupper() else "n")
