"""The project's own resolver: a pronoun stands for the nearest one before it that it can stand for."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from cda.english.sentences import sentence_ends
from cda.english.tables import words
from cda.resolution.people import group_of_name, plain
from cda.resolution.persons import Persons
from cda.resolution.phrases import is_apposition, is_introduced, is_object, is_predicate, stands_before
from cda.resolution.reach import Sight, reaches
from cda.resolution.resolver import Clusters, Name
from cda.types import Group, Mention

SENTENCES = 3
"""How many sentences before its own a pronoun looks back."""

_LONGEST = 2000
_CANDIDATES = 12
_GENDERS = frozenset({"masculine", "feminine"})
"""The groups that a pronoun can have."""

_REACH = 60
_APART = frozenset(",;:–—(")


@dataclass(slots=True)
class _Sentence:
    """Who stands in a sentence so far: the subjects, and the last few others."""

    subjects: list[int] = field(default_factory=list)
    others: deque[int] = field(default_factory=lambda: deque(maxlen=_CANDIDATES))

    def candidates(self) -> Iterator[int]:
        """The subjects, the one that stands first before the others, then who else is there from the nearest."""
        yield from self.subjects
        yield from reversed(self.others)

    def add(self, person: int, *, subject: bool) -> None:
        """Note somebody; only the first few subjects are kept, for no sentence needs more."""
        if subject and len(self.subjects) < _CANDIDATES:
            self.subjects.append(person)
        else:
            self.others.append(person)


class NearestResolver:
    """Binds pronouns by place, group and position alone.

    A pronoun stands for somebody in its own sentence before it, or in the three sentences before that, the nearest
    sentence first. Within a sentence those whose group is known come before those whose group is not (bearers of most
    names), and subjects before others: a subject is the first noun or name of a sentence, or one in a later place that
    is no possessive, stands after no preposition and not after another without a comma. Pronouns that were bound count
    as those they stand for, so that a story goes on. A new name is a new person; a name or a noun that was there
    before is the same person again, unless *a* or *another* introduces the noun. A title before a name, an apposition
    and a predicate noun are the same person as what they stand beside. Plurals bind nothing. Pronouns for which nobody
    is found go together by group.

    Example:
        >>> she = Mention(16, 19, "She", "gender", "feminine", "pronoun", "pron.he-she")
        >>> aunt = Mention(4, 8, "aunt", "gender", "feminine", "noun", "noun.uncle-aunt")
        >>> NearestResolver().resolve("The aunt stood. She sang.", [aunt, she]).mentions
        (0, 0)
    """

    def resolve(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name] = (), plurals: Collection[int] = ()
    ) -> Clusters:
        """Put the mentions and names of a text together by person; see `Resolver`."""
        return _Reading(text, mentions, names, frozenset(plurals)).clusters()

    def reaches(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name], plurals: Collection[int] = ()
    ) -> bool:
        """Whether any mention can be put together with the bearer of a name; see `Resolver`."""
        return reaches(text, mentions, names, plurals, Sight(SENTENCES, _LONGEST))


class _Reading:
    """One pass over a text, left to right."""

    def __init__(self, text: str, mentions: Sequence[Mention], names: Sequence[Name], plurals: frozenset[int]) -> None:
        self.text, self.mentions, self.names, self.plurals = text, mentions, names, plurals
        self.persons = Persons()
        self.of_mention: list[int | None] = [None] * len(mentions)
        self.of_name: list[int] = [0] * len(names)
        self.nouns: dict[str, int] = {}
        self.known_names: dict[str, int] = {}
        self.lone_names: dict[str, int] = {}
        self.loose: dict[Group, int] = {}
        self.recent: deque[_Sentence] = deque(maxlen=SENTENCES + 1)
        self.before: tuple[Mention | Name, int] | None = None
        """Who stood last, in this sentence."""

    def clusters(self) -> Clusters:
        """Read the text and say who is who."""
        ends = iter(sentence_ends(self.text, _LONGEST))
        end = -1
        by_place = [(name.start, 0, place) for place, name in enumerate(self.names)]
        by_place += [(mention.start, 1, place) for place, mention in enumerate(self.mentions)]
        by_place.sort()
        for start, kind, place in by_place:
            while start >= end:
                end = next(ends, len(self.text) + 1)
                self.recent.append(_Sentence())
                self.before = None
            if kind == 0:
                self._name(place)
            elif place in self.plurals:
                self.before = None
            else:
                self._mention(place)
        of = self.persons.of
        return Clusters(
            tuple(None if person is None else of(person) for person in self.of_mention),
            tuple(map(of, self.of_name)),
            frozenset(of(person) for person in self.loose.values()),
        )

    def _name(self, place: int) -> None:
        name = self.names[place]
        parts = plain(name.text).split()
        known = self._known(parts)
        person = self.persons.new(self._group(name)) if known is None else known
        before = self.before
        if before and self._leads(before[0], name) and not self.persons.join(before[1], person):
            person = before[1]  # Mrs. Low after Mr. Low is somebody else
        for key in (" ".join(parts), *parts[:1], *parts[-1:]):
            self.known_names[key] = person
        if len(parts) == 1:
            self.lone_names[parts[0]] = person
        self.of_name[place] = person
        self._note(name, person, subject=self._stands_as_subject(name))

    def _group(self, name: Name) -> Group | None:
        return name.group if name.group in _GENDERS else group_of_name(name.text)

    def _known(self, parts: Sequence[str]) -> int | None:
        """Who bears a name: *Low* is the last Low there was, *Ann Low* whoever was called so, or *Low* alone."""
        known = self.known_names.get(" ".join(parts))
        if known is None and len(parts) > 1:
            lone = [self.lone_names.pop(part, None) for part in (parts[0], parts[-1])]
            known = next((one for one in lone if one is not None), None)
        return known

    def _leads(self, one: Mention | Name, name: Name) -> bool:
        """Whether a title or a noun goes with the name after it."""
        noun = isinstance(one, Mention) and one.kind in {"noun", "title"}
        return noun and (one.end > name.start or stands_before(self.text, one.end, name.start, name.end))

    def _mention(self, place: int) -> None:
        mention = self.mentions[place]
        before = self.before
        if before and isinstance(before[0], Name) and mention.end <= before[0].end:
            self.persons.learn(before[1], mention.group)  # a title knows better than the list of first names
            self.of_mention[place] = before[1]
            return
        person = self._bind(mention) if mention.kind == "pronoun" else self._noun(mention)
        self.of_mention[place] = person
        possessive = mention.kind == "pronoun" and f"subject:{mention.text.lower()}" not in words("person_pronouns")
        self._note(mention, person, subject=not possessive and self._stands_as_subject(mention))

    def _noun(self, mention: Mention) -> int:
        """The person of a noun, a title or an adjective: new, or one that was there before."""
        before = self.before
        if before and self.persons.fits(before[1], mention.group) and before[0].end <= mention.start:
            end = before[0].end
            if is_predicate(self.text, end, mention.start) or (
                is_apposition(self.text, end, mention.start, mention.end)
            ):
                self.persons.learn(before[1], mention.group)
                self.nouns[mention.entry] = before[1]
                return before[1]
        known = self.nouns.get(mention.entry)
        named = mention.kind == "title"  # the name after it says who it is
        if (
            known is None
            or named
            or is_introduced(self.text, mention.start)
            or not self.persons.fits(known, mention.group)
        ):
            known = self.nouns[mention.entry] = self.persons.new(mention.group)
        return known

    def _bind(self, mention: Mention) -> int:
        """The person that a pronoun stands for."""
        for sentence in reversed(self.recent):
            fitting = [one for one in sentence.candidates() if self.persons.fits(one, mention.group)]
            if fitting:
                known = (one for one in fitting if self.persons.group(one) == mention.group)
                person = next(known, fitting[0])
                self.persons.learn(person, mention.group)
                return person
        if mention.group not in self.loose:
            self.loose[mention.group] = self.persons.new(mention.group)
        return self.loose[mention.group]

    def _stands_as_subject(self, one: Mention | Name) -> bool:
        if not self.recent[-1].subjects and not self.recent[-1].others:
            return not is_object(self.text, one.start)
        end = self.before[0].end if self.before else 0
        apart = one.start - end > _REACH or not _APART.isdisjoint(self.text[end : one.start])
        return apart and not is_object(self.text, one.start)

    def _note(self, one: Mention | Name, person: int, *, subject: bool) -> None:
        self.recent[-1].add(person, subject=subject)
        self.before = (one, person)
