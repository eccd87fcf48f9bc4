"""Which files belong to which split of a dataset folder: by its card, else by the names of the files."""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path, PurePath
from typing import Any

import yaml

from cda.dataset.read.card_yaml import NO_YAML, plain_yaml
from cda.dataset.read.files import ending
from cda.dataset.read.kind import PARQUET_ENDINGS, ROW_ENDINGS
from cda.errors import BrokenInput, InputError
from cda.storage.places import at, is_address

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# The hash at the end is of datasets of 2022.
_SHARD = re.compile(r"(?P<split>.+)-\d{5,}-of-\d{5,}(-[0-9a-f]+)?")
_SPLIT = re.compile(r"(?!\.)[\w.\- ]{1,120}")
_SPLIT_NAMES = frozenset({"train", "validation", "test"})
# What Hugging Face puts beside the data.
_NO_DATA = frozenset({"dataset_infos.json", "dataset_info.json", "dataset_dict.json", "state.json", "config.json"})


def is_split_name(name: str) -> bool:
    """Whether a split may be called so: files are named after it, and a pattern finds them.

    Example:
        >>> is_split_name("train"), is_split_name("../train"), is_split_name("*")
        (True, False, False)
    """
    return _SPLIT.fullmatch(name) is not None


def split_files(folder: str) -> dict[str, list[str]]:
    """Give the data files of a dataset folder by split.

    Args:
        folder: The folder as the user named it.

    Returns:
        The splits in the order of the card, else of the file names; for each its files in order.

    Raises:
        InputError: There is no data, or the card leaves open which.
        BrokenInput: The card cannot be read.
    """
    card = at(folder) / "README.md"
    config = _config(_configs(card), card) if card.is_file() else None
    if config is None:
        return _by_name(folder, at(folder))
    base = at(folder) / _inside(str(config.get("data_dir") or "."), card)
    if not config.get("data_files"):
        return _by_name(folder, base)
    splits: dict[str, list[str]] = {}
    for split, pattern in _patterns(config["data_files"], card):
        files = _matching(base, str(_inside(pattern, card)))
        if not files:
            hint = "fetch or make the folder again; of one that 'cda augment' wrote 'cda verify' says what is missing"
            raise InputError(f"the card names {pattern!r} and there is no such file", where=str(card), hint=hint)
        splits.setdefault(split, []).extend(files)
    return splits


def _matching(base: Path, pattern: str) -> list[str]:
    if is_address(str(base)):
        place: Any = base / pattern
        scheme = str(base).partition("://")[0]
        return sorted(f"{scheme}://{found.lstrip('/')}" for found in place.fs.glob(place.path))
    # Path.glob refuses patterns that cards have, such as 'data/**.parquet'.
    found = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(str(base / path) for path in found if (base / path).is_file())


def _configs(card: Path) -> list[dict[str, Any]]:
    try:
        front = _FRONT_MATTER.match(card.read_text(encoding="utf-8"))
        meta = plain_yaml(front[1]) if front else None
    except (yaml.YAMLError, *NO_YAML) as problem:
        raise BrokenInput(f"the card cannot be read: {problem}", where=str(card)) from problem
    except OSError as problem:
        raise InputError(f"cannot read the card: {problem.strerror or problem}", where=str(card)) from problem
    configs = meta.get("configs") if isinstance(meta, dict) else None
    return [config for config in configs if isinstance(config, dict)] if isinstance(configs, list) else []


def _config(configs: list[dict[str, Any]], card: Path) -> dict[str, Any] | None:
    if len(configs) <= 1:
        return configs[0] if configs else None
    named = [config for config in configs if config.get("config_name") == "default"]
    chosen = named or [config for config in configs if config.get("default") is True]
    if not chosen:
        names = ", ".join(str(config.get("config_name")) for config in configs)
        raise InputError(
            f"the dataset has several configs and none is the default: {names}",
            where=str(card),
            hint="give the files of one config, for example 'FOLDER/data/*.parquet'",
        )
    return chosen[0]


def _patterns(data_files: Any, card: Path) -> list[tuple[str, str]]:
    """Bring all forms that Hugging Face allows for ``data_files`` to pairs of split and pattern."""
    if isinstance(data_files, dict):
        entries = [{"split": split, "path": path} for split, path in data_files.items()]
    else:
        entries = data_files if isinstance(data_files, list) else [data_files]
    pairs = []
    for entry in entries:
        split, paths = (entry.get("split", "train"), entry.get("path")) if isinstance(entry, dict) else ("train", entry)
        for path in paths if isinstance(paths, list) else [paths]:
            if not isinstance(path, str) or not isinstance(split, str):
                raise BrokenInput(f"the card has a data file that is no path: {repr(entry)[:80]}", where=str(card))
            if not is_split_name(split):
                raise BrokenInput(f"the card has a split whose name no file can have: {split!r}", where=str(card))
            pairs.append((split, path))
    return pairs


def _inside(path: str, card: Path) -> PurePath:
    """A card comes from someone else: it may not lead out of its folder."""
    relative = PurePath(path)
    if "\0" in path or relative.is_absolute() or ".." in relative.parts or "://" in path:
        raise InputError(f"the card names a path outside of its folder: {path!r}", where=str(card))
    return relative


def _by_name(folder: str, base: Path) -> dict[str, list[str]]:
    files = _data_files(base / "data") or _data_files(base)
    if not files:
        raise InputError(
            "there is no data in the folder",
            where=folder,
            hint="give a folder that datasets saved, one with a card, one with data/*.parquet, or the files themselves",
        )
    splits: dict[str, list[str]] = {}
    for path in files:
        splits.setdefault(_split_of(path), []).append(str(path))
    return splits


def _data_files(base: Path) -> list[Path]:
    if not base.is_dir():
        return []
    files = [
        path
        for path in sorted(base.iterdir())
        if path.is_file() and not path.name.startswith((".", "_")) and path.name not in _NO_DATA
    ]
    return [path for path in files if ending(path) in PARQUET_ENDINGS] or [
        path for path in files if ending(path) in ROW_ENDINGS
    ]


def _split_of(path: Path) -> str:
    stem = path.name.split(".", 1)[0]
    shard = _SHARD.fullmatch(stem)
    if shard and is_split_name(shard["split"]):
        return shard["split"]
    return stem if stem in _SPLIT_NAMES else "train"
