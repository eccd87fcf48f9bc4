"""Protected phrases that are somebody's name: an audit counts them, and lists none."""

from __future__ import annotations

from collections.abc import Mapping

from cda.engine import Engine
from cda.lexicon.find import load
from cda.lexicon.model import Protected
from cda.lexicon.names import NameLexicon, load_names

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
    names = load_names(specs.get("names"))
    return frozenset(one.id for one in (*protected, *names.protected) if _names_somebody(one, names))


def _names_somebody(phrase: Protected, names: NameLexicon) -> bool:
    """By its category, or since it begins with a first name: *Jack Black* is protected for its colour."""
    first, _, more = phrase.phrase.partition(" ")
    return phrase.category in _CATEGORIES or (phrase.exact and bool(more) and names.get(first) is not None)
