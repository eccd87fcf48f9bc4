"""``cda export``: a folder that was made before, in another format."""

from __future__ import annotations

import click


@click.command()
@click.argument("folder", metavar="FOLDER")
@click.option("--format", "format_", required=True, metavar="NAME", help="parquet, jsonl, csv, trl-sft, trl-dpo, ...")
@click.option("-o", "--output", default=None, metavar="FOLDER", help="Where to.  [default: FOLDER-FORMAT]")
@click.option("--overwrite", is_flag=True, help="Replace what a former run wrote there.")
def export(*, folder: str, format_: str, output: str | None, overwrite: bool) -> None:
    """Write the rows of FOLDER, which 'cda augment' wrote, in another format.

    Example: cda export reviews-cda --format trl-sft
    """
    from cda.run.export import export_folder  # noqa: PLC0415 - the help must not wait for it

    target = output or f"{folder.rstrip('/')}-{format_}"
    command = ("cda", "export", folder, f"--format={format_}", f"--output={target}")
    done = export_folder(folder, target, format_, command, overwrite=overwrite)
    click.echo(f"rows in: {done.rows}")
    click.echo(f"rows written: {done.written}")
    for reason, count in done.refused.items():
        click.echo(f"rows left out, {reason}: {count}")
    click.echo(f"output: {done.output}")
