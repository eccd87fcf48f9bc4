"""What outcomes, reasons, kinds and categories are called for people who did not write the tool."""

from __future__ import annotations

from collections.abc import Mapping

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "augmented": ("rewritten", "A counterfactual was written."),
    "held": ("left alone on purpose", "Something spoke against a rewriting, so there is no counterfactual."),
    "unchanged": ("nothing to change", "There are such words, and the rewriting equals the original."),
    "no_mention": ("no word for a group", "Nobody is named in words for these groups. The row is kept once."),
    "not_selected": ("not chosen", "It could be rewritten; the strategy did not take it, or its split is left alone."),
    "failed": ("failed", "The row could not be read or rewritten. It was set aside, and says why."),
}
"""Outcome of a row to its name and what it means."""

REASONS: Mapping[str, tuple[str, str]] = {
    "public_figure": (
        "a public figure",
        "Somebody well known is named in full. The name stays, and with it the words that go with it.",
    ),
    "protected": (
        "a fixed expression, a title or code",
        "The word belongs to an expression, to the name of a firm, a film or a place, to an address or to code.",
    ),
    "not_person": (
        "does not speak of a person here",
        "Read in its sentence the word is another one: a verb, a surname, a thing, a kind of music.",
    ),
    "guard": (
        "the rewriting would be false or absurd",
        "A cue, such as a pregnancy, or the lack of a counterpart speaks against it. The person stays as they are.",
    ),
    "kept_name": (
        "goes with a name that stays",
        "The name of the person is kept, and with it the words that refer to it.",
    ),
    "already_balanced": ("both groups are named", "Such as “he or she”: there is nothing to balance."),
    "ambiguous": ("undecided", "It is not clear what the word means here, so it stays."),
    "user": ("kept because it was asked for", "A name or a label that was said to be left alone."),
}
"""Reason for leaving a word alone to its name and what it means."""

KINDS: Mapping[str, str] = {
    "pron": "pronouns (he, she, him)",
    "det": "possessives (his, her)",
    "noun": "nouns (brother, actress)",
    "title": "titles (Mr, Mrs)",
    "adj": "adjectives (male, feminine)",
    "name": "names",
    "emoji": "emoji",
    "pattern": "formed words (postwoman)",
    "verb": "verbs",
    "article": "a and an",
    "agreement": "verbs that follow they",
}
"""Kind of an edit, as `cda.dataset.kinds.kind_of` gives it, to its name."""

CATEGORIES: Mapping[str, str] = {
    "pregnancy_birth": "pregnancy and birth",
    "first_claim": "first or only of a group",
    "law_history": "law and history",
    "gender_identity": "gender identity",
    "real_person": "a real person",
    "religion_office": "religious office",
    "age_fact": "a fact about age",
    "metalinguistic": "words about words",
    "comparative": "comparisons of groups",
    "phenotype": "looks that are told of one group",
    "insult": "insults",
    "slur": "slurs",
    "offensive": "offensive words",
}
"""Category of a cue to its name; others are called by their own."""

STRENGTHS: Mapping[str, str] = {
    "block": "would make a rewriting false",
    "note": "worth knowing",
}
"""Strength of a cue to what it means."""

GROUPS: Mapping[str, str] = {
    "swapped": "exchanged both ways",
    "mixed": "several groups equally",
    "none": "no group",
}
"""What is no group and stands beside them."""

_RULES: Mapping[str, str] = {
    "code": "in code",
    "url": "in an address",
    "email": "in an address",
    "json": "in JSON",
    "ticker": "a sign of the stock exchange",
    "lower": "written like a name",
    "counted": "a title without an article",
    "apart": "beside a capitalised word",
    "alone": "directly before a capitalised word",
    "unnamed": "directly before a name",
    "possessed": "not owned (“a pop”, not “my pop”)",
    "person": "not said of people",
    "small": "written with a capital",
    "capital": "written without a capital",
    "meant": "an exclamation",
    "unaddressed": "somebody is addressed",
    "animate": "said of a ship, a storm or a country",
    "noun": "no noun here",
    "adjective": "no adjective here",
    "tag": "another part of speech",
    "no_counterpart": "there is no counterpart",
    "named": "a name stands beside it",
}
"""Rule that decided to what it saw."""

_TITLE: Mapping[str, str] = {"protected": "in a title", "not_person": "no name follows"}
"""Reason to what the rule ``title`` saw: it is asked for two things."""

_TAGS: Mapping[str, str] = {
    "JJ": "an adjective",
    "NN": "a noun",
    "VB": "a verb",
    "RB": "an adverb",
    "UH": "an exclamation",
    "IN": "a preposition",
    "PR": "a pronoun",
    "MD": "a verb",
    "CD": "a number",
}
"""First letters of a part of speech to its name."""


def outcome_name(outcome: str) -> str:
    """What an outcome is called.

    Example:
        >>> outcome_name("no_mention")
        'no word for a group'
    """
    return OUTCOMES.get(outcome, (plain(outcome), ""))[0]


def reason_name(reason: str) -> str:
    """What a reason is called.

    Example:
        >>> reason_name("public_figure")
        'a public figure'
    """
    return REASONS.get(reason, (plain(reason), ""))[0]


def group_name(group: str) -> str:
    """What a group is called, or what stands beside the groups.

    Example:
        >>> group_name("feminine"), group_name("mixed"), group_name("swapped+white")
        ('feminine', 'several groups equally', 'exchanged both ways + white')
    """
    return " + ".join(GROUPS.get(part, plain(part)) for part in group.split("+"))


def category_name(category: str) -> str:
    """What a category of cues is called.

    Example:
        >>> category_name("pregnancy_birth"), category_name("clothing")
        ('pregnancy and birth', 'clothing')
    """
    return CATEGORIES.get(category, plain(category))


def kind_name(kind: str) -> str:
    """What a kind of edit is called.

    Example:
        >>> kind_name("pron"), kind_name("coref")
        ('pronouns (he, she, him)', 'coref')
    """
    return KINDS.get(kind, plain(kind))


def cue_name(cue: str, reason: str = "") -> str:
    """What decided that a word is left alone.

    Args:
        cue: The id of a cue, a phrase, a sense, or the name of a rule.
        reason: The reason that it was left alone for.

    Returns:
        The same in words.

    Example:
        >>> cue_name("protect.burger_king"), cue_name("sense.pop-music"), cue_name("tag JJ"), cue_name("meant")
        ('burger king', 'pop (music)', 'an adjective here', 'an exclamation')
    """
    if cue in _RULES or cue == "title":
        return _RULES.get(cue) or _TITLE.get(reason, cue)
    first, _, rest = cue.partition(".")
    if first == "sense" and rest:
        form, _, sense = rest.partition("-")
        return f"{plain(form)} ({plain(sense)})" if sense else plain(form)
    if first in {"cue", "protect"} and rest:
        return plain(rest)
    word, _, tag = cue.partition(" ")
    if word == "tag":
        return f"{_TAGS.get(tag[:2], 'another part of speech')} here"
    return plain(cue)


def plain(name: str) -> str:
    """A name of the program as words.

    Example:
        >>> plain("first_claim")
        'first claim'
    """
    return name.replace("_", " ")
