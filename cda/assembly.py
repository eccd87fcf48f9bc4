"""From options to the parts of a rewriter: lexicons, detectors, planners, what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from cda.detection.detector import Detector
from cda.english import LANGUAGE
from cda.errors import OptionError
from cda.guess import guessed
from cda.lexicon.figures import load_figures
from cda.lexicon.find import attributes, load
from cda.lexicon.model import NEUTRAL, Lexicon, LexiconRef
from cda.lexicon.names import load_names
from cda.lexicon.prefer import prefer
from cda.naming.finder import Finder
from cda.options import NAMES, PUBLIC_FIGURES, Options, by_attribute
from cda.reading import ModelReader
from cda.resolution.choose import resolver_for
from cda.resolution.people import KeepList, People
from cda.swapping.attribute import AttributePlanner, AttributeSide
from cda.swapping.holder import Holder
from cda.swapping.holds import HOSTILE, OF_BODIES
from cda.swapping.intervention import EVERY, Choice
from cda.swapping.kept import HoldOptions, Kept
from cda.swapping.naming import names_of
from cda.swapping.neutral import NeutralOptions

Combination = tuple[tuple[int, int], ...]
"""What one counterfactual changes: places of a side and of a planner of it."""


def check_attributes(asked: Sequence[str], options: Options) -> None:
    """Refuse attributes of which no lexicon speaks.

    Args:
        asked: The attributes.
        options: The options; they may name lexicons.

    Raises:
        OptionError: If there is no such attribute.
    """
    known = attributes()
    for attribute in asked:
        if attribute not in known and by_attribute(attribute, options.lexicon, "lexicon") is None:
            guess = guessed(attribute, known=known, number=1)
            hint = f"{guess}there is: {', '.join(known)}; for one of your own give the path of its lexicon"
            raise OptionError(f"there is no attribute {attribute!r}", hint=hint)


def lexicon_of(attribute: str, options: Options) -> Lexicon:
    """Load the lexicon of an attribute.

    Args:
        attribute: The attribute.
        options: The options; they may name the lexicon.

    Returns:
        The lexicon, with the user's choice of a title for *Mr*.

    Raises:
        OptionError: If the lexicon that is named speaks of another attribute or is of another language than the rules.
    """
    asked = by_attribute(attribute, options.lexicon, "lexicon")
    found = load(asked or attributes()[attribute])
    if found.attribute != attribute:
        raise OptionError(
            f"lexicon {found.ref} is about {found.attribute}, not about {attribute}",
            hint="give a lexicon whose manifest names the attribute",
        )
    if found.language != LANGUAGE:
        raise OptionError(
            f"lexicon {found.ref} is of the language {found.language!r}, and the rules are those of {LANGUAGE!r}",
            where=found.where,
            hint="articles and sentences of another language would be broken; CONTRIBUTING.md says what one needs",
        )
    return prefer(found, "Mr", options.mr)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the attributes of a rewriter share.

    Args:
        reader: Tags, parses and recognizes what the words leave open.
        finder: Finds names of persons in rows.
        kept: The names that are never touched.
    """

    reader: ModelReader
    finder: Finder
    kept: Kept


def shared(options: Options) -> Shared:
    """Put together what the attributes share; models are loaded when they are first asked."""
    reader = ModelReader(options.model)
    finder = Finder(load_names(by_attribute(NAMES, _named(options), "lexicon")), reader)
    return Shared(reader, finder, kept_of(options))


def swaps_names(attributes_: Sequence[str], options: Options) -> bool:
    """Whether names change for any of the attributes."""
    return any(names_option(attribute, options) == "swap" for attribute in attributes_)


def names_option(attribute: str, options: Options) -> str:
    """What becomes of names for an attribute: ``keep``, ``hold`` or ``swap``."""
    return by_attribute(attribute, options.names, "names") or "keep"


def side_of(attribute: str, options: Options, parts: Shared) -> AttributeSide:
    """Put together what an attribute needs.

    Args:
        attribute: The attribute.
        options: The options.
        parts: What all attributes share.

    Returns:
        The side.

    Raises:
        OptionError: If there is no such attribute or group.
    """
    lexicon = lexicon_of(attribute, options)
    to = by_attribute(attribute, options.to, "to")
    if to not in {None, EVERY, *lexicon.groups}:
        guess = guessed(str(to), known=(*lexicon.groups, EVERY), number=1)
        hint = f"{guess}to: {', '.join(lexicon.groups)}, all, or none to swap"
        raise OptionError(f"there is no group {to!r} to write", hint=hint)
    names = None
    if names_option(attribute, options) == "swap":
        names = names_of(attribute, parts.finder.lexicon)
        if names is None:
            raise OptionError(f"there are no names by {attribute}", hint="names='swap' is for gender and race")
    neutral = NeutralOptions(options.nouns, options.reflexive)
    planners = tuple(
        AttributePlanner(Choice(attribute, lexicon.swapped, one, options.seed), names, parts.reader, neutral)
        for one in (lexicon.swapped if to == EVERY else (to,))
    )
    holder = _holder(options, attribute, to, parts)
    return AttributeSide(lexicon, Detector(lexicon, parts.reader), planners, holder, names)


def lexicons_of(sides: Sequence[AttributeSide], options: Options, parts: Shared) -> tuple[LexiconRef, ...]:
    """The lexicons that decide: those of the attributes, then names and public figures where they are asked."""
    found = [side.lexicon.ref for side in sides]
    if any(side.names for side in sides):
        found.append(parts.finder.lexicon.ref)
    if options.public_figures == "hold":
        found.append(load_figures(by_attribute(PUBLIC_FIGURES, _named(options), "lexicon")).ref)
    return tuple(found)


def kept_of(options: Options) -> Kept:
    """The names that are never touched: the user's list, and public figures where they are held."""
    user = KeepList(options.keep_names or ())
    if options.public_figures != "hold":
        return Kept(user, KeepList(()))
    figures = load_figures(by_attribute(PUBLIC_FIGURES, _named(options), "lexicon"))
    return Kept(user, KeepList(figures.names))


def combinations(sides: Sequence[AttributeSide], combine: str) -> tuple[Combination, ...]:
    """What each counterfactual of a row changes.

    Args:
        sides: The attributes.
        combine: ``each`` for one attribute at a time, ``joint`` for all at once, ``all`` for both.

    Returns:
        The combinations, in the order in which counterfactuals stand.
    """
    directions = [[(number, place) for place in range(len(side.planners))] for number, side in enumerate(sides)]
    alone = tuple((one,) for some in directions for one in some)
    joint = tuple(product(*directions))
    if len(sides) == 1:
        return alone
    return {"each": alone, "joint": joint, "all": (*alone, *joint)}[combine]


def _named(options: Options) -> dict[str, str] | None:
    """The lexicons that are named by key; one that is named alone is that of the attribute."""
    return None if isinstance(options.lexicon, str) or options.lexicon is None else dict(options.lexicon)


def _holder(options: Options, attribute: str, to: str | None, parts: Shared) -> Holder | None:
    """What decides about holds, or ``None`` where no option asks for any."""
    names = names_option(attribute, options) == "hold"
    guards = options.guards == "hold"
    if not (guards or names or options.keep_names or options.public_figures == "hold"):
        return None
    pardoned = (OF_BODIES if to == NEUTRAL else frozenset()) | (HOSTILE if options.hostile == "swap" else frozenset())
    everybody = People(parts.reader)
    return Holder(
        resolver_for(options.model), everybody, parts.finder, parts.kept, HoldOptions(guards, names, pardoned)
    )
