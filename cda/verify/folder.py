"""The checks of a dataset folder: hashes, rows by outcome, ids, and the place of every edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from typing import Any

import pyarrow as pa

from cda.dataset.outcome import OUTCOMES
from cda.errors import VerifyFailed
from cda.export.folder import sha256_of
from cda.storage.store import Store, store_at
from cda.verify.content import Content, batches, content_of
from cda.verify.edits import problem_of
from cda.verify.rows import rows_of

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked.

    Args:
        figures: What was counted, by name.

    Example:
        >>> Verified({"files": 2}).figures["files"]
        2
    """

    figures: Mapping[str, int]


@dataclass(slots=True)
class _Findings:
    problems: list[str] = field(default_factory=list)
    number: int = 0
    twice: bool = False
    figures: Counter[str] = field(default_factory=Counter)

    def add(self, problem: str) -> None:
        self.number += 1
        if self.number <= _SHOWN:
            self.problems.append(problem)


def verify_folder(folder: str) -> Verified:
    """Check a dataset folder from its files alone.

    Args:
        folder: The output folder of a run.

    Returns:
        What was checked.

    Raises:
        InputError: If there is no such folder, or it was exported from another.
        RunUnfinished: If no run has finished there.
        VerifyFailed: If a file is missing, is not what was written, or contradicts another: rows that came in and have
            no outcome or two, ids that are there twice, edits that do not lead from a row to its counterfactual.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> from cda.run.augment import augment_files
        >>> from cda.run.job import AugmentJob
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     _ = augment_files(AugmentJob((f"{place}/in.txt",), f"{place}/out"), Rewriter())
        ...     figures = verify_folder(f"{place}/out").figures
        >>> figures["rows in"], figures["counterfactuals"], figures["edits"]
        (1, 1, 1)
    """
    store = store_at(folder)
    content = content_of(store)
    findings = _Findings()
    _check_files(store, content, findings)
    if not findings.problems:  # what follows reads them
        outcomes: Counter[str] = Counter()
        for split, names in content.pairs.items():
            outcomes += _check_split(store, content, split, names, findings)
        _check_outcomes(outcomes, content.summary, findings)
    if findings.problems:
        more = f"; and {findings.number - _SHOWN:,} more" if findings.number > _SHOWN else ""
        choose = ", with another --id-column, whose values differ from row to row" if findings.twice else ""
        raise VerifyFailed(
            f"the folder is not what its run wrote: {'; '.join(findings.problems)}{more}",
            where=folder,
            hint=f"write it again: cda augment INPUT -o FOLDER --overwrite{choose}",
        )
    return Verified(dict(findings.figures))


def _check_files(store: Store, content: Content, findings: _Findings) -> None:
    there = frozenset(store.names())
    for name, facts in content.facts.items():
        findings.figures["files"] += 1
        if name not in there:
            findings.add(f"{name} is missing")
        elif sha256_of(store.path(name)) != facts["sha256"]:
            findings.add(f"{name} has another content")
    folders = {name.rpartition("/")[0] for name in content.facts if "/" in name and not name.startswith(".")}
    for name in sorted(there - content.facts.keys()):
        if name.rpartition("/")[0] in folders:
            findings.add(f"{name} lies among the files of the run and is none of them")


def _check_split(
    store: Store, content: Content, split: str, names: tuple[str, ...], findings: _Findings
) -> Counter[str]:
    """Check the pairs of a split against its rows."""
    reader = rows_of(store, content.default.get(split, ()))
    for batch in batches(store, names):
        needed = [row for name in ("row", "counterfactual_row") for row in batch.column(name).to_pylist()]
        rows = reader.take(needed) if reader else None
        for pair in batch.to_pylist():
            _check_pair(pair, rows, split, findings)
    outcomes: Counter[str] = Counter()
    ids: set[bytes] = set()
    twice: set[bytes] = set()
    for id_, outcome in _rows_in(batches(store, names, ["source_id", "row", "outcome"])):
        outcomes[outcome] += 1
        digest = blake2b(id_.encode("utf-8", "backslashreplace"), digest_size=12).digest()
        if digest in ids and digest not in twice:
            findings.add(f"the id {id_} is there twice or more in {split}")
            findings.twice = True
            twice.add(digest)
        ids.add(digest)
    findings.figures["rows in"] += outcomes.total()
    return outcomes


def _check_pair(
    pair: Mapping[str, Any], rows: Mapping[int, Mapping[str, Any]] | None, split: str, findings: _Findings
) -> None:
    findings.figures["pairs"] += 1
    if pair["counterfactual_row"] is None:
        if pair["edits"]:
            findings.add(f"{split}, {pair['source_id']}: there are edits and no counterfactual")
        return
    findings.figures["counterfactuals"] += 1
    findings.figures["edits"] += len(pair["edits"])
    problem = problem_of(pair, rows) if rows is not None else None
    if problem:
        findings.add(f"{split}, {pair['source_id']}: {problem}")


def _rows_in(pairs: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, str]]:
    """The rows that came in: of the pairs of a row, which stand together, the first outcome in the order of outcomes.

    Yields:
        The id and the outcome of each row.
    """

    def row(numbered: tuple[int, dict[str, Any]]) -> tuple[object, ...]:
        number, pair = numbered
        # A row that failed has one pair, and may stand beside another of the same id.
        return (pair["source_id"], pair["row"], number if pair["outcome"] == "failed" else None)

    every = (pair for batch in pairs for pair in batch.to_pylist())
    for _, some in groupby(enumerate(every), row):
        found = [pair for _, pair in some]
        yield found[0]["source_id"], min((pair["outcome"] for pair in found), key=OUTCOMES.index)


def _check_outcomes(outcomes: Counter[str], summary: Mapping[str, Any], findings: _Findings) -> None:
    for name in OUTCOMES:
        findings.figures[name.replace("_", " ")] = outcomes[name]
        said = summary["outcomes"].get(name, 0)
        if outcomes[name] != said:
            findings.add(f"{outcomes[name]:,} rows are {name}, the run said {said:,}")
    if outcomes.total() != summary["rows"]:
        findings.add(f"{summary['rows']:,} rows came in, {outcomes.total():,} have an outcome")
