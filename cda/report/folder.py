"""A report of a folder: read, counted, drawn, compared."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from cda.again import job_in
from cda.audit.folder import compare_folder
from cda.audit.phrases import phrases
from cda.audit.values import Compared
from cda.errors import CdaError, InputError
from cda.export.folder import manifest_of
from cda.report.counts import Counting, Pair
from cda.report.drawing import Drawing
from cda.report.page import Report, report_page
from cda.report.ran import ran_in
from cda.report.shown import shown
from cda.storage.store import Store, store_at
from cda.verify.content import Content, batches, content_of


def report_of(folder: str, *, number: int = 200, seed: int = 0, rows: int = 10_000) -> str:
    """Make the report of a folder.

    Args:
        folder: The output folder of a run; a path or an address.
        number: How many pairs with edits are drawn to be read; some examples come on top.
        seed: Another seed draws others.
        rows: How many rows are looked at for before and after.

    Returns:
        A page of HTML in one file, which asks for nothing from the network.

    Raises:
        RunUnfinished: If no run has finished there.
        InputError: If the folder was exported from another, and does not say what was run.
    """
    store = store_at(folder)
    _refuse_exported(store)
    content, ran = content_of(store), ran_in(store)
    counting, drawing = Counting(), Drawing(number, seed)
    for split, pair in _pairs(store, content):
        counting.add(split, pair)
        drawing.add(split, pair)
    told = phrases(ran.lexicons)
    drawn = shown(store, content, drawing.drawn(), told)
    found: Compared | None
    try:
        found, untold = compare_folder(folder, *job_in(folder), rows=rows, seed=seed), ""
    except CdaError as problem:
        found, untold = None, _sentences(problem)
    name = posixpath.basename(folder.replace("\\", "/").rstrip("/")) or folder
    return report_page(Report(name, ran, counting.counted(told), tuple(drawn), number, seed, found, untold))


def _pairs(store: Store, content: Content) -> Iterator[tuple[str, Pair]]:
    for split, names in content.pairs.items():
        for batch in batches(store, names):
            for pair in batch.to_pylist():
                yield split, pair


def _sentences(problem: CdaError) -> str:
    """What went wrong, and what to do about it."""
    hint = f" {problem.hint[:1].upper()}{problem.hint[1:]}." if problem.hint else ""
    return f"{problem.message}.{hint}"


def _refuse_exported(store: Store) -> None:
    manifest = manifest_of(store)
    if manifest is not None and "facts" not in manifest:
        hint = "give the folder of 'cda augment' from which it was exported"
        raise InputError("the folder does not say what was run", where=store.name, hint=hint)
