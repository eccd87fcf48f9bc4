"""``cda finish`` and ``cda verify``: what comes after the shards."""

from __future__ import annotations

from functools import partial

import click

from cda.cli.complete import FOLDERS
from cda.cli.manners import manners, say
from cda.cli.summary import print_run


@click.command()
@click.argument("folder", shell_complete=FOLDERS)
@click.option("--workers", default=1, show_default=True, metavar="N", help="Processes.")
@click.option("--max-failed", default=0, show_default=True, type=click.IntRange(0), metavar="N", help="As cda augment.")
@manners
def finish(folder: str, workers: int, max_failed: int) -> None:
    """Make the dataset in FOLDER whole, once all machines have done their shards."""
    from cda.again import job_in  # noqa: PLC0415 - the help must not wait for it
    from cda.run.augment import finish_run  # noqa: PLC0415 - as above

    print_run(partial(finish_run, *job_in(folder, workers=workers, max_failed=max_failed)))


@click.command()
@click.argument("folder", shell_complete=FOLDERS)
@click.option("--digest", "only_digest", is_flag=True, help="Print a hash of all values, in order, and check nothing.")
@manners
def verify(folder: str, *, only_digest: bool) -> None:
    """Check that FOLDER is what its run wrote: from the files alone, every row accounted for."""
    from cda.verify import digest_of, verify_folder  # noqa: PLC0415 - the help must not wait for it

    if only_digest:
        for name, value in digest_of(folder).items():
            click.echo(f"{value}  {name}")
        return
    report = verify_folder(folder)
    for name, number in report.figures.items():
        say(f"{name}: {number}")
    say("all is well")
