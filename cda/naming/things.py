"""Whether the words around a first name make it the name of a firm, a place, a work or the like."""

from __future__ import annotations

import re

from cda.detection.person import PersonName
from cda.detection.titles import in_capitals, in_title
from cda.english.behind import ends_in
from cda.english.tables import words
from cda.lexicon.names import NameLexicon
from cda.naming.evidence import COMMON, speaks
from cda.naming.phrase import next_to, previous

_FIRM = re.compile(r"\s?[&+]\s?(?=[A-ZÀ-Þ])")
_FIRM_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][^\W\d_]+)\s?[&+]\s?$")
_COMPANIES = (
    re.compile(r"(?:\s(?:and|&)\s[A-ZÀ-Þ]\w+){0,2},?\s(?P<end>[A-ZÀ-Þ]\w+)"),
    re.compile(r"(?:,\s[A-ZÀ-Þ]\w+){0,3},?\s(?:and|&)\s(?P<end>[A-ZÀ-Þ]\w+)"),
)
_WORD = re.compile(r"[^\W\d_]+")
_OF = re.compile(r"(?P<word>\w+)\sof\s$")
_COMPOUND = re.compile(r"-[^\W\d_]")
_LOWER = re.compile(r"[a-zß-ÿ]")
_NUMBER = re.compile(r"\.?[ \u00a0]?\d")
_YEAR = re.compile(r"[\"”]?\s?\((?:19|20)\d\d\)")
_QUOTE_BEFORE = re.compile(r"(?:^|[\s(\[,:;>\-–—])[\"“]$")
_MAIL = re.compile(r"[^\"”\n]{0,12}[\"”] ?[<\[]")
_LONGEST_TITLE = 90
_BACK = 24
_GAP = 3


def opens_thing(before: str) -> bool:
    """Whether a word before a first name makes it a place, a church, a storm, a ship or one of history.

    Args:
        before: The word, as it stands.

    Returns:
        Whether it does: *St. John*, *Hurricane Katrina*, *Queen Mary*; *new* and the like with a capital alone.

    Example:
        >>> opens_thing("Hurricane"), opens_thing("new")
        (True, False)
    """
    low = before.lower()
    return before[:1].isupper() and (low in words("royal_titles") or low in words("entity_openers"))


def is_thing(text: str, name: PersonName, before: str, lexicon: NameLexicon) -> bool:
    """Whether a name that a first name opens is part of another name.

    Args:
        text: The text.
        name: The name.
        before: The word directly before it; empty where there is none.
        lexicon: The names.

    Returns:
        Whether the words beside it, or its own last word, say so.
    """
    of_place = not name.family and _place_of(text, name)
    return of_place or _ends_thing(text, name, before) or _followed(text, name) or _firm(text, name, lexicon)


def is_word(text: str, name: PersonName, before: str) -> bool:
    """Whether a name is a title, counted, or part of a compound: *"Annie Hall"*, *May 5*, *Oscar-winning*.

    Args:
        text: The text.
        name: The name.
        before: The word directly before it; empty where there is none.

    Returns:
        Whether it is, so that nobody is meant here; who has the name elsewhere in the row still may be.
    """
    counted = not name.family and (before.isdigit() or _NUMBER.match(text, name.end) is not None)
    compound = not name.family and _COMPOUND.match(text, name.end) is not None
    return counted or compound or _titled(text, name)


def _place_of(text: str, name: PersonName) -> bool:
    """Whether the name is said to be that of a place: *the city of Dalton*."""
    said = ends_in(text, name.start, ("of",))
    match = _OF.search(text, max(0, name.start - _BACK), name.start) if said else None
    return match is not None and match["word"].lower() in words("places_of")


def _ends_thing(text: str, name: PersonName, before: str) -> bool:
    """Whether a word of the name is the head of another name; some heads are surnames, too (*Annie Hall*)."""
    if not name.family:
        return False
    low = [part.text.lower() for part in name.family]
    heads = [word for word in low if word in words("entity_heads")]
    entry = name.given[0].entry
    if not heads or entry is None:
        return bool(heads)
    if len(name.given) + len(name.family) != 2:  # noqa: PLR2004 - a first name and the head
        return True
    other = {"mostly_surname", "city", "place", "brand"} & entry.classes
    plain = entry.ambiguity != "high" and not other and before.lower() not in words("true_articles", "before_places")
    spoken = entry.ambiguity != "high" and entry.bearers >= COMMON and speaks(text, name)
    return not ((plain or spoken) and heads == low and low[0] in words("heads_or_surnames"))


def _titled(text: str, name: PersonName) -> bool:
    """Whether the name is the title of a work: quoted, or a single year stands in brackets after it."""
    if _YEAR.match(text, name.end):
        return True
    if not in_title(text, name.start, name.end):
        return False
    first = max(text.rfind(mark, max(0, name.start - _LONGEST_TITLE), name.start) for mark in '"“')
    return _QUOTE_BEFORE.search(text, max(0, first - 1), first + 1) is not None and not _MAIL.match(text, name.end)


def _followed(text: str, name: PersonName) -> bool:
    """Whether the word after the name makes it a shop, a firm or what somebody owns that has a name of its own."""
    after = next_to(text, name.end)
    if after is None:
        return False
    low = after["word"].lower()
    if _shop(text, name, low.rstrip(".") if not after["comma"] else ""):
        return True
    if after["own"] and not name.family and low in words("saying_verbs"):
        return True
    if not after["word"][:1].isupper() or after["comma"] or text[after.start("word") - 1] in '"“(':
        return False
    loud = text[name.start : name.end].isupper()
    if after["own"] and not name.family and not loud and _LOWER.search(after["word"]):
        return not in_capitals(text, name.start, name.end)
    return low in words("entity_heads") and not name.given[0].text.isupper()


def _shop(text: str, name: PersonName, after: str) -> bool:
    """Whether a possessive stands like the name of a place to go to (*at Wendy's*, not *at Wendy's flat*)."""
    if text[name.end : name.end + 2] not in {"'s", "’s"} or name.given[0].text.lower() not in words("shops"):
        return False
    before = previous(text, name.start).lower()
    goes_on = after and after not in words("not_after_possessive") and after not in words("after_shop")
    return (before in words("place_prepositions") or before in words("true_articles")) and not goes_on


def _firm(text: str, name: PersonName, lexicon: NameLexicon) -> bool:
    """Whether *&* or the like joins the name to one that is no first name (*Marks & Spencer*, not *Jenny & Gary*)."""
    if not _goes_on(text, name.end):
        return _firm_before(text, name, lexicon)
    ends = (match["end"].lower() for one in _COMPANIES if (match := one.match(text, name.end)))
    if any(end in words("company_ends") for end in ends):
        return True
    if name.family:
        return False
    after = _FIRM.match(text, name.end)
    if after:
        other = _WORD.match(text, after.end())
        return not (other and lexicon.get(other[0]))
    return _firm_before(text, name, lexicon)


def _goes_on(text: str, end: int) -> bool:
    """Whether what follows a name may be a part of a firm: a capital, *and*, *&* or *+*, perhaps after a comma."""
    first = text[end : end + 1]
    if not first or not (first.isspace() or first in ",&+"):
        return False
    following = text[end : end + _GAP].lstrip(",").lstrip()[:1]
    return bool(following) and (following == "a" or not following.islower())


def _firm_before(text: str, name: PersonName, lexicon: NameLexicon) -> bool:
    if name.family or not ends_in(text, name.start, ("&", "+")):
        return False
    before = _FIRM_BEFORE.search(text, max(0, name.start - _BACK), name.start)
    return before is not None and lexicon.get(before["word"]) is None
