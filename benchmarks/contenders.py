"""What is timed beside the rewriter: dictionaries without context, scans without rewriting, and spaCy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ahocorasick_rs
from baselines import augly, augly_swap

from cda import Rewriter
from cda.english.casing import match_case
from cda.lexicon.find import load
from cda.model import find_model

Work = Callable[[Sequence[str]], object]
"""Goes over texts; what it returns is thrown away."""

WARM = ("They saw her duck.", "Hope Lange left.", "The old black, they said.", "She says that she has what she needs.")
"""Texts that the words alone leave open, so that what is asked about them is loaded: tagger, recognizer, parser."""

_WORD = re.compile(r"\w+(?:[-']\w+)*")


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that is timed.

    Args:
        name: What the table calls it.
        megabytes: How much text it gets in a round at most, so that a slow one does not take the day.
        make: Makes what goes over the texts, afresh for each round, so that none finds the answers of the last one.
    """

    name: str
    megabytes: float
    make: Callable[[], Work]


def rewriter(**options: Any) -> Callable[[], Work]:
    """A rewriter with options, as a contender."""

    def make() -> Work:
        made = Rewriter(**options)

        def work(texts: Sequence[str]) -> int:
            return sum(len(out.text) for out in made.pipe(texts))

        return work

    return make


def dictionary() -> dict[str, str]:
    """The one-word forms of the gender lexicon, lower case, each with the form of the other gender that comes first."""
    lexicon = load("gender")
    words: dict[str, str] = {}
    for entry in lexicon.entries:
        for group, other in (("feminine", "masculine"), ("masculine", "feminine")):
            form, new = entry.forms.get(group), entry.forms.get(other)
            if form and new and _WORD.fullmatch(form):
                words.setdefault(form.lower(), new)
    return words


def _by_word() -> Work:
    words = dictionary()

    def swap(match: re.Match[str]) -> str:
        word = match[0]
        new = words.get(word.lower())
        return match_case(word, word.lower(), new) if new else word

    return lambda texts: [_WORD.sub(swap, text) for text in texts]


def _by_alternation() -> Work:
    words = dictionary()
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def swap(match: re.Match[str]) -> str:
        return match_case(match[0], match[0].lower(), words[match[0].lower()])

    return lambda texts: [pattern.sub(swap, text) for text in texts]


def _scan() -> Work:
    lexicon = load("gender")
    forms = {form.lower() for entry in lexicon.entries for form in entry.forms.values()}
    automaton = ahocorasick_rs.AhoCorasick(sorted(forms))
    return lambda texts: [automaton.find_matches_as_indexes(text.lower(), overlapping=True) for text in texts]


def _tokenizer() -> Work:
    import spacy  # noqa: PLC0415 - as the rewriter, which loads it when it must

    tokenizer: Any = spacy.blank("en").tokenizer
    return lambda texts: [len(tokenizer(text)) for text in texts]


def _pipeline() -> Work:
    import spacy  # noqa: PLC0415 - as above

    nlp = spacy.load(find_model()[0])
    return lambda texts: [len(doc) for doc in nlp.pipe(texts)]


def contenders() -> list[Contender]:
    """Everything that is timed; AugLy where it is installed."""
    others = [Contender("AugLy swap_gendered_words", 10, lambda: augly_swap)] if augly() else []
    return [
        Contender("gender, names kept", 20, rewriter()),
        Contender("gender, names kept, public figures as others", 20, rewriter(public_figures="swap")),
        Contender("gender, names swapped", 10, rewriter(names="swap")),
        Contender("race", 20, rewriter(attribute="race")),
        Contender("race, names swapped", 10, rewriter(attribute="race", names="swap")),
        Contender("neutral", 10, rewriter(to="neutral")),
        *others,
        Contender("words through a dictionary", 10, _by_word),
        Contender("one alternation of all forms", 1, _by_alternation),
        Contender("Aho-Corasick scan alone", 20, _scan),
        Contender("spaCy, tokenizer alone", 2, _tokenizer),
        Contender("spaCy, whole pipeline", 0.2, _pipeline),
    ]
