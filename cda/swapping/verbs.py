"""Which verbs belong to *he* or *she*: the nearest finite verb by rules, what is coordinated with it by the parse.

Rules come first because they hold where a statistical parser is weakest, in short clauses, questions and tags; the
parse answers what no rule about neighbours can: whose verb stands after a long insertion, or after *and*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cda.english.agreement import looks_singular
from cda.english.tables import words
from cda.parsing import ParsedToken
from cda.swapping.clauses import Clauses
from cda.swapping.contractions import meaning

_FINITE = frozenset({"VBZ", "VBD", "MD", "VBP"})
_SINGULAR = frozenset({"is", "was", "has", "does", "'s"})
_INSERTIONS = {",": ",", "-": "-", "–": "–", "—": "—", "--": "--", "(": ")"}
_INSERTED = 14
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "POS", "VB", "VBP", "JJ", "FW", "IN", "XX", "UH"})


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that must agree with *they*.

    Args:
        index: The place of its token.
        contraction: What it stands for, if it is an *'s* beside the pronoun; otherwise empty.
        inverted: Whether it stands before the pronoun.
    """

    index: int
    contraction: str = ""
    inverted: bool = False


def verbs_of(tokens: Sequence[ParsedToken], first: int, last: int) -> tuple[Verb, ...]:
    """The finite verbs of a pronoun.

    Args:
        tokens: A parsed sentence.
        first: The place of the token of the pronoun, or of the first half of a pair (*he or she*).
        last: The place of the last token of the pronoun or pair.

    Returns:
        Verbs whose form speaks of one person; past forms and modals, which need no change, are left out.
    """
    return tuple(_Search(tokens, first, last).run())


class _Search:
    """One search; it holds what all steps look at."""

    def __init__(self, tokens: Sequence[ParsedToken], first: int, last: int) -> None:
        self.tokens, self.first, self.last = tokens, first, last
        self.clauses = Clauses(tokens)
        self.low = [token.text.lower().replace("’", "'") for token in tokens]

    def run(self) -> Iterator[Verb]:
        if self._excepted() or self._other_decides():
            return
        after = self._skip(self.last + 1)
        relative = self._relative(after)
        if relative is not None:
            yield from self._after_relative(relative)
            return
        forward = self._forward(after)
        before = self._before(forward)
        if before is not None:
            yield self._verb(before, inverted=True)
            if self.low[before] == "does" and forward is not None and self.tokens[forward].tag == "VBZ":
                yield self._verb(forward)
            start = before
        elif forward is not None:
            yield from self._agreeing(forward)
            start = forward
        else:
            far = self.clauses.verb_of_subject(range(self.first, self.last + 1))
            if far is None:
                far = self._past_insertion(after)
            if far is None:
                return
            yield from self._agreeing(far)
            start = far
        for index in self.clauses.coordinated(start, after=max(self.last, start)):
            yield from self._agreeing(index)

    def _excepted(self) -> bool:
        """*everyone but he knows*: the verb is not his."""
        index = self.first - 1
        return index > 0 and self.low[index] in {"but", "except"} and self.low[index - 1] in words("everybody")

    def _other_decides(self) -> bool:
        """*she or the twins know*: of nouns joined by *or*, the one nearest to the verb decides."""
        index = self.last + 1
        if index >= len(self.tokens) or self.low[index] not in {"or", "and", "&"}:
            return False
        return self.clauses.is_noun_conjunct(index, range(self.first, self.last + 1))

    def _skip(self, index: int) -> int:
        """The next token that is no adverb, no blank and no reflexive."""
        while index < len(self.tokens):
            low, tag = self.low[index], self.tokens[index].tag
            adverb = tag in {"RB", "RBR", "RBS"} and low not in {"n't", "not"} and not self._verb_like(index)
            if not (
                adverb
                or tag == "_SP"
                or low in words("adverbs_in_s")
                or low in {"himself", "herself", "alone", "both", "not", "never"}
                or low in {'"', "”", "“", "]", "[", ")", "*", "_", "'", "‘"}
            ):
                break
            index += 1
        return index

    def _verb_like(self, index: int) -> bool:
        return self.low[index] in {"is", "was", "has", "does"}

    def _forward(self, index: int) -> int | None:
        """The finite verb that follows directly, whatever its form."""
        if index >= len(self.tokens):
            return None
        token, low = self.tokens[index], self.low[index]
        if low in _SINGULAR | {"'d", "'ll", "ai"} or token.tag in _FINITE:
            return index if token.tag != "VBP" or not self._aux_before() else None
        loud = token.text.isupper() and self.tokens[self.last].text.isupper()
        near = index == self.last + 1 or self.low[index - 1] not in {",", "(", "-", "–", "—"}
        if (token.text.islower() or loud) and near and token.tag in _NOUNS and looks_singular(low):
            return None if self._aux_before() else index
        return None

    def _past_insertion(self, index: int) -> int | None:
        """*she - my oldest friend - lives here*: the verb after what stands between dashes, commas or brackets."""
        closing = _INSERTIONS.get(self.low[index]) if index < len(self.tokens) else None
        for place in range(index + 2, min(index + _INSERTED, len(self.tokens) - 1)) if closing else ():
            if self.low[place] == closing:
                found = self._skip(place + 1)
                near = found < len(self.tokens) and self.tokens[found].tag in {"VBZ", "VBD", "NNS"}
                return found if near and self.tokens[found].text.islower() else None
        return None

    def _aux_before(self) -> bool:
        before = self._place_before()
        if before is None or not self._auxiliary(before):
            return False
        return self.low[before] != "is" or not self.clauses.has_subject_before(before, self.first)

    def _auxiliary(self, index: int) -> bool:
        if self.low[index] == "'s":
            return index > 0 and (self.low[index - 1] in words("question_words"))
        return self.low[index] in words("auxiliaries")

    def _place_before(self) -> int | None:
        index = self.first - 1
        while index >= 0 and (self.low[index] in {"n't", "not", "nt", "then"} or self.tokens[index].tag == "_SP"):
            index -= 1
        return index if index >= 0 else None

    def _before(self, forward: int | None) -> int | None:
        """The verb before the pronoun where the order is inverted (*is she*, *never has he*, *says she*)."""
        index = self._place_before()
        if index is None:
            return None
        low, tag = self.low[index], self.tokens[index].tag
        if low == "does":
            return index
        auxiliary = low in {"is", "was", "has"} or (low == "'s" and self._auxiliary(index))
        if not auxiliary and not (tag == "VBZ" and low != "'s" and index == self.first - 1):
            return None
        owned = self.clauses.has_subject_before(index, self.first)
        if forward is None:
            inverted = not owned and (auxiliary or self._opens(index))
        else:  # the tagger may take the participle of "has he seen" for the past tense of "he saw"
            perfect = auxiliary and self.tokens[forward].tag == "VBD" and self.low[forward] not in {"was", "'d"}
            inverted = perfect and (not owned or low == "'s")
        return index if inverted else None

    def _opens(self, index: int) -> bool:
        """Whether a full verb opens its clause: *says he*, *there goes she*."""
        if index == 0:
            return True
        before = self.low[index - 1]
        return not before[:1].isalnum() or self.tokens[index - 1].tag in {"RB", "EX", "RP"}

    def _relative(self, index: int) -> int | None:
        """The place of *who* or *that* after the pronoun, directly or after a comma."""
        if index < len(self.tokens) and self.low[index] == ",":
            index += 1
            if index < len(self.tokens) and self.low[index] != "who":
                return None
        if index < len(self.tokens) and self.low[index] in {"who", "that"}:
            return index
        return None

    def _after_relative(self, relative: int) -> Iterator[Verb]:
        index = self._skip(relative + 1)
        inside: int | None = None
        if index < len(self.tokens):
            plural = self.tokens[index].tag == "NNS" and looks_singular(self.low[index])
            if plural or self.tokens[index].tag == "VBZ" or self._verb_like(index):
                inside = index
        seen: set[int] = set()
        if inside is not None:
            for verb in (*self._agreeing(inside), *self._each(inside)):
                seen.add(verb.index)
                yield verb
        main = self.clauses.verb_of_subject(range(self.first, self.last + 1))
        if main is None or main in seen or main <= relative:
            main = self.clauses.next_free(max(seen, default=index), self.first)
        if main is not None and main not in seen:
            yield from self._agreeing(main)
            yield from (verb for verb in self._each(main) if verb.index not in seen)

    def _each(self, start: int) -> Iterator[Verb]:
        for index in self.clauses.coordinated(start, after=start):
            yield from self._agreeing(index)

    def _agreeing(self, index: int) -> Iterator[Verb]:
        """The verb, if its form speaks of one person."""
        low, tag = self.low[index], self.tokens[index].tag
        if low in _SINGULAR or (tag not in {"VBD", "MD", "VBP", "VBN", "VBG"} and looks_singular(low)):
            yield self._verb(index)

    def _verb(self, index: int, *, inverted: bool = False) -> Verb:
        if self.low[index] != "'s":
            return Verb(index, inverted=inverted)
        rest = self.last + 1 if inverted else index + 1
        return Verb(index, meaning(self.tokens, rest, inverted=inverted), inverted)
