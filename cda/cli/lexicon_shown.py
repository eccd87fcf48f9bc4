"""What ``cda lexicon`` prints, and what it does to a folder of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from cda.errors import OptionError
from cda.guess import guessed
from cda.lexicon.check import problems
from cda.lexicon.check_names import name_problems
from cda.lexicon.diff import diff as compare
from cda.lexicon.digest import TABLES, content_hash
from cda.lexicon.find import find, load, published, root
from cda.lexicon.model import NEVER_WRITTEN, Lexicon, LexiconRef
from cda.lexicon.names import load_names
from cda.lexicon.read import read_lexicon, read_manifest
from cda.lexicon.tables import cells

NAMES_TABLE = "names.tsv"
"""The table by which a lexicon of names is known."""

_MARKS = {"added": "+", "removed": "-", "changed": "~"}


def show_published() -> None:
    """Print the lexicons that ship with the toolkit."""
    for one in published():
        manifest = read_manifest(one.folder)
        rows = sum(manifest.rows.values())
        click.echo(f"{manifest.id}@{manifest.version}\t{manifest.language}\t{manifest.attribute}\t{rows} rows")


def show_lexicon(spec: str, form: str | None) -> None:
    """Print what a lexicon is, or every row of it that has a form."""
    if form is not None and (find(spec) / NAMES_TABLE).is_file():
        _show_name(spec, form)
        return
    found = load(spec)
    if form is None:
        _show_lexicon(found)
        return
    if not _show_rows(found, form.lower()):
        raise _no_row(found.ref, form, _forms(found))


def checked(spec: str, *, stamp: bool) -> str | None:
    """Check a lexicon, and print what is wrong.

    Args:
        spec: The lexicon.
        stamp: Whether row counts and hash are written into its manifest first.

    Returns:
        What there is to say of one that is sound; ``None`` for another.
    """
    folder = find(spec)
    if stamp:
        _stamp(folder)
    found = read_lexicon(folder, load)
    wrong = [*problems(found), *(name_problems(load_names(str(folder))) if (folder / NAMES_TABLE).is_file() else ())]
    for problem in wrong:
        click.echo(f"CDA-L03: {problem}", err=True)
    if wrong:
        return None
    rows = f"{len(found.entries)} entries" if found.entries else f"{sum(read_manifest(folder).rows.values())} rows"
    return f"{found.ref} is sound: {rows}, sha256 {found.ref.sha256}"


def show_changes(old: str, new: str) -> None:
    """Print what changed from one lexicon to another."""
    for change in compare(load(old), load(new)):
        click.echo(f"{_MARKS[change.what]} {change.table}  {change.id}")
        if change.old:
            click.echo(f"    was {change.old}")
        if change.new:
            click.echo(f"    is  {change.new}")


def _show_rows(found: Lexicon, wanted: str) -> bool:
    """Every row of a lexicon that has a form; gives whether there is any."""
    shown = False
    for entry in found.entries:
        if wanted in {one.lower() for one in entry.forms.values()}:
            forms = ", ".join(f"{group}: {one}" for group, one in entry.forms.items())
            guards = f"  guards: {' '.join(entry.guards)}" if entry.guards else ""
            shown = True
            click.echo(f"entry      {entry.id}  {entry.pos} {entry.number}  {forms}  {entry.directions}{guards}")
    for sense in found.senses:
        if wanted in sense.forms:
            shown = True
            words = ", ".join(sorted(sense.words))
            click.echo(f"sense      {sense.id}  {sense.when}: {words}  -> {sense.reading}")
    for phrase in found.protected:
        if wanted in phrase.phrase.lower().replace("-", " ").split():
            shown = True
            click.echo(f"protected  {phrase.id}  {phrase.phrase}")
    for cue in found.cues:
        if wanted == cue.cue.lower():
            shown = True
            click.echo(f"cue        {cue.id}  {cue.group}  {cue.strength}  {cue.category}")
    return shown


def _forms(found: Lexicon) -> list[str]:
    """The forms that may be proposed: no insult to somebody who did not write it."""
    return [form for one in found.entries if one.status not in NEVER_WRITTEN for form in one.forms.values()]


def _no_row(lexicon: LexiconRef, form: str, known: Iterable[str]) -> OptionError:
    hint = guessed(form, form.lower(), known=dict.fromkeys(known)).strip() or "'cda lexicon list' names the lexicons"
    return OptionError(f"no row of {lexicon} has the form {form!r}", hint=hint)


def _show_lexicon(found: Lexicon) -> None:
    """What a lexicon is."""
    click.echo(f"{found.ref}: {found.title}")
    click.echo(f"attribute {found.attribute}, groups {', '.join(found.groups)}, licence {found.licence}")
    click.echo(
        f"{len(found.entries)} entries, {len(found.senses)} senses, {len(found.protected)} protected phrases, "
        f"{len(found.cues)} cues"
    )
    click.echo(f"sha256 {found.ref.sha256}")
    click.echo(f"in {found.where}")


def _show_name(spec: str, form: str) -> None:
    """What a lexicon of names says of a name."""
    names = load_names(spec)
    entry = names.get(form)
    if entry is None:
        raise _no_row(names.ref, form, (one.name for one in names.entries()))
    classes = f"  ambiguity {entry.ambiguity}: {', '.join(sorted(entry.classes))}" if entry.ambiguity else ""
    born = f"  born {entry.born}" if entry.born else ""
    click.echo(f"name       {entry.id}  {entry.bearers} bearers, {entry.female:.1%} female{born}{classes}")
    click.echo(f"group      {entry.group}  counterpart: {entry.counterpart or 'none, it stays'}")


def _stamp(folder: Path) -> None:
    manifest = read_manifest(folder)
    if folder.resolve().is_relative_to(root()) and ".dev" not in manifest.version:
        raise OptionError(
            f"{manifest.id} {manifest.version} is published and never changes",
            where=str(folder),
            hint="write a new version in a folder of its own",
        )
    rows = {name: sum(1 for _ in cells(folder / name)) for name in TABLES if (folder / name).is_file()}
    stamped = manifest.model_copy(update={"rows": rows, "sha256": content_hash(folder)})
    text = json.dumps(stamped.model_dump(), indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
