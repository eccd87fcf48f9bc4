"""*his* that stands alone before a word that could go on with a noun phrase: *a friend of his works here*.

The tagger takes *his* for a possessive anywhere, so the text alone must say: a finite verb of which *his* is the
subject, or a construction (*a friend of his*, *the choice is his alone*) that *his* closes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cda.english.behind import ends_in
from cda.english.tables import words
from cda.english.trained import trained_use, verb_forms

_WORD = r"\w+(?:[-'’]\w+)*"
_AFTER = re.compile(rf"[ \t\u00a0\r\n]{{1,3}}(?P<one>{_WORD})(?:[ \t\u00a0\r\n]{{1,3}}(?P<two>{_WORD}))?")
_END = re.compile(r"[\"”]|\s*(?:$|[.!?;:)\]}|]|\n\s*\n|<)")
_ASIDE = re.compile(r"\s\((?P<first>\w*)[^()]{0,60}\)(?P<end>\s*(?:$|[.!?;,:]))?")
_OF = re.compile(rf"\b(?P<before>(?:{_WORD}\s{{1,3}}){{0,4}})(?P<noun>{_WORD})\s{{1,3}}of\s{{1,3}}$", re.IGNORECASE)
_AFTER_OF = re.compile(r"\bof\s{1,3}$", re.IGNORECASE)
_SHORT = 6
_JOINS = ("and", "nor", "or")
_AIDS = ("did", "does", "do", "will", "would", "can", "could", "should", "may", "might", "must")
_LINKS = ("was", "is", "were", "are", "been", "be", "once", "formerly", "now")
_JOINED = re.compile(
    r"(?:\b(?:my|your|her|our|their|the)\s+(?:\w+\s+)?\w+|\b\w+['’]s\s+\w+|\b(?:mine|yours|hers|ours|theirs))"
    rf"\s+(?:{'|'.join(_JOINS)})\s+$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:^|[.!?\"“\n]\s*|\b(?:how|why|when|where|and|but|or|so)\s+)"
    rf"(?:{'|'.join(_AIDS)})\s+$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:that|which)\s+(?:(?:was|is|were|are)|(?:had|has|have)\s+been|used\s+to\s+be)(?:\s+(?:once|formerly|now))?\s+$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s{1,3}(?:an?|the|this|that|my|your|our|their|its|some|any|no)\b", re.IGNORECASE)
_DONE = re.compile(r"\s{1,3}done\b", re.IGNORECASE)
_REACH = 100
_LONGER_THAN = 3


class _Next(NamedTuple):
    """The word after *his*, lower case, what follows it, and whether a noun phrase could go on behind it.

    Args:
        one: The word.
        two: The word behind it, or nothing where a mark comes first.
        ends: Whether a sentence or a clause ends behind the word.
    """

    one: str
    two: str
    ends: bool

    @property
    def over(self) -> bool:
        """Whether no noun phrase goes on behind the word."""
        return self.ends or self.determined or self.two in words("not_after_possessive")

    @property
    def determined(self) -> bool:
        """Whether another noun phrase begins behind the word."""
        return self.two in words("determiners") or self.two in words("object_pronouns")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether *his* stands alone, although a word follows that could begin a noun phrase.

    Args:
        text: The text.
        start: First code point of *his*.
        end: One past its last code point.

    Returns:
        Whether it does: *hers* is its other form.

    Example:
        >>> text = "A tenant of his claims the roof leaked."
        >>> stands_alone(text, 12, 15), stands_alone("He sold his claims the same day.", 8, 11)
        (True, False)
    """
    genitive = _genitive(text, start)
    aside = _ASIDE.match(text, end) if genitive else None
    if aside:
        return aside["end"] is not None or aside["first"].lower() in words("not_after_possessive")
    after = _AFTER.match(text, end)
    if not after or not (after["one"].islower() or text[start:end].isupper()):
        return False
    one, two = after["one"].lower(), (after["two"] or "").lower()
    if not genitive and not may_stand_alone_before(one):
        return False
    following = _Next(one, two, bool(_END.match(text, after.end("one"))))
    if _is_verb(text, following, after.end()):
        return True
    if genitive:
        # Of persons it is the verb whatever follows: *a cousin of his saw Ann*.
        past = genitive == "who" and one in words("weak_pasts", "nounlike_pasts")
        learnt = not one.endswith("ing") and trained_use(text, start, end)[0] == "PRON"
        return past or learnt or _after_genitive(following, genitive)
    return _finite(one) and _in_clause(text, start, following, after)


@lru_cache(maxsize=1 << 14)
def may_stand_alone_before(word: str) -> bool:
    """Whether *his* can stand alone before a word where no genitive (*of his*) opens the phrase; before most not.

    Args:
        word: The word, lower case.

    Returns:
        ``False`` only where `stands_alone` says so of every text.

    Example:
        >>> may_stand_alone_before("became"), may_stand_alone_before("dog")
        (True, False)
    """
    closing = words("modals", "mid_adverbs", "pasts", "chat_words", "bare_verbs", "weak_pasts", "nounlike_pasts")
    return word in closing or word in {"cost", "alone"} or word.endswith("ly") or _finite(word)


def _is_verb(text: str, following: _Next, end: int) -> bool:
    """What closes the phrase wherever it is: *his became*, *his will be*, *his flourished*, *his alone*, *his lol*."""
    one, two = following.one, following.two
    if one in words("modals"):
        return two in words("after_modal") and not _DONE.match(text, end)
    if one in words("mid_adverbs"):
        return _finite(two) and bool(_OBJECT.match(text, end))
    return (
        one in words("pasts", "chat_words", "bare_verbs")
        or (one in words("weak_pasts") and (following.ends or following.determined or two in words("manner")))
        or (one in words("nounlike_pasts") and following.determined)
        or (one == "cost" and (two.isdigit() or two in words("numbers")))
        or (_past(one) and following.over and two not in words("joins_adjectives"))
        or ((_clear(one) or one == "alone") and following.over)
        or (one.endswith("ly") and one not in words("nouns_in_ly") and following.ends)
    )


def _after_genitive(following: _Next, head: str) -> bool:
    """What shows the verb after *a friend of his*, *that laugh of his*."""
    one, two = following.one, following.two
    amount = two in words("amounts", "numbers") or two[:1].isdigit()
    over = following.over or amount or two.endswith("ly") or two in words("manner", "particles")
    if one in words("modals"):
        return two in words("after_modal")
    if one in words("mid_adverbs"):
        return _finite(two) or (one == "once" and following.over)
    if one == "twice" or (_past(one) and amount):
        return over
    if head == "some":
        clear = _clear(one) or (one in words("weak_pasts") and over)
        return clear or (_finite(one) and (following.determined or amount) and two != "that")
    if one.endswith("ing") or one in words("particles"):
        return over and not following.ends
    third = one.endswith("s") and not one.endswith(("ss", "'s", "’s")) and one not in words("possessed_nouns")
    return over and (third or _finite(one))


def _genitive(text: str, start: int) -> str:
    """What kind of phrase *of his* closes: ``who`` for a person, ``this`` for *that laugh*, ``some`` for another."""
    if not ends_in(text, start, ("of",)) or not _AFTER_OF.search(text, max(0, start - _SHORT), start):
        return ""  # nearly always, and the long expression is dear
    match = _OF.search(text, max(0, start - _REACH), start)
    if not match:
        return ""
    noun = match["noun"].lower()
    if noun in words("anything"):
        return "who"
    before = [word.lower() for word in match["before"].split()]
    place = max((index for index, word in enumerate(before) if word in words("indefinite")), default=-1)
    quantity = words("parts_of", "indefinite", "numbers")
    if place < 0 or noun in quantity or set(before[place + 1 :]) & words("opens_phrase"):
        return ""
    if noun in words("people_of"):
        return "who"
    return "this" if before[place] in words("demonstratives") and noun not in words("followers_of") else "some"


def _in_clause(text: str, start: int, following: _Next, after: re.Match[str]) -> bool:
    """*my plan and his share a flaw*, *How did his turn out?*, *the desk that was his stands here*: verbs by place."""
    first = max(0, start - _REACH)
    if ends_in(text, start, _JOINS, _REACH) and _JOINED.search(text, first, start):
        return following.determined or (following.over and following.one in words("weak_pasts"))
    if ends_in(text, start, _AIDS, _REACH) and _ASKED.search(text, first, start):
        return following.ends or (following.two in words("particles") and bool(_END.match(text, after.end())))
    return following.over and ends_in(text, start, _LINKS, _REACH) and bool(_RELATIVE.search(text, first, start))


def _past(word: str) -> bool:
    return word.endswith("ed") and len(word) > _LONGER_THAN and "-" not in word and word not in words("nouns_in_ed")


def _clear(word: str) -> bool:
    """Whether a word is a form of a verb that is no noun."""
    return bool(_bases(word) & words("clear_verbs")) or word in words("pasts")


def _finite(word: str) -> bool:
    """Whether a word is or can be a finite verb."""
    return (
        _clear(word)
        or _past(word)
        or bool(_bases(word) & words("noun_verbs"))
        or word in words("weak_pasts")
        or word in words("nounlike_pasts")
        or verb_forms().get(word, word) != word
    )


def _bases(word: str) -> set[str]:
    """The base forms a word can have: itself, and without the ending of the third person."""
    bases = {word}
    if word.endswith("s") and not word.endswith("ss"):
        bases |= {word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y"}
    return bases
