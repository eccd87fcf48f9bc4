"""The report of a balance in Markdown, for the dataset card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cda.dataset.balancing.show import HEADER, rows, sentences
from cda.export.card import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cda.dataset.balancing.report import BalanceReport


def markdown(report: BalanceReport) -> str:
    """Write a report for the dataset card.

    Args:
        report: The report.

    Returns:
        A table in Markdown, a list of sentences below it; values of the label are plain text in it.
    """
    lines = [_row(HEADER), _row([":--", ":--", *["--:"] * (len(HEADER) - 2)])]
    lines += [_row([escape(value) for value in row]) for row in rows(report)]
    return "\n".join([*lines, "", *(f"- {escape(sentence)}" for sentence in sentences(report))]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
