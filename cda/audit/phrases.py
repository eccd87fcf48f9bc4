"""How the phrases of the lexicons are written, and which of them may be listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from cda.english.tables import words
from cda.errors import CdaError
from cda.lexicon.find import load, published
from cda.lexicon.model import NEVER_WRITTEN, Lexicon
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

_COLOURS = "colour_"
_LONGEST_NAME = 5
_ROWS = re.compile(r"(?:protect|cue|noun|name|first|last|pattern|figure)\.")
"""How the ids of rows begin that hold phrases or words."""

_HOSTILE = frozenset({"insult", "offensive", "slur"})

PERSONAL = frozenset({"public_figure", "kept_name", "user"})
"""Reasons of which the words are names of people, or go with them: they are counted and never listed."""

OTHER = "names and titles of works"
"""What stands for all phrases that are not listed one by one."""

HOSTILE = "an insult or a slur"
"""What stands for all of these: they are counted, and never written."""


def phrases(specs: Iterable[str]) -> dict[str, str]:
    """Read how the phrases and cues of some lexicons are written.

    Args:
        specs: The lexicons, such as ``gender@1.1.0`` or a folder; one that is not there any more says nothing.

    Returns:
        Id to phrase; `OTHER` for phrases that may name a person, `HOSTILE` for insults and slurs.

    Example:
        >>> found = phrases(["gender@1.1.0"])
        >>> found["protect.burger_king"], found["protect.stephen_king"]
        ('Burger King', 'names and titles of works')
    """
    told: dict[str, str] = {}
    names = load_names()
    for lexicon in _loaded(specs):
        told |= dict(_of(lexicon, names))
    return told


def _loaded(specs: Iterable[str]) -> Iterator[Lexicon]:
    for spec in dict.fromkeys(specs):
        with suppress(CdaError):
            yield load(spec)


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


def names_people(values: Collection[str]) -> bool:
    """Whether the values of a column are names of people, as far as that can be told.

    Args:
        values: The values, each once.

    Returns:
        Whether at least half of them are a first name, alone or before words with capitals.

    Example:
        >>> names_people(["Jane Doe", "John B. Low"]), names_people(["news", "fiction", "Faith"])
        (True, False)
    """
    names = load_names()
    return 2 * sum(_is_name(value, names) for value in values) >= len(values) > 0


def _is_name(value: str, names: NameLexicon) -> bool:
    first, *more = value.split()[:_LONGEST_NAME] or [""]
    entry = names.get(first) if first[:1].isupper() else None
    return entry is not None and (not entry.ambiguity or bool(more)) and all(word[:1].isupper() for word in more)


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
    return told.get(cue, OTHER if _ROWS.match(cue) else cue)


@lru_cache(maxsize=8)
def unlisted(specs: tuple[str, ...]) -> frozenset[str]:
    """Read which words are insults or slurs, whatever group they speak of.

    Args:
        specs: Lexicons that decide; those that ship with the toolkit are read as well.

    Returns:
        The words, in small letters: forms and cues of the lexicons, and those of a table of English.

    Example:
        >>> "retard" in unlisted(()), "nurse" in unlisted(())
        (True, False)
    """
    newest = {one.name: str(one.folder) for one in published() if (one.folder / "entries.tsv").is_file()}
    found = set(words("insults"))
    for lexicon in _loaded((*newest.values(), *specs)):
        for entry in (*lexicon.entries, *lexicon.derived):
            if entry.status in NEVER_WRITTEN:
                found.update(form.lower() for form in entry.forms.values())
        found.update(cue.cue.lower() for cue in lexicon.cues if cue.category in _HOSTILE)
    return frozenset(found)
