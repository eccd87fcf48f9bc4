"""The output folder: what may be written over, and the step in which everything gets its final name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cda.errors import OptionError, OutputError, OutputExists
from cda.storage.places import at, is_address
from cda.storage.store import SCRATCH
from cda.storage.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cda.storage.store import Store

CONTROL = ".cda"
"""The folder of control files. It is dotted: Hugging Face takes other folders for data."""

WORK = f"{CONTROL}/work"
"""Where the files of a run lie until it is whole."""

REJECTS = f"{CONTROL}/rejects.jsonl"
"""The rows that could not go on."""

MANIFEST = f"{CONTROL}/run.json"
"""The files that a run wrote, and what it did."""


def refuse_overlap(output: str, inputs: Iterable[str]) -> None:
    """Keep a run from writing into what it reads.

    Args:
        output: The output folder.
        inputs: The files and folders that are read.

    Raises:
        OptionError: If one lies in the other, or no file can be called so.
        OutputError: If the name of the output is no Unicode text, which Arrow needs.
    """
    for name in (output, *inputs):
        if "\0" in name:
            raise OptionError(f"no file can be called {name!r}", hint="leave out the NUL")
    if not output.isprintable() and output != output.encode("utf-8", "ignore").decode("utf-8"):
        hint = "choose a name that is Unicode text"
        raise OutputError(f"no Parquet file can be written to a folder called {output!r}", hint=hint)
    for name in inputs:
        if is_address(name) or is_address(output):
            one, other = f"{output.rstrip('/')}/", f"{name.rstrip('/')}/"
            overlap = one.startswith(other) or other.startswith(one)
        else:
            target, given = Path(output).resolve(), Path(name).resolve()
            overlap = target.is_relative_to(given) or given.is_relative_to(target)
        if overlap:
            raise OptionError(
                "the output and an input lie in one another",
                where=f"input {name}, output {output}",
                hint="give --output a folder apart from the inputs",
            )


def refuse_file(output: str) -> None:
    """Refuse an output that is no folder.

    Args:
        output: The output, there or not.

    Raises:
        OutputExists: If it is a file.
    """
    place = at(output)
    with writing(output):
        taken = (place.exists() or place.is_symlink()) and not place.is_dir()
    if taken:
        raise OutputExists("the output is a file", where=output, hint="give --output the name of a folder")


def manifest_of(store: Store) -> Mapping[str, Any] | None:
    """What the last run to this folder wrote of itself; ``None`` where there is none that can be read."""
    try:
        found = json.loads(store.text(MANIFEST) or "null")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _written_before(store: Store) -> frozenset[str]:
    listed = (manifest_of(store) or {}).get("files")
    return frozenset(name for name in listed if isinstance(name, str)) if isinstance(listed, list) else frozenset()


def former_files(store: Store, *, overwrite: bool) -> list[str]:
    """Tell what has to go before the output can be written.

    Args:
        store: The output folder, there or not.
        overwrite: Whether what a former run wrote may go.

    Returns:
        The files of a former run, relative to the folder.

    Raises:
        OutputExists: If the folder holds anything that may not go.
    """
    control = f"{CONTROL}/"
    found = [name for name in store.names() if not name.startswith((f"{SCRATCH}/", f"{control}lock"))]
    if found and not overwrite:
        hint = "choose another folder, or give --overwrite to replace what a former run wrote there"
        raise OutputExists("the output folder is not empty", where=store.name, hint=hint)
    # Only the list of the former run tells its data/ from a data/ that somebody cares for.
    ours = _written_before(store)
    foreign = [name for name in found if name not in ours and not name.startswith(control)]
    if foreign:
        named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")  # noqa: PLR2004
        hint = "--overwrite removes only what a former run of cda wrote: move the rest away, or choose another folder"
        raise OutputExists(f"the output folder holds what no run of cda wrote: {named}", where=store.name, hint=hint)
    return [name for name in found if not name.startswith(f"{WORK}/")]


def pairs_file(split: str, number: int, total: int) -> str:
    """The name of a file of ``pairs``."""
    return f"pairs/{split}-{number:05d}-of-{total:05d}.parquet"


def shard_names(split: str, shards: Sequence[Path]) -> dict[str, Path]:
    """Give files of ``pairs`` their final names.

    Args:
        split: Their split.
        shards: Where they are, in order.

    Returns:
        Final name to temporary file.
    """
    return {pairs_file(split, number, len(shards)): path for number, path in enumerate(shards)}


def sha256_of(path: Path) -> str:
    """Hash a file.

    Args:
        path: The file.

    Returns:
        SHA-256, 64 hexadecimal digits.

    Raises:
        OutputError: If the file cannot be read.
    """
    with writing(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_hash(hashes: Mapping[str, str]) -> str:
    """Hash the data files of a folder.

    Args:
        hashes: Name to SHA-256.

    Returns:
        SHA-256 over each name and the hash of each file, in alphabetical order; 64 hexadecimal digits.
    """
    lines = (f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def commit(
    store: Store, files: Mapping[str, str], former: Iterable[str], *, tool: str, facts: Mapping[str, Any] | None = None
) -> None:
    """Remove the former run and move the new files to their names. What was cut off here can be done once more.

    Args:
        store: The output folder.
        files: Final name to name until now, which may be the same; the last one is moved last.
        former: What a former run wrote, and what is not written again goes.
        tool: The version of the toolkit.
        facts: What else the manifest says.

    Raises:
        OutputError: If the operating system refuses.
    """
    # The list comes first: a run that is cut off here has left nothing that it does not name.
    _write_manifest(store, {*former, *files}, {"cda": tool})
    for name in former:
        if name not in files and name != MANIFEST:
            store.remove(name)
    there = frozenset(store.names())
    for name, old in files.items():
        if old != name and old in there:
            store.move(old, name)
    _write_manifest(store, files, {"cda": tool, **(facts or {})})


def _write_manifest(store: Store, files: Iterable[str], facts: Mapping[str, Any]) -> None:
    text = json.dumps({**facts, "files": sorted({*files, MANIFEST})}, indent=1) + "\n"
    store.put_text(text, MANIFEST)
