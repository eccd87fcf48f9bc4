"""What was run, in plain words: read from the plan that a run leaves in its folder."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cda.audit.wording import group_name, plain
from cda.errors import InputError
from cda.lexicon.find import is_path
from cda.run.facts import notes_of, what_of
from cda.run.plan import PLAN
from cda.storage.store import Store

_NAMES = {
    "keep": "stay as they are",
    "hold": "stay, and the words that go with them too",
    "swap": "are changed along, one to one",
}
_GUARDS = {
    "hold": "not made: whoever such a cue speaks of is left alone",
    "flag": "made and flagged",
    "off": "made",
}
_FIGURES = {"hold": "keep their names and the words that go with them", "swap": "are treated like everybody else"}
_HOSTILE = {"hold": "are left alone", "swap": "are rewritten as well"}
_HASH = 12
_GIVEN = 6


@dataclass(frozen=True, slots=True)
class Ran:
    """What was run.

    Args:
        attributes: The attributes that were changed.
        changed: How their words were changed, a part of a sentence.
        what: Which rows the dataset has, a sentence.
        facts: Name and value of what a reader must know, in plain words.
        options: Every option with its value, as it was resolved.
        notes: What must be known of the attributes and options.
        command: The command that makes the dataset again.
        lexicons: The lexicons, as they can be loaded again.
        tool: The version of the program.
    """

    attributes: tuple[str, ...]
    changed: str
    what: str
    facts: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    command: str
    lexicons: tuple[str, ...]
    tool: str


def ran_in(store: Store) -> Ran:
    """Read what was run in a folder; a plan of another version of the program is read as well.

    Args:
        store: The folder.

    Returns:
        What was run.

    Raises:
        InputError: If the folder does not say it.
    """
    try:
        return _ran(json.loads(store.text(PLAN) or ""))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        hint = "give the folder that 'cda augment' wrote, with its folder .cda"
        raise InputError("the folder does not say what was run", where=f"{store.name}/{PLAN}", hint=hint) from problem


def _ran(plan: Mapping[str, Any]) -> Ran:
    job, rewriter = plan["settings"]["job"], plan["settings"]["rewriter"]
    given = rewriter["attribute"]
    attributes = (given,) if isinstance(given, str) else tuple(given)
    return Ran(
        attributes,
        _changed(rewriter["to"]),
        what_of(job["strategy"]),
        tuple(_facts(plan, job, rewriter, attributes)),
        tuple((plain(name), _value(name, value)) for name, value in {**job, **rewriter}.items() if name != "limits"),
        notes_of(attributes, rewriter),
        shlex.join(plan["command"]),
        tuple(_specs(plan["settings"]["lexicons"], rewriter["lexicon"])),
        plan["cda"],
    )


def _changed(to: Any) -> str:
    if to is None:
        return "exchanged for those of another group"
    if to == "all":
        return "written for every other group"
    if to == "neutral":
        return "made neutral"
    if isinstance(to, Mapping):
        return "written to " + " and ".join(group_name(str(group)) for group in to.values())
    return f"written to {group_name(str(to))}"


def _facts(
    plan: Mapping[str, Any], job: Mapping[str, Any], rewriter: Mapping[str, Any], attributes: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "Input", _several(plan["given"])
    yield "Changed", f"{' and '.join(map(plain, attributes))}; words are {_changed(rewriter['to'])}"
    yield "Which rows were written", what_of(job["strategy"])
    if job["strategy"] == "balance":
        yield "Made equal", f"by {job['by'] or 'all rows together'}, counted by {job['unit']}s"
    if job["strategy"] == "substitute":
        yield "Share of rows that are replaced", f"{job['p']:g}"
    yield "Names of persons", _chosen(rewriter["names"], _NAMES)
    yield "Well-known people", _chosen(rewriter["public_figures"], _FIGURES)
    yield "Rewritings that a cue speaks against", _chosen(rewriter["guards"], _GUARDS)
    yield "Rows with insults and slurs", _chosen(rewriter["hostile"], _HOSTILE)
    for name, version, digest in plan["settings"]["lexicons"]:
        yield f"Lexicon {name}", f"{version}, SHA-256 {digest[:_HASH]}…"
    name, version, digest = plan["settings"]["model"]
    yield "Language model", f"{name} {version}, SHA-256 {digest[:_HASH]}…"
    yield "Program", f"cda-toolkit {plan['cda']}, seed {job['seed']}"


def _specs(lexicons: Sequence[Sequence[str]], asked: Any) -> Iterator[str]:
    """The lexicons as they can be loaded; a folder of the user's own stands for its name."""
    yield from (f"{name}@{version}" for name, version, _ in lexicons)
    yield from (one for one in (asked.values() if isinstance(asked, Mapping) else [asked]) if one and is_path(one))


def _chosen(value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{plain(str(key))}: {words.get(one, str(one))}" for key, one in value.items())
    return words.get(value, str(value))


def _several(names: Sequence[str]) -> str:
    more = len(names) - _GIVEN
    return ", ".join(names[:_GIVEN]) + (f" and {more:,} more" if more > 0 else "")


def _value(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if name == "keep_names" and value:  # a report has no list of people
        return f"{len(value):,} names"
    return "none" if value is None or value == [] else json.dumps(value, ensure_ascii=False)
