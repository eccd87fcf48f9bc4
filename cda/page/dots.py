"""Charts of dots and of bars on both sides of a line: how much goes with a group, and what became of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cda.page.chart import Chart, circle, frame, line, rect, row_label, words

_LABEL, _TRACK, _BAR, _GAP, _AXIS = 18, 14, 11, 10, 34
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Axis:
    """How values lie across a chart.

    Args:
        low: The value at the left end.
        high: The value at the right end, larger than `low`.
        ticks: Values with what is written under them.
        left: What it means to lie on the left.
        right: What it means to lie on the right.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    left: str = ""
    right: str = ""

    def at(self, value: float) -> float:
        """The place of a value in hundredths of the width; one that lies outside stands at the end.

        Example:
            >>> Axis(0, 2, ()).at(1), Axis(0, 2, ()).at(9)
            (50.0, 97.0)
        """
        within = min(max(value, self.low), self.high)
        return _MARGIN + (100 - 2 * _MARGIN) * (within - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of `dumbbells`.

    Args:
        label: What it speaks of.
        before: Where it lay.
        after: Where it lies.
        shown: Both values as they are written.
    """

    label: str
    before: float
    after: float
    shown: tuple[str, str]


def dumbbells(  # noqa: PLR0913, PLR0917 - what a chart says, each by itself
    key: str, title: str, about: str, rows: Sequence[Moved], axis: Axis, head: str
) -> Chart:
    """Two dots a row, a ring for before and a full one for after.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        rows: The rows.
        axis: How values lie.
        head: What the labels are.

    Returns:
        The chart.

    Example:
        >>> axis = Axis(-1, 1, ((0, "alike"),))
        >>> dumbbells("d", "Words", "", [Moved("nurse", 0.9, 0.1, ("×2.5", "×1.1"))], axis, "word").rows
        (('nurse', '×2.5', '×1.1'),)
    """
    every = _LABEL + _TRACK + _GAP
    height = len(rows) * every
    marks = _grid(axis, height)
    for place, row in enumerate(rows):
        top, before, after = place * every, axis.at(row.before), axis.at(row.after)
        y = top + _LABEL + _TRACK // 2
        marks += [
            row_label(top + 13, row.label),
            words(100, top + 13, " → ".join(row.shown), "figure", anchor="end"),
            line(_MARGIN, 100 - _MARGIN, y, y, "track"),
            line(min(before, after), max(before, after), y, y, "way"),
            circle(before, y, 5, "before", f"{row.label}, before: {row.shown[0]}"),
            circle(after, y, 5, "after", f"{row.label}, after: {row.shown[1]}"),
        ]
    table = tuple((row.label, *row.shown) for row in rows)
    legend = (("before", "before"), ("after", "after"))
    drawing = frame(key, title, about, height + _AXIS, marks)
    return Chart(key, title, about, drawing, (head, "before", "after"), table, legend)


@dataclass(frozen=True, slots=True)
class Lean:
    """A row of `leanings`.

    Args:
        label: What it speaks of.
        value: Where it ends; it begins at 0.
        shown: The value as it is written.
        cells: Further cells of its row in the table.
    """

    label: str
    value: float
    shown: str
    cells: tuple[str, ...] = ()


def leanings(  # noqa: PLR0913, PLR0917 - what a chart says, each by itself
    key: str, title: str, about: str, rows: Sequence[Lean], axis: Axis, head: tuple[str, ...], name: str = "s0"
) -> Chart:
    """A bar a row, which begins at 0 and goes to either side.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        rows: The rows.
        axis: How values lie.
        head: The columns of the table: label, value and those of the further cells.
        name: The class of the colour.

    Returns:
        The chart.

    Example:
        >>> leanings("l", "Words", "", [Lean("nurse", 0.7, "×2")], Axis(-1, 1, ()), ("word", "odds")).rows
        (('nurse', '×2'),)
    """
    every = _LABEL + _TRACK + _GAP
    height = len(rows) * every
    marks = _grid(axis, height)
    zero = axis.at(0)
    for place, row in enumerate(rows):
        top, end, said = place * every, axis.at(row.value), f"{row.label}: {row.shown}"
        marks += [
            row_label(top + 13, row.label),
            words(100, top + 13, row.shown, "figure", anchor="end"),
            rect(min(zero, end), top + _LABEL + 1, max(abs(end - zero), 0.3), _BAR, name, said=said),
        ]
    table = tuple((row.label, row.shown, *row.cells) for row in rows)
    return Chart(key, title, about, frame(key, title, about, height + _AXIS, marks), head, table)


def _grid(axis: Axis, height: int) -> list[Markup]:
    marks: list[Markup] = []
    for value, said in axis.ticks:
        x = axis.at(value)
        marks += [
            line(x, x, 0, height, "zero" if value == 0 else "grid"),
            words(x, height + 12, said, "tick", anchor="middle"),
        ]
    if axis.left:
        marks.append(words(0, height + 28, f"← {axis.left}", "tick"))
    if axis.right:
        marks.append(words(100, height + 28, f"{axis.right} →", "tick", anchor="end"))
    return marks
