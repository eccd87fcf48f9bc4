"""The output folder: what may be written over, and the step in which everything gets its final name."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cda.errors import OptionError, OutputError, OutputExists
from cda.export.parquet import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CONTROL = ".cda"
"""The folder of control files. It is dotted: Hugging Face takes other folders for data."""

REJECTS = f"{CONTROL}/rejects.jsonl"
"""The rows that could not go on."""

_MANIFEST = f"{CONTROL}/run.json"
_TMP = f"{CONTROL}/tmp"  # noqa: S108 - not the one of the system


def refuse_overlap(output: Path, inputs: Iterable[str]) -> None:
    """Keep a run from writing into what it reads.

    Args:
        output: The output folder.
        inputs: The files and folders that are read.

    Raises:
        OptionError: If one lies in the other, or no file can be called so.
        OutputError: If the name of the output is no Unicode text, which Arrow needs.
    """
    for name in (str(output), *inputs):
        if "\0" in name:
            raise OptionError(f"no file can be called {name!r}", hint="leave out the NUL")
    if not str(output).isprintable() and output != Path(str(output).encode("utf-8", "ignore").decode("utf-8")):
        hint = "choose a name that is Unicode text"
        raise OutputError(f"no Parquet file can be written to a folder called {str(output)!r}", hint=hint)
    target = output.resolve()
    for name in inputs:
        given = Path(name).resolve()
        if target.is_relative_to(given) or given.is_relative_to(target):
            raise OptionError(
                "the output and an input lie in one another",
                where=f"input {name}, output {output}",
                hint="give --output a folder apart from the inputs",
            )


def _entries(folder: Path) -> list[str]:
    with writing(folder):
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _written_before(folder: Path) -> frozenset[str]:
    try:
        listed = json.loads((folder / _MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
    return frozenset(listed)


def former_files(output: Path, *, overwrite: bool) -> list[str]:
    """Tell what has to go before the output can be written.

    Args:
        output: The output folder, there or not.
        overwrite: Whether what a former run wrote may go.

    Returns:
        The files of a former run, relative to the folder.

    Raises:
        OutputExists: If the folder holds anything that may not go.
    """
    with writing(output):
        there = output.is_dir()
    if not there:
        if output.exists() or output.is_symlink():
            raise OutputExists("the output is a file", where=str(output), hint="give --output the name of a folder")
        return []
    found = _entries(output)
    if found and not overwrite:
        hint = "choose another folder, or give --overwrite to replace what a former run wrote there"
        raise OutputExists("the output folder is not empty", where=str(output), hint=hint)
    # Only the list of the former run tells its data/ from a data/ that somebody cares for.
    ours = _written_before(output)
    foreign = [name for name in found if name not in ours and not name.startswith(f"{CONTROL}/")]
    if foreign:
        named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")  # noqa: PLR2004
        hint = "--overwrite removes only what a former run of cda wrote: move the rest away, or choose another folder"
        raise OutputExists(f"the output folder holds what no run of cda wrote: {named}", where=str(output), hint=hint)
    # What a run left that was cut off is cleared before this one begins, and would be this one's work afterwards.
    return [name for name in found if not name.startswith(f"{_TMP}/")]


@contextmanager
def work_folder(output: Path) -> Iterator[Path]:
    """Give a folder for temporary files, and leave nothing of it behind.

    Args:
        output: The output folder; it is made, and removed again where the run fails and it is empty.

    Yields:
        The temporary folder.

    Raises:
        OutputError: If it cannot be made.
    """
    tmp = output / _TMP
    made = not output.exists()
    with writing(output):
        shutil.rmtree(tmp, ignore_errors=True)
        tmp.mkdir(parents=True)
    try:
        yield tmp
    finally:
        shutil.rmtree(tmp, ignore_errors=True)
        with suppress(OSError):  # not empty: it stays
            (output / CONTROL).rmdir()
            if made:
                output.rmdir()


def shard_names(folder: str, split: str, shards: Sequence[Path]) -> dict[str, Path]:
    """Give shards their final names.

    Args:
        folder: The folder within the output.
        split: Their split.
        shards: Where they are, in order.

    Returns:
        Final name to temporary file.
    """
    total = len(shards)
    return {f"{folder}/{split}-{number:05d}-of-{total:05d}.parquet": path for number, path in enumerate(shards)}


def content_hash(files: Mapping[str, Path]) -> str:
    """Hash files that are still under their temporary names.

    Args:
        files: Final name to temporary file.

    Returns:
        SHA-256 over each name and the hash of each file, in alphabetical order; 64 hexadecimal digits.

    Raises:
        OutputError: If a file cannot be read back.
    """
    lines = []
    for name, path in sorted(files.items()):
        with writing(path), path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def commit(output: Path, files: Mapping[str, Path], former: Iterable[str], *, tool: str) -> None:
    """Remove the former run and move the new files to their names.

    Args:
        output: The output folder.
        files: Final name to temporary file; the last one is moved last.
        former: What a former run wrote, and what is not written again goes.
        tool: The version of the toolkit.

    Raises:
        OutputError: If the operating system refuses.
    """
    with writing(output):
        # The list comes first: a run that is cut off here has left nothing that it does not name.
        _write_manifest(output, {*former, *files}, tool)
        for name in former:
            if name not in files and name != _MANIFEST:
                (output / name).unlink(missing_ok=True)
        for name, path in files.items():
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(output / name)
        _write_manifest(output, files, tool)


def _write_manifest(output: Path, files: Iterable[str], tool: str) -> None:
    text = json.dumps({"cda": tool, "files": sorted({*files, _MANIFEST})}, indent=1) + "\n"
    fresh = output / f"{_MANIFEST}.new"
    fresh.write_text(text, "utf-8")
    fresh.replace(output / _MANIFEST)
