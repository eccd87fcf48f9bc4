"""Stretches that are no prose: addresses, handles, code, JSON, the signs of shares. Nothing in them is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cda.detection.json_zones import json_spans, may_hold_json


class Zone(NamedTuple):
    """A stretch of text that is left alone: ``code``, ``json``, ``url``, ``email``, ``handle`` or ``ticker``."""

    start: int
    end: int
    what: str


_FENCE = re.compile(r"^[ \t]*(?P<mark>```+|~~~+).*?(?:^[ \t]*(?P=mark)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
# A backtick that opens a quotation (`so' or ``so'') is no code, nor is one that opens the next quotation its end.
_INLINE = re.compile(r"(?<!`)(?P<mark>`{1,2})(?![`\s])(?P<code>[^`\n]+(?:\n[^`\n]+)*)(?<![\s(])(?P=mark)(?!`)")
_ADDRESS = re.compile(
    r"(?P<url>(?:[A-Za-z][A-Za-z0-9+.\-]{1,15}://|www\.)[^\s<>\"“”]+)"
    r"|(?P<email>(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)"
    r"|(?P<handle>(?<![\w@])@\w[\w\-]*)"
)
_DOMAIN = re.compile(
    r"(?<![\w@./\-])(?:[\w\-]+\.)+(?:com|org|net|edu|gov|info|io|co\.uk|ac\.uk|de|fr|tv|me)\b(?:/[^\s<>\"“”]*)?",
    re.ASCII,
)
_TICKER = re.compile(r"<[A-Z]{1,6}(?:\.[A-Z]{1,3})?>")
_EXCHANGES = ("NYSE", "NASDAQ", "LSE", "TSX")
_LISTED = re.compile(rf"\b(?:{'|'.join(_EXCHANGES)}): ?[A-Z]{{1,6}}\b")
_LISTING = re.compile(r":(?<=[EQX]:)")  # what an exchange ends in
_HINT = re.compile(r"\.(?:(?<=www\.)|com|org|net|edu|gov|info|io|uk|de|fr|tv|me)")
"""Without one of these no address without a scheme can stand anywhere; found by the full stop, which is fast."""


def zones(text: str) -> tuple[Zone, ...]:
    """Find the stretches that are no prose.

    Args:
        text: The text.

    Returns:
        Zones sorted by place, disjoint: of those that overlap, the first one reaches to the end of all.

    Example:
        >>> [zone.what for zone in zones("Mail her@example.org or see https://example.org/her, `her_id`")]
        ['email', 'url', 'code']
    """
    found: list[Zone] = []
    # One character is looked for first: that costs next to nothing, and most texts have none of it.
    if "`" in text or "~" in text:
        if "```" in text or "~~~" in text:
            found += (Zone(*match.span(), "code") for match in _FENCE.finditer(text))
        found += (Zone(*match.span(), "code") for match in _INLINE.finditer(text) if "''" not in match["code"])
    if may_hold_json(text):
        code = [(zone.start, zone.end) for zone in _disjoint(sorted(found))]
        found += (Zone(*span, "json") for span in json_spans(text, code))
    hinted = _HINT.search(text)
    colon = ":" in text
    if "@" in text or (colon and "://" in text) or (hinted and "www." in text):
        found += (Zone(*match.span(), match.lastgroup or "url") for match in _ADDRESS.finditer(text))
    if "<" in text:
        found += (Zone(*match.span(), "ticker") for match in _TICKER.finditer(text))
    if colon and _LISTING.search(text):
        found += (Zone(*match.span(), "ticker") for match in _LISTED.finditer(text))
    if hinted:
        found += (Zone(*match.span(), "url") for match in _DOMAIN.finditer(text))
    return tuple(_disjoint(sorted(found))) if found else ()


def _disjoint(found: list[Zone]) -> Iterator[Zone]:
    """Join zones that overlap, so that a place can be looked up by bisection."""
    last: Zone | None = None
    for zone in found:
        if last and zone.start < last.end:
            last = Zone(last.start, max(last.end, zone.end), last.what)
            continue
        if last:
            yield last
        last = zone
    if last:
        yield last
