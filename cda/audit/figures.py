"""The charts of an audit: groups, what goes with them, what is left alone. Pure, from values to values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log

from cda.audit.values import Associated, AttributeAudit, Cross, Flagged, Left, Shift
from cda.audit.wording import category_name, group_name, plain, reason_name
from cda.page.bars import MIXED, REST, Bar, bars, grouped, series, stacked
from cda.page.chart import Chart
from cda.page.dots import Axis, Lean, Moved, dumbbells, leanings

_BESIDE = ("mixed", "none")
_MOST = 12
_TICKS = (1.5, 2, 4, 8, 16, 32, 64, 128)
_FEW_TICKS = 3

_ODDS = (
    "×1: it goes with this group as much as with the others. ×2: its odds are twice as high. "
    "Rare ones are drawn towards ×1."
)


_STRENGTHS = (
    ("block", "s1", "Would make a rewriting false or absurd", "Cues that block, by category."),
    ("note", "s3", "Worth knowing", "Cues that hold nothing, by category."),
)


def times(log_odds: float) -> str:
    """Log odds as a factor.

    Example:
        >>> times(0.0), times(0.693147), times(-1.0986), times(3.0)
        ('×1.0', '×2.0', '×0.33', '×20')
    """
    factor = exp(log_odds)
    if factor < 0.95:  # noqa: PLR2004 - below one the second digit says something
        return f"×{factor:.2f}"
    return f"×{factor:.1f}" if factor < 10 else f"×{factor:,.0f}"  # noqa: PLR2004 - two digits are enough


def odds_axis(values: Sequence[float], group: str) -> Axis:
    """An axis on which all values lie, with factors that are easy to read.

    Args:
        values: Log odds.
        group: The group that they speak of.

    Returns:
        The axis; 0 lies on it.

    Example:
        >>> [said for _, said in odds_axis([0.1, 1.5], "feminine").ticks]
        ['×1', '×2', '×4']
    """
    most, least = max((*values, 0.0)), min((*values, 0.0))
    room = 0.06 * (most - least)
    low, high = least - (room if least < 0 else 0), max(most + room, log(1.5))
    ticks = [(0.0, "×1"), *_ticks(high, 1), *_ticks(-low, -1)]
    aside = "less" if least < -log(1.2) else ""
    return Axis(low, high, tuple(sorted(ticks)), aside, f"more with {group_name(group)}")


def _ticks(end: float, sign: int) -> Iterator[tuple[float, str]]:
    """Factors up to the end of the axis, few enough for a phone."""
    fits = [one for one in _TICKS if log(one) <= end]
    whole = [one for one in fits if one >= 2] or fits  # noqa: PLR2004 - one and a half is for short axes alone
    for one in whole[:: -(-len(whole) // _FEW_TICKS) or 1]:
        yield sign * log(one), f"×{one:g}" if sign > 0 else f"×1/{one:g}"


def parts_of(groups: Sequence[str], rows: Sequence[Mapping[str, int]]) -> list[tuple[str, str]]:
    """The groups of which there are rows, and what stands beside them, each with the class of its colour.

    Args:
        groups: The groups of the attribute, in order.
        rows: Group to number, of each part of the data.

    Returns:
        Class and group.

    Example:
        >>> parts_of(("a", "b", "c"), [{"a": 1, "c": 2, "none": 5}])
        [('s0', 'a'), ('s2', 'c'), ('rest', 'none')]
    """
    there = {group for some in rows for group, number in some.items() if number}
    own = [(series(place), group) for place, group in enumerate(groups) if group in there]
    beside = {"mixed": MIXED, "none": REST}
    return own + [(beside[name], name) for name in _BESIDE if name in there]


def groups_chart(audit: AttributeAudit) -> Chart:
    """Rows by the group that they mention most."""
    whole = sum(audit.rows.values()) or 1
    rows = [
        Bar(
            group_name(group),
            audit.rows[group],
            f"{audit.rows[group]:,} ({100 * audit.rows[group] / whole:.0f} %)",
            name,
        )
        for name, group in parts_of(audit.groups, [audit.rows])
    ]
    about = "Rows by the group that they mention most."
    return bars(f"{audit.attribute}-rows", f"Rows by group of {plain(audit.attribute)}", about, rows, ("group", "rows"))


def groups_moved(before: AttributeAudit, after: AttributeAudit) -> Chart:
    """Rows by group, before and after."""
    rows = [
        (group_name(group), (before.rows.get(group, 0), after.rows.get(group, 0)))
        for _, group in parts_of(_groups(before, after), [before.rows, after.rows])
    ]
    about = "Rows by the group that they mention most: in what came in, and in all that was written."
    title = f"Rows by group of {plain(before.attribute)}"
    return grouped(f"{before.attribute}-rows", title, about, ("before", "after"), rows, "group")


def _groups(before: AttributeAudit, after: AttributeAudit) -> tuple[str, ...]:
    """The groups of both: what was written may be the first that mentions one."""
    return tuple(dict.fromkeys((*before.groups, *after.groups)))


def mentions_chart(audit: AttributeAudit) -> Chart:
    """Mentions of each group by kind of word."""
    groups = [group for group in audit.groups if sum(audit.mentions.get(group, {}).values())]
    kinds = list(dict.fromkeys(kind for group in groups for kind in audit.mentions[group]))
    parts = [(series(place), plain(kind)) for place, kind in enumerate(kinds)]
    rows = [(group_name(group), [audit.mentions[group].get(kind, 0) for kind in kinds]) for group in groups]
    about = "Words that speak of somebody of the group, by kind."
    return stacked(f"{audit.attribute}-kinds", "Mentions by kind of word", about, parts, rows, "group")


def cross_chart(audit: AttributeAudit, cross: Cross, key: str) -> Chart:
    """Rows by label and group."""
    parts = parts_of(audit.groups, list(cross.rows.values()))
    rows = [
        (f"{cross.column} = {value}", [counts.get(group, 0) for _, group in parts])
        for value, counts in _frequent(cross.rows)
    ]
    named = [(name, group_name(group)) for name, group in parts]
    about = f"Of the rows of each {cross.column}, how many mention which group most." + _drawn(len(rows))
    return stacked(key, f"Groups by {cross.column}", about, named, rows, cross.column, most=_MOST)


def cross_moved(before: AttributeAudit, after: AttributeAudit, old: Cross, new: Cross, key: str) -> Chart:
    """Rows by label and group, before and after."""
    parts = parts_of(_groups(before, after), [*old.rows.values(), *new.rows.values()])
    rows = []
    for value, counts in _frequent(old.rows):
        for when, some in (("before", counts), ("after", new.rows.get(value, {}))):
            rows.append((f"{old.column} = {value}, {when}", [some.get(group, 0) for _, group in parts]))
    named = [(name, group_name(group)) for name, group in parts]
    about = f"Of the rows of each {old.column}, how many mention which group most, before and after." + _drawn(
        len(rows) // 2
    )
    return stacked(key, f"Groups by {old.column}", about, named, rows, old.column, most=2 * _MOST, together=2)


def _frequent(rows: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    """The values of a label, the most frequent first where there are many."""
    found = list(rows.items())
    return found if len(found) <= _MOST else sorted(found, key=lambda one: -sum(one[1].values()))


def _drawn(number: int) -> str:
    return f" The {_MOST} most frequent of {number:,} are drawn; the table has all." if number > _MOST else ""


def associated_chart(what: str, group: str, found: Sequence[Associated], key: str, name: str) -> Chart:
    """What goes with a group, as bars from 0.

    Args:
        what: ``word``, ``occupation`` or ``label``.
        group: The group.
        found: What goes with it.
        key: Names the chart in its page.
        name: The class of the colour of the group.
    """
    rows = [
        Lean(one.term, one.log_odds, times(one.log_odds), (f"{one.count:,}", f"{one.elsewhere:,}", f"{one.z:.1f}"))
        for one in found
    ]
    head = (what, "odds", f"with {group_name(group)}", "with others", "z")
    axis = odds_axis([one.log_odds for one in found], group)
    title = f"{what.capitalize()}s that go with {group_name(group)}"
    return leanings(key, title, _ODDS, rows, axis, head, name)


def shifts_chart(what: str, group: str, shifts: Sequence[Shift], key: str) -> Chart:
    """What became of the associations of a group.

    Args:
        what: ``word``, ``occupation`` or ``label``.
        group: The group.
        shifts: The associations, before and after.
        key: Names the chart in its page.
    """
    rows = [
        Moved(
            one.before.term,
            one.before.log_odds,
            one.after.log_odds,
            (times(one.before.log_odds), times(one.after.log_odds)),
        )
        for one in shifts
    ]
    axis = odds_axis([value for row in rows for value in (row.before, row.after)], group)
    title = f"{what.capitalize()}s that went with {group_name(group)}"
    return dumbbells(key, title, _ODDS, rows, axis, what)


def left_chart(left: Sequence[Left], key: str = "left") -> Chart:
    """Words that are left alone, by reason."""
    rows = [Bar(reason_name(one.reason), one.words) for one in left]
    about = "Words that were seen and left as they are, by the reason."
    return bars(key, "Words left alone, by reason", about, rows, ("reason", "words"))


def flagged_charts(flagged: Sequence[Flagged], key: str = "flagged") -> tuple[Chart, ...]:
    """Cues that make a rewriting questionable, by category: those that block, and those that are worth knowing."""
    charts = []
    for strength, name, title, about in _STRENGTHS:
        rows = [Bar(category_name(one.category), one.words, name=name) for one in flagged if one.strength == strength]
        if rows:
            charts.append(bars(f"{key}-{strength}", title, about, rows, ("category", "cues")))
    return tuple(charts)
