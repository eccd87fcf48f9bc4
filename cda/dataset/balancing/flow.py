"""The most that can be moved through a network, so that rows with few ways out are not used up by those with many."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from typing import TypeVar

_Node = TypeVar("_Node", bound=Hashable)


def largest_flow(
    capacities: Mapping[tuple[_Node, _Node], int], start: _Node, end: _Node
) -> dict[tuple[_Node, _Node], int]:
    """Find a largest flow by shortest paths (Edmonds and Karp 1972).

    Args:
        capacities: How much each edge can carry; no edge comes with its reverse.
        start: Where the flow comes from.
        end: Where it goes to.

    Returns:
        What each edge carries. The same capacities in the same order give the same flow.

    Example:
        >>> largest_flow({("a", "b"): 3, ("b", "c"): 2}, "a", "c")
        {('a', 'b'): 2, ('b', 'c'): 2}
    """
    left: dict[_Node, dict[_Node, int]] = {}
    for (one, other), capacity in capacities.items():
        left.setdefault(one, {})[other] = capacity
        left.setdefault(other, {})[one] = 0
    while path := _path(left, start, end):
        amount = min(left[one][other] for one, other in path)
        for one, other in path:
            left[one][other] -= amount
            left[other][one] += amount
    return {(one, other): capacity - left[one][other] for (one, other), capacity in capacities.items()}


def _path(left: Mapping[_Node, Mapping[_Node, int]], start: _Node, end: _Node) -> list[tuple[_Node, _Node]]:
    """The edges of a shortest path with something left, backwards; empty where there is none."""
    came: dict[_Node, _Node] = {}
    waiting = deque([start] if start in left else [])
    while waiting and end not in came:
        node = waiting.popleft()
        for near, capacity in left[node].items():
            if capacity and near != start and near not in came:
                came[near] = node
                waiting.append(near)
    path, node = [], end
    while node in came:
        path.append((came[node], node))
        node = came[node]
    return path
