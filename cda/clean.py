"""Texts of a corpus on a terminal: what could steer it is shown, and steers nothing."""

from __future__ import annotations

import re

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, C0 and C1; what changes the direction of writing; ends of lines; halves of surrogate pairs."""

_PICTURES = 0x2400
"""Where Unicode has a picture for each control character of C0."""

_DELETE = 0x7F


def clean(text: str) -> str:
    r"""Show what a terminal would act on.

    Args:
        text: Any text.

    Returns:
        The text in one line: U+0000 to U+001F and U+007F as their pictures, such as ``␊``; others that act on the
        terminal, or on the order in which it writes, as ``\u202e``.

    Example:
        >>> clean("one\r\ntwo\x1b[31m \u202e")
        'one␍␊two␛[31m \\u202e'
    """
    return _STEERING.sub(lambda match: _shown(ord(match[0])), text)


def _shown(code: int) -> str:
    if code == _DELETE:
        return "\u2421"
    return chr(_PICTURES + code) if code < _DELETE else f"\\u{code:04x}"
