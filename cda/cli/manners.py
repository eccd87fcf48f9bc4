"""How much a command says: ``--quiet`` leaves what was asked for, ``--verbose`` adds what is used, and timings."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cda._version import __version__

if TYPE_CHECKING:
    from cda.rewriter import Rewriter

Command = TypeVar("Command", bound=Callable[..., Any])

_KEY = "cda.manners"
"""Where a context, which all commands of a call share, has what was asked."""

_HELP = {"verbose": "Say more, on standard error.", "quiet": "Say nothing but what is asked for, and errors."}


def manners(command: Command) -> Command:
    """Add ``--verbose`` and ``--quiet`` to a command; they may stand before its name as well."""
    for name, text in reversed(_HELP.items()):
        command = click.option(
            f"-{name[0]}",
            f"--{name}",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_asked,
            help=text,
        )(command)
    return command


def _asked(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    if not value or ctx.resilient_parsing:
        return
    asked: set[str | None] = ctx.meta.setdefault(_KEY, set())
    new = param.name not in asked
    asked.add(param.name)
    if len(asked) > 1:
        raise click.UsageError("give --verbose or --quiet, not both")
    if new and param.name == "verbose":
        _log(ctx)


def quiet() -> bool:
    """Tell whether the command that runs was asked to be quiet."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and "quiet" in ctx.meta.get(_KEY, ())


def say(text: str, *, err: bool = False) -> None:
    """Print what nobody asked for by itself, such as what a run did; not where it is to be quiet."""
    if not quiet():
        click.echo(text, err=err)


def tell(rewriter: Rewriter) -> None:
    """Say with what texts are rewritten, where that is asked: model, lexicons and options."""
    ctx = click.get_current_context(silent=True)
    if ctx is None or "verbose" not in ctx.meta.get(_KEY, ()):
        return  # to look at the model takes a while
    import logging  # noqa: PLC0415 - the help must not wait for it

    log = logging.getLogger("cda.cli")
    model = rewriter.model
    log.info("model %s %s from %s, sha256 %s", model.name, model.version, model.package, model.sha256)
    for lexicon in rewriter.lexicons:
        log.info("lexicon %s, sha256 %s", lexicon, lexicon.sha256)
    for name, value in rewriter.options().items():
        log.info("option %s: %r", name, value)


class _Stderr:
    """Standard error as it is when something is written, not as it was: a progress bar takes its place for a while."""

    def write(self, text: str) -> None:
        sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def _log(ctx: click.Context) -> None:
    """Print what the library logs, until the command ends."""
    import logging  # noqa: PLC0415 - the help must not wait for it
    import platform  # noqa: PLC0415 - as above
    from time import perf_counter  # noqa: PLC0415 - as above

    log, handler, began = logging.getLogger("cda"), logging.StreamHandler(_Stderr()), perf_counter()
    handler.setFormatter(logging.Formatter("cda: %(message)s"))
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.info("version %s, Python %s", __version__, platform.python_version())

    def ended() -> None:
        log.info("done in %.1f s", perf_counter() - began)
        log.removeHandler(handler)
        log.setLevel(level)

    ctx.call_on_close(ended)
