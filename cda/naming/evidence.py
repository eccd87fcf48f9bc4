"""Whether a first name names a person where it stands, by the words beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from cda.detection.context import in_heading
from cda.detection.person import PersonName
from cda.detection.person_nouns import is_person
from cda.detection.titles import in_capitals, in_title
from cda.english.sentences import sentence_span, starts_sentence
from cda.english.tables import words
from cda.lexicon.names import NameEntry, NameLexicon
from cda.naming.phrase import previous

Verdict = Literal["person", "surname", "part", "thing", "ask", "agree", "no", "seen", "hint"]
"""``person``: it is one. ``surname``: it is a surname after a title. ``part``: it goes on with a word before it.
``thing``: it begins the name of a firm, a place or the like. ``ask``: one if the recognizer says so, ``seen`` where it did.
``agree``: one if the recognizer says so and something else speaks for it, ``hint`` where the recognizer did. ``no``: none."""

_AFTER = re.compile(r"(?P<own>['’]s?)?(?P<comma>,)?(?:[ \u00a0]|[ ]?\r?\n(?!\s))[\"“(]?(?P<word>[\w'’\-]+\.?)")
_FIRM = re.compile(r"\s?[&+]\s?")
_FIRM_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s?[&+]\s?$")
_COMPANIES = (
    re.compile(r"(?:\s(?:and|&)\s[A-ZÀ-Þ]\w+){0,2},?\s(?P<end>[A-ZÀ-Þ]\w+)"),
    re.compile(r"(?:,\s[A-ZÀ-Þ]\w+){0,3},?\s(?:and|&)\s(?P<end>[A-ZÀ-Þ]\w+)"),
)
_AFTER_NICKNAME = re.compile(r"[A-ZÀ-Þ][\w.]*[ ][\"“'‘(][A-ZÀ-Þ][\w ]*[\"”'’)][ ]$")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED_AFTER = re.compile(r"(?P<join>,?[ ](?:and|or|nor|&)[ ]|/)(?P<word>[A-ZÀ-Þ][^\W\d_]+)")
_JOINED_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][^\W\d_]+)(?P<join>,?[ ](?:and|or|nor|&)[ ]|/)$")
_OF = re.compile(r"(?P<word>\w+)\sof\s$")
_COMPOUND = re.compile(r"-[^\W\d_]")
_LOWER = re.compile(r"[a-zß-ÿ]")
_OF_NAME = re.compile(r"[A-ZÀ-Þ]\w+ of (?:the |St\. )?$")
_LINE = re.compile(r"[ \t]*[-–—:,.!]*[ \t]*(?:\r?\n|$)")
_LINE_BEFORE = re.compile(r"(?:^|\n)[ \t\-–—>*\"“]*$")
_PLACE_AFTER = re.compile(r", [A-ZÀ-Þ][\w.]+(?:[ ][A-ZÀ-Þ][\w.]+)?(?:[,.;)]|$)")
_PRONOUN = re.compile(r"\b(?:[Hh](?:e|is|im|imself|er|ers|erself)|[Ss]he)\b")
_NUMBER = re.compile(r"[ \u00a0]?\d")
_SAID_BEFORE = re.compile(r"[,!?.]?[\"”'’]\s(?P<word>\w+)\s$")
_ARTICLES = frozenset({"a", "an", "the"})
_FAR = 160
_COMMON = 10_000
"""Bearers from which on a name that stands alone is rather a first name than a surname, a firm or anything else."""

_KIN_REACH = 24


def verdict(text: str, name: PersonName, lexicon: NameLexicon) -> Verdict:  # noqa: PLR0911 - a rule after the other, the first one decides
    """Decide about a name by the text beside it, as far as that goes.

    Args:
        text: The text.
        name: The name that a capitalised first name opens.
        lexicon: The names.

    Returns:
        The verdict.
    """
    first = name.given[0]
    entry = first.entry
    before = previous(text, name.start)
    low = before.lower()
    if entry is None or low in words("entity_openers") or low in words("royal_titles"):
        return "no"
    if _part_of_another(text, name, low) or _firm(text, name, lexicon):
        return "thing"
    if low in words("person_titles") and not name.family and len(name.given) == 1:
        return "surname"
    if before[:1].isupper() and not _says_nothing(text, name, before):
        return "part"
    if not name.family and _AFTER_NICKNAME.search(text, max(0, name.start - _KIN_REACH - _KIN_REACH), name.start):
        return "part"
    if not name.family and (low in _ARTICLES or _OF_NAME.search(text, max(0, name.start - _KIN_REACH), name.start)):
        return "no"
    if low in words("person_titles"):
        return "person"
    if low == "the" and name.family:
        return "ask"
    if beside_another(text, name, lexicon):
        return "person"
    return _ALONE[entry.ambiguity](text, name, entry)


def _plain(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Michael*: a name; a rare one (*Melbourne*, *Mars*) may be anything, for only common names were looked into."""
    if entry.bearers >= _COMMON:
        return "person"
    if not name.family and _in_place(text, name):
        return "no"
    return "ask" if name.family else "agree"


def _low(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*John*, *Frank*, *Nancy*, *Thomas*: a name unless the sentence begins with what may be another word."""
    if entry.bearers < _COMMON and not name.family:
        return "no" if _in_place(text, name) else "agree"
    if name.family or supported(text, name):
        return "person"
    if _of_place(entry) and _in_place(text, name):
        return "no"
    if _spoken_to(text, name):
        return "person"
    if _opens(text, name) and _verb_or_adjective(entry):
        return "ask"
    return "person"


def _medium(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Mark*, *Victoria*, *Taylor*."""
    if _surname(entry) and not name.family:
        return "person" if called(text, name) else "agree"
    if supported(text, name):
        return "person"
    if _of_place(entry):
        if not name.family and _in_place(text, name):
            return "no"
        return "ask"
    return "person" if name.family or not _opens(text, name) else "ask"


def _high(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Will*, *Hope*, *Jordan*, *April*, *Grant*."""
    if _of_place(entry) and not name.family and _in_place(text, name):
        return "no"
    if called(text, name):
        return "person"
    if name.family:
        return "ask"
    return "agree"


_ALONE: dict[str, Callable[[str, PersonName, NameEntry], Verdict]] = {
    "": _plain,
    "low": _low,
    "medium": _medium,
    "high": _high,
}


def supported(text: str, name: PersonName) -> bool:
    """Whether something beside a name speaks for a person: whoever is called or spoken to, speaks, or has a pronoun.

    Example:
        >>> from cda.lexicon.names import load_names
        >>> from cda.naming.phrase import phrase
        >>> def of(text, start, end):
        ...     return phrase(text, start, end, load_names().get(text[start:end]), load_names())
        >>> text = "Mark lost his keys."
        >>> supported(text, of(text, 0, 4))
        True
    """
    return called(text, name) or agrees(text, name) or _spoken_to(text, name)


def called(text: str, name: PersonName) -> bool:
    """Whether the words beside a name say that somebody is called so, speaks, or is spoken to."""
    before = previous(text, name.start).lower()
    if before in words("calls_somebody") or (before in words("person_titles")) or _noun_of_person(text, name, before):
        return True
    line_before = _LINE_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    if line_before and _LINE.match(text, name.end) and not (text.isupper() and len(text) > _FAR):
        return True
    after = _AFTER.match(text, name.end)
    word = after["word"].lower() if after else ""
    speaks = _speaker(name)
    if speaks and word in words("saying_verbs") and after and not after["comma"] and not after["own"]:
        return True
    if after and after["comma"] and word in {"who", "whose", "whom"}:
        return True
    said = _SAID_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    return speaks and said is not None and said["word"] in words("saying_verbs")


def _speaker(name: PersonName) -> bool:
    """Whether speaking shows a first name: whoever speaks may be called by a surname, and firms speak, too."""
    entry = name.given[0].entry
    return entry is not None and entry.bearers >= _COMMON and not _surname(entry)


def agrees(text: str, name: PersonName) -> bool:
    """Whether a pronoun of the group of a name stands after it in the same or the next sentence, before any other."""
    entry = name.given[0].entry
    _, last = sentence_span(text, name.start, name.end)
    match = _PRONOUN.search(text, name.end, min(len(text), name.end + _FAR))
    if not match or entry is None or match.start() > last + _FAR // 2:
        return False
    return f"{entry.group}:{match[0].lower()}" in words("pronouns_by_group")


def shows(text: str, name: PersonName) -> bool:
    """Whether the words beside a name that is doubtful show a person of that first name.

    Args:
        text: The text.
        name: The name.

    Returns:
        Whether it is `called`, or a pronoun `agrees`, which it does with a surname, too.
    """
    entry = name.given[0].entry
    doubtful = entry is None or _surname(entry) or (entry.bearers < _COMMON and "also_surname" in entry.classes)
    return called(text, name) or (not doubtful and agrees(text, name))


def _noun_of_person(text: str, name: PersonName, before: str) -> bool:
    """*my cousin Chase*, *guitarist Will*: a noun for a person directly before, written small."""
    return before.islower() and text[name.start - 1 : name.start].isspace() and is_person(before) and len(before) > 2  # noqa: PLR2004


def _part_of_another(text: str, name: PersonName, before: str) -> bool:  # noqa: PLR0911 - a rule after the other
    """Whether the words around a name make it that of a place, a firm, a work or the like."""
    if any(part.text.lower() in words("entity_heads") for part in name.family) or in_title(text, name.start, name.end):
        return True
    if not name.family and (_NUMBER.match(text, name.end) or before.isdigit() or _place_of(text, name)):
        return True
    if _COMPOUND.match(text, name.end):
        return True
    after = _AFTER.match(text, name.end)
    if _shop(text, name, before, after["word"].lower().rstrip(".") if after and not after["comma"] else ""):
        return True
    if after and after["own"] and not name.family and after["word"].lower() in words("saying_verbs"):
        return True
    if after is None or not after["word"][:1].isupper() or after["comma"]:
        return False
    if after["own"] and not name.family and not text[name.start : name.end].isupper() and _LOWER.search(after["word"]):
        return not in_capitals(text, name.start, name.end)
    return after["word"].lower() in words("entity_heads") and not name.given[0].text.isupper()


def _place_of(text: str, name: PersonName) -> bool:
    """Whether the name is that of a place: *the city of Dalton*."""
    match = _OF.search(text, max(0, name.start - _KIN_REACH), name.start)
    return match is not None and match["word"].lower() in words("places_of")


def _shop(text: str, name: PersonName, before: str, after: str) -> bool:
    """Whether a possessive stands like the name of a place to go to (*at Wendy's*, not *at Wendy's flat*)."""
    if text[name.end : name.end + 2] not in {"'s", "’s"} or name.given[0].text.lower() not in words("shops"):
        return False
    goes_on = after and after not in words("not_after_possessive") and after not in words("after_shop")
    return (before in words("place_prepositions") or before in _ARTICLES) and not goes_on


def _firm(text: str, name: PersonName, lexicon: NameLexicon) -> bool:
    """Whether *&* or the like joins the name to one that is no first name (*Marks & Spencer*, not *Jenny & Gary*)."""
    ends = (match["end"].lower() for one in _COMPANIES if (match := one.match(text, name.end)))
    if any(end in words("company_ends") for end in ends):
        return True
    if name.family:
        return False
    after = _FIRM.match(text, name.end)
    if after:
        other = _WORD.match(text, after.end())
        return not (other and lexicon.get(other[0]))
    before = _FIRM_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    return before is not None and lexicon.get(before["word"]) is None


def beside_another(text: str, name: PersonName, lexicon: NameLexicon) -> bool:
    """Whether the name is joined to a sure first name: *Chuck and Gretchen*, *Bill or Melinda*.

    Args:
        text: The text.
        name: The name.
        lexicon: The names.

    Returns:
        Whether a common name that is nothing else stands before or after it, with *and* or the like between.
    """
    after = _JOINED_AFTER.match(text, name.end)
    before = _JOINED_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    for match in (after, before):
        entry = (
            lexicon.get(match["word"]) if match and match["join"].strip(" ,").lower() in words("joins_names") else None
        )
        if entry and not entry.ambiguity and entry.bearers >= _COMMON:
            return True
    return False


def _spoken_to(text: str, name: PersonName) -> bool:
    """Whether the name opens a sentence and a comma and *you* or the like follow (*Carol, will you ...*)."""
    after = _AFTER.match(text, name.end)
    opens = starts_sentence(text, name.start)
    return bool(opens and after and after["comma"] and after["word"].lower() in words("after_vocative"))


def _says_nothing(text: str, name: PersonName, before: str) -> bool:
    """Whether a capitalised word before a name is none of its words: it opens the sentence, is a title, or quoted."""
    if not text[name.start - 1].isspace():
        return True
    place = text.rfind(before, 0, name.start)
    if before.lower() in words("no_surnames") or before.endswith((".", "'s", "’s")):
        return True
    if name.given[0].text.isupper() or starts_sentence(text, place):
        return True
    sure = name.given[0].entry is not None and name.given[0].entry.ambiguity != "high"
    return (sure and is_person(before.lower())) or in_capitals(text, name.start, name.end)


def _opens(text: str, name: PersonName) -> bool:
    return starts_sentence(text, name.start) or in_heading(text, name.start, name.end) or name.given[0].text.isupper()


def _in_place(text: str, name: PersonName) -> bool:
    """Whether the name stands like that of a place or of a time."""
    if previous(text, name.start).lower() in words("place_prepositions"):
        return True
    return not name.family and _PLACE_AFTER.match(text, name.end) is not None


def _verb_or_adjective(entry: NameEntry) -> bool:
    return any(one.startswith("dictionary_word") and set(one.partition(":")[2]) & set("av") for one in entry.classes)


def _of_place(entry: NameEntry) -> bool:
    return any(one in {"city", "country", "us_state", "calendar"} for one in entry.classes)


def _surname(entry: NameEntry) -> bool:
    return "mostly_surname" in entry.classes
