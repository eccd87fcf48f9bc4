"""The options that say how a run is done: by what, on how many machines, and what it may put up with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from cda.cli.complete import ENGINES, words

Command = TypeVar("Command", bound=Callable[..., Any])

_SHARE = re.compile(r"(\d+)/(\d+)")


def _share(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Read ``2/8``."""
    if value is None:
        return None
    match = _SHARE.fullmatch(value)
    if match is None:
        raise click.BadParameter("give the number of this machine and how many there are, such as 2/8")
    return int(match[1]), int(match[2])


_OPTIONS = (
    click.option(
        "--shard-rows", default=None, type=click.IntRange(1), metavar="N", help="Rows of input a shard; default: 8 MB."
    ),
    click.option(
        "--max-failed", default=0, show_default=True, type=click.IntRange(0), metavar="N", help="Rows that may fail."
    ),
    click.option(
        "--engine",
        default="local",
        show_default=True,
        help=f"What runs the shards: {', '.join(ENGINES)}.",
        shell_complete=words(*ENGINES),
    ),
    click.option("--address", default=None, metavar="ADDRESS", help="The cluster of ray, or the master of spark."),
    click.option("--workers", default=1, show_default=True, metavar="N", help="Processes; each takes up to 700 MB."),
    click.option(
        "--shard", default=None, metavar="I/N", callback=_share, help="Of N machines this is the I-th; then cda finish."
    ),
    click.option("--resume", is_flag=True, help="Go on with a run that was cut off, or begin it."),
)


def run_options(command: Command) -> Command:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
