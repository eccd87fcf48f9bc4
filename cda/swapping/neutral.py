"""Neutral rewriting: *they* for *he* and *she*, the lexicon's neutral nouns, and verbs that agree.

The plan is pure: what was found, and the parse of the sentences that need one, become edits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cda.detection.detector import Detection
from cda.english.agreement import plural_verb
from cda.english.casing import match_case
from cda.english.sentences import sentence_spans
from cda.lexicon.model import NEUTRAL
from cda.parsing import ParsedToken
from cda.reading import Passage, Reader
from cda.swapping.pairs import Unit, units
from cda.swapping.plan import Plan, edits_of
from cda.swapping.verbs import Verb, verbs_of
from cda.types import Edit, Held, Reason

AGREEMENT = "english.agreement"
"""The id of edits that make a verb agree with *they*."""

LONGEST = 2000
"""A sentence longer than this is cut: nobody wrote it, and the parser's time must not depend on it."""

_SUBJECT = "they"
_REFLEXIVE = "themself"
_ALSO_IS = "theyre"
_STAND_IN = "he"
_SHORT = 3
_LOUD = 0.7
_CONTRACTED = {"are": "re", "have": "ve"}


@dataclass(frozen=True, slots=True)
class NeutralOptions:
    """What a neutral rewriting may change.

    Args:
        nouns: Whether nouns and titles change, and not pronouns alone.
        reflexive: ``themself`` or ``themselves``.
    """

    nouns: bool = True
    reflexive: str = "themself"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a pronoun that a verb must agree with.

    Args:
        start: First code point in the text.
        end: One past the last code point.
        text: The sentence as the parser is to see it: as long as it is, letters in lower case where all are capitals.
    """

    start: int
    end: int
    text: str


def plans(
    texts: Sequence[str], detections: Sequence[Detection], reader: Reader, options: NeutralOptions
) -> Iterator[Plan]:
    """Plan a batch of texts: their sentences are parsed at once.

    Args:
        texts: The texts.
        detections: What was found in each.
        reader: Parses the sentences that need it.
        options: What may change.

    Yields:
        For each text the edits, and the mentions that are left alone.
    """
    every = [
        units(text, detection, NEUTRAL, nouns=options.nouns) for text, detection in zip(texts, detections, strict=True)
    ]
    needed = [tuple(sentences(text, found)) for text, found in zip(texts, every, strict=True)]
    asked = [_passage(text, sentence) for text, some in zip(texts, needed, strict=True) for sentence in some]
    parsed = iter(reader.parses(asked))
    for text, found, some in zip(texts, every, needed, strict=True):
        yield plan_neutral(text, found, {sentence: next(parsed) for sentence in some}, options)


def still_held(held: Sequence[Held], edits: Sequence[Edit]) -> tuple[Held, ...]:
    """The words that are left alone even so: *s/he* is held in a swap only.

    Args:
        held: Words that the detection left alone.
        edits: The edits, sorted and disjoint.

    Returns:
        Those that no edit covers.
    """
    starts = [edit.start for edit in edits]
    before = ((one, bisect_right(starts, one.start) - 1) for one in held)
    return tuple(one for one, index in before if index < 0 or edits[index].end <= one.start)


def sentences(text: str, found: Sequence[Unit]) -> Iterator[Sentence]:
    """The sentences with a subject pronoun.

    Args:
        text: The text.
        found: Its units, sorted by place.

    Yields:
        Each such sentence once, in order. Those that are not yielded need no parse.
    """
    places = [unit.end - 1 for unit in found if _is_subject(unit)]
    if not places:
        return
    starts = [unit.start for unit in found]
    for start, end in sentence_spans(text, LONGEST):
        index = bisect_left(places, start)
        if index < len(places) and places[index] < end:
            inside = found[bisect_left(starts, start) : bisect_left(starts, end)]
            pairs = [(unit.start - start, unit.end - start) for unit in inside if _is_pair(unit) and unit.end <= end]
            yield Sentence(start, end, _readable(text[start:end], pairs))


def plan_neutral(
    text: str,
    found: Sequence[Unit],
    parses: Mapping[Sentence, Sequence[ParsedToken]],
    options: NeutralOptions,
) -> Plan:
    """Plan the edits of a text.

    Args:
        text: The text.
        found: Its mentions and pairs, sorted by place.
        parses: The parse of every sentence with a subject pronoun.
        options: What may change.

    Returns:
        The edits, sorted and disjoint, and the mentions for which the lexicon has no neutral form.
    """
    edits: dict[int, Edit] = {}
    held: list[Held] = []
    for unit in found:
        if not unit.neutral:
            why: tuple[Reason, str] = ("already_balanced", "") if unit.pair else ("guard", "no_counterpart")
            held.append(Held(unit.start, unit.end, text[unit.start : unit.end], *why))
            continue
        for edit in _edits(text, unit, options):
            edits[edit.start] = edit
    ends = [unit.end - 1 for unit in found]
    for sentence, tokens in parses.items():
        inside = found[bisect_left(ends, sentence.start) : bisect_left(ends, sentence.end)]
        for edit in _agreements(text, sentence, tokens, inside):
            edits[edit.start] = edit
    return tuple(_disjoint(edits[start] for start in sorted(edits))), tuple(held)


def _passage(text: str, sentence: Sentence) -> Passage:
    as_it_stands = text.startswith(sentence.text, sentence.start)
    return Passage(text, sentence.start, sentence.end, None if as_it_stands else sentence.text)


def _is_subject(unit: Unit) -> bool:
    return unit.neutral in {_SUBJECT, _ALSO_IS}


def _is_pair(unit: Unit) -> bool:
    return _is_subject(unit) and (unit.pair or unit.found is None)


def _edits(text: str, unit: Unit, options: NeutralOptions) -> Iterator[Edit]:
    """The edits of a mention or pair, with those of an article before it."""
    new = options.reflexive if unit.neutral == _REFLEXIVE else unit.neutral
    if unit.found is not None:
        yield from edits_of(text, unit.found, new, unit.end)
        return
    old = text[unit.start : unit.end]
    letters = "".join(char for char in old if char.isalpha())
    yield Edit(unit.start, unit.end, old, match_case(letters, letters.lower(), new), unit.entry)


def _agreements(text: str, sentence: Sentence, tokens: Sequence[ParsedToken], found: Sequence[Unit]) -> Iterator[Edit]:
    """The edits of the verbs of a sentence's subject pronouns."""
    ends = [token.end for token in tokens]
    for unit in found:
        if not _is_subject(unit):
            continue
        first = bisect_left(ends, max(0, unit.start - sentence.start) + 1)
        last = bisect_left(ends, unit.end - sentence.start)
        if last >= len(tokens):
            continue
        for verb in verbs_of(tokens, first, last):
            token = tokens[verb.index]
            start, end = sentence.start + token.start, sentence.start + token.end
            if start < unit.end and end > unit.start:
                continue
            old = text[start:end]
            new = _new_form(old, verb)
            if new != old:
                yield Edit(start, end, old, new, AGREEMENT)


def _new_form(old: str, verb: Verb) -> str:
    if not verb.contraction:
        return plural_verb(old)
    loud = old[1:].isupper()
    if verb.inverted:  # what's he doing: nobody writes "what're they"
        return " " + (verb.contraction.upper() if loud else verb.contraction)
    new = _CONTRACTED.get(verb.contraction, "re")
    return old[0] + (new.upper() if loud else new)


def _readable(sentence: str, pairs: Iterable[tuple[int, int]]) -> str:
    """A sentence as the parser reads it best: one pronoun in place of a pair, no capitals throughout."""
    for start, end in pairs:
        stand_in = _STAND_IN if end - start > len(_STAND_IN) else sentence[start:end]
        sentence = sentence[:start] + stand_in.ljust(end - start) + sentence[end:]
    letters = [char for char in sentence if char.isalpha()]
    if len(letters) > _SHORT and sum(map(str.isupper, letters)) > _LOUD * len(letters):
        low = sentence.lower()
        return low if len(low) == len(sentence) else sentence
    return sentence


def _disjoint(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits without those that begin inside another one."""
    last = 0
    for edit in edits:
        if edit.start >= last:
            yield edit
            last = edit.end
