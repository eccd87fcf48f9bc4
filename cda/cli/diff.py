"""``cda diff``: see what changed."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-n", "count", default=20, show_default=True, type=click.IntRange(1), help="How many rows to show.")
def diff(folder: Path, count: int) -> None:
    """Originals and counterfactuals of FOLDER, which 'cda augment' wrote, with the edits marked."""
    from rich.console import Console  # noqa: PLC0415 - the help must not wait for it

    from cda.report.diff import pairs_of  # noqa: PLC0415 - as above

    console = Console(highlight=False, soft_wrap=not Console().is_terminal)
    for pair in pairs_of(folder, count):
        console.print(f"[dim]{pair.source_id} {pair.field}[/dim]")
        console.print("-", pair.original)
        console.print("+", pair.counterfactual)
        console.print()
