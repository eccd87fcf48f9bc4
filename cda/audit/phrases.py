"""How the phrases of the lexicons are written, and which of them may be listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cda.errors import CdaError
from cda.lexicon.find import load
from cda.lexicon.model import Lexicon
from cda.lexicon.names import NameLexicon, load_names

_OF_THINGS = frozenset(
    {
        "animal",
        "black_and_white",
        "brand_company",
        "communication",
        "day",
        "disease",
        "ethnonym_fixed",
        "fixed",
        "food",
        "geo_city",
        "geo_us_county",
        "group",
        "idiom",
        "idiom_fixed",
        "movement",
        "organisation",
        "place",
        "plant",
        "prize",
        "race_fixed",
        "religion",
        "sports_team",
        "storm",
        "team",
        "thing",
        "umbrella",
    }
)
"""Categories of phrases among which no name of a person is; those of others are counted and never listed."""

_COLOURS, _PHRASE = "colour_", "protect."
_HOSTILE = frozenset({"insult", "offensive", "slur"})

OTHER = "names and titles of works"
"""What stands for all phrases that are not listed one by one."""

HOSTILE = "an insult or a slur"
"""What stands for all of these: they are counted, and never written."""


def phrases(specs: Iterable[str]) -> dict[str, str]:
    """Read how the phrases and cues of some lexicons are written.

    Args:
        specs: The lexicons, such as ``gender@1.1.0``; one that is not there any more says nothing.

    Returns:
        Id to phrase; `OTHER` for phrases that may name a person, `HOSTILE` for insults and slurs.

    Example:
        >>> found = phrases(["gender@1.1.0"])
        >>> found["protect.burger_king"], found["protect.stephen_king"]
        ('Burger King', 'names and titles of works')
    """
    told: dict[str, str] = {}
    names = load_names()
    for spec in specs:
        try:
            lexicon = load(spec)
        except CdaError:
            continue
        told |= dict(_of(lexicon, names))
    return told


def _of(lexicon: Lexicon, names: NameLexicon) -> Iterator[tuple[str, str]]:
    for phrase in lexicon.protected:
        of_things = phrase.category in _OF_THINGS or phrase.category.startswith(_COLOURS)
        first, _, more = phrase.phrase.partition(" ")
        named_so = phrase.exact and bool(more) and names.get(first) is not None  # such as *Jack Black*
        yield phrase.id, phrase.phrase if of_things and not named_so else OTHER
    for cue in lexicon.cues:
        yield cue.id, HOSTILE if cue.category in _HOSTILE else cue.cue
    for entry in (*lexicon.entries, *lexicon.derived):
        if entry.status in _HOSTILE:
            yield entry.id, HOSTILE


def named(cue: str, told: Mapping[str, str]) -> str:
    """What decided that a word is left alone, as it may be listed.

    Args:
        cue: The id of a cue or phrase, or the name of a rule.
        told: What `phrases` gave.

    Returns:
        The words of it; the id itself where it is that of a rule.

    Example:
        >>> named("protect.gone", {}), named("lower", {})
        ('names and titles of works', 'lower')
    """
    return told.get(cue, OTHER if cue.startswith(_PHRASE) else cue)
