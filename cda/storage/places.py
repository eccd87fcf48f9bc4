"""From the name of a file, as the user wrote it, to the file: a path of this machine or an address such as ``s3://``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?:::[A-Za-z][A-Za-z0-9+.\-]*)*://")


def is_address(name: str) -> bool:
    """Tell whether a name is the address of something that is read with fsspec.

    Args:
        name: A path or an address.

    Returns:
        Whether it begins like ``s3://``.

    Example:
        >>> is_address("s3://bucket/rows.parquet"), is_address("C:/rows.parquet")
        (True, False)
    """
    return _ADDRESS.match(name) is not None


def at(name: str) -> Path:
    """Give the file or folder of a name.

    Args:
        name: A path or an address.

    Returns:
        What has the methods of a path: one of this machine, or one that goes through fsspec.

    Raises:
        InputError: If nothing that is installed knows such addresses.

    Example:
        >>> at("rows/a.parquet").name
        'a.parquet'
    """
    if not is_address(name):
        return Path(name)
    from upath import UPath  # noqa: PLC0415 - takes a while, and most names are paths

    from cda.errors import InputError  # noqa: PLC0415 - as above

    try:
        place: Any = UPath(name)
        place.fs  # noqa: B018 - what is not installed is said here, not at the first byte
    except (ImportError, ValueError) as problem:
        hint = "install what fsspec needs for it, such as s3fs, gcsfs or huggingface_hub"
        raise InputError(f"the address cannot be opened: {problem}", where=name, hint=hint) from problem
    return cast("Path", place)
