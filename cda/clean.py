"""Texts of a corpus on a terminal and in a page: what could steer either is shown, and steers nothing."""

from __future__ import annotations

import re

_STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""Control characters, C0 and C1; what changes the direction of writing; ends of lines; halves of surrogate pairs."""

_IN_LINES = re.compile(f"[{_STEERING}]")
_IN_ONE_LINE = re.compile(f"[\t\n{_STEERING}]")
_LINE_END = re.compile(r"\r\n?")

_PICTURES = 0x2400
"""Where Unicode has a picture for each control character of C0."""

_DELETE = 0x7F


def clean(text: str) -> str:
    r"""Show what a terminal would act on, and what a page would hide or turn round.

    Args:
        text: Any text.

    Returns:
        The text in one line: U+0000 to U+001F and U+007F as their pictures, such as ``␊``; others that act on the
        terminal, or on the order in which it writes, as ``\u202e``.

    Example:
        >>> clean("one\r\ntwo\x1b[31m \u202e")
        'one␍␊two␛[31m \\u202e'
    """
    return _IN_ONE_LINE.sub(_shown, text)


def clean_lines(text: str) -> str:
    r"""The same of a text whose lines and tabs are kept.

    Args:
        text: Any text.

    Returns:
        The text, cleaned; every line ends in ``\n``.

    Example:
        >>> clean_lines("one\r\ntwo\x1b[31m\t\u202e")
        'one\ntwo␛[31m\t\\u202e'
    """
    return _IN_LINES.sub(_shown, _LINE_END.sub("\n", text))


def short(text: str, most: int) -> str:
    """A text that is not longer than there is room for.

    Args:
        text: Any text.
        most: How many characters it may have, 1 or more.

    Returns:
        The text, or its beginning.

    Example:
        >>> short("abcdef", 4)
        'abc…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == _DELETE:
        return "\u2421"
    return chr(_PICTURES + code) if code < _DELETE else f"\\u{code:04x}"
