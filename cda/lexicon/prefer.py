"""The choice among the titles that may be written for another: *Ms*, *Mrs* or *Miss* for *Mr*."""

from __future__ import annotations

from dataclasses import replace

from cda.lexicon.model import Entry, Lexicon


def prefer(lexicon: Lexicon, title: str, written: str) -> Lexicon:
    """Let a title be written for another one.

    Args:
        lexicon: The lexicon.
        title: The title that stands in texts, as the lexicon writes it.
        written: The title to write for it. Both are forms of one entry.

    Returns:
        The lexicon with that entry for both directions, and the other titles written for the first read only. The same
        lexicon where no entry pairs the two.

    Example:
        >>> from cda.lexicon.find import load
        >>> entries = [one for one in prefer(load("gender"), "Mr", "Mrs").entries if one.forms.get("masculine") == "Mr"]
        >>> [entry.forms["feminine"] for entry in entries if entry.writes("feminine")]
        ['Mrs']
    """
    pairs = {entry.id for entry in lexicon.entries if entry.pos == "TITLE" and title in entry.forms.values()}
    chosen = next((one.id for one in lexicon.entries if one.id in pairs and written in one.forms.values()), None)
    if chosen is None:
        return lexicon
    entries = (_choose(one, title, one.id == chosen) if one.id in pairs else one for one in lexicon.entries)
    return replace(lexicon, entries=tuple(entries))


def _choose(entry: Entry, title: str, chosen: bool) -> Entry:  # noqa: FBT001 - an internal choice of two
    if entry.directions == "none":
        return entry
    own = next(group for group, form in entry.forms.items() if form == title)
    return replace(entry, directions="both" if chosen else f"to-{own}")
