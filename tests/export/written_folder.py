"""Folders as a caller writes them: files under their final names, further files, and a card that names the splits."""

from __future__ import annotations

import json
from pathlib import Path

import datasets

from cda.export.formats.sinks import sink
from cda.export.parquet import Limits


def write_folder(target, splits, folder: Path, *, limits: Limits | None = None, step: int = 1_000):
    """Write split to batch as a format has it; give split to the names of its data files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for split, batch in splits.items():
        out = sink(target, folder, f"tmp-{split}", limits or Limits())
        for start in range(0, batch.num_rows, step):
            out.write(target.convert(batch.slice(start, step)))
        shards = out.close()
        files[split] = [target.file_name(split, number, len(shards)) for number in range(len(shards))]
        for shard, name in zip(shards, files[split], strict=True):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shard.replace(folder / name)
    for name, text in target.companions(files).items():
        (folder / name).write_text(text, "utf-8")
    lines = [f"  - split: {split}\n    path: {json.dumps(names)}" for split, names in files.items()]
    card = "---\nconfigs:\n- config_name: default\n  data_files:\n" + "\n".join(lines) + "\n---\n"
    (folder / "README.md").write_text(card, "utf-8")
    return files


def opened(folder: Path, cache: Path, split: str = "train"):
    """The split of a folder, as ``datasets`` opens it."""
    return datasets.load_dataset(str(folder), cache_dir=str(cache), split=split)


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value
