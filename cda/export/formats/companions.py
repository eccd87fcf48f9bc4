"""The files that a consumer needs beside the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cda.export.formats.format import Target
from cda.storage.writing import writing


def companions(target: Target, names: Mapping[str, Sequence[str]], tmp: Path) -> dict[str, Path]:
    """Write the further files that a format asks for.

    Args:
        target: What the format makes of the rows.
        names: Split to the final names of its data files.
        tmp: Where the files go for now.

    Returns:
        Final name to temporary file.
    """
    files = {}
    for number, (name, text) in enumerate(target.companions(names).items()):
        files[name] = tmp / f"companion-{number}"
        with writing(files[name]):
            files[name].write_text(text, "utf-8")
    return files
