"""What a rewriter can be told, and what of it makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from cda.errors import OptionError
from cda.guess import guessed

_SURROGATE = re.compile("[\ud800-\udfff]")


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


def check_names(given: Iterable[str], more: Sequence[str] = ()) -> None:
    """Refuse options that there are not.

    Args:
        given: The names of options.
        more: What the caller has beside those of a rewriter.

    Raises:
        OptionError: If one is unknown.
    """
    known = [*more, *(field.name for field in fields(Options))]
    for name in given:
        if name not in known:
            guess = guessed(name, known=known, number=1).strip()
            raise OptionError(f"there is no option {name!r}", hint=guess or f"the options are: {', '.join(known)}")


def attributes_of(attribute: str | Sequence[str]) -> tuple[str, ...]:
    """The attributes that are asked for, in order.

    Raises:
        OptionError: If there are none, or one is named twice.
    """
    if not isinstance(attribute, Sequence):
        hint = "give a name, or a list of names: their order is that of the counterfactuals"
        raise OptionError(f"attribute={attribute!r} is neither a name nor a list of names", hint=hint)
    names = (attribute,) if isinstance(attribute, str) else tuple(attribute)
    if not names or not all(isinstance(name, str) and name for name in names):
        raise OptionError("no attribute is named", hint="give gender, race, or another lexicon's attribute")
    if len(set(names)) != len(names):
        raise OptionError(f"an attribute is named twice: {', '.join(names)}", hint="name each once")
    return names


def by_attribute(attribute: str, given: str | Mapping[str, str | None] | None, option: str) -> str | None:
    """The value that an option has for an attribute.

    Raises:
        OptionError: If it is neither a string nor a mapping to strings.
    """
    value = given.get(attribute) if isinstance(given, Mapping) else given
    if value is None or isinstance(value, str):
        return value
    hint = f"give a string, or a dict such as {{{attribute!r}: ...}}"
    raise OptionError(f"{option}={given!r} is neither a name nor a dict by attribute", hint=hint)


OF_NAMES = ("keep", "hold", "swap")

CHOICES: Mapping[str, tuple[object, ...]] = {
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
    for name, choices in CHOICES.items():
        _among(name, getattr(options, name), choices)
    for attribute in attributes:
        given = by_attribute(attribute, options.names, "names")
        _among("names", "keep" if given is None and options.names is not None else given, OF_NAMES)
        by_attribute(attribute, options.lexicon, "lexicon")
    for name, more in (("to", ()), ("names", ()), ("lexicon", (NAMES, PUBLIC_FIGURES))):
        given = getattr(options, name)
        unknown = sorted(given.keys() - {*attributes, *more}) if isinstance(given, Mapping) else []
        if unknown:
            hint = f"the attributes are: {', '.join(attributes)}"
            raise OptionError(f"{name} speaks of {unknown[0]!r}, which is not an attribute of this rewriter", hint=hint)
    if len(attributes) > 1 and isinstance(options.to, str) and options.to != "all":
        raise _of_which("to", options.to, attributes)
    if len(attributes) > 1 and isinstance(options.lexicon, str):
        raise _of_which("lexicon", options.lexicon, attributes)
    _check_values(options)


def _of_which(option: str, value: str, attributes: Sequence[str]) -> OptionError:
    named = " or ".join(f"{attribute}={value}" for attribute in attributes)
    hint = f"give --{option} {named} on the command line, a dict by attribute in Python"
    return OptionError(f"{option}={value!r} does not say of which attribute", hint=hint)


def _check_values(options: Options) -> None:
    """Refuse what is of another type than an option has."""
    listed = options.keep_names
    if isinstance(listed, str) or not isinstance(listed or (), Iterable) or not all(map(_is_name, listed or ())):
        raise OptionError("keep_names is no list of names", hint="give a list of strings, such as ['Ada Lovelace']")
    if isinstance(options.seed, bool) or not isinstance(options.seed, int):
        raise OptionError(f"seed={options.seed!r} is no whole number", hint="give an int, such as 0")
    if options.model is not None and not isinstance(options.model, str):
        raise OptionError(f"model={options.model!r} is no name", hint="give the name of a spaCy package, or a path")


def _is_name(value: object) -> bool:
    """Whether a value is a text that could stand in another: no surrogates, not blank."""
    return isinstance(value, str) and bool(value.strip()) and not _SURROGATE.search(value)


def _among(name: str, value: object, choices: Sequence[object]) -> None:
    if not any(type(value) is type(choice) and value == choice for choice in choices):
        raise OptionError(f"{name}={value!r} is no choice", hint=f"use {' or '.join(map(str, choices))}")
