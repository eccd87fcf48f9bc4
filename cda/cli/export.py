"""``cda export``: a folder that was made before, in another format."""

from __future__ import annotations

import click

from cda.cli.complete import FOLDERS, FORMATS, words
from cda.cli.manners import manners, say


@click.command()
@click.argument("folder", metavar="FOLDER", shell_complete=FOLDERS)
@click.option(
    "--format",
    "format_",
    required=True,
    metavar="NAME",
    help="parquet, jsonl, csv, trl-sft, trl-dpo, ...",
    shell_complete=words(*FORMATS),
)
@click.option(
    "-o",
    "--output",
    default=None,
    metavar="FOLDER",
    help="Where to.  [default: FOLDER-FORMAT]",
    shell_complete=FOLDERS,
)
@click.option("--overwrite", is_flag=True, help="Replace what a former run wrote there.")
@manners
def export(*, folder: str, format_: str, output: str | None, overwrite: bool) -> None:
    """Write the rows of FOLDER, which 'cda augment' wrote, in another format.

    Example: cda export reviews-cda --format trl-sft
    """
    from cda.run.export import export_folder  # noqa: PLC0415 - the help must not wait for it

    target = output or f"{folder.rstrip('/')}-{format_}"
    command = ("cda", "export", folder, f"--format={format_}", f"--output={target}")
    done = export_folder(folder, target, format_, command, overwrite=overwrite)
    say(f"rows in: {done.rows}")
    say(f"rows written: {done.written}")
    for reason, count in done.refused.items():
        say(f"rows left out, {reason}: {count}")
    say(f"output: {done.output}")
