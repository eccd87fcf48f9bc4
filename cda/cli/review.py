"""``cda review``: a sample of edits for people to judge, and what they found."""

from __future__ import annotations

import click

from cda.cli.complete import FILES, FOLDERS
from cda.cli.manners import manners, say


@click.command()
@click.argument("folder", required=False, shell_complete=FOLDERS)
@click.option("-n", "number", default=200, show_default=True, type=click.IntRange(1), help="How many edits to draw.")
@click.option("--seed", default=0, show_default=True, help="Another seed draws other edits.")
@click.option(
    "-o",
    "--output",
    default=None,
    metavar="SHEET",
    help="The sheet to write, such as sheet.csv.",
    shell_complete=FILES,
)
@click.option(
    "--score",
    default=None,
    metavar="SHEET",
    help="A sheet whose column 'verdict' says right or wrong.",
    shell_complete=FILES,
)
@manners
def review(folder: str | None, *, number: int, seed: int, output: str | None, score: str | None) -> None:
    """Draw edits of FOLDER at random into a sheet, fill its column 'verdict', and score it.

    Example: cda review reviews-cda -o sheet.csv, then cda review --score sheet.csv
    """
    from cda.review import read_sheet, sample_edits, score_sheet, write_sheet  # noqa: PLC0415 - the help must not wait

    if score is not None and folder is None and output is None:
        for one in score_sheet(read_sheet(score)):
            interval = f"95 %: {100 * one.low:.1f} to {100 * one.high:.1f} %"
            click.echo(f"{one.kind}: {one.right} of {one.judged} right, {100 * one.share:.1f} % ({interval})")
    elif score is None and folder is not None and output is not None:
        drawn = sample_edits(folder, number, seed)
        write_sheet(output, drawn)
        say(f"{len(drawn)} edits in {output}: fill the column 'verdict', then cda review --score {output}")
    else:
        raise click.UsageError("give FOLDER and --output SHEET, or --score SHEET alone")
