"""The plan: which edits an intervention asks for. A pure function of what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cda.detection.decide import Found
from cda.detection.detector import Detection
from cda.english.articles import article_for
from cda.english.casing import match_case
from cda.english.tables import words
from cda.swapping.balanced import balanced
from cda.swapping.intervention import Intervention
from cda.types import Edit, Held

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


def plan(text: str, detection: Detection, intervention: Intervention) -> Plan:
    """Plan the edits of a text.

    Args:
        text: The text.
        detection: What was found in it.
        intervention: What is asked.

    Returns:
        The edits, sorted and disjoint, and the mentions that are left alone: those for which the lexicon has nothing
        to write, and in one direction those of pairs that name both groups.
    """
    edits: list[Edit] = []
    held: list[Held] = []
    paired = frozenset(balanced(text, [found.mention for found in detection.found]) if intervention.to else ())
    for found in detection.found:
        mention = found.mention
        target = intervention.target(mention.group)
        if target is None:
            continue
        if mention in paired:
            held.append(Held(mention.start, mention.end, mention.text, "already_balanced"))
            continue
        if not found.option.entry.writes(target):
            held.append(Held(mention.start, mention.end, mention.text, "guard", "no_counterpart"))
            continue
        edits.extend(edits_of(text, found, found.option.entry.forms[target], mention.end))
    return tuple(edits), tuple(held)


def edits_of(text: str, found: Found, form: str, end: int) -> Iterator[Edit]:
    """The edit of a mention, after the edit of the article before it where there is one.

    Args:
        text: The text.
        found: The mention.
        form: What is written instead, as the lexicon writes it.
        end: One past the last code point that is replaced: the end of the mention, or of a pair that it opens.

    Yields:
        The edits, sorted and disjoint.
    """
    mention, entry = found.mention, found.option.entry
    new = match_case(mention.text, found.option.form, form)
    if entry.pos == "TITLE":
        new += _title_stop(text, mention.text, end, new)
        end += _stop_falls(text, mention.text, end, new)
    elif entry.number == "pl":
        new, end = _possessive_plural(text, text[mention.start : end], end, new)
    before = _ARTICLE.search(text, max(0, mention.start - _LONGEST_ARTICLE), mention.start)
    if before:
        article = before["article"]
        changed = article_for(article, mention.text, new)
        if changed != article:
            yield Edit(*before.span("article"), article, changed, ARTICLE)
    old = text[mention.start : end]
    if old != new:
        yield Edit(mention.start, end, old, new, entry.id)


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
