"""Values of pages in which every name has characters that nobody sees, and that turn round what stands after them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

SPOILING = "\0\x1b[31m\x85\u202e\u2066\u200f\u200e\u061c\u2028\ud800\r"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must not be in a page, which has line ends of its own."""


def spoiled(value: Any, keep: Collection[str] = ()) -> Any:
    """The same value, with such characters at the end of every string in it, but for fields of some names."""
    if is_dataclass(value):
        return replace(
            value,
            **{one.name: spoiled(getattr(value, one.name), keep) for one in fields(value) if one.name not in keep},
        )
    if isinstance(value, Mapping):
        return {spoiled(key, keep): spoiled(one, keep) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(spoiled(one, keep) for one in value)
    return value + SPOILING if isinstance(value, str) else value
