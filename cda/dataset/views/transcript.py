r"""Transcripts: chats in one string, with the speakers marked as in ``\n\nHuman: Hi!\n\nAssistant: Hello!``."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from cda.dataset.views.shapes import ROLE_NAMES, ROLES
from cda.errors import OptionError

_TURN = re.compile(r"(?:\A|\n\n)(Human|Assistant|System|User):")


class Turn(NamedTuple):
    """What one speaker says: from ``start`` to ``end``, the mark before it left out."""

    role: str
    start: int
    end: int


def role_of(name: str) -> str:
    """The role that a convention means by a name.

    Example:
        >>> role_of("gpt"), role_of("Human"), role_of("critic")
        ('assistant', 'user', 'critic')
    """
    return ROLE_NAMES.get(name.lower(), name.lower())


def known_role(name: str) -> str:
    """The role that a user means.

    Args:
        name: What was given, such as ``user``, ``human`` or a role of the data's own.

    Returns:
        The role.

    Raises:
        OptionError: If it looks like one of the usual roles misspelt: nothing would be rewritten.

    Example:
        >>> known_role("human"), known_role("critic")
        ('user', 'critic')
    """
    role = role_of(name)
    near = [] if role in ROLES else get_close_matches(role, ROLES, n=1, cutoff=0.8)
    if near:
        hint = f"did you mean {near[0]!r}? the usual roles are: {', '.join(ROLES)}"
        raise OptionError(f"there is no role {name!r}", hint=hint)
    return role


def turns(text: str) -> tuple[Turn, ...]:
    r"""Find the turns of a transcript.

    Args:
        text: Any text.

    Returns:
        The turns in order; none where the text is no transcript.

    Example:
        >>> [turn.role for turn in turns("\n\nHuman: Hi!\n\nAssistant: Hello!")]
        ['user', 'assistant']
    """
    marks = list(_TURN.finditer(text))
    if not marks or marks[0].start() > 0:
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return tuple(Turn(role_of(mark[1]), mark.end(), end) for mark, end in zip(marks, ends, strict=True))
