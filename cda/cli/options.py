"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from cda.cli.complete import ATTRIBUTES, FILES, FOLDERS, words
from cda.cli.kinds import BY_KEY, COMMAS
from cda.errors import OptionError
from cda.options import CHOICES, OF_NAMES

Command = TypeVar("Command", bound=Callable[..., Any])


def _chosen(name: str, default: str, text: str) -> Callable[[Command], Command]:
    """An option that has one of some values."""
    flag = f"--{name.replace('_', '-')}"
    return click.option(flag, default=default, show_default=True, help=text, shell_complete=words(*CHOICES[name]))


_REWRITER = (
    click.option(
        "--attribute",
        type=COMMAS,
        default="gender",
        show_default=True,
        help="What to change; several with commas.",
        shell_complete=words(*ATTRIBUTES),
    ),
    click.option(
        "--to",
        type=BY_KEY,
        default=None,
        metavar="GROUP",
        help="Only this group, neutral, or all; or gender=feminine,...",
        shell_complete=words("masculine", "feminine", "neutral", "all"),
    ),
    click.option(
        "--keep-names",
        default=None,
        metavar="FILE",
        help="Names never to touch, one a line.",
        shell_complete=FILES,
    ),
    _chosen("public_figures", "hold", "Well-known people: hold, or swap."),
    _chosen("hostile", "hold", "Insults and slurs: hold, or swap all the same."),
    _chosen("combine", "joint", "Several attributes: joint, each, or all."),
    click.option(
        "--lexicon",
        type=BY_KEY,
        default=None,
        metavar="SPEC",
        help="Such as gender@1.0.0, or a folder; or race=./mine,...",
        shell_complete=FOLDERS,
    ),
    click.option("--model", default=None, metavar="NAME", help="Another spaCy model than en_core_web_sm 3.8.0."),
    _chosen("mr", "Ms", "What is written for Mr: Ms, Mrs or Miss."),
    click.option("--nouns/--no-nouns", default=True, show_default=True, help="Nouns too, with --to neutral."),
    _chosen("reflexive", "themself", "With --to neutral: or themselves."),
    click.option("--seed", default=0, show_default=True, help="Seed of every choice left to chance."),
)


def rewriter_options(guards: str = "flag", names: str = "keep") -> Callable[[Command], Command]:
    """Add the options of a rewriter to a command.

    Args:
        guards: What the command does by default where a cue speaks against a rewrite.
        names: What it does by default with names where it changes gender; for other attributes names are kept.

    Returns:
        A decorator.
    """
    default = names if names == "keep" else f"{names} for gender"
    of_names = click.option(
        "--names",
        type=BY_KEY,
        default=None,
        show_default=default,
        callback=lambda _ctx, _param, value: value if value is not None else _by_default(names),
        help="People's names: keep, hold (pronouns too), or swap.",
        shell_complete=words(*OF_NAMES),
    )
    help_text = "Questionable rewrites: flag them, hold them, or off."
    guard = _chosen("guards", guards, help_text)

    def decorate(command: Command) -> Command:
        for option in reversed((*_REWRITER[:2], of_names, *_REWRITER[2:], guard)):
            command = option(command)
        return command

    return decorate


def _by_default(names: str) -> str:
    return names if names == "keep" else f"gender={names}"


def arguments(attribute: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """What a rewriter is made with: the options of the command, files read.

    Args:
        attribute: What to change, as given.
        options: The other options of `rewriter_options`, by name.

    Returns:
        The arguments of ``Rewriter``.

    Raises:
        OptionError: If the file with names cannot be read.
    """
    file = options.get("keep_names")
    named = {name: by_key(options[name]) for name in ("to", "names", "lexicon") if name in options}
    if options.get("names") == "gender=swap":  # the default; it speaks of gender alone, whatever else is changed
        named["names"] = {"gender": "swap"} if "gender" in listed(attribute) else "keep"
    return {**options, **named, "attribute": several(attribute), "keep_names": _names(file) if file else None}


def by_key(value: str | None) -> str | dict[str, str] | None:
    """An option that may say one thing for all, or ``key=value`` for each, separated by commas.

    Example:
        >>> by_key("gender=feminine,race=all"), by_key("asian")
        ({'gender': 'feminine', 'race': 'all'}, 'asian')
    """
    if value is None or "=" not in value:
        return value
    parts = (part.partition("=") for part in value.split(",") if part.strip())
    return {key.strip(): text.strip() for key, _, text in parts}


def _names(file: str) -> list[str]:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "--keep-names takes a text file in UTF-8, a name on each line"
        raise OptionError(f"the names in {file} cannot be read: {error}", where=file, hint=hint) from error
    return [name for line in text.splitlines() if (name := line.strip())]


def several(value: str) -> str | list[str]:
    """An option that may name several things, separated by commas."""
    names = list(listed(value))
    return names[0] if len(names) == 1 else names


def listed(value: str) -> tuple[str, ...]:
    """The names in an option, separated by commas."""
    return tuple(name.strip() for name in value.split(",") if name.strip())
