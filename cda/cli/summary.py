"""What a run did, for people and for pipes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import click

from cda.cli.manners import quiet, say
from cda.errors import RowsFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from cda.dataset.balancing.report import BalanceReport
    from cda.run.job import Summary


def _figures(summary: Summary) -> dict[str, int]:
    outcomes = summary.outcomes
    return {
        "rows in": summary.rows,
        "counterfactuals made": summary.counterfactuals,
        "rows without mention": outcomes.get("no_mention", 0),
        "rows unchanged": outcomes.get("unchanged", 0),
        "rows held": outcomes.get("held", 0),
        **({"rows not selected": outcomes["not_selected"]} if "not_selected" in outcomes else {}),
        **{f"counterfactuals to {group}": count for group, count in summary.written.items()},
        **{f"rows with a word of status {status}": count for status, count in summary.status.items()},
        **{f"rows held for cues of the {group} group": count for group, count in summary.guarded.items()},
        "rows failed": outcomes.get("failed", 0),
        **{f"words held, {reason}": count for reason, count in summary.held.items()},
    }


def say_fields(fields: str) -> None:
    """Print which texts are rewritten."""
    say(f"fields: {_printable(fields)}")


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def print_summary(summary: Summary) -> None:
    """Print what a run did: a table on a terminal, lines elsewhere."""
    if not sys.stdout.isatty():
        for name, value in _figures(summary).items():
            click.echo(f"{name}: {value}")
        click.echo(f"output: {_printable(summary.output)}")
        return
    from rich.console import Console  # noqa: PLC0415 - the help must not wait for it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in _figures(summary).items():
        table.add_row(Text(name), f"{value:,}")
    table.add_row("output", Text(_printable(summary.output)))
    Console().print(table)


def print_run(run: Callable[[], Summary]) -> None:
    """Do a run, and print what it did, with its balances; or how far it is. Nothing of it where it is to be quiet."""
    try:
        summary = run()
    except RowsFailed as failed:
        _print_run(cast("Summary", failed.summary))
        raise
    _print_run(summary)


def _print_run(summary: Summary) -> None:
    if quiet():
        return
    if summary.before:
        click.echo("everything was done before; nothing was changed")
    if summary.missing:
        click.echo(f"shards that are missing: {summary.missing}")
    print_summary(summary)
    if summary.other_roles:
        roles = ", ".join(map(_printable, summary.other_roles))
        click.echo(f"no message is of a role that --roles names: the roles are {roles}", err=True)
    for name, report in summary.balances.items():
        print_balance(name, report)


def print_balance(split: str, report: BalanceReport) -> None:
    """Print groups by label before and after, and what the table cannot say."""
    from rich import box  # noqa: PLC0415 - the help must not wait for it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from cda.dataset.balancing.show import HEADER, rows, sentences  # noqa: PLC0415

    shape = box.HEAVY_HEAD if sys.stdout.isatty() else box.MARKDOWN
    table = Table(title=f"balance of {split}", title_justify="left", box=shape)
    for number, name in enumerate(HEADER):
        table.add_column(name, justify="left" if number < 2 else "right")  # noqa: PLR2004 - label and group
    for row in rows(report):
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    for line in sentences(report):
        click.echo(line)
