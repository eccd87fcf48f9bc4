"""Mentions for a neutral rewriting: pairs such as *he or she* become one, with one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cda.detection.decide import Found
from cda.detection.detector import Detection
from cda.english.tables import words

_JOINT = re.compile(
    r"(?P<own>['’]s)?-?(?:\s*/\s*|\s*\((?=\w)(?!or\b|and\b)|(?:\s*,)?\s+\(?(?P<word>and/or|or|and|&)\s+(?P<article>(?:an?|the)\s+)?|\s*(?P<amp>&)\s*)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"(?:\s*/\s*|,?\s+or\s+)(?P<word>they|them|their|theirs|themself|themselves)\b", re.IGNORECASE)
_MENTIONED = re.compile(r"(?<![\w'’])an?\s+[\"'“‘]?$", re.IGNORECASE)
"""*it is a she*: the word itself is spoken of."""
_COMPOUND = re.compile(r"[-‐‑](?!or\b|and\b)[^\W\d_]", re.IGNORECASE)
"""*a she-wolf*, *he-men*."""
_WORD_BEFORE = re.compile(r"(\w+)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = 8
_OWN = re.compile(r"['’]s\b", re.IGNORECASE)
_GOES_WITH = frozenset({("them", "themself"), ("their", "themself"), ("their", "theirs"), ("theirs", "their")})
"""Neutral forms of a pair that are written as the second one: *him/herself*, *his or hers*."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A mention, or a pair that is rewritten as one.

    Args:
        start: First code point.
        end: One past the last code point.
        entry: The id of the lexicon's row.
        neutral: The neutral form; empty where the lexicon has none, or the word is to stay.
        found: The mention; of a pair, the first one; ``None`` for both pronouns in one word (*s/he*).
        pair: Whether it is both words of a pair.
    """

    start: int
    end: int
    entry: str
    neutral: str
    found: Found | None = None
    pair: bool = False


def units(text: str, detection: Detection, group: str, *, nouns: bool) -> tuple[Unit, ...]:
    """What a neutral rewriting looks at.

    Args:
        text: The text.
        detection: What was found in it.
        group: The group that is written, which gives the form.
        nouns: Whether nouns count, and not pronouns alone.

    Returns:
        Mentions and pairs, sorted by place, disjoint.
    """
    found = [one for one in detection.found if nouns or one.mention.kind == "pronoun"]
    made: list[Unit] = list(_written_as_one(text, detection))
    index = 0
    while index < len(found):
        unit = _single(text, found[index], group)
        pair = _pair(text, unit, found[index + 1], group) if index + 1 < len(found) else None
        made.append(pair or unit)
        index += 2 if pair else 1
    return tuple(sorted(made, key=lambda unit: unit.start))


def _single(text: str, found: Found, group: str) -> Unit:
    mention, entry = found.mention, found.option.entry
    neutral = entry.forms[group] if entry.writes(group) else ""
    if mention.kind == "pronoun" and (
        _COMPOUND.match(text, mention.end) or _MENTIONED.search(text, max(0, mention.start - _BEFORE), mention.start)
    ):
        neutral = ""
    return Unit(mention.start, mention.end, entry.id, neutral, found)


def _pair(text: str, first: Unit, second: Found, group: str) -> Unit | None:
    """The pair of two mentions that stand side by side, if one form may stand for both."""
    other = _single(text, second, group)
    joint = _JOINT.match(text, first.end)
    if not joint or joint.end() != other.start or first.found is None or not _alike(first.found, second):
        return None
    pronouns = second.mention.kind == "pronoun"
    neutral = _pronoun(first, other, joint) if pronouns else _noun(text, first, other, joint)
    end = other.end
    if "(" in joint[0]:
        neutral = neutral if text[end : end + 1] == ")" else ""
        end += 1
    also = _ALSO.match(text, end) if pronouns else None
    end = also.end() if also else end
    if neutral and not pronouns and _contrasted(text, first.start):
        return Unit(first.start, end, first.entry, "", first.found, pair=True)
    return Unit(first.start, end, first.entry, neutral, first.found, pair=True) if neutral else None


def _contrasted(text: str, start: int) -> bool:
    """Whether the word before says that both are meant as such: *between men and women*."""
    before = _WORD_BEFORE.search(text, max(0, start - 2 * _BEFORE), start)
    return before is not None and before[1].lower() in words("contrasts")


def _alike(first: Found, second: Found) -> bool:
    """Whether two mentions are words of one kind for people of two groups; titles stay two."""
    one, other = first.mention, second.mention
    return one.group != other.group and one.kind == other.kind and one.kind != "title"


def _pronoun(first: Unit, second: Unit, joint: re.Match[str]) -> str:
    """The pronoun for a pair of pronouns, if there is one."""
    if joint["own"]:
        return ""
    if first.neutral == second.neutral:
        return first.neutral
    return second.neutral if (first.neutral, second.neutral) in _GOES_WITH else ""


def _noun(text: str, first: Unit, second: Unit, joint: re.Match[str]) -> str:
    """The noun for a pair of nouns, if there is one: *a man and a woman* are two, *men and women* are people."""
    together = (joint["word"] or joint["amp"] or "").lower() in {"and", "&", "and/or"}
    plural = second.found is not None and second.found.option.entry.number == "pl"
    fits = not (together and not plural) and not (joint["article"] and plural)
    if joint["own"] and not _OWN.match(text, second.end):
        return ""
    return first.neutral if fits and first.neutral == second.neutral else ""


def _written_as_one(text: str, detection: Detection) -> Iterator[Unit]:
    """*s/he* and the like, which a swap leaves as they are."""
    for held in detection.held:
        neutral = written_as_one().get(held.text.lower())
        if neutral:
            # A bracket in front of a word is no part of what was found.
            bracket = text[held.start - 1 : held.start] == "(" and held.text.count(")") > held.text.count("(")
            yield Unit(held.start - bracket, held.end, held.cue, neutral)


@lru_cache(maxsize=1)
def written_as_one() -> dict[str, str]:
    """Both pronouns in one word, and the neutral one."""
    return {both: neutral for both, _, neutral in (entry.partition(":") for entry in words("written_as_one"))}
