"""A chart as a value, and the frame that every chart has.

A chart has no size of its own: places across are shares of its width, so that it fits a phone and a wide screen, and
its words keep their size. Colours are classes, whose values stand in ``page.css`` for light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cda.clean import clean, short

LABEL = 44
"""How many characters of a label fit on a phone; the whole of it stands in the table."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and the same figures as a table for those who do not see it.

    Args:
        key: Names it in its page.
        title: What it shows, in a few words.
        about: What it says and how it is read, in a sentence or two.
        svg: The drawing.
        head: The columns of the table.
        rows: Its rows, as many cells each.
        legend: Class and name of each mark, where there are several.
    """

    key: str
    title: str
    about: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


def frame(key: str, title: str, about: str, height: int, marks: Sequence[Markup]) -> Markup:
    """Put the marks of a chart together.

    Args:
        key: Names the chart in its page.
        title: What it shows.
        about: How it is read.
        height: In pixels.
        marks: What is drawn, each a piece of SVG.

    Returns:
        The element ``svg``, which says to everybody what it is.

    Example:
        >>> print(frame("c", "Rows", "How many", 10, ()))
        <svg class="chart" role="img" aria-labelledby="c-t" aria-describedby="c-d" width="100%" height="10">
        <title id="c-t">Rows</title><desc id="c-d">How many</desc></svg>
    """
    head = Markup(
        '<svg class="chart" role="img" aria-labelledby="{0}-t" aria-describedby="{0}-d" width="100%" height="{1}">\n'
        '<title id="{0}-t">{2}</title><desc id="{0}-d">{3}</desc>'
    ).format(clean(key), height, clean(title), clean(about))
    return Markup("").join((head, *marks, Markup("</svg>")))


def rect(  # noqa: PLR0913 - four places, a look and a word
    x: float, y: int, width: float, height: int, name: str, *, said: str = ""
) -> Markup:
    """A bar: ``x`` and ``width`` in hundredths of the width, ``y`` and ``height`` in pixels.

    Example:
        >>> print(rect(0, 4, 50, 10, "s0", said="men: 3"))
        <rect class="s0" x="0%" y="4" width="50%" height="10"><title>men: 3</title></rect>
    """
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}">{}</rect>').format(
        name, number(x), y, number(width), height, _told(said)
    )


def line(x1: float, x2: float, y1: int, y2: int, name: str) -> Markup:
    """A line, places across in hundredths of the width.

    Example:
        >>> print(line(0, 50, 3, 3, "rule"))
        <line class="rule" x1="0%" x2="50%" y1="3" y2="3"/>
    """
    return Markup('<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>').format(name, number(x1), number(x2), y1, y2)


def circle(x: float, y: int, radius: int, name: str, said: str = "") -> Markup:
    """A dot.

    Example:
        >>> print(circle(25, 8, 5, "after"))
        <circle class="after" cx="25%" cy="8" r="5"></circle>
    """
    return Markup('<circle class="{}" cx="{}%" cy="{}" r="{}">{}</circle>').format(
        name, number(x), y, radius, _told(said)
    )


def _told(said: str) -> Markup:
    """What is said of a mark to whoever points at it."""
    return Markup("<title>{}</title>").format(clean(said)) if said else Markup("")


def row_label(y: int, text: str) -> Markup:
    """The label of a row, which is not longer than there is room for.

    Example:
        >>> print(row_label(12, "a label that is longer than what a phone has room for"))
        <text class="label" x="0%" y="12">a label that is longer than what a phone ha…</text>
    """
    return words(0, y, short(clean(text), LABEL))


def words(  # noqa: PLR0913 - a place, a text, a look, and how it stands there
    x: float, y: int, text: str, name: str = "label", *, anchor: str = "start", aside: int = 0
) -> Markup:
    """A line of words.

    Args:
        x: Where they stand, in hundredths of the width.
        y: Their base line, in pixels.
        text: The words; nothing in them is markup.
        name: The class.
        anchor: ``start``, ``middle`` or ``end``: what of them stands there.
        aside: How many pixels to the right of it they are moved.

    Example:
        >>> print(words(0, 12, "a < b"))
        <text class="label" x="0%" y="12">a &lt; b</text>
    """
    more = Markup(' text-anchor="{}"').format(anchor) if anchor != "start" else Markup("")
    more += Markup(' dx="{}"').format(aside) if aside else Markup("")
    return Markup('<text class="{}" x="{}%" y="{}"{}>{}</text>').format(name, number(x), y, more, clean(text))


def number(value: float) -> str:
    """A number in as few digits as a drawing needs.

    Example:
        >>> number(33.33333), number(50.0), number(-0.0001)
        ('33.33', '50', '0')
    """
    return f"{round(value, 2) or 0.0:.2f}".rstrip("0").rstrip(".")
