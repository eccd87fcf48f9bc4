"""A lexicon as the stages use it: frozen values, nothing of the file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cda.types import Kind, Strength

NEUTRAL = "neutral"
"""The group that a lexicon may have beside those of a swap."""

Status = Literal["current", "contested", "dated", "offensive", "slur"]
"""How the words of an entry are taken."""

NEVER_WRITTEN: frozenset[Status] = frozenset({"offensive", "slur"})
"""Entries of this status are found, reported and counted; nothing is ever rewritten to their words."""

_FROM = "from-"

_KINDS: Mapping[str, Kind] = {
    "PRON": "pronoun",
    "DET": "pronoun",
    "NOUN": "noun",
    "VERB": "noun",
    "TITLE": "title",
    "ADJ": "adjective",
    "EMOJI": "emoji",
    "NAME": "name",
}


@dataclass(frozen=True, slots=True)
class LexiconRef:
    """What an output says about the lexicon that made it.

    Args:
        id: The lexicon's name, such as ``gender``.
        version: Its semantic version.
        sha256: The hash of its content, 64 hexadecimal digits.
    """

    id: str
    version: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon entry: the same word in several groups.

    Args:
        id: Stable id.
        pos: ``PRON``, ``DET``, ``NOUN``, ``TITLE``, ``ADJ`` or ``VERB``.
        number: ``sg``, ``pl`` or ``na``.
        forms: Group to form; groups without a form are absent.
        directions: ``both``, ``none``, ``to-<group>``, or one or more ``from-<group>`` separated by blanks.
        tier: ``core``, ``extended`` or ``conditional``.
        guards: Conditions, with ``<group>:`` before those that hold for one form alone.
        sources: Keys of the sources.
        note: A remark for people.
        status: How the words are taken: ``current``, ``contested``, ``dated``, ``offensive`` or ``slur``.
    """

    id: str
    pos: str
    number: str
    forms: Mapping[str, str]
    directions: str
    tier: str
    guards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    status: Status = "current"

    @property
    def kind(self) -> Kind:
        """The kind of mention that the entry makes."""
        return _KINDS[self.pos]

    def writes(self, group: str) -> bool:
        """Whether the form of a group may be written in place of another."""
        if group not in self.forms or self.directions == "none":
            return False
        if group == NEUTRAL:  # right for every source; which forms are sources is decided between the other groups
            return True
        return self.directions in {"both", f"to-{group}"} or self.directions.startswith(_FROM)

    def is_source(self, group: str, swapped: Sequence[str]) -> bool:
        """Whether the form of a group is looked for in texts, where these groups are those of a swap."""
        if group not in swapped or group not in self.forms:
            return False
        if self.directions == "none":
            return True
        if self.directions.startswith(_FROM):
            return f"{_FROM}{group}" in self.directions.split()
        return any(self.writes(other) for other in swapped if other != group)

    def guards_of(self, group: str) -> frozenset[str]:
        """The conditions on the form of a group."""
        named = (guard.rpartition(":") for guard in self.guards)
        return frozenset(name for owner, _, name in named if owner in {"", group})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to form words: an entry whose forms have a star where a stem stands.

    Args:
        id: Stable id.
        pos: As for `Entry`.
        number: As for `Entry`.
        forms: Group to form with a star; groups without a form are absent.
        directions: As for `Entry`.
        tier: As for `Entry`.
        guards: As for `Entry`.
        stems: What the star stands for: a list, ``=<id>`` for that of another pattern, or empty for any letters.
        exceptions: Words that end like a form and are none, lower case.
        sources: Keys of the sources.
        note: A remark for people.
    """

    id: str
    pos: str
    number: str
    forms: Mapping[str, str]
    directions: str
    tier: str
    guards: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    exceptions: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Emoji:
    """The same emoji in several groups, without skin tones and variation selectors; see the lexicon format."""

    id: str
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """A neighbour that says whether a form means somebody; see the lexicon format."""

    id: str
    forms: tuple[str, ...]
    when: Literal["next", "previous", "near", "bare-next", "bare-previous"]
    words: frozenset[str]
    reading: Literal["person", "not_person"]


@dataclass(frozen=True, slots=True)
class Protected:
    """A phrase in which nothing is rewritten; ``exact`` means that its letter case must fit."""

    id: str
    phrase: str
    exact: bool
    category: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that makes a rewrite false or absurd; see the lexicon format."""

    id: str
    cue: str
    group: str
    strength: Strength
    scope: Literal["referent", "sentence", "row"]
    category: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything a version of a lexicon says.

    Args:
        ref: Name, version and hash.
        language: Language code, such as ``en``.
        attribute: The attribute, such as ``gender``.
        groups: Its groups; the first two are each other's opposite in a swap.
        title: A line for people.
        licence: The licence of the tables.
        entries: The pairs.
        senses: Words that mean somebody only sometimes.
        protected: Phrases left alone.
        cues: What makes a rewrite questionable.
        where: The folder it was read from.
        patterns: Ways to form words.
        derived: The entries that the patterns make with the stems they list.
        emoji: Emoji that show a group.
    """

    ref: LexiconRef
    language: str
    attribute: str
    groups: tuple[str, ...]
    title: str
    licence: str
    entries: tuple[Entry, ...]
    senses: tuple[Sense, ...] = ()
    protected: tuple[Protected, ...] = ()
    cues: tuple[Cue, ...] = ()
    where: str = ""
    patterns: tuple[Pattern, ...] = ()
    derived: tuple[Entry, ...] = ()
    emoji: tuple[Emoji, ...] = ()

    @property
    def swapped(self) -> tuple[str, ...]:
        """The groups that a text can be rewritten from: all but the neutral one."""
        return tuple(group for group in self.groups if group != NEUTRAL)

    @property
    def opposite(self) -> Mapping[str, str]:
        """Each of the first two groups to the other one; further groups have no opposite."""
        first, second = self.groups[:2]
        return {first: second, second: first}
