"""What the parse says about clauses: whose verb a verb is, and what is coordinated with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cda.english.agreement import looks_singular
from cda.english.tables import words
from cda.parsing import ParsedToken

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_JOINED = frozenset({"conj", "dep", "parataxis"})
_LOOSE = _JOINED | {"ccomp"}
_NONFINITE = frozenset({"VB", "VBG", "VBN"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_SINGULAR = frozenset({"is", "was", "has", "does", "'s", "’s"})
_JOINTS = frozenset({"and", "or", "but", "then", ",", ";", "&", "-", "--", "–", "—", "yet", "nor", "/", "...", "…"})
_BEFORE_NOUNS = frozenset({"DT", "JJ", "PRP$", "CD", "NN"})
_ADVERBS = frozenset({"RB", "RBR", "RBS", "_SP"})
_OPENERS = frozenset({"IN", "TO", "VBG", "UH", "``", "''", "-LRB-", ":"})
_FAR = 12
_DEPTH = 40


class Clauses:
    """Questions about a parsed sentence.

    Args:
        tokens: The sentence.
    """

    def __init__(self, tokens: Sequence[ParsedToken]) -> None:
        self.tokens = tokens
        self.children: defaultdict[int, list[int]] = defaultdict(list)
        for index, token in enumerate(tokens):
            if token.head != index:
                self.children[token.head].append(index)

    def main(self, index: int) -> int:
        """The full verb that a finite verb belongs to: itself, or the head of an auxiliary."""
        for _ in range(_DEPTH):
            if self.tokens[index].dep not in _AUXILIARIES or self.tokens[index].head == index:
                break
            index = self.tokens[index].head
        return index

    def finite(self, main: int) -> int | None:
        """The finite verb of a clause, given its full verb."""
        for child in self.children[main]:
            token = self.tokens[child]
            if token.dep in _AUXILIARIES and token.tag in {"VBZ", "VBD", "VBP", "MD"} and child < main:
                return child
        return main if self.tokens[main].tag in {"VBZ", "VBD", "VBP", "MD"} else None

    def has_subject(self, main: int) -> bool:
        """Whether a full verb has a subject of its own."""
        return any(self.tokens[child].dep in _SUBJECTS for child in self.children[main])

    def has_subject_before(self, index: int, limit: int) -> bool:
        """Whether a finite verb has a subject that stands before it, and is not the pronoun at the limit."""
        if index and self.tokens[index - 1].text.lower() in {"it", "this", "that", "he", "she"}:
            return True
        return any(
            self.tokens[child].dep in _SUBJECTS
            and child < min(index, limit)
            and self.tokens[child].text.lower() not in words("also_words")
            for verb in {index, self.main(index)}
            for child in self.children[verb]
        )

    def verb_of_subject(self, span: range) -> int | None:
        """The finite verb after a subject, by the parse alone."""
        for index in reversed(span):
            token = self.tokens[index]
            if token.dep in _SUBJECTS and token.head > index and self.tokens[token.head].tag in _VERBS:
                found = self.finite(token.head)
                if found is None or found <= span[-1] or self._subject_between(span[-1], token.head):
                    return None
                return found
        return None

    def _subject_between(self, start: int, main: int) -> bool:
        between = (self.tokens[child] for child in self.children[main] if start < child < main)
        return any(token.dep in _SUBJECTS and token.tag in {"PRP", "NNP", "EX"} for token in between)

    def next_free(self, after: int, first: int) -> int | None:
        """The next finite verb without a subject of its own: the verb of *he who ...* after its relative clause.

        Only where the pronoun opens the sentence or the parse makes it no object; *it is he who ...* has no such verb.
        """
        if first > 1 or after < 0:
            return None
        for index in range(after + 1, len(self.tokens)):
            token = self.tokens[index]
            if token.tag in {"VBZ", "MD", "VBD"}:
                main = self.main(index)
                if not any(self.tokens[child].dep in _SUBJECTS and child > first for child in self.children[main]):
                    return index
        if self.tokens[first].dep != "ROOT" or after >= len(self.tokens):
            return None
        said = self.tokens[after].text.lower()
        for index in range(after + 1, len(self.tokens)):
            token = self.tokens[index]  # he who runs wins, she who laughs last laughs best: the tagger sees plurals
            again = index == after + 1 or token.text.lower() == said
            if token.tag == "NNS" and again and looks_singular(token.text):
                return index
        return None

    def is_noun_conjunct(self, joint: int, span: range) -> bool:
        """Whether a noun is joined to a pronoun by the conjunction at a place."""
        return any(
            token.dep == "conj" and token.head in span and token.tag not in _VERBS and index > joint
            for index, token in enumerate(self.tokens[joint + 1 : joint + 8], start=joint + 1)
        )

    def coordinated(self, finite: int, after: int) -> Iterator[int]:
        """The finite verbs in the third person singular that share the subject of another one.

        Args:
            finite: A finite verb.
            after: They stand after this place.

        Yields:
            Their places, in order.
        """
        mains = {self.main(finite), finite}
        taken = {finite}
        for index in range(after + 1, len(self.tokens)):
            main = self.main(index)
            if index in mains:
                continue
            if not self._in_list(index, taken):
                sure = self._candidate(index) and self._joined(index, far=self.tokens[main].dep == "conj")
                if main in mains or not sure or not self._shares(main, mains):
                    continue
            mains.add(main)
            taken.add(index)
            yield index

    def _candidate(self, index: int) -> bool:
        token = self.tokens[index]
        low = token.text.lower()
        if token.tag == "VBZ" or low in _SINGULAR - {"'s", "’s"}:
            return True
        return (
            token.tag == "NNS"
            and token.dep == "conj"
            and self.tokens[token.head].tag == "VBZ"
            and self.tokens[index - 1].tag not in _BEFORE_NOUNS
            and token.text[:1].islower()
            and looks_singular(token.text)
        )

    def _in_list(self, index: int, taken: set[int]) -> bool:
        """*sings, dances and acts*: a verb that the tagger took for a plural, in a list of verbs without objects."""
        token = self.tokens[index]
        if token.tag != "NNS" or not token.text[:1].islower() or not looks_singular(token.text):
            return False
        if token.dep in _SUBJECTS or any(self.tokens[child].tag in _BEFORE_NOUNS for child in self.children[index]):
            return False
        place = index - 1
        while place > 0 and (self.tokens[place].text.lower() in _JOINTS or self.tokens[place].tag == "RB"):
            place -= 1
        return place < index - 1 and place in taken and self.tokens[place].text.lower() not in _SINGULAR

    def _shares(self, main: int, mains: set[int]) -> bool:
        """Whether a verb without a subject of its own is joined to one of the clause."""
        index = main
        for _ in range(_DEPTH):
            if index in mains:
                return True
            token = self.tokens[index]
            # A finite verb is never joined to an infinitive: the parser took the nearest verb, so look further up.
            bare = index != main and self._nonfinite(index)
            if self.has_subject(index) and not bare:
                return False
            if token.head == index:
                return self._above(index, mains)
            climbs = bare or token.dep in _JOINED
            if not climbs and not (token.dep in _LOOSE and index != main):
                return self._above(index, mains)
            index = token.head
            while bare and self.tokens[index].tag not in _VERBS and self.tokens[index].head != index:
                index = self.tokens[index].head  # out of "a man to see": up from the noun
        return False

    def _nonfinite(self, index: int) -> bool:
        """Whether a verb is an infinitive or a participle; the tagger takes some participles for the past tense."""
        token = self.tokens[index]
        if token.tag == "VBD":
            return token.dep == "xcomp"
        return token.tag in _NONFINITE and self.finite(index) is None

    def _above(self, index: int, mains: set[int]) -> bool:
        """*He turns, walks off*: the parser may hang the first verb on the second."""
        if self.has_subject(index):
            return False
        return any(
            self.tokens[main].head == index and self.tokens[main].dep in _LOOSE and main < index for main in mains
        )

    def _joined(self, index: int, *, far: bool) -> bool:
        """Whether a conjunction, a comma or a dash stands before a verb, adverbs aside.

        Where it may be further off (*and in the end leaves*), no noun phrase may open after it: it would be a subject.
        """
        place = index - 1
        while place > 0 and self.tokens[place].text.lower() not in _JOINTS:
            if not far and self.tokens[place].tag not in _ADVERBS:
                return False
            if index - place > _FAR:
                return False
            place -= 1
        if place < 0 or self.tokens[place].text.lower() not in _JOINTS:
            return False
        return place == index - 1 or self.tokens[place + 1].tag in _ADVERBS | _OPENERS
