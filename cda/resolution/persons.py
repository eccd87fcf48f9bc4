"""Persons as numbers: put together when a text says that two are one."""

from __future__ import annotations

from cda.types import Group


class Persons:
    """Numbers for persons, with the group of each as far as it is known; a disjoint-set forest.

    Example:
        >>> persons = Persons()
        >>> first, second = persons.new("feminine"), persons.new(None)
        >>> persons.join(first, second)
        True
        >>> persons.of(second) == persons.of(first), persons.group(second)
        (True, 'feminine')
    """

    def __init__(self) -> None:
        self._parent: list[int] = []
        self._group: list[Group | None] = []

    def new(self, group: Group | None) -> int:
        """Add somebody."""
        self._parent.append(len(self._parent))
        self._group.append(group)
        return len(self._parent) - 1

    def of(self, person: int) -> int:
        """The number by which somebody goes, whatever was put together."""
        while self._parent[person] != person:
            self._parent[person] = self._parent[self._parent[person]]
            person = self._parent[person]
        return person

    def group(self, person: int) -> Group | None:
        """The group of somebody, or ``None`` where nothing has shown it."""
        return self._group[self.of(person)]

    def learn(self, person: int, group: Group) -> None:
        """Note the group of somebody, who stands for a pronoun of that group."""
        self._group[self.of(person)] = group

    def fits(self, person: int, group: Group) -> bool:
        """Whether somebody may be of a group."""
        return self.group(person) in {None, group}

    def join(self, one: int, other: int) -> bool:
        """Put two together, unless their groups differ.

        Args:
            one: Somebody; the first of two to be added gives the number.
            other: Somebody.

        Returns:
            Whether they are one now.
        """
        first, second = sorted((self.of(one), self.of(other)))
        mine, theirs = self._group[first], self._group[second]
        if mine and theirs and mine != theirs:
            return False
        self._parent[second] = first
        self._group[first] = mine or theirs
        return True
