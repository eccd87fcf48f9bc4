"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_REWRITER = (
    click.option("--attribute", default="gender", show_default=True, help="What to change."),
    click.option("--to", default=None, metavar="GROUP", help="One direction only: masculine or feminine."),
    click.option("--names", default="keep", show_default=True, help="What happens to people's names: keep."),
    click.option("--lexicon", default=None, metavar="SPEC", help="Such as gender@1.0.0, or the path of a folder."),
    click.option("--model", default=None, metavar="NAME", help="Another spaCy model than en_core_web_sm 3.8.0."),
    click.option("--guards", default="flag", show_default=True, help="Questionable rewrites: flag or off."),
    click.option("--seed", default=0, show_default=True, help="Seed of every choice left to chance."),
)


def rewriter_options(command: Command) -> Command:
    """Add the options of a rewriter to a command."""
    for option in reversed(_REWRITER):
        command = option(command)
    return command


def several(value: str) -> str | list[str]:
    """An option that may name several things, separated by commas."""
    names = [name.strip() for name in value.split(",") if name.strip()]
    return names[0] if len(names) == 1 else names
