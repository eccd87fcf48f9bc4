"""What speaks for a person beside a first name: who is called so, speaks, is spoken to, or has a pronoun."""

from __future__ import annotations

import re
from functools import lru_cache

from cda.detection.context import in_heading
from cda.detection.person import PersonName
from cda.detection.person_nouns import is_person
from cda.detection.titles import in_capitals
from cda.english.behind import ends_in
from cda.english.sentences import sentence_end, starts_sentence
from cda.english.tables import words
from cda.lexicon.names import NameEntry, NameLexicon
from cda.naming.phrase import next_to, previous

_JOINED_AFTER = re.compile(r"(?P<join>,?[ ](?:and|or|nor|&)[ ]|/)(?P<word>[A-ZÀ-Þ][^\W\d_]+)")
_JOINED_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][^\W\d_]+)(?P<join>,?[ ](?:and|or|nor|&)[ ]|/)$")
_LINE = re.compile(r"[ \t]*+[-–—:,.!]*+[ \t]*+(?:\r?\n|$)")
_LINE_BEFORE = re.compile(r"(?:^|\n)[ \t\-–—>*\"“]*$")
_PLACE_AFTER = re.compile(r", [A-ZÀ-Þ][\w.]+(?:[ ][A-ZÀ-Þ][\w.]+)?(?:[,.;)]|$)")
_PRONOUN = re.compile(r"\b(?:[Hh](?:e|is|im|imself|er|ers|erself)|[Ss]he)\b")
_SAID_BEFORE = re.compile(r"[,!?.]?[\"”'’]\s(?P<word>\w+)\s$")
_APPOSED_AFTER = re.compile(r", (?P<own>[a-z]+) (?P<words>(?:[a-z\-]+ ){0,2}[a-z\-]+)(?=[,.;])")
_APPOSED_BEFORE = re.compile(r"(?P<role>\b(?:role|character) of )$|\b(?P<word>[a-z]{3,}), $")
_ADDRESSED_BEFORE = re.compile(r"[\w’'](?P<comma>, )$|[\"“]$")
_ADDRESSED_AFTER = re.compile(r"[,.!?]+[\"”]")
_FAR = 160
COMMON = 10_000
"""Bearers from which on a name that stands alone is rather a first name than a surname, a firm or anything else."""

_KIN_REACH = 24
_PLACES = frozenset({"city", "country", "us_state", "calendar", "place"})
"""The classes of names that are those of places or times."""


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
    return called(text, name) or agrees(text, name) or spoken_to(text, name)


def called(text: str, name: PersonName) -> bool:
    """Whether the words beside a name say that somebody is called so, speaks, is spoken to, or is somebody's kin."""
    before = previous(text, name.start).lower()
    if before in words("calls_somebody") or before in words("person_titles") or _noun_of_person(text, name, before):
        return True
    first = max(0, name.start - _KIN_REACH)
    opens_line = (first == 0 or "\n" in text[first : name.start]) and _LINE_BEFORE.search(text, first, name.start)
    if opens_line and _LINE.match(text, name.end) and not (len(text) > _FAR and _loud(text)):
        return True
    after = next_to(text, name.end)
    word = after["word"].lower() if after else ""
    if after and after["comma"] and word in {"who", "whose", "whom"}:
        return True
    if after and after["own"] and word.rstrip(".") in words("of_somebody"):
        return True
    return _apposed(text, name) or _addressed(text, name) or (_speaker(name) and speaks(text, name))


@lru_cache(maxsize=16)
def _loud(text: str) -> bool:
    """Whether a whole text is in capitals; asked at name after name."""
    return text.isupper()


def _apposed(text: str, name: PersonName) -> bool:
    """Whether a word for a person explains the name: *Grant, her friend*, *her brother, Jordan*, *the role of June*."""
    after = _APPOSED_AFTER.match(text, name.end)
    if after and after["own"].lower() in words("possessives", "true_articles"):
        return any(is_person(word) for word in after["words"].split())
    before = _APPOSED_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    entry = name.given[0].entry
    if before is None or entry is None or surname(entry):
        return False
    return before["role"] is not None or (text[name.end : name.end + 1] == "," and is_person(before["word"]))


def _addressed(text: str, name: PersonName) -> bool:
    """Whether somebody says the name to whoever has it: *"I do not know, Will," she said*, *"Faith!" he called*."""
    after = _ADDRESSED_AFTER.match(text, name.end)
    before = _ADDRESSED_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    if not after or not before or name.given[0].text.lower() in words("exclaimed"):
        return False
    return before["comma"] is not None or "," not in after[0]  # "Garth," she said: may be an answer


def speaks(text: str, name: PersonName) -> bool:
    """Whether whoever is named says something: *Mark said*, *"No," said Mark*."""
    after = next_to(text, name.end)
    if after and not after["comma"] and not after["own"] and after["word"].lower().rstrip(".") in words("saying_verbs"):
        return True
    said = _SAID_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start)
    return said is not None and said["word"] in words("saying_verbs")


def _speaker(name: PersonName) -> bool:
    """Whether speaking shows a first name: whoever speaks may be called by a surname, and firms speak, too."""
    entry = name.given[0].entry
    return entry is not None and entry.bearers >= COMMON and not surname(entry)


def agrees(text: str, name: PersonName) -> bool:
    """Whether a pronoun of the group of a name stands after it in the same or the next sentence, before any other."""
    entry = name.given[0].entry
    match = _PRONOUN.search(text, name.end, min(len(text), name.end + _FAR))
    if not match or entry is None or match.start() > sentence_end(text, name.end) + _FAR // 2:
        return False
    return f"{entry.group}:{match[0].lower()}" in words("pronouns_by_group")


def shows(text: str, name: PersonName, *, firms: bool) -> bool:
    """Whether the words beside a name that is doubtful show a person of that first name.

    Args:
        text: The text.
        name: The name.
        firms: Whether the row speaks of firms: there a surname or a rare name is no first name for that it speaks.

    Returns:
        Whether it is `called`; or, where it is no surname, a pronoun `agrees` or it `speaks`.
    """
    entry = name.given[0].entry
    doubtful = entry is None or surname(entry)
    doubtful |= firms and entry is not None and entry.bearers < COMMON and "also_surname" in entry.classes
    if called(text, name):
        return True
    rare = entry is not None and entry.ambiguity in {"", "low"}
    return not doubtful and (spoken_to(text, name) or agrees(text, name) or (rare and not firms and speaks(text, name)))


def is_meant_again(text: str, name: PersonName) -> bool:
    """Whether a first name whose full name stands elsewhere in the row means that person here.

    Args:
        text: The text.
        name: The first name, alone.

    Returns:
        Whether it is hardly anything else, or has a capital that only a name has.
    """
    entry = name.given[0].entry
    if entry is None or (of_place(entry) and in_place(text, name)):
        return False
    return entry.ambiguity in {"", "low"} or not (of_place(entry) or opens(text, name))


def _noun_of_person(text: str, name: PersonName, before: str) -> bool:
    """*my cousin Chase*, *guitarist Will*: a noun for a person directly before, written small."""
    return before.islower() and text[name.start - 1 : name.start].isspace() and is_person(before) and len(before) > 2  # noqa: PLR2004


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
    joined = ends_in(text, name.start, ("and", "or", "&", "/"))
    before = _JOINED_BEFORE.search(text, max(0, name.start - _KIN_REACH), name.start) if joined else None
    for match in (after, before):
        entry = (
            lexicon.get(match["word"]) if match and match["join"].strip(" ,").lower() in words("joins_names") else None
        )
        if entry and not entry.ambiguity and entry.bearers >= COMMON:
            return True
    return False


def spoken_to(text: str, name: PersonName) -> bool:
    """Whether the name opens a sentence and a comma and *you* or the like follow (*Carol, will you ...*)."""
    after = next_to(text, name.end)
    opens = starts_sentence(text, name.start)
    return bool(opens and after and after["comma"] and after["word"].lower() in words("after_vocative"))


def says_nothing(text: str, name: PersonName, before: str) -> bool:
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


def orders(text: str, name: PersonName) -> bool:
    """Whether the name is a verb that opens a sentence: *Rob a bank*, *Jack up the car*."""
    after = next_to(text, name.end)
    if name.family or not after or after["own"] or after["comma"] or not starts_sentence(text, name.start):
        return False
    return after["word"].lower() in words("after_imperative")


def opens(text: str, name: PersonName) -> bool:
    """Whether the capital of a name says nothing: a sentence begins there, or the line is in title case or capitals."""
    return starts_sentence(text, name.start) or in_heading(text, name.start, name.end) or name.given[0].text.isupper()


def in_place(text: str, name: PersonName) -> bool:
    """Whether the name stands like that of a place or of a time."""
    if previous(text, name.start).lower() in words("place_prepositions"):
        return True
    return not name.family and _PLACE_AFTER.match(text, name.end) is not None


def verb_or_adjective(entry: NameEntry) -> bool:
    """Whether a name is a verb or an adjective, too."""
    return any(one.startswith("dictionary_word") and set(one.partition(":")[2]) & set("av") for one in entry.classes)


def of_place(entry: NameEntry) -> bool:
    """Whether a name is that of a place or of a time, too."""
    return not entry.classes.isdisjoint(_PLACES) or entry.name.lower() in words("more_places")


def surname(entry: NameEntry) -> bool:
    """Whether a first name is rather a surname."""
    return "mostly_surname" in entry.classes
