"""What a rewriter can be told, and what of it makes sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cda.errors import NotBuiltYet, OptionError

_ATTRIBUTES = ("gender",)
_ANNOUNCED = ("race", "religion", "age")


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a rewriter can be told; see `Rewriter`."""

    attribute: str | Sequence[str] = "gender"
    to: str | Mapping[str, str] | None = None
    names: str = "keep"
    lexicon: str | Mapping[str, str] | None = None
    model: str | None = None
    guards: str = "flag"
    nouns: bool = True
    reflexive: str = "themself"
    seed: int = 0
    mr: str = "Ms"
    keep_names: Sequence[str] | None = None


def one_attribute(attribute: str | Sequence[str]) -> str:
    """The one attribute that is asked for.

    Raises:
        OptionError: If there is none of that name.
        NotBuiltYet: If it, or several at once, are announced and not there yet.
    """
    names = (attribute,) if isinstance(attribute, str) else tuple(attribute)
    unknown = [name for name in names if name not in _ATTRIBUTES + _ANNOUNCED]
    if unknown or not names:
        raise OptionError(
            f"there is no attribute {unknown[0]!r}" if unknown else "no attribute is named",
            hint=f"there is: {', '.join(_ATTRIBUTES)}",
        )
    if len(names) > 1 or names[0] in _ANNOUNCED:
        raise NotBuiltYet(
            f"attribute {', '.join(names)} is not there yet", hint=f"there is: {', '.join(_ATTRIBUTES)}, one at a time"
        )
    return names[0]


def by_attribute(attribute: str, given: str | Mapping[str, str] | None, option: str) -> str | None:
    """The value of an option that may be given by attribute."""
    if given is None or isinstance(given, str):
        return given
    if not isinstance(given, Mapping):
        raise OptionError(f"{option}={given!r} is neither a name nor a dict by attribute")
    unknown = sorted(given.keys() - {attribute})
    if unknown:
        raise OptionError(f"{option} speaks of {unknown[0]!r}, which is not an attribute of this rewriter")
    return given.get(attribute)


_CHOICES: Mapping[str, tuple[tuple[object, ...], tuple[object, ...]]] = {
    "names": (("keep", "hold"), ("swap",)),
    "guards": (("flag", "hold", "off"), ()),
    "reflexive": (("themself", "themselves"), ()),
    "nouns": ((True, False), ()),
    "mr": (("Ms", "Mrs", "Miss"), ()),
}
"""What an option may be: values that are there, and values that are announced."""


def check_options(options: Options, to: str | None) -> None:
    """Refuse values that an option cannot have.

    Args:
        options: The options as they were given.
        to: The group to write, already chosen for the attribute.

    Raises:
        OptionError: If a value is no choice.
        NotBuiltYet: If it is announced and not there yet.
    """
    for name, (built, announced) in _CHOICES.items():
        value = getattr(options, name)
        if value in announced:
            raise NotBuiltYet(f"{name}={value!r} is not there yet", hint=f"use {' or '.join(map(str, built))}")
        if value not in built:
            raise OptionError(f"{name}={value!r} is no choice", hint=f"use {' or '.join(map(str, built + announced))}")
    names = options.keep_names
    if isinstance(names, str) or not all(isinstance(name, str) for name in names or ()):
        raise OptionError("keep_names is no list of names", hint="give a list of strings, such as ['Ada Lovelace']")
    if not isinstance(options.seed, int):
        raise OptionError(f"seed={options.seed!r} is no whole number")
    if to == "all":
        raise NotBuiltYet(f"to={to!r} is not there yet", hint="use masculine, feminine, neutral, or nothing to swap")
