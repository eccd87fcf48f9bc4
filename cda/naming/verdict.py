"""Whether a first name names a person where it stands: the words beside it, weighed by how doubtful the name is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from cda.detection.person import PersonName
from cda.english.behind import ends_in
from cda.english.sentences import starts_sentence
from cda.english.tables import words
from cda.lexicon.names import NameEntry, NameLexicon
from cda.naming.evidence import (
    COMMON,
    beside_another,
    called,
    in_place,
    of_place,
    opens,
    orders,
    says_nothing,
    spoken_to,
    supported,
    surname,
    verb_or_adjective,
)
from cda.naming.phrase import initials_before, next_to, previous
from cda.naming.things import is_thing, is_word, opens_thing

Verdict = Literal["person", "surname", "part", "thing", "ask", "agree", "no", "seen", "hint"]
"""``person``: it is one. ``surname``: it is a surname after a title. ``part``: it goes on with a word before it.
``thing``: it begins the name of a firm, a place or the like. ``ask``: one if the recognizer says so, ``seen`` where it
did. ``agree``: one if the recognizer says so and something else speaks for it, ``hint`` where it did. ``no``: none."""

_AFTER_NICKNAME = re.compile(r"[A-ZÀ-Þ][\w.]*[ ][\"“'‘(][A-ZÀ-Þ][\w ]*[\"”'’)][ ]$")
_OF_NAME = re.compile(r"[A-ZÀ-Þ]\w+ of (?:the |St\. )?$")
_CLOSING = ('"', "”", "'", "’", ")")
_BACK = 24
_SHORT = 4
_MARKS = 8
"""So many marks and blanks may stand beside a name that is a text of its own."""
_KNOWN = 2000
"""Bearers from which on a name with another after it is a first name."""


def verdict(text: str, name: PersonName, lexicon: NameLexicon) -> Verdict:  # noqa: PLR0911
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
    low = before.lower().removeprefix("vice-")
    if entry is None or (text[name.start - 1].isspace() and opens_thing(before)) or is_word(text, name, before):
        return "no"
    if is_thing(text, name, before, lexicon):
        return "thing"
    if low in words("first_titles") and (before[:1].isupper() or entry.ambiguity in {"", "low"}):
        return "person"
    alone = not name.family and len(name.given) == 1
    if low in words("person_titles") or (alone and _initialed(text, name, entry)):
        return "surname" if alone else "person"
    if _goes_on(text, name, before):
        return "part"
    if not name.family and (low in words("true_articles") or _of_name(text, name)):
        return "no"
    if low in {"the", "new"}:
        return "ask"
    if beside_another(text, name, lexicon):
        return "person"
    doubtful = _acronym(text, name) or alone_as_place(text, name)
    return "agree" if alone and doubtful else _ALONE[entry.ambiguity](text, name, entry)


def _goes_on(text: str, name: PersonName, before: str) -> bool:
    """Whether the name goes on with a word before it: *Eyre Jane*, *Robert "Bob" Low*."""
    if before[:1].isupper() and not says_nothing(text, name, before):
        return True
    if name.family or not ends_in(text, name.start, _CLOSING):
        return False
    return _AFTER_NICKNAME.search(text, max(0, name.start - 2 * _BACK), name.start) is not None


def _of_name(text: str, name: PersonName) -> bool:
    """*Bank of Victoria*, *Isle of St. Helena*."""
    said = ends_in(text, name.start, ("of", "of the", "of st."))
    return said and _OF_NAME.search(text, max(0, name.start - _BACK), name.start) is not None


def _initialed(text: str, name: PersonName, entry: NameEntry) -> bool:
    """Whether initials before the name make it a surname: *C. J. Douglas*, not *the U.S. Navy*."""
    plain = entry.ambiguity != "high" and not of_place(entry)
    return plain and initials_before(text, name.start) < name.start and not starts_sentence(text, name.start)


def alone_as_place(text: str, name: PersonName) -> bool:
    """Whether a name that a place or a time has too is all that a text says, as an answer does: *Georgia.*, *April*.

    Args:
        text: The text.
        name: The name.

    Returns:
        Whether nothing but marks stands beside it.
    """
    entry = name.given[0].entry
    if entry is None or not of_place(entry):
        return False
    beside = len(text) - (name.end - name.start)
    return beside <= _MARKS and not any(one.isalnum() for one in text[: name.start] + text[name.end :])


def _acronym(text: str, name: PersonName) -> bool:
    """Whether a name is short, in capitals and between small words: *the IDA loan*, not *ASK IDA FIRST*."""
    if not name.text.isupper() or len(name.text) > _SHORT or text[name.end : name.end + 1] == ":":
        return False
    after = next_to(text, name.end)
    beside = (previous(text, name.start), after["word"] if after else "")
    return not any(word.isupper() and len(word) > 1 for word in beside)


def _plain(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Michael*: a name; a rare one (*Melbourne*, *Mars*) may be anything, for only common names were looked into."""
    if of_place(entry):
        return _high(text, name, entry)
    if entry.bearers >= (_KNOWN if name.family else COMMON):
        return "person"
    if not name.family and in_place(text, name):
        return "no"
    return "ask" if name.family else "agree"


def _low(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*John*, *Frank*, *Nancy*, *Thomas*: a name unless the sentence begins with what may be another word."""
    if entry.bearers < COMMON and not name.family:
        return "no" if in_place(text, name) else "agree"
    if name.family or supported(text, name):
        return "person"
    if of_place(entry) and in_place(text, name):
        return "no"
    if spoken_to(text, name):
        return "person"
    if opens(text, name) and verb_or_adjective(entry):
        return "ask"
    return "person"


def _medium(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Mark*, *Victoria*, *Taylor*."""
    if orders(text, name):
        return "no"
    if surname(entry) and not name.family:
        return "person" if called(text, name) else "agree"
    if supported(text, name):
        return "person"
    if of_place(entry):
        if not name.family and in_place(text, name):
            return "no"
        return "ask"
    return "person" if name.family or not opens(text, name) else "ask"


def _high(text: str, name: PersonName, entry: NameEntry) -> Verdict:
    """*Will*, *Hope*, *Jordan*, *April*, *Grant*."""
    if orders(text, name):
        return "no"
    if of_place(entry) and not name.family and in_place(text, name):
        return "no"
    if called(text, name) or spoken_to(text, name):
        return "person"
    return "ask" if name.family else "agree"


_ALONE: dict[str, Callable[[str, PersonName, NameEntry], Verdict]] = {
    "": _plain,
    "low": _low,
    "medium": _medium,
    "high": _high,
}
