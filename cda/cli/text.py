"""``cda swap`` and ``cda detect``: for a shell, in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

import click

from cda.cli.manners import manners, tell
from cda.cli.options import arguments, rewriter_options

_INPUT = click.File("rb")


@click.command()
@click.argument("file", type=_INPUT, default="-")
@rewriter_options()
@manners
def swap(file: IO[bytes], attribute: str, **options: Any) -> None:
    """Rewrite FILE, or standard input, line by line.

    White space and line ends stay as they are. Bytes that are no UTF-8 pass through.

    \b
    Example: echo "She told her brother." | cda swap
    """  # noqa: D301 - by this character click keeps lines as they are
    from cda.rewriter import Rewriter  # noqa: PLC0415 - the help must not wait for it

    rewriter = Rewriter(**arguments(attribute, options))
    tell(rewriter)
    out = sys.stdout.buffer
    for rewrite in _pipe(rewriter, file):
        out.write(rewrite.text.encode("utf-8", "surrogateescape"))
        if not file.isatty():
            continue
        out.flush()
    out.flush()


@click.command()
@click.argument("file", type=_INPUT, default="-")
@click.option("--held", is_flag=True, help="Also the words that were seen and left alone, each with its reason.")
@rewriter_options()
@manners
def detect(file: IO[bytes], *, held: bool, attribute: str, **options: Any) -> None:
    """List the words for people in FILE, or standard input, one JSON object each.

    `line` counts from 1; `start` and `end` are code points in that line.

    \b
    Example: echo "She told her brother." | cda detect
    """  # noqa: D301 - by this character click keeps lines as they are
    from cda.rewriter import Rewriter  # noqa: PLC0415 - the help must not wait for it

    rewriter = Rewriter(**arguments(attribute, options))
    tell(rewriter)
    for number, rewrite in enumerate(_pipe(rewriter, file), start=1):
        rows = [asdict(mention) for mention in rewrite.mentions]
        if held:
            rows += [{**asdict(one), "held": True} for one in rewrite.held]
        for row in sorted(rows, key=lambda one: (one["start"], one["end"], "held" in one)):
            click.echo(json.dumps({"line": number, **row}, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _lines(file: IO[bytes]) -> Iterator[str]:
    for line in file:
        yield line.decode("utf-8", "surrogateescape")


def _pipe(rewriter: Any, file: IO[bytes]) -> Iterator[Any]:
    """Rewrites of the lines; one by one where a person types them, in batches otherwise."""
    if file.isatty():
        return (rewriter(line) for line in _lines(file))
    rewrites: Iterator[Any] = rewriter.pipe(_lines(file))
    return rewrites
