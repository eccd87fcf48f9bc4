"""The YAML of a dataset card, which comes from someone else: nothing in it is carried out, and none of it blows up."""

from __future__ import annotations

from typing import Any

import yaml

NO_YAML = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What PyYAML raises, beside its own errors, for values that are not what their tags say and for what is too deep."""

_LARGEST = 1_000_000
"""So many values a card has at most, each counted wherever an alias repeats it."""


def plain_yaml(text: str) -> Any:
    """Read YAML as values of Python's own types.

    Args:
        text: The front matter of a card.

    Returns:
        Its value.

    Raises:
        YAMLError: If it is no YAML, names an object of Python, or would be larger than any card is.

    Example:
        >>> plain_yaml("configs: [{config_name: default}]")
        {'configs': [{'config_name': 'default'}]}
    """
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _size(node, {}) > _LARGEST:
            raise yaml.YAMLError("its aliases repeat more than a card can hold")
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a value holds, each counted as often as it is repeated; more than any where it holds itself."""
    if id(node) not in known:
        known[id(node)] = _LARGEST  # where it is met again before it is counted
        inner = node.value if isinstance(node, yaml.CollectionNode) else ()
        parts = (part for one in inner for part in (one if isinstance(one, tuple) else (one,)))
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]
