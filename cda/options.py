"""What a rewriter can be told, and what of it makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cda.errors import OptionError


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a rewriter can be told; see `Rewriter`."""

    attribute: str | Sequence[str] = "gender"
    to: str | Mapping[str, str | None] | None = None
    names: str | Mapping[str, str] = "keep"
    lexicon: str | Mapping[str, str] | None = None
    model: str | None = None
    guards: str = "flag"
    nouns: bool = True
    reflexive: str = "themself"
    seed: int = 0
    mr: str = "Ms"
    keep_names: Sequence[str] | None = None
    public_figures: str = "hold"
    hostile: str = "hold"
    combine: str = "joint"


def attributes_of(attribute: str | Sequence[str]) -> tuple[str, ...]:
    """The attributes that are asked for, in order.

    Raises:
        OptionError: If there are none, or one is named twice.
    """
    names = (attribute,) if isinstance(attribute, str) else tuple(attribute)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise OptionError("no attribute is named", hint="give gender, race, or another lexicon's attribute")
    if len(set(names)) != len(names):
        raise OptionError(f"an attribute is named twice: {', '.join(names)}", hint="name each once")
    return names


def by_attribute(attribute: str, given: str | Mapping[str, str | None] | None, option: str) -> str | None:
    """The value that an option has for an attribute.

    Raises:
        OptionError: If it is neither a string nor a mapping.
    """
    if given is None or isinstance(given, str):
        return given
    if not isinstance(given, Mapping):
        raise OptionError(f"{option}={given!r} is neither a name nor a dict by attribute")
    return given.get(attribute)


_OF_NAMES = ("keep", "hold", "swap")

_CHOICES: Mapping[str, tuple[object, ...]] = {
    "guards": ("flag", "hold", "off"),
    "reflexive": ("themself", "themselves"),
    "nouns": (True, False),
    "mr": ("Ms", "Mrs", "Miss"),
    "public_figures": ("hold", "swap"),
    "hostile": ("hold", "swap"),
    "combine": ("each", "joint", "all"),
}
"""What an option may be."""

NAMES = "names"
PUBLIC_FIGURES = "public-figures"
"""The keys, beside attributes, under which a lexicon may be named."""


def check_options(options: Options, attributes: Sequence[str]) -> None:
    """Refuse values that an option cannot have.

    Args:
        options: The options as they were given.
        attributes: The attributes that are asked for.

    Raises:
        OptionError: If a value is no choice, or speaks of an attribute that is not asked for.
    """
    for name, choices in _CHOICES.items():
        _among(name, getattr(options, name), choices)
    for attribute in attributes:
        given = by_attribute(attribute, options.names, "names")
        _among("names", "keep" if given is None else given, _OF_NAMES)
    for name, more in (("to", ()), ("names", ()), ("lexicon", (NAMES, PUBLIC_FIGURES))):
        given = getattr(options, name)
        unknown = sorted(given.keys() - {*attributes, *more}) if isinstance(given, Mapping) else []
        if unknown:
            raise OptionError(f"{name} speaks of {unknown[0]!r}, which is not an attribute of this rewriter")
    if len(attributes) > 1 and isinstance(options.to, str) and options.to != "all":
        raise OptionError(
            f"to={options.to!r} does not say of which attribute",
            hint=f"give a dict, such as {{{attributes[0]!r}: ...}}",
        )
    if len(attributes) > 1 and isinstance(options.lexicon, str):
        raise OptionError("lexicon does not say of which attribute", hint="give a dict by attribute")
    listed = options.keep_names
    if isinstance(listed, str) or not all(isinstance(name, str) for name in listed or ()):
        raise OptionError("keep_names is no list of names", hint="give a list of strings, such as ['Ada Lovelace']")
    if not isinstance(options.seed, int):
        raise OptionError(f"seed={options.seed!r} is no whole number")


def _among(name: str, value: object, choices: Sequence[object]) -> None:
    if value not in choices:
        raise OptionError(f"{name}={value!r} is no choice", hint=f"use {' or '.join(map(str, choices))}")
