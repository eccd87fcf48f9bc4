"""*Man, that hurts*, *Come on, man!*, *Boy, was I wrong*: words that mean nobody, or stand for the one spoken to."""

from __future__ import annotations

import re

from cda.english.sentences import starts_sentence
from cda.english.tables import words

_GOES_ON = re.compile(r"(?:,|\s*[-–—]+|\.\.\.|…)?\s*(?P<word>\w+(?:['’]\w+)?)")
_SET_OFF = re.compile(r"(?:^|[;:—–!?…\"“‘]|\s-|\b(?:and|but|so|oh|well),)\s*$", re.IGNORECASE)
_COMMA_BEFORE = re.compile(r"(?<=\w)['’]?,\s+$")
_STOP = re.compile(r"\s*(?:[.!?…\"”)]|,\s*(?P<word>\w+(?:['’]\w+)?)|$)")
_REACH = 8


def meant(text: str, start: int, end: int) -> bool:
    """Whether a word is no interjection.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        ``False`` where it opens a clause and a comma parts it from the clause proper.

    Example:
        >>> meant("Boy, was I wrong!", 0, 3), meant("Boy, come here!", 0, 3)
        (False, True)
    """
    if text[end : end + 1] not in {",", "…", "—", "–", ".", "!"} or text[end : end + 2] == ". ":
        return True
    if not (_SET_OFF.search(text, max(0, start - _REACH), start) or starts_sentence(text, start)):
        return True
    match = _GOES_ON.match(text, end + (text[end] == "!"))
    return not (match and match["word"].lower().replace("’", "'") in words("after_interjection"))


def unaddressed(text: str, start: int, end: int) -> bool:
    """Whether a word does not merely stand for the one who is spoken to.

    Args:
        text: The text.
        start: First code point of the word.
        end: One past its last code point.

    Returns:
        ``False`` where a comma stands before it and the sentence stops, or starts anew, after it.

    Example:
        >>> unaddressed("Come on, man!", 9, 12), unaddressed("Half beast, half man.", 17, 20)
        (False, True)
    """
    if not _COMMA_BEFORE.search(text, max(0, start - _REACH), start):
        return True
    match = _STOP.match(text, end)
    if not match:
        return True
    word = match["word"]
    return bool(word) and word.lower().replace("’", "'") not in words("after_interjection") - {"and", "a", "an", "the"}
