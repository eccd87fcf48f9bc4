"""The report of a balance as the rows of a table and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from cda.dataset.balancing.quota import Shortfall
from cda.dataset.balancing.report import BalanceReport, Line

HEADER = (
    "label",
    "group",
    "rows",
    "rows after",
    "mentions",
    "mentions after",
    "share",
    "share after",
    "PMI",
    "PMI after",
)
"""The columns of `rows`."""

NO_LABEL = "(none)"
"""Stands for a label that is null."""

ALL = "(all)"
"""Stands in the place of a label where none was asked for."""


def rows(report: BalanceReport) -> list[tuple[str, ...]]:
    """Show a report as the rows of a table.

    Args:
        report: The report.

    Returns:
        A row for each group of each label, in the columns of `HEADER`. PMI is in bits.
    """
    labelled = _labelled(report)
    return [
        _row(one, other, labelled=labelled) for one, other in zip(report.before.lines, report.after.lines, strict=True)
    ]


def _labelled(report: BalanceReport) -> bool:
    return any(line.label is not None for line in report.before.lines)


def _row(before: Line, after: Line, *, labelled: bool) -> tuple[str, ...]:
    return (
        _label(before.label) if labelled else ALL,
        before.group,
        f"{before.rows:,}",
        f"{after.rows:,}",
        f"{before.mentions:,}",
        f"{after.mentions:,}",
        f"{before.share:.1%}",
        f"{after.share:.1%}",
        _bits(before.pmi),
        _bits(after.pmi),
    )


def _bits(pmi: float | None) -> str:
    return "" if pmi is None else f"{round(pmi, 2) or 0.0:.2f}"  # no minus before a zero


def sentences(report: BalanceReport) -> Iterator[str]:
    """Say what the table cannot: the association, what was reached, and what was not and why.

    Args:
        report: The report.

    Yields:
        Plain sentences. Values of the label stand in them as they are.
    """
    if len(report.groups) < 2:  # noqa: PLR2004 - there is no balance of one
        only = f"only {report.groups[0]} has rows" if report.groups else "no group has rows"
        yield f"There was nothing to balance: {only}. Name the groups to fill others, too."
        return
    before, after = report.before, report.after
    yield (
        "Cramér's V of group and label, over rows that count for a group: "
        f"{before.cramers_v:.3f} before, {after.cramers_v:.3f} after."
    )
    yield (
        f"Largest difference between {', '.join(report.groups)} within a label: "
        f"{_many(before.gap, report.unit)} before, {_many(after.gap, report.unit)} after."
    )
    for shortfall in report.shortfalls:
        yield _short(shortfall, report)


def _short(one: Shortfall, report: BalanceReport) -> str:
    labelled = _labelled(report)
    used = (
        "no further row can be replaced for it" if report.fixed_size else "every row that can be written to it is used"
    )
    return (
        f"{one.group}{f' ({_label(one.label)})' if labelled else ''} is short by {_many(one.missing, report.unit)}: "
        f"{used}. Of {_many(one.sources, 'row')} of other groups, nothing could be written for {one.unwritten:,}, and "
        f"what could be written for {one.unreached:,} does not bring them to {one.group}."
    )


def _label(label: str | None) -> str:
    return NO_LABEL if label is None else label


def _many(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
