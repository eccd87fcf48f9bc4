"""The page of an audit: one file that a browser opens by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cda.audit.figures import associated_chart, cross_chart, flagged_charts, groups_chart, left_chart, mentions_chart
from cda.audit.phrases import PERSONAL
from cda.audit.values import Associated, AttributeAudit, Audit
from cda.audit.wording import REASONS, cue_name, group_name, plain, reason_name
from cda.page.bars import series
from cda.page.chart import Chart
from cda.page.render import render


def audit_page(audit: Audit) -> str:
    """Write the page of an audit.

    Args:
        audit: What was found.

    Returns:
        A page of HTML in one file, which asks for nothing from the network.

    Example:
        >>> page = audit_page(Audit(0, 0, "text (text)", ()))
        >>> page[:15], "text (text)" in page
        ('<!doctype html>', True)
    """
    values = {
        "audit": audit,
        "tiles": _tiles(audit),
        "facts": _facts(audit),
        "attributes": [_attribute(one) for one in audit.attributes],
        "left": left_chart(audit.left) if audit.left else None,
        "reasons": [reason(one.reason, one.words, one.rows, one.cues) for one in audit.left],
        "flagged": flagged_charts(audit.flagged),
    }
    return render("cda.audit", "audit.html.j2", values)


def reason(name: str, words: int, rows: int, cues: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """A reason for leaving words alone, as pages show it; names of people are never listed."""
    shown = () if name in PERSONAL else [(cue_name(cue, name), number) for cue, number in cues if cue]
    return {
        "id": name,
        "name": reason_name(name),
        "means": REASONS.get(name, ("", ""))[1],
        "words": words,
        "rows": rows,
        "cues": shown,
    }


def _tiles(audit: Audit) -> list[tuple[str, str, str]]:
    tiles = [(f"{audit.rows:,}", "rows were read", f"{audit.failed:,} could not be" if audit.failed else "")]
    for one in audit.attributes:
        whole = sum(one.rows.values()) or 1
        for group in one.groups:
            if number := one.rows_with.get(group, 0):
                share = f"{100 * number / whole:.0f} % of all"
                tiles.append((f"{number:,}", f"rows with a word of the group {group_name(group)}", share))
    return tiles


def _facts(audit: Audit) -> list[tuple[str, str]]:
    facts = [("Texts that were read", audit.fields)]
    facts += [("Splits", ", ".join(f"{name}: {rows:,}" for name, rows in audit.splits.items()))] if audit.splits else []
    facts += [("Lexicons", ", ".join(audit.lexicons))] if audit.lexicons else []
    return [*facts, ("Names of persons", "were looked for" if audit.names else "were not looked for")]


def _attribute(one: AttributeAudit) -> dict[str, Any]:
    colours = {group: series(place) for place, group in enumerate(one.groups)}
    associated: list[Chart] = []
    for what, found in (
        ("word", one.associated_words),
        ("occupation", one.associated_occupations),
        ("label", one.associated_labels),
    ):
        associated += _associated(one.attribute, what, found, colours)
    return {
        "name": plain(one.attribute),
        "id": one.attribute,
        "charts": [groups_chart(one), *([mentions_chart(one)] if any(one.mentions.values()) else [])],
        "crosses": [
            cross_chart(one, cross, f"{one.attribute}-cross-{place}") for place, cross in enumerate(one.crosses)
        ],
        "associated": associated,
        "words": [(group_name(group), some) for group, some in one.words.items() if some],
    }


def _associated(
    attribute: str, what: str, found: Mapping[str, Sequence[Associated]], colours: Mapping[str, str]
) -> list[Chart]:
    return [
        associated_chart(what, group, some, f"{attribute}-{what}-{place}", colours.get(group, series(place)))
        for place, (group, some) in enumerate(found.items())
        if some
    ]
