"""Verbs that take two objects, or an object and a complement: *gave her strength*, *made her president*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from cda.english.behind import behind
from cda.english.possessive import Use
from cda.english.tables import words

ANYTHING = "*"
"""In a table: after this verb *her* is an object whatever follows."""

_BEFORE = re.compile(r"\n?\s{1,3}(?P<verb>\w+)")
"""The word before, written backwards; the gap may be one line end longer."""

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_AFTER = re.compile(
    rf"\s{{1,3}}(?P<word>{_WORD})(?:\s{{1,3}}(?P<next>{_WORD})"
    rf"(?:\s{{1,3}}(?P<third>{_WORD})(?:\s{{1,3}}(?P<fourth>{_WORD}))?)?)?"
)
_ORDINAL = re.compile(r"\s{1,3}\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_AMOUNT = re.compile(rf"\s{{1,3}}[$£€]?\d[\d.,]*(?:\s{{1,3}}(?P<what>{_WORD}))?")
_QUOTED = re.compile(r"\s{1,3}[\"“](?P<first>\w)")
_BY_HER = re.compile(r"\bshe(?:['’](?:s|d))?\s+(?:\w+ly\s+|(?:has|had|then|also|never)\s+)?\w+\s{1,3}$", re.IGNORECASE)
_REACH = 40


class Verb(NamedTuple):
    """What may follow a verb and *her*.

    Args:
        objects: Words that show that *her* is an object.
        possessed: Words that show that it is a possessive even so.
    """

    objects: frozenset[str]
    possessed: frozenset[str]


def two_object_use(text: str, start: int, end: int) -> Use | None:
    """What the verb before *her* and the word after it decide.

    Args:
        text: The text.
        start: First code point of the pronoun.
        end: One past its last code point.

    Returns:
        ``PRON`` where the word is the second object or the complement of the verb, ``DET`` where it is what she has,
        ``None`` where the tables do not say.

    Example:
        >>> two_object_use("They told her stories.", 10, 13), two_object_use("They told her mother.", 10, 13)
        ('PRON', 'DET')
    """
    before = behind(_BEFORE, text, start, _REACH)
    form = before["verb"][::-1].lower() if before else ""
    base = bases().get(form, "")
    verb = verbs().get(base)
    plain = text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha()  # then no mark or number follows
    quoted = None if plain else _QUOTED.match(text, end)
    if quoted:
        title = quoted["first"].isupper() or not verb
        return "PRON" if form in words("naming_verbs") else "DET" if title else None
    if not plain and _ORDINAL.match(text, end):
        return "DET"
    amount = None if plain else _AMOUNT.match(text, end)
    if amount:
        return _of_amount(verb, amount["what"] or "")
    after = _AFTER.match(text, end)
    if not after:
        return None
    if base in words("own_verbs") and _BY_HER.search(text, max(0, start - _REACH), start):
        base = ""  # she earned her fame
    following = [(after[name] or "").lower() for name in ("word", "next", "third", "fourth")]
    return _of_time(form, following) or _of_words(base, verb, following)


def _of_time(form: str, after: list[str]) -> Use | None:
    """*hurt her back*, *saw her most weekends*."""
    word, following, *_ = after
    if word == "back" and form in words("injuring_verbs"):
        return "DET"
    return "PRON" if word == "most" and following.endswith("s") and following[:-1] in words("times") else None


def _of_words(base: str, verb: Verb | None, after: list[str]) -> Use | None:
    """What the verb and the words after *her* decide."""
    word, following, *_ = after
    possessed: Use | None = "DET" if word in words("possessed_nouns") else None
    use = possessed
    if word in words("numbers") or word == "several":
        use = _of_amount(verb, following)
    elif word in words("each_of"):  # her every move, but saw her every day
        times = following in words("times")
        use = "PRON" if times else None if verb and following not in words("every_of_hers") else "DET"
    elif verb and word in verb.possessed:
        use = "DET"
    elif verb and not possessed and _completes(base, verb, word) and _ends_before(following):
        use = "PRON"
    elif base not in words("judging_verbs", "perceiving_verbs") and _described(*after[:3]):
        use = "DET"
    elif verb:
        use = _of_modified(base, verb, after) or possessed
    return use


def _completes(base: str, verb: Verb, word: str) -> bool:
    """Whether a word is the second object or the complement of a verb, where the phrase ends behind it."""
    kinds = (
        ("giving_verbs", words("given_things")),
        ("judging_verbs", words("complements")),
        ("perceiving_verbs", words("bare_infinitives")),
        ("appointing_verbs", verbs()["appoint"].objects),
    )
    return bool({word, ANYTHING} & verb.objects) or any(base in words(name) and word in fit for name, fit in kinds)


def _described(adverb: str, adjective: str, noun: str) -> bool:
    """*her quietly funny letters*: an adverb, an adjective and a noun; *thanked her warmly* ends before."""
    closed = words("not_after_possessive", "no_adjectives")
    described = adverb.endswith("ly") and adverb not in words("nouns_in_ly") and not adjective.endswith(("ly", "ing"))
    return described and bool(adjective and noun) and adjective not in closed and noun not in closed


def _of_amount(verb: Verb | None, what: str) -> Use | None:
    """*charged her 20 dollars*, *lent her two ladders*, but *met her two sons*."""
    if what.lower() in words("possessed_nouns") and not (verb and ANYTHING in verb.objects):
        return "DET"
    return "PRON" if verb else None


def _of_modified(base: str, verb: Verb, after: list[str]) -> Use | None:
    """*offered her good advice*, *knitted her thick woollen socks*: verbs of giving do not mind words between."""
    hers = words("own_adjectives", "possessed_nouns") | verb.possessed
    if base not in words("giving_verbs") or after[0] in hers:
        return None
    held = base in words("judging_verbs")  # found her great beauty boring: what is in its row are no things
    apart = held or after[1] in words("possessed_nouns") - verb.objects or after[1] in words("place_adverbs")
    listed = after[0] in verb.objects and not apart
    if listed and _ends_before(after[2]):
        return "PRON"
    for noun, following in pairwise([*after[1:], ""]):
        given = noun in (words("given_things") if held else verb.objects | words("given_things"))
        if given and noun not in hers | words("place_adverbs") and _ends_before(following):
            return "PRON"
        if _ends_before(noun):
            return None
    return None


def _ends_before(following: str) -> bool:
    """Whether a noun phrase is over before a word: it is none, or none that could belong to it."""
    closed = following in words("not_after_possessive") or following in words("ends_phrase")
    return not following or closed or following.endswith("ly")


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Verb]:
    """The verbs by base form."""
    return {verb: Verb(_list(objects), _list(possessed)) for verb, objects, possessed in _rows("two_objects", cells=3)}


@lru_cache(maxsize=1)
def bases() -> Mapping[str, str]:
    """The base form of every inflected form of those verbs."""
    return {row[0]: row[1] for row in _rows("verb_bases", cells=2)} | {base: base for base in verbs()}


def _list(cell: str) -> frozenset[str]:
    return frozenset(word.strip() for word in cell.split(",") if word.strip())


def _rows(name: str, *, cells: int) -> list[list[str]]:
    text = resources.files("cda.english").joinpath(f"tables/{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    return [(line.split("\t") + [""] * cells)[:cells] for line in lines[1:]]
