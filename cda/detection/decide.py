"""From a hit to a decision: does the word refer to people of a group, and which entry is it?"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Literal, NamedTuple

from cda.detection.context import TAG_GUARDS, TEXT_GUARDS, Guard
from cda.detection.identity import Use
from cda.detection.identity_surface import surface_use
from cda.detection.index import Hit, Option
from cda.detection.person import PersonName
from cda.detection.senses import Senses, sense_of
from cda.detection.titles import in_title
from cda.english.use import use_by_tag, use_by_text
from cda.lexicon.model import Sense
from cda.types import Held, Mention, Reason

PERSON = "person"
"""The guard of forms that count only where they speak of people."""

_USES = frozenset({"DET", "PRON"})
"""The parts of speech of *her* and *his*, which the words beside them tell apart."""

COLOUR = "colour"
"""The guard of forms that are ordinary adjectives too, which makes the other one strict."""


class Found(NamedTuple):
    """A mention together with the reading that made it.

    Args:
        mention: The mention.
        option: The reading; the swap takes the new form from its entry.
        name: The parts of a person's name, where the mention is one.
    """

    mention: Mention
    option: Option
    name: PersonName | None = None


class Question(NamedTuple):
    """A hit that only the model can settle.

    Args:
        hit: The hit.
        options: The readings that are left.
        asks: Who is asked: the tagger for the part of speech, or the parser whether the word speaks of people.
    """

    hit: Hit
    options: tuple[Option, ...]
    asks: Literal["tagger", "parser"] = "tagger"

    @property
    def colour(self) -> bool:
        """Whether the word is an ordinary adjective too."""
        return any(COLOUR in option.guards for option in self.options)


def decide(text: str, hit: Hit, senses: Mapping[str, Senses]) -> Found | Held | Question:
    """Decide a hit by the text beside it, as far as that goes.

    Args:
        text: The text.
        hit: A hit with at least one option.
        senses: Sense rows by form, lower case.

    Returns:
        A mention, a word left alone with its reason, or a question for the model.
    """
    surface = text[hit.start : hit.end]
    rows = senses.get(surface.lower())
    sense = sense_of(text, hit.start, hit.end, rows) if rows else None
    if sense and sense.reading == "not_person":
        return Held(hit.start, hit.end, surface, "not_person", sense.id)
    if not surface.islower() and in_title(text, hit.start, hit.end):
        return Held(hit.start, hit.end, surface, "protected", "title")
    if len(hit.options) == 1 and not hit.options[0].guards:  # as of most pronouns
        return found(text, hit, hit.options[0])
    options, failed = _through_guards(text, hit)
    if not options:
        reason: Reason = "kept_name" if failed == "unnamed" else "not_person"
        return Held(hit.start, hit.end, surface, reason, failed)
    return _among(text, hit, options, sense)


def _among(text: str, hit: Hit, options: tuple[Option, ...], sense: Sense | None) -> Found | Held | Question:
    """The reading of a word, of those that the text lets pass."""
    for option in options:
        if PERSON in option.guards:
            return _of_people(text, Question(hit, options, "parser"), sense)
    if len(options) > 1 and {option.entry.pos for option in options} >= _USES:
        use = use_by_text(text, hit.start, hit.end)
        for option in options:
            if option.entry.pos == use:
                return found(text, hit, option)
        return Question(hit, options if use is None else ())
    if sense is None and not all(TAG_GUARDS.keys().isdisjoint(option.guards) for option in options):
        return Question(hit, options)
    return found(text, hit, options[0])


def settle(text: str, question: Question, tag: str) -> Found | Held:
    """Decide a question by the tagger's answer.

    Args:
        text: The text.
        question: What was left open.
        tag: The fine-grained tag of the word, such as ``PRP$`` or ``NN``.

    Returns:
        A mention, or a word left alone because it is another part of speech here.
    """
    hit, options = question.hit, question.options
    if {option.entry.pos for option in options} >= _USES:
        wanted = use_by_tag(tag)
        return found(text, hit, next(option for option in options if option.entry.pos == wanted))
    for option in options:
        needed = TAG_GUARDS.keys() & option.guards
        if all(tag.startswith(TAG_GUARDS[guard]) for guard in needed):
            return found(text, hit, option)
    return Held(hit.start, hit.end, text[hit.start : hit.end], "not_person", f"tag {tag}" if tag else "tag")


def _of_people(text: str, question: Question, sense: Sense | None) -> Found | Held | Question:
    """A word that counts only where it speaks of people: by its neighbours where they say it."""
    hit = question.hit
    owned = text[hit.end : hit.end + 1] in {"'", "’"}  # what somebody owns says nothing of the owner: *Black's films*
    if sense and not owned:  # a row of the lexicon that says so; *not_person* was answered before
        return settle_use(text, question, "ADJ")
    use = surface_use(text, hit.start, hit.end, colour=question.colour)
    return question if use == "ask" else settle_use(text, question, use)


def settle_use(text: str, question: Question, use: Use | None) -> Found | Held:
    """Decide a question by what the word is used as.

    Args:
        text: The text.
        question: What was left open.
        use: ``ADJ`` where the word says something of people, ``NOUN`` where it means them, ``None`` where neither.

    Returns:
        A mention, or a word left alone because it does not speak of people here.
    """
    hit, options = question.hit, question.options
    free = tuple(option for option in options if PERSON not in option.guards)
    if use is None and not free:
        return Held(hit.start, hit.end, text[hit.start : hit.end], "not_person", PERSON)
    left = options if use else free
    return found(text, hit, next((option for option in left if option.entry.pos == use), left[0]))


def found(text: str, hit: Hit, option: Option) -> Found:
    """Make the mention of a hit that was decided."""
    start, end, attribute = hit[:3]
    return Found(Mention(start, end, text[start:end], attribute, option.group, option.kind, option.entry.id), option)


def _through_guards(text: str, hit: Hit) -> tuple[tuple[Option, ...], str]:
    """The options whose guards the text does not refuse, and the last guard that refused one."""
    left, failed = [], ""
    guards: AbstractSet[str] = frozenset()
    refused = ""
    for option in hit.options:
        if option.guards != guards:  # most often those of the option before: *her* and *her*
            guards = option.guards
            refused = _refusing(guards, text, hit)
        if refused:
            failed = refused
        else:
            left.append(option)
    return (hit.options if not failed else tuple(left)), failed


def _refusing(guards: AbstractSet[str], text: str, hit: Hit) -> str:
    """The first of some guards that the text refuses; empty where it refuses none."""
    for name, passes in _text_guards(guards):
        if not passes(text, hit.start, hit.end):
            return name
    return ""


@lru_cache(maxsize=256)
def _text_guards(guards: AbstractSet[str]) -> tuple[tuple[str, Guard], ...]:
    """Those of the guards of a form that the text answers, in the order in which they are asked."""
    return tuple((name, passes) for name, passes in TEXT_GUARDS.items() if name in guards)
