"""The page of a report: from what was run, counted, compared and drawn to one file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cda.audit.figures import cross_moved, flagged_charts, groups_moved, left_chart, shifts_chart
from cda.audit.page import reason
from cda.audit.values import Compared, Cross, Shift
from cda.audit.wording import (
    OUTCOMES,
    category_name,
    group_name,
    kind_name,
    outcome_name,
    plain,
    reason_name,
)
from cda.page.bars import Bar, bars, stacked
from cda.page.chart import Chart
from cda.page.render import render
from cda.report.counts import Counted
from cda.report.ran import Ran
from cda.report.shown import Shown

_OUTCOME_COLOURS = {
    "augmented": "s0",
    "held": "s1",
    "unchanged": "s2",
    "no_mention": "rest",
    "not_selected": "s5",
    "failed": "s6",
}
_ENTRIES = 12
_ALL_ENTRIES = 200
_GROUPED = ("word", "occupation", "label")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells.

    Args:
        name: What the dataset is called.
        ran: What was run.
        counted: What all pairs say.
        rows: The rows to look at.
        number: How many pairs were to be drawn at random.
        seed: The seed that they were drawn with.
        compared: Before and after, where it could be found out.
        untold: Why there is no before and after.
    """

    name: str
    ran: Ran
    counted: Counted
    rows: tuple[Shown, ...]
    number: int
    seed: int
    compared: Compared | None = None
    untold: str = ""


def report_page(report: Report) -> str:
    """Write the page of a report.

    Args:
        report: What it tells.

    Returns:
        A page of HTML in one file, which asks for nothing from the network.
    """
    counted = report.counted
    reasons = [reason(one.reason, one.words, one.rows, one.cues) for one in counted.left]
    tokens = {one["id"]: _token(one["id"]) for one in reasons if any(one["id"] in row.reasons for row in report.rows)}
    values = {
        "report": report,
        "ran": report.ran,
        "counted": counted,
        "attribute": " and ".join(map(plain, report.ran.attributes)),
        "tiles": _tiles(counted),
        "meanings": [(outcome_name(name), number, OUTCOMES[name][1]) for name, number in counted.outcomes.items()],
        "outcomes": _outcomes(counted),
        "written": _written(counted) if counted.written else None,
        "moved": _moved(report.compared) if report.compared else [],
        "kinds": _kinds(counted) if counted.kinds else None,
        "entries": _entries(counted) if counted.entries else None,
        "left": left_chart(counted.left) if counted.left else None,
        "reasons": reasons,
        "examples": tokens,
        "flagged": flagged_charts(counted.flagged),
        "filters": list(_filters(report.rows)),
        "rows": [_row(row) for row in report.rows],
        "at_random": sum(row.random for row in report.rows),
        "textless": bool(report.rows) and not any(row.texts for row in report.rows),
    }
    return render("cda.report", "report.html.j2", values)


def _share(part: int, whole: int) -> str:
    share = 100 * part / (whole or 1)
    return f"{share:.0f} %" if share >= 10 or not part else f"{share:.1f} %"  # noqa: PLR2004 - two digits are enough


def _tiles(counted: Counted) -> list[tuple[str, str, str]]:
    tiles = [(f"{counted.rows:,}", "rows came in", "")]
    tiles += [
        (f"{number:,}", outcome_name(name), f"{_share(number, counted.rows)} of the rows")
        for name, number in counted.outcomes.items()
        if name not in {"unchanged", "not_selected"}
    ]
    if counted.counterfactuals != counted.outcomes.get("augmented", 0):  # several a row
        tiles.append((f"{counted.counterfactuals:,}", "counterfactuals were written", ""))
    tiles.append((f"{counted.edits:,}", "words were changed", ""))
    return tiles


def _outcomes(counted: Counted) -> Chart:
    parts = [(_OUTCOME_COLOURS[name], outcome_name(name)) for name in counted.outcomes]
    whole = "all rows"
    rows = [(whole, list(counted.outcomes.values()))]
    if len(counted.splits) > 1:
        rows += [
            (f"split {split}", [some.get(name, 0) for name in counted.outcomes])
            for split, some in counted.splits.items()
        ]
    about = "Every row that came in counts once."
    return stacked("outcomes", "All rows, by what became of them", about, parts, rows, "rows")


def _written(counted: Counted) -> Chart:
    rows = [
        Bar(f"to {group_name(group)}" if group != "swapped" else group_name(group), number)
        for group, number in counted.written.items()
    ]
    about = "The group whose words a counterfactual was given; “exchanged both ways” where a row had words of both."
    return bars("written", "Counterfactuals by group", about, rows, ("group", "counterfactuals"))


def _kinds(counted: Counted) -> Chart:
    rows = [
        Bar(kind_name(kind), number, f"{number:,} ({_share(number, counted.edits)})", "s0")
        for kind, number in counted.kinds.items()
    ]
    return bars("kinds", "Kinds of word that changed", "All edits, by kind.", rows, ("kind", "edits"))


def _entries(counted: Counted) -> Chart:
    rows = [Bar(f"{old} → {new}", number, name="s2") for (_, old, new), number in counted.entries[:_ALL_ENTRIES]]
    about = f"The most frequent of {len(counted.entries):,} different replacements; names are not listed."
    return bars("entries", "What was written for what", about, rows, ("replacement", "edits"), most=_ENTRIES)


def _moved(compared: Compared) -> list[dict[str, Any]]:
    """Before and after, attribute by attribute."""
    after = {one.attribute: one for one in compared.after.attributes}
    found = []
    for one in compared.before.attributes:
        other = after.get(one.attribute)
        if other is None:
            continue
        crosses = [
            cross_moved(one, other, old, new, f"{one.attribute}-cross-{place}")
            for place, (old, new) in enumerate(_pairs(one.crosses, other.crosses))
            if any(sum(rows.get(group, 0) for group in one.groups) for rows in old.rows.values())
        ]
        shifts = [
            chart
            for what, some in zip(_GROUPED, (compared.words, compared.occupations, compared.labels), strict=True)
            for chart in _shifts(one.attribute, what, some.get(one.attribute, ()))
        ]
        found.append(
            {"name": plain(one.attribute), "groups": groups_moved(one, other), "crosses": crosses, "shifts": shifts}
        )
    return found


def _pairs(before: Sequence[Cross], after: Sequence[Cross]) -> Iterator[tuple[Cross, Cross]]:
    by_column = {one.column: one for one in after}
    yield from ((one, by_column[one.column]) for one in before if one.column in by_column)


def _shifts(attribute: str, what: str, shifts: Iterable[Shift]) -> Iterator[Chart]:
    by_group: dict[str, list[Shift]] = {}
    for one in shifts:
        by_group.setdefault(one.group, []).append(one)
    for place, (group, some) in enumerate(by_group.items()):
        yield shifts_chart(what, group, some, f"{attribute}-{what}-{place}")


def _token(value: str) -> str:
    """A value as one word of an attribute of HTML."""
    return quote(value, safe="+", errors="backslashreplace") or "-"


def _filters(rows: Sequence[Shown]) -> Iterator[dict[str, Any]]:
    """The filters that have something to choose from, with how many rows each choice has."""
    outcomes = {name: outcome_name(name) for name in OUTCOMES}
    chosen = (
        ("outcome", "What became of it", outcomes.get, [(row.outcome,) for row in rows]),
        ("group", "Written to", group_name, [(row.group,) if row.group else () for row in rows]),
        ("kinds", "Kind of edit", kind_name, [row.kinds for row in rows]),
        ("reasons", "Left alone because", reason_name, [row.reasons for row in rows]),
        ("flags", "Questionable for", category_name, [row.flags for row in rows]),
        ("split", "Split", str, [(row.split,) for row in rows]),
        ("drawn", "How it was drawn", str, [("at random" if row.random else "as an example",) for row in rows]),
    )
    for name, label, called, values in chosen:
        counts: dict[str, int] = {}
        for some in values:
            for one in some:
                counts[one] = counts.get(one, 0) + 1
        if len(counts) > (name in {"split", "drawn"}):
            options = [(_token(value), f"{called(value) or value} ({number:,})") for value, number in _sorted(counts)]
            yield {"name": name, "label": label, "options": options}


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _row(row: Shown) -> dict[str, Any]:
    """A row as the template needs it: chips in words, and what the filters ask for."""
    chips = [outcome_name(row.outcome)]
    chips += [group_name(row.group) if row.group == "swapped" else f"to {group_name(row.group)}"] if row.group else []
    chips += [f"{row.edits:,} {'change' if row.edits == 1 else 'changes'}"] if row.edits else []
    return {
        "shown": row,
        "chips": chips,
        "title": f"Row {row.row:,}" if row.row is not None else "A row that is not in the dataset",
        "data": {
            "outcome": _token(row.outcome),
            "group": _token(row.group) if row.group else "",
            "kinds": " ".join(map(_token, row.kinds)),
            "reasons": " ".join(map(_token, row.reasons)),
            "flags": " ".join(map(_token, row.flags)),
            "split": _token(row.split),
            "drawn": _token("at random" if row.random else "as an example"),
        },
    }
