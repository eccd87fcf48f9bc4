"""``cda report``: what was done to a dataset, as a page to look at."""

from __future__ import annotations

import click

from cda.cli.complete import FILES, FOLDERS
from cda.cli.manners import manners, quiet, say


@click.command()
@click.argument("folder", metavar="FOLDER", shell_complete=FOLDERS)
@click.option(
    "-o",
    "--output",
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="The page to write.",
    shell_complete=FILES,
)
@click.option(
    "-n", "number", default=200, show_default=True, type=click.IntRange(1, 1_000), help="How many pairs to draw."
)
@click.option("--seed", default=0, show_default=True, help="Another seed draws other pairs.")
@click.option(
    "--rows",
    default=10_000,
    show_default=True,
    type=click.IntRange(1),
    help="How many rows to look at for before and after.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is no page of cda, too.")
@manners
def report(  # noqa: PLR0913 - a parameter for each option
    folder: str, *, output: str, number: int, seed: int, rows: int, overwrite: bool
) -> None:
    """Show what was done to FOLDER, which 'cda augment' wrote: a page in one file, which asks for no network.

    Example: cda report reviews-cda -o report.html

    A page that cda wrote is replaced.
    """
    from rich.console import Console  # noqa: PLC0415 - the help must not wait for it

    from cda.page.file import refuse, write_page  # noqa: PLC0415 - as above
    from cda.report.folder import report_of  # noqa: PLC0415

    refuse(output, overwrite=overwrite)
    with Console(stderr=True, quiet=quiet()).status("reading the folder, before and after ..."):  # on a terminal alone
        page = report_of(folder, number=number, seed=seed, rows=rows)
    write_page(output, page)
    say(f"report: {output}; open it in a browser")
