"""A bar on standard error while rows go by."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cda.cli.manners import quiet

if TYPE_CHECKING:
    from cda.run.job import Progress


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Show how far something has come, where somebody looks on.

    Args:
        what: What is done, in a word.

    Yields:
        What is to be told how many rows are done, and how many there are.
    """
    from cda.run.job import no_progress  # noqa: PLC0415 - the help must not wait for it

    if quiet() or not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("rows {task.fields[pace]}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, pace="")

        def show(done: int, total: int | None) -> None:
            pace = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, pace=f"{pace:,.0f}/s" if pace else "")

        yield show
