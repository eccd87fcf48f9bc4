"""Charts of bars: one a row, several a row, and rows that are cut into parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cda.page.chart import Chart, frame, rect, row_label, words

SERIES = 7
"""How many colours there are that can be told apart; a further part begins again with the first."""

MOST = 16
"""How many rows a chart has; further ones stand in its table."""

MIXED = "mixed"
"""The class of what belongs to several groups."""

REST = "rest"
"""The class of what is no group of its own, such as rows that mention none."""

_LABEL, _BAR, _THIN, _GAP, _CLOSE, _STACK = 18, 12, 9, 12, 1, 20
_WIDEST = 78.0
"""How wide the longest bar is: its figure stands behind it."""

_ROOM = 9.0
"""How wide a part must be for its figure to stand in it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart of bars.

    Args:
        label: What it speaks of.
        value: How long it is, 0 or more.
        shown: The value as it is written; by default the whole number.
        name: The class of its colour.
    """

    label: str
    value: float
    shown: str = ""
    name: str = "s0"

    @property
    def said(self) -> str:
        """The value as it is written."""
        return self.shown or f"{self.value:,.0f}"


def series(place: int) -> str:
    """The class of the colour of a part.

    Example:
        >>> series(1), series(7)
        ('s1', 's0')
    """
    return f"s{place % SERIES}"


def bars(  # noqa: PLR0913 - what a chart says, each by itself
    key: str, title: str, about: str, rows: Sequence[Bar], head: tuple[str, str], *, most: int = MOST
) -> Chart:
    """A bar a row, the longest as wide as there is room.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        rows: The rows.
        head: What the label is, and what the value.
        most: How many rows are drawn; the table has all.

    Returns:
        The chart.

    Example:
        >>> chart = bars("k", "Kinds", "Edits by kind.", [Bar("nouns", 3), Bar("pronouns", 9)], ("kind", "edits"))
        >>> chart.rows
        (('nouns', '3'), ('pronouns', '9'))
    """
    longest = max((row.value for row in rows), default=0) or 1
    marks: list[Markup] = []
    every, drawn = _LABEL + _BAR + _GAP, rows[:most]
    for place, row in enumerate(drawn):
        top, width = place * every, _WIDEST * row.value / longest
        marks += [
            row_label(top + 13, row.label),
            rect(0, top + _LABEL, max(width, 0.3 if row.value else 0), _BAR, row.name, said=f"{row.label}: {row.said}"),
            words(width, top + _LABEL + _BAR - 2, row.said, "figure", aside=6),
        ]
    table = tuple((row.label, row.said) for row in rows)
    return Chart(key, title, about, frame(key, title, about, len(drawn) * every, marks), head, table)


def grouped(  # noqa: PLR0913, PLR0917 - what a chart says, each by itself
    key: str, title: str, about: str, parts: Sequence[str], rows: Sequence[tuple[str, Sequence[float]]], head: str
) -> Chart:
    """Several bars a row, such as before and after.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        parts: The names of the bars of a row.
        rows: Label and values, a value for each part.
        head: What the labels are.

    Returns:
        The chart.

    Example:
        >>> grouped("g", "Rows", "", ("before", "after"), [("feminine", (3, 9))], "group").rows
        (('feminine', '3', '9'),)
    """
    most = max((value for _, values in rows for value in values), default=0) or 1
    marks: list[Markup] = []
    every = _LABEL + len(parts) * (_THIN + 3) + _GAP
    for place, (label, values) in enumerate(rows):
        top = place * every
        marks.append(row_label(top + 13, label))
        for under, (part, value) in enumerate(zip(parts, values, strict=True)):
            y, width = top + _LABEL + under * (_THIN + 3), _WIDEST * value / most
            least = max(width, 0.3 if value else 0)
            marks += [
                rect(0, y, least, _THIN, _side(under, parts), said=f"{label}, {part}: {value:,.0f}"),
                words(width, y + _THIN, f"{value:,.0f}", "figure small", aside=6),
            ]
    table = tuple((label, *(f"{value:,.0f}" for value in values)) for label, values in rows)
    legend = tuple((_side(place, parts), part) for place, part in enumerate(parts))
    return Chart(key, title, about, frame(key, title, about, len(rows) * every, marks), (head, *parts), table, legend)


def _side(place: int, parts: Sequence[str]) -> str:
    """Two bars are before and after; more are parts of their own."""
    return ("before", "after")[place] if len(parts) == 2 else series(place)  # noqa: PLR2004 - as said


def stacked(  # noqa: PLR0913, PLR0917 - what a chart says, each by itself
    key: str,
    title: str,
    about: str,
    parts: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[int]]],
    head: str,
    *,
    most: int = MOST,
    together: int = 1,
) -> Chart:
    """Rows of the same width, cut into parts by their shares.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        parts: Class of the colour and name of each part.
        rows: Label and values, a value for each part.
        head: What the labels are.
        most: How many rows are drawn; the table has all.
        together: How many rows belong together and stand close, such as before and after.

    Returns:
        The chart; its table has the numbers and the shares.

    Example:
        >>> chart = stacked("s", "Rows", "", [("s0", "men"), ("s1", "women")], [("film", (3, 1))], "label")
        >>> chart.rows
        (('film', '3 (75 %)', '1 (25 %)'),)
    """
    marks: list[Markup] = []
    table: list[tuple[str, ...]] = []
    top = 0
    for place, (label, values) in enumerate(rows):
        whole, x = sum(values), 0.0
        table.append((label, *(f"{value:,} ({100 * value / (whole or 1):.0f} %)" for value in values)))
        if place >= most:
            continue
        marks += [
            row_label(top + 13, label),
            words(100, top + 13, f"{whole:,}", "figure", anchor="end"),
        ]
        for (name, part), value in zip(parts, values, strict=True):
            width = 100 * value / whole if whole else 0.0
            if value:
                said = f"{label}, {part}: {value:,} ({width:.0f} %)"
                marks.append(rect(x, top + _LABEL, width, _STACK, f"{name} part", said=said))
            if width >= _ROOM:
                marks.append(words(x + width / 2, top + _LABEL + 14, f"{width:.0f} %", "inside", anchor="middle"))
            x += width
        top += _LABEL + _STACK + (_GAP if (place + 1) % together == 0 else _CLOSE)
    drawing = frame(key, title, about, top, marks)
    return Chart(key, title, about, drawing, (head, *(part for _, part in parts)), tuple(table), tuple(parts))
