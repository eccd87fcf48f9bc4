"""Chance that is the same on every machine: a hash of the seed and of what is decided."""

from __future__ import annotations

import hashlib
import json

CHANCES = 1 << 64
"""How many values `chance` can give."""


def chance(seed: int, *parts: str) -> int:
    """Draw a number that depends on the seed and on some strings alone.

    Args:
        seed: The seed.
        parts: What is decided, and for which row; each is kept apart from the next.

    Returns:
        A number from 0 up to `CHANCES`, which it never reaches: 64 bits of BLAKE2b.

    Example:
        >>> chance(0, "row 1"), chance(0, "row 1") == chance(1, "row 1")
        (15619540162844238220, False)
    """
    hashed = hashlib.blake2b(json.dumps((seed, *parts)).encode("ascii"), digest_size=8)
    return int.from_bytes(hashed.digest(), "big")
