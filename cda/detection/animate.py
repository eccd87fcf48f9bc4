"""*She* for a ship, a storm or a country: the guard that asks whether somebody can be meant."""

from __future__ import annotations

import re

from cda.english.tables import words

_REACH = 320
"""How far back the ship may have been named."""

_NEAR = 120
"""How far back the country may have been named."""

_WORDS = 12
"""How many words from a thing to a pronoun that has nothing else to refer to."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_DOES = re.compile(
    r"(?:\s+(?P<aid>was|were|is|has|had|been|being|later|then|also|finally|soon|be|could|would|again))*"
    r"\s+(?P<word>\w+)"
)
_HAS = re.compile(r"\s+(?P<first>\w+)(?:[\s-]+(?P<second>\w+))?")
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "be"})


def animate(text: str, start: int, end: int) -> bool:
    """Whether *she* or *her* can mean somebody.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        ``False`` where a ship, a storm or a country was named shortly before, no woman since, and what follows is
        said of such things.

    Example:
        >>> animate("The schooner lost her mast.", 18, 21), animate("The captain lost her hat.", 17, 20)
        (False, True)
    """
    pronoun = text[start:end].lower()
    if pronoun == "she":
        match = _DOES.match(text, end)
        word = match["word"].lower() if match else ""
        if word not in words("ship_does"):
            return True
        thing, between = _thing(text, start, "ships", _REACH)
        anybody = word in words("anybody_does") and (match is None or match["aid"] not in _PASSIVE)
        return not thing or _woman(between) or (anybody and len(_WORD.findall(between)) > _WORDS)
    match = _HAS.match(text, end)
    having = {match["first"].lower(), (match["second"] or "").lower()} if match else set()
    if having.isdisjoint(words("ship_has", "country_has")):
        return True
    if having & words("ship_has"):
        thing, between = _thing(text, start, "ships", _REACH)
        if thing and not _woman(between) and (len(_WORD.findall(between)) <= _WORDS or having & {"hull", "keel"}):
            return False
    if having & words("country_has"):
        thing, between = _thing(text, start, "countries", _NEAR)
        return not thing or _woman(between) or bool(re.search(r"[.!?]\s", between))
    return True


def _thing(text: str, start: int, table: str, reach: int) -> tuple[str, str]:
    """The last thing of a table before an offset, and the text between."""
    known = words(table)
    thing, between = "", ""
    for match in _WORD.finditer(text, max(0, start - reach), start):
        if match[0].lower() in known and (table == "ships" or match[0][:1].isupper() or match[0] in words("powers")):
            thing, between = match[0], text[match.end() : start]
    return thing, between


def _woman(between: str) -> bool:
    """Whether a woman, or somebody who may be one, is named in a stretch of text."""
    return any(word.lower() in words("women") for word in _WORD.findall(between))
