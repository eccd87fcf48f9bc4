"""``cda diff``: see what changed, and what was left alone."""

from __future__ import annotations

import re

import click

from cda.cli.complete import FOLDERS, OUTCOMES, words
from cda.cli.manners import manners, say
from cda.types import REASONS


def _pattern(_ctx: click.Context, _param: click.Parameter, value: str | None) -> re.Pattern[str] | None:
    try:
        return None if value is None else re.compile(value)
    except re.error as error:
        raise click.BadParameter(f"this is no regular expression: {error}") from error


@click.command(options_metavar="")
@click.argument("folder", required=False, metavar="FOLDER [OPTIONS]", shell_complete=FOLDERS)
@click.option("-n", "count", default=20, show_default=True, type=click.IntRange(1), help="How many pairs, at most.")
@click.option("--seed", default=0, show_default=True, help="Another seed draws other pairs.")
@click.option("--split", default=None, metavar="NAME", help="Of this split alone.")
@click.option("--grep", default=None, metavar="REGEX", callback=_pattern, help="Found in a text, before or after.")
@click.option("--rule", default=None, metavar="ENTRY", help="With an edit by this lexicon entry, such as 'pron.*'.")
@click.option(
    "--held",
    is_flag=False,
    flag_value="*",
    default=None,
    metavar="[REASON]",
    help="With words left alone, for this reason; rows without counterfactual too.",
    shell_complete=words(*REASONS),
)
@click.option(
    "--flagged",
    is_flag=False,
    flag_value="*",
    default=None,
    metavar="[CATEGORY]",
    help="With flags, of this category; rows without counterfactual too.",
)
@click.option(
    "--outcome",
    default=None,
    metavar="OUTCOME",
    help="With this outcome, such as no_mention.",
    shell_complete=words(*OUTCOMES),
)
@click.option("--color/--no-color", default=None, help="Colours, or none.  [default: on a terminal]")
@manners
def diff(  # noqa: PLR0913 - a parameter for each option
    folder: str | None,
    *,
    count: int,
    seed: int,
    split: str | None,
    grep: re.Pattern[str] | None,
    rule: str | None,
    held: str | None,
    flagged: str | None,
    outcome: str | None,
    color: bool | None,
) -> None:
    """Show pairs of FOLDER, which 'cda augment' wrote, drawn at random, the edits marked word by word.

    Options that say which pairs are meant hold together. Long texts are cut to what is around the marks. In a pipe each
    text is a line: split, id, group or outcome, field, 'text' and the text, separated by tabs, with edits as
    [-her-]{+his+}, words left alone as [=her=] and flagged ones as [!her!]; lines with 'held' or 'flag' in the fifth
    column say why.

    \b
    Example: cda diff reviews-cda --rule 'noun.*' -n 5
             cda diff reviews-cda --held guard
             cda diff reviews-cda --outcome no_mention --grep nurse
    """  # noqa: D301 - by this character click keeps lines as they are
    if folder is None:
        raise click.UsageError(
            "give FOLDER, before --held and --flagged: they take what follows for a reason or category"
        )
    from rich.console import Console  # noqa: PLC0415 - the help must not wait for it

    from cda.diff import Wanted, sample  # noqa: PLC0415 - as above
    from cda.diff.show import lines, panel  # noqa: PLC0415 - as above

    found = sample(folder, Wanted(outcome, rule, held, flagged, grep), count, seed, split)
    console = Console(force_terminal=color or None, no_color=True if color is False else None)
    for example in found.examples:
        if console.is_terminal:
            console.print(panel(example, coloured=not console.no_color and console.color_system is not None))
        else:
            for line in lines(example):
                click.echo(line)
    say(f"{found.drawn:,} of {found.matching:,} that match, {found.looked:,} looked at", err=True)
