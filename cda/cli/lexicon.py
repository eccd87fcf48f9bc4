"""``cda lexicon``: what is in a lexicon, is it sound, what changed."""

from __future__ import annotations

import click

from cda.cli.complete import FOLDERS
from cda.cli.manners import manners, say


@click.group()
def lexicon() -> None:
    """List, show, check and compare lexicons. SPEC is gender, gender@1, gender@1.0.0, or the path of a folder."""


@lexicon.command("list")
@manners
def list_() -> None:
    """The lexicons that ship with the toolkit."""
    from cda.cli.lexicon_shown import show_published  # noqa: PLC0415 - the help must not wait for it

    show_published()


@lexicon.command()
@click.argument("spec", shell_complete=FOLDERS)
@click.argument("form", required=False)
@manners
def show(spec: str, form: str | None) -> None:
    """What a lexicon is; with FORM, every row that has that form."""
    from cda.cli.lexicon_shown import show_lexicon  # noqa: PLC0415 - the help must not wait for it

    show_lexicon(spec, form)


@lexicon.command()
@click.argument("spec", shell_complete=FOLDERS)
@click.option("--stamp", is_flag=True, help="Write row counts and hash into the manifest of a folder of your own.")
@manners
def check(spec: str, *, stamp: bool) -> None:
    """Whether a lexicon can be read and does not contradict itself."""
    from cda.cli.lexicon_shown import checked  # noqa: PLC0415 - the help must not wait for it

    sound = checked(spec, stamp=stamp)
    if sound is None:
        raise SystemExit(2)
    say(sound)


@lexicon.command("diff")
@click.argument("old", shell_complete=FOLDERS)
@click.argument("new", shell_complete=FOLDERS)
@manners
def diff_(old: str, new: str) -> None:
    """What changed from OLD to NEW, row by row."""
    from cda.cli.lexicon_shown import show_changes  # noqa: PLC0415 - the help must not wait for it

    show_changes(old, new)
