"""The plan: which edits an intervention asks for. A pure function of what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from cda.detection.context import in_heading
from cda.detection.decide import Found
from cda.detection.detector import Detection
from cda.detection.person import PersonName
from cda.english.articles import article_for, takes_an
from cda.english.casing import match_case, match_style
from cda.english.sentences import starts_sentence
from cda.english.tables import words
from cda.lexicon.names import name_key
from cda.naming.rename import Renaming, written
from cda.naming.rename_race import FAMILY, GIVEN
from cda.swapping.balanced import balanced
from cda.swapping.intervention import Intervention
from cda.types import Edit, Held, Mention

ARTICLE = "english.article"
"""The id of edits that put *a* in place of *an* or the other way round."""

_ARTICLE = re.compile(r"(?<![\w'’.\-])(?P<article>an?)[ \t\u00a0\r\n]+[\"'“‘(*_]*$", re.IGNORECASE)
_OF_PLURAL = re.compile(r"['’](?=\s+\w)")
_OF_SINGULAR = re.compile(r"['’]s\b", re.IGNORECASE)
_STOPPED = re.compile(r"\b(?:mrs?|ms|dr)\.", re.IGNORECASE)
_UNSTOPPED = re.compile(r"\b(?:mrs?|ms|dr)(?=\s)", re.IGNORECASE)
_LONGEST_ARTICLE = 24
_STYLE_REACH = 1000
"""How far from a title other titles show whether the text writes them with full stops."""


Plan = tuple[tuple[Edit, ...], tuple[Held, ...]]
"""Edits, sorted and disjoint, and the mentions that are left alone."""


Renamings = Mapping[tuple[str, str], Renaming]
"""The names of a row that change: the sort of word and its key to what is written."""

EITHER_CASE = "either_case"
"""The guard of forms that are written with or without a capital."""


def plan(text: str, detection: Detection, intervention: Intervention, renamings: Renamings | None = None) -> Plan:
    """Plan the edits of a text.

    Args:
        text: The text.
        detection: What was found in it.
        intervention: What is asked.
        renamings: The names of the row that change.

    Returns:
        The edits, sorted and disjoint, and the mentions that are left alone: those for which the lexicon has nothing
        to write, and in one direction those of pairs that name both groups.
    """
    edits: list[Edit] = []
    held: list[Held] = []
    paired = frozenset(balanced(text, [found.mention for found in detection.found]) if intervention.to else ())
    style_of = cache(partial(_style, text, detection.found))  # looks through the text, once a group
    targets = intervention.targets
    for found in detection.found:
        mention = found.mention
        target = targets.get(mention.group)
        if found.name:
            edits.extend(_renamed(text, found.name, renamings or {}))
            continue
        if target is None:
            continue
        if paired and mention in paired:
            held.append(Held(mention.start, mention.end, mention.text, "already_balanced"))
            continue
        if target not in found.option.written:
            held.append(Held(mention.start, mention.end, mention.text, "guard", "no_counterpart"))
            continue
        edits += edits_of(text, found, _form(text, found, target, style_of), mention.end)
    return tuple(edits), tuple(held)


def _form(text: str, found: Found, target: str, style_of: Callable[[str], str | None]) -> str:
    """What is written for a mention, before the letter case of an ordinary word is matched.

    Args:
        text: The text.
        found: The mention.
        target: The group that it is to have.
        style_of: How the text writes a group: one that writes *Black* and *white* goes on to do so.

    Returns:
        The form of the lexicon; the letter case is final where the word has a style of its own (*black* or *Black*),
        and where a sentence opens with a name of a people and the new form is no name (*Asian men left*).
    """
    mention, option = found.mention, found.option
    form = option.entry.forms[target]
    either = EITHER_CASE in option.guards
    if not either and not (option.form[:1].isupper() and form[:1].islower()):
        return form
    opens = _opens(text, mention)
    if not either:
        return form[:1].upper() + form[1:] if opens and mention.text[:1].isupper() else form
    if opens or EITHER_CASE not in option.entry.guards_of(target):
        return match_style(mention.text, form, either=EITHER_CASE in option.entry.guards_of(target), opens=opens)
    style = mention.text if mention.text.isupper() else style_of(target) or mention.text
    return match_style(style, form, either=True, opens=False)


def _style(text: str, every: Sequence[Found], group: str) -> str | None:
    """A word of a group that is written with or without a capital, where the capital says how the text writes it."""
    shown = (one.mention for one in every if one.mention.group == group and EITHER_CASE in one.option.guards)
    return next((one.text for one in shown if not one.text.isupper() and not _opens(text, one)), None)


def _opens(text: str, mention: Mention) -> bool:
    """Whether a capital says nothing about a word: a sentence begins there, or a heading goes on."""
    return starts_sentence(text, mention.start) or in_heading(text, mention.start, mention.end)


def _renamed(text: str, name: PersonName, renamings: Renamings) -> Iterator[Edit]:
    """The edits of a name: each of its words that has another one."""
    parts = [(GIVEN, part) for part in name.given] + [(FAMILY, part) for part in name.family]
    for sort, part in sorted(parts, key=lambda one: one[1].start):
        renaming = renamings.get((sort, name_key(part.text)))
        if renaming is None:
            continue
        new = written(part.text, renaming.new)
        if part.start == name.start:
            yield from article_edit(text, part.start, part.text, new)
        old, new = _owned(text, part.end, part.text, new)
        if new != old:
            yield Edit(part.start, part.start + len(old), old, new, renaming.entry, renaming.note)


def _owned(text: str, end: int, old: str, new: str) -> tuple[str, str]:
    """*James' hat* -> *Catherine's hat*: a bare apostrophe is enough for a name in *s* alone."""
    match = _OF_PLURAL.match(text, end)
    if not match or old[-1:].lower() != "s" or new[-1:].lower() == "s" or _quoted(text, end, match[0]):
        return old, new
    return old + match[0], new + match[0] + ("S" if new.isupper() else "s")


def edits_of(text: str, found: Found, form: str, end: int) -> list[Edit]:
    """The edit of a mention, after the edit of the article before it where there is one.

    Args:
        text: The text.
        found: The mention.
        form: What is written instead, as the lexicon writes it.
        end: One past the last code point that is replaced: the end of the mention, or of a pair that it opens.

    Returns:
        The edits, sorted and disjoint.
    """
    mention, option = found.mention, found.option
    entry, start, surface = option.entry, mention.start, mention.text
    new = form if EITHER_CASE in option.guards else match_case(surface, option.form, form)
    if entry.pos == "TITLE":
        new += _title_stop(text, surface, end, new)
        end += _stop_falls(text, surface, end, new)
    elif entry.number == "pl":
        new, end = _possessive_plural(text, text[start:end], end, new)
    old = text[start:end]
    own = [Edit(start, end, old, new, entry.id)] if old != new else []
    return own if takes_an(surface) == takes_an(new) else [*article_edit(text, start, surface, new), *own]


def article_edit(text: str, start: int, old: str, new: str) -> Iterator[Edit]:
    """The edit of the article before a word that changes, where it does not fit the new one.

    Args:
        text: The text.
        start: First code point of the word.
        old: The word as it stands.
        new: What is written instead.

    Yields:
        One edit at most.
    """
    if takes_an(old) == takes_an(new):
        return
    before = _ARTICLE.search(text, max(0, start - _LONGEST_ARTICLE), start)
    if before:
        article = before["article"]
        changed = article_for(article, old, new)
        if changed != article:
            yield Edit(*before.span("article"), article, changed, ARTICLE)


def _title_stop(text: str, old: str, end: int, new: str) -> str:
    """The full stop that an abbreviated title takes where the old title was no abbreviation (*Miss* -> *Mr.*)."""
    if (
        old.lower() in words("stopped_titles")
        or new.lower() not in words("stopped_titles")
        or text[end : end + 1] == "."
    ):
        return ""
    near = (max(0, end - _STYLE_REACH), end + _STYLE_REACH)
    return "" if _UNSTOPPED.search(text, *near) and not _STOPPED.search(text, *near) else "."


def _stop_falls(text: str, old: str, end: int, new: str) -> bool:
    """Whether the full stop after an abbreviated title goes with it (*Mr. Low* -> *Miss Low*)."""
    stopped = words("stopped_titles")
    return text[end : end + 1] == "." and old.lower() in stopped and new.lower() not in stopped


def _possessive_plural(text: str, old: str, end: int, new: str) -> tuple[str, int]:
    """*the ladies' hats* -> *the gentlemen's hats*, and back: a plural in *s* takes the bare apostrophe."""
    was_bare, is_bare = old[-1:].lower() == "s", new[-1:].lower() == "s"
    if was_bare == is_bare:
        return new, end
    if was_bare and (match := _OF_PLURAL.match(text, end)) and not _quoted(text, end, match[0]):
        return new + match[0] + ("S" if new.isupper() else "s"), match.end()
    if is_bare and (match := _OF_SINGULAR.match(text, end)):
        return new + match[0][0], match.end()
    return new, end


def _quoted(text: str, end: int, mark: str) -> bool:
    """Whether the apostrophe after a plural may close a quotation that was opened shortly before."""
    opening = {"’": "‘", "'": "'"}[mark]
    before = text[max(0, end - 120) : end]
    return bool(re.search(rf"(?:^|[\s(]){opening}\w", before))
