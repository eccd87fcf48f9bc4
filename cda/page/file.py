"""The file of a page: whose place it may take, and how it is written."""

from __future__ import annotations

from uuid import uuid4

from cda.errors import OutputError, OutputExists
from cda.page.render import is_ours
from cda.storage.places import at, is_address
from cda.storage.writing import writing

_HEAD = 4_096


def refuse(path: str, *, overwrite: bool = False) -> None:
    """Say before the work what would keep a page from being written after it.

    Args:
        path: The file to be written.
        overwrite: Whether whatever is there may be replaced.

    Raises:
        OutputExists: If it is a folder, or a file that is no page of this program.
        OutputError: If its folder is not there, or it cannot be looked at.

    Example:
        >>> refuse("no/such/folder/page.html")
        Traceback (most recent call last):
        cda.errors.OutputError: CDA-D06: the output cannot be written: there is no folder for it
          where: no/such/folder/page.html
          what to do: make the folder first, or give another
    """
    place = at(path)
    with writing(path):
        if place.is_dir():
            raise OutputExists("the output is a folder", where=path, hint="give a file, such as page.html")
        if not is_address(path) and not place.parent.is_dir():  # a store of objects has no folders
            hint = "make the folder first, or give another"
            raise OutputError("the output cannot be written: there is no folder for it", where=path, hint=hint)
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
