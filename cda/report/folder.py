"""A report of a folder: read, counted, drawn, compared, and written to a file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from uuid import uuid4

from cda.audit.phrases import phrases
from cda.audit.values import Compared
from cda.errors import CdaError, InputError, OutputExists
from cda.export.folder import manifest_of
from cda.page.render import is_ours
from cda.report.compare import compared
from cda.report.counts import Counting, Pair
from cda.report.drawing import Drawing
from cda.report.page import Report, report_page
from cda.report.ran import ran_in
from cda.report.shown import shown
from cda.storage.places import at, is_address
from cda.storage.store import Store, store_at
from cda.storage.writing import writing
from cda.verify.content import Content, batches, content_of

_HEAD = 4_096


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
        found, untold = compared(folder, rows, seed), ""
    except CdaError as problem:
        found, untold = None, problem.message
    name = posixpath.basename(folder.replace("\\", "/").rstrip("/")) or folder
    return report_page(Report(name, ran, counting.counted(told), tuple(drawn), number, seed, found, untold))


def _pairs(store: Store, content: Content) -> Iterator[tuple[str, Pair]]:
    for split, names in content.pairs.items():
        for batch in batches(store, names):
            for pair in batch.to_pylist():
                yield split, pair


def _refuse_exported(store: Store) -> None:
    manifest = manifest_of(store)
    if manifest is not None and "facts" not in manifest:
        hint = "give the folder of 'cda augment' from which it was exported"
        raise InputError("the folder does not say what was run", where=store.name, hint=hint)


def refuse(path: str, *, overwrite: bool = False) -> None:
    """Keep a report from taking the place of somebody's file.

    Args:
        path: The file to be written.
        overwrite: Whether whatever is there may be replaced.

    Raises:
        OutputExists: If it is a folder, or a file that is no report of this program.
        OutputError: If it cannot be looked at.
    """
    place = at(path)
    with writing(path):
        if place.is_dir():
            raise OutputExists("the output is a folder", where=path, hint="give a file, such as report.html")
        if overwrite or not place.exists():
            return
        with place.open("rb") as file:
            ours = is_ours(file.read(_HEAD))
    if not ours:
        hint = "choose another name, or give --overwrite to replace it"
        raise OutputExists("there is a file of that name, and it is no page of cda", where=path, hint=hint)


def write_page(path: str, page: str) -> int:
    """Write a page; a reader sees the old file or the new one, and nothing in between.

    Args:
        path: The file.
        page: The page.

    Returns:
        Its size in bytes.

    Raises:
        OutputError: If it cannot be written.
    """
    place, data = at(path), page.encode("utf-8")
    with writing(path):
        if is_address(path):  # an object is whole or absent
            place.write_bytes(data)
            return len(data)
        part = place.with_name(f".{place.name}.{uuid4().hex[:8]}")
        try:
            part.write_bytes(data)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    return len(data)
