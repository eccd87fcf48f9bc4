"""Ids that are the same on every machine and in every run."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath


def digest(*parts: str) -> str:
    """Hash some strings, each kept apart from the next.

    Args:
        parts: What the id is made from.

    Returns:
        16 bytes of BLAKE2b as 32 hexadecimal digits.

    Example:
        >>> digest("ab", "c") == digest("a", "bc")
        False
    """
    return hashlib.blake2b(json.dumps(parts).encode("ascii"), digest_size=16).hexdigest()


def source_id(name: str, split: str, row: int, twin: int = 0) -> str:
    """Name a row that has no id of its own.

    Args:
        name: The file or folder as the user named it; only its last part counts, so that moving the data changes no id.
        split: The split of the row: the splits of a folder share its name.
        row: The number of the row within its source.
        twin: How many earlier sources of the split have the same last part.

    Returns:
        32 hexadecimal digits.
    """
    base = PurePath(name).name or name
    return digest(base, split, str(row), *([str(twin)] if twin else []))


def counterfactual_id(source: str, attribute: str, group: str) -> str:
    """Name the counterfactual of a row.

    Args:
        source: The id of the original.
        attribute: The attribute that was changed.
        group: The group that the counterfactual was written to.

    Returns:
        32 hexadecimal digits.
    """
    return digest(source, attribute, group, "counterfactual")
