"""Protected phrases that are somebody's name: an audit counts them, and lists none."""

from __future__ import annotations

from collections.abc import Mapping

from cda.engine import Engine
from cda.lexicon.find import load
from cda.lexicon.names import load_names

_CATEGORIES = frozenset({"person", "name", "name_title"})
"""The categories of `protected.tsv` whose phrases name people."""


def naming(rewriter: Engine) -> frozenset[str]:
    """Find the protected phrases that are names of people.

    Args:
        rewriter: The engine.

    Returns:
        Their ids.
    """
    spec = rewriter.options()["lexicon"]
    specs = spec if isinstance(spec, Mapping) else dict.fromkeys(rewriter.attributes, str(spec))
    protected = [one for name in rewriter.attributes for one in load(specs[name]).protected]
    of_names = load_names(specs.get("names")).protected
    return frozenset(one.id for one in (*protected, *of_names) if one.category in _CATEGORIES)
