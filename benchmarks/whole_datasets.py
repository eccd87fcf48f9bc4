"""Whole datasets: samples of fine-tuning data through every format that fits, tags of names, and a balance of reviews.

    python benchmarks/whole_datasets.py --samples DIR --names names.jsonl --reviews reviews.parquet

Whatever is not given is left out. The samples are files of which the name does not matter; the names are rows of
``{"text", "spans": [[start, end, name], ...]}``; the reviews have ``text`` and ``label``. What is checked: every row is
accounted for, originals come out as they went in, edits lead from each original to its counterfactual, what was JSON is
JSON, every entity still covers its text, and the groups are equal within each label.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import disable_progress_bars, load_dataset

from cda import Rewriter
from cda.dataset.balancing.show import rows, sentences
from cda.errors import ConversionError
from cda.export.formats import FORMATS
from cda.run.augment import augment_files
from cda.run.job import AugmentJob, Summary


def _run(source: Path, out: Path, **options: Any) -> Summary:
    rewriter = Rewriter(names="swap", guards="hold", public_figures=options.pop("public_figures", "hold"))
    return augment_files(AugmentJob((str(source),), str(out), **options), rewriter)


def _rows(folder: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def samples(folder: Path, work: Path) -> Iterator[str]:
    """Every sample through every format."""
    yield "| sample | rows | counterfactuals | bad pairs | " + " | ".join(FORMATS) + " |"
    yield "|---|---:|---:|---:|" + "---:|" * len(FORMATS)
    for path in sorted(one for one in folder.iterdir() if {".json", ".jsonl"} & {*one.suffixes}):
        own = work / path.name
        done = _run(path, own)
        bad = _bad_pairs(own)
        cells = []
        for name in FORMATS:
            out = work / f"{path.name}-{name}"
            try:
                made = _run(path, out, format=name)
            except ConversionError:
                cells.append("")
                continue
            opened = load_dataset(str(out), split="train", cache_dir=str(work / "cache"))
            if len(opened) != made.splits["train"]:
                raise SystemExit(f"{path.name} as {name}: {len(opened)} rows opened, {made.splits['train']} written")
            failed = made.outcomes.get("failed", 0)
            cells.append(f"{made.splits['train']:,}" + (f" ({failed} set aside)" if failed else ""))
        yield f"| {path.name} | {done.rows:,} | {done.counterfactuals:,} | {bad} | {' | '.join(cells)} |"


def _bad_pairs(folder: Path) -> int:
    rows = _rows(folder / "data")
    return sum(pair["counterfactual_row"] is not None and not _sound(pair, rows) for pair in _rows(folder / "pairs"))


def _sound(pair: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    old, new = (_texts(rows[pair[name]], "") for name in ("row", "counterfactual_row"))
    if old.keys() != new.keys():
        return False
    for field, text in old.items():
        pieces, last = [], 0
        for edit in (one for one in pair["edits"] if one["field"] == field):
            pieces += [text[last : edit["start"]], edit["new"]]
            last = edit["end"]
        if "".join((*pieces, text[last:])) != new[field] or _keys(text) != _keys(new[field]):
            return False
    return True


def _texts(value: Any, name: str) -> dict[str, str]:
    """Every string of a row by the name of its place."""
    if isinstance(value, dict):
        return {k: v for key, one in value.items() for k, v in _texts(one, f"{name}.{key}".lstrip(".")).items()}
    if isinstance(value, list):
        return {k: v for number, one in enumerate(value) for k, v in _texts(one, f"{name}[{number}]").items()}
    return {name: value} if isinstance(value, str) else {}


def _keys(text: str) -> Any:
    """The bones of a text that is JSON: all but its strings; ``None`` for other texts."""
    try:
        return _bones(json.loads(text)) if text[:1] in {"{", "["} else None
    except ValueError:
        return None


def _bones(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bones(one) for key, one in value.items()}
    return [_bones(one) for one in value] if isinstance(value, list) else "" if isinstance(value, str) else value


def names(path: Path, work: Path) -> Iterator[str]:
    """Tags of names before and after a swap."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pq.write_table(pa.Table.from_pylist([_tagged(line) for line in lines]), work / "names.parquet")
    done = _run(work / "names.parquet", work / "names", public_figures="swap")
    written, bad, entities = _rows(work / "names" / "data"), 0, 0
    for pair in _rows(work / "names" / "pairs"):
        if pair["counterfactual_row"] is None:
            continue
        old, new = written[pair["row"]], written[pair["counterfactual_row"]]
        before, after = _entities(old), _entities(new)
        entities += len(before)
        moved = [_edited(" ".join(old["tokens"]), span, pair["edits"]) for span in before]
        bad += moved != [" ".join(new["tokens"])[slice(*span)] for span in after]
        bad += len(new["tokens"]) != len(new["ner_tags"])
    yield (
        f"names: {done.rows:,} rows, {done.counterfactuals:,} counterfactuals with {entities:,} entities, "
        f"{bad} rows wrong, {done.outcomes.get('failed', 0)} failed"
    )


def _tagged(line: Mapping[str, Any]) -> dict[str, Any]:
    tokens, tags = [], []
    for word in re.finditer(r"\S+", line["text"]):
        inside = next((span for span in line["spans"] if word.start() < span[1] and word.end() > span[0]), None)
        tokens.append(word[0])
        tags.append("O" if inside is None else "B-PER" if word.start() <= inside[0] else "I-PER")
    return {"tokens": tokens, "ner_tags": tags}


def _entities(row: Mapping[str, Any]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place = 0
    for token, tag in zip(row["tokens"], row["ner_tags"], strict=True):
        if tag.startswith("B"):
            found.append((place, place + len(token)))
        elif tag.startswith("I"):
            found[-1] = (found[-1][0], place + len(token))
        place += len(token) + 1
    return found


def _edited(text: str, span: tuple[int, int], edits: Sequence[Mapping[str, Any]]) -> str:
    pieces, last = [], span[0]
    for edit in (one for one in edits if span[0] <= one["start"] and one["end"] <= span[1]):
        pieces += [text[last : edit["start"]], edit["new"]]
        last = edit["end"]
    return "".join((*pieces, text[last : span[1]]))


def balance(path: Path, work: Path) -> Iterator[str]:
    """Groups within each label, before and after."""
    done = _run(path, work / "balanced", strategy="balance", by="label")
    for report in done.balances.values():
        yield from (" | ".join(row) for row in rows(report))
        yield from sentences(report)
        yield f"Cramér's V: {report.before.cramers_v:.5f} before, {report.after.cramers_v:.5f} after"


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("samples", "names", "reviews"):
        parser.add_argument(f"--{name}", type=Path)
    given = parser.parse_args()
    disable_progress_bars()
    parts = ((given.samples, samples), (given.names, names), (given.reviews, balance))
    for path, part in parts:
        if path is None:
            continue
        with tempfile.TemporaryDirectory() as work:
            for line in part(path, Path(work)):
                print(line)


if __name__ == "__main__":
    main()
