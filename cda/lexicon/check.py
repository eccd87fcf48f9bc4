"""What must hold of a lexicon beyond its format: no duplicates, no chains, no form left undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cda.errors import LexiconRuleError
from cda.lexicon.model import NEVER_WRITTEN, Lexicon


def problems(lexicon: Lexicon) -> Iterator[str]:
    """Everything that is wrong with a lexicon, a sentence each.

    Args:
        lexicon: The lexicon.

    Yields:
        Duplicate ids; forms that have two targets in one direction with nothing to choose between them; chains, where
        what one entry writes another entry would rewrite again in the same direction; rows that speak of unknown groups
        or forms.
    """
    if not lexicon.groups and (lexicon.entries or lexicon.senses or lexicon.protected or lexicon.cues):
        yield "it has no groups, and rows that speak of some"
    yield from _duplicates(lexicon)
    for target in lexicon.swapped:
        yield from _in_direction(lexicon, target)
    yield from _never_written(lexicon)
    known = {form.lower() for entry in (*lexicon.entries, *lexicon.derived) for form in entry.forms.values()}
    for sense in lexicon.senses:
        yield from (
            f"sense {sense.id} speaks of {form!r}, which no entry has" for form in sense.forms if form not in known
        )
    for cue in lexicon.cues:
        if cue.group not in {*lexicon.groups, "any"}:
            yield f"cue {cue.id} implies the unknown group {cue.group!r}"


def check(lexicon: Lexicon) -> None:
    """Refuse a lexicon that contradicts itself.

    Args:
        lexicon: The lexicon.

    Raises:
        LexiconRuleError: If `problems` finds any; the message has the first, the hint says how many more there are.
    """
    found = list(problems(lexicon))
    if found:
        more = f"; {len(found) - 1} more, see 'cda lexicon check'" if len(found) > 1 else ""
        raise LexiconRuleError(found[0], where=lexicon.where, hint=f"change the rows that the message names{more}")


def _duplicates(lexicon: Lexicon) -> Iterator[str]:
    for table in (
        (*lexicon.entries, *lexicon.derived),
        lexicon.patterns,
        lexicon.emoji,
        lexicon.senses,
        lexicon.protected,
        lexicon.cues,
    ):
        seen: set[str] = set()
        for row in table:
            if row.id in seen:
                yield f"the id {row.id!r} stands twice"
            seen.add(row.id)


def _never_written(lexicon: Lexicon) -> Iterator[str]:
    for entry in lexicon.entries:
        if entry.status in NEVER_WRITTEN and entry.directions != "none":
            yield f"entry {entry.id} has status {entry.status!r}: its directions must be none"


def _in_direction(lexicon: Lexicon, target: str) -> Iterator[str]:
    targets: defaultdict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    sources: dict[str, str] = {}
    written: dict[str, str] = {}
    for entry in (*lexicon.entries, *lexicon.derived):
        if not entry.writes(target):
            continue
        new = entry.forms[target].lower()
        for source in lexicon.swapped:
            if source != target and entry.is_source(source, lexicon.swapped):
                form = entry.forms[source].lower()
                sources.setdefault(form, entry.id)
                written.setdefault(new, entry.id)
                targets[form, entry.pos, entry.number].setdefault(new, entry.id)
    for (form, pos, number), choices in targets.items():
        if len(choices) > 1:
            options = ", ".join(f"{new!r} ({entry})" for new, entry in choices.items())
            yield f"to {target}, {form!r} ({pos}, {number}) has {len(choices)} targets and nothing decides: {options}"
    for form in sorted(sources.keys() & written.keys()):
        yield f"to {target}, {form!r} is written by {written[form]} and rewritten by {sources[form]}: a chain"
