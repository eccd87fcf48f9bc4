"""What stands before a place, looked up from the place backwards.

A search for an expression that ends at a place tries every start before it. The same expression written backwards is
matched once against the text turned round, which is several times as fast.
"""

from __future__ import annotations

import re


def behind(backwards: re.Pattern[str], text: str, end: int, reach: int) -> re.Match[str] | None:
    r"""Match an expression that is written backwards against the text before a place.

    Args:
        backwards: The expression; it sees the last character first.
        text: The text.
        end: One past the last code point that it sees.
        reach: How many code points it sees.

    Returns:
        The match, whose groups are turned round and whose places count from ``end`` to the left.

    Example:
        >>> behind(re.compile(r"\s(\w+)"), "in my opinion she", 14, 20)[1][::-1]
        'opinion'
    """
    return backwards.match(text[end - reach if end > reach else 0 : end][::-1])


def ends_in(text: str, end: int, endings: tuple[str, ...], reach: int = 16) -> bool:
    """Whether the text before a place ends in one of some endings, white space at its end left out of account.

    A cheap question to ask before a dear expression that can match nowhere else.

    Args:
        text: The text.
        end: One past the last code point that counts.
        endings: The endings, lower case.
        reach: How many code points count.

    Returns:
        Whether it does, in any letter case.

    Example:
        >>> ends_in("the city OF Dalton", 12, ("of",)), ends_in("often Dalton", 6, ("of",))
        (True, False)
    """
    return text[end - reach if end > reach else 0 : end].rstrip().lower().endswith(endings)
