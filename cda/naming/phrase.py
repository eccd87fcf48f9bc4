"""The words of a name around a first name: *Mary Ann O'Neill*, *John F. Kessler Jr.*, *Michael Van der Berg*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cda.detection.person import Part, PersonName
from cda.english.behind import behind
from cda.english.tables import words
from cda.lexicon.names import NameEntry, NameLexicon

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[^\W\d_]*(?:['’][^\W\d_]{{2,}})?"
_GAP = r"(?:[ \u00a0]|[ ]?\r?\n(?![\s]))"
FIRST = re.compile(
    rf"{_CAPITAL}(?<![\w@#.<\-]{_CAPITAL})(?:(?<=O['’]{_CAPITAL})|(?<!\w['’]{_CAPITAL}))[^\W\d_]+(?!\w|['’]t\b)"
)
"""A capitalised word of two letters or more; what stands before it is looked at last, so that the search is fast."""

_HYPHENED = re.compile(rf"-(?P<word>{_WORD})(?!\w)")
_INITIAL = re.compile(rf"{_GAP}(?P<word>{_CAPITAL})(?:\.|(?=[ \u00a0]{_CAPITAL}))(?!\w)")
_NEXT = re.compile(
    rf"{_GAP}(?P<particles>(?:[a-zé]{{1,3}}\s){{1,3}}|al-|St\.\s)?(?P<word>{_WORD}(?:-{_WORD})*)(?![\w])(?!['’][a-z]{{2}})"
)
_APOSTROPHE = re.compile(r"['’]")
_INITIALS = re.compile(rf"(?:^|[\s(\"“])(?P<all>(?:{_CAPITAL}\.[ ]?){{1,2}})$")
_PREVIOUS = re.compile(r"\n?[\"“(]?[ \u00a0\r\n]{1,2}(?P<word>[\w'’.\-]*[^\W_])")
"""The word before a name, written backwards; the gap may be one line end longer."""
_AFTER = re.compile(r"(?P<own>['’]s?)?(?P<comma>,)?(?:[ \u00a0]|[ ]?\r?\n(?!\s))[\"“(]?(?P<word>[\w'’\-]+\.?)")
_LONGEST = 4
_KNOWN = 20_000
"""Bearers from which on a word is rather a second first name than a surname."""

_REACH = 30
_REMEMBERED = 8
"""Places of which is remembered what stands beside them: a verdict about a name asks for it several times."""


@lru_cache(maxsize=_REMEMBERED)
def previous(text: str, start: int) -> str:
    """The word directly before a place in its line, as it stands; empty where a mark stands between."""
    match = behind(_PREVIOUS, text, start, _REACH)
    return match["word"][::-1] if match else ""


@lru_cache(maxsize=_REMEMBERED)
def next_to(text: str, end: int) -> re.Match[str] | None:
    """The ``word`` after a place in its line, behind the ending of a possessive (``own``) or a ``comma``."""
    return _AFTER.match(text, end)


def initials_before(text: str, start: int) -> int:
    """Where the initials before a name begin (*J. Edward Low*); the place itself where there are none."""
    if "." not in text[max(0, start - 3) : start]:
        return start  # nearly always
    match = _INITIALS.search(text, max(0, start - _REACH), start)
    return match.start("all") if match else start


def phrase(text: str, start: int, end: int, entry: NameEntry, lexicon: NameLexicon) -> PersonName:
    """The name that a first name opens.

    Args:
        text: The text.
        start: First code point of the first name.
        end: One past its last code point.
        entry: What the lexicon says of it.
        lexicon: The names.

    Returns:
        The name, as long as capitalised words, initials and particles follow; it may be no person's.

    Example:
        >>> from cda.lexicon.names import load_names
        >>> text = "Then Mary Ann O'Neill left."
        >>> name = phrase(text, 5, 9, load_names().get("Mary"), load_names())
        >>> name.text, [part.text for part in name.given], [part.text for part in name.family]
        ("Mary Ann O'Neill", ['Mary', 'Ann'], ["O'Neill"])
    """
    given = [Part(start, end, text[start:end], entry)]
    if text[end : end + 1] == "-":
        given += _hyphened(text, end, entry, lexicon)
    end = given[-1].end
    loud = text[start:end].isupper()
    middle: list[Part] = []
    while len(middle) < _LONGEST:
        initial = _INITIAL.match(text, end)
        if initial:
            end = initial.end()
            continue
        part = _word(text, end, loud=loud, lexicon=lexicon)
        if part is None:
            break
        middle.append(part)
        end = part.end
        if loud:
            break
    if not middle:
        return PersonName(start, given[-1].end, text[start : given[-1].end], tuple(given), ())
    family = [part for part in middle[-1:] if not _second_name(part, given[0], text)]
    family = [*(part for part in middle[:-1] if not _fits(part, entry)), *family]
    given += [part for part in middle if part not in family]
    family = [Part(one.start, one.end, one.text, None) for one in family]
    last = max(part.end for part in (*given, *family))
    start = initials_before(text, start) if family else start
    return PersonName(start, last, text[start:last], tuple(given), tuple(family))


def _hyphened(text: str, end: int, entry: NameEntry, lexicon: NameLexicon) -> Iterator[Part]:
    match = _HYPHENED.match(text, end)
    other = lexicon.get(match["word"]) if match else None
    if match and other and other.group == entry.group:
        yield Part(*match.span("word"), match["word"], other)


def _word(text: str, end: int, *, loud: bool, lexicon: NameLexicon) -> Part | None:
    """The capitalised word that goes on with the name, particles counted in."""
    match = _NEXT.match(text, end)
    if not match or _APOSTROPHE.split(match["word"].lower())[0] in words("no_surnames"):
        return None
    if not loud and match["word"].isupper() and len(match["word"]) > _LONGEST:
        return None
    particles = (match["particles"] or "").split()
    if any(one.lower().rstrip("-") not in words("name_particles") for one in particles):
        return None
    low = match["word"].lower()
    if low.rstrip(".") in words("name_suffixes") or (low in words("person_titles") and _NEXT.match(text, match.end())):
        return None
    start = match.start("particles") if particles else match.start("word")
    entry = None if particles or "-" in match["word"] else lexicon.get(match["word"])
    return Part(start, match.end("word"), text[start : match.end("word")], entry)


def _fits(part: Part, entry: NameEntry) -> bool:
    """Whether a word between first name and surname is a middle name that changes with the first one."""
    return part.entry is not None and part.entry.group == entry.group


def _second_name(part: Part, first: Part, text: str) -> bool:
    """Whether the last word is a second first name and no surname (*Mary Ann*, not *Susan Scott*)."""
    entry, own = part.entry, first.entry
    if entry is None or own is None or entry.group != own.group or text[part.start : part.end].isupper():
        return False
    return part.text.lower() in words("second_names") and entry.bearers >= _KNOWN
