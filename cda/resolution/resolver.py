"""What a resolver is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from cda.types import Group, Mention


class Name(NamedTuple):
    """A person's name where it stands.

    Args:
        start: First code point.
        end: One past the last code point.
        text: The name as it stands in the text.
        group: The group that a lexicon gives to the first name, where it was asked.
    """

    start: int
    end: int
    text: str
    group: Group | None = None


class Clusters(NamedTuple):
    """Who is the same person as who: a number for each person.

    Args:
        mentions: The person of each mention, in the order in which they were given; ``None`` for a mention that speaks
            of no one person, such as a plural.
        names: The person of each name.
        loose: The numbers of those whose antecedent was not found: pronouns of a group that stand for one person or
            for several.
    """

    mentions: tuple[int | None, ...] = ()
    names: tuple[int, ...] = ()
    loose: frozenset[int] = frozenset()


class Resolver(Protocol):
    """Says who a pronoun stands for."""

    def resolve(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name] = (), plurals: Collection[int] = ()
    ) -> Clusters:
        """Put the mentions and names of a text together by person.

        Args:
            text: The text.
            mentions: Its mentions, sorted by place, disjoint.
            names: Names of persons in it, sorted by place, disjoint. One may cover a mention (*Queen Ann*).
            plurals: Places of the mentions that speak of several people: nothing is bound to them.

        Returns:
            The person of each mention and of each name.
        """

    def reaches(
        self, text: str, mentions: Sequence[Mention], names: Sequence[Name], plurals: Collection[int] = ()
    ) -> bool:
        """Whether any mention can be put together with the bearer of one of some names.

        Args:
            text: The text.
            mentions: Its mentions, sorted by place, disjoint.
            names: Some of the names in it, sorted by place.
            plurals: Places of the mentions that speak of several people.

        Returns:
            ``False`` only where `resolve` can not, whatever other names it is given: then it need not be asked.
        """
        ...
