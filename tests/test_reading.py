"""What is known of a passage answers first, a reader the rest."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.reading import Known, KnownFirst, ModelReader, Passage
from cda.tagging import Tagger, Token

TEXT = "He saw her duck. She sang."
DUCK = "They saw her duck."


def as_verb(passage):
    return (Token(0, len(passage.words), "PRP"),)


def test_a_passage_is_read_where_it_stands_or_as_it_is_rewritten():
    assert Passage(TEXT, 17, 26).words == "She sang."
    assert Passage(TEXT, 17, 26, "he  sang.").words == "he  sang."


def test_the_model_reads_each_passage_as_a_text_of_its_own():
    assert ModelReader().tags([Passage(TEXT, 17, 26), Passage(TEXT, 0, 16)]) == Tagger().tags([TEXT[17:], TEXT[:16]])


class Counting:
    """A reader that notes what it is asked."""

    def __init__(self):
        self.asked = []

    def entities(self, passages):
        self.asked.append([*passages])
        return [(passage,) for passage in passages]

    tags = parses = entities


@given(st.lists(st.booleans()))
def test_all_that_is_not_known_is_asked_at_once_and_the_order_is_kept(known):
    reader = Counting()
    passages = [Passage(TEXT, number, number + 1, "x" * number or None) for number in range(len(known))]
    plain = [passage._replace(rewritten=None) for passage in passages]
    first = KnownFirst(Known(*[lambda passage: () if known[passage.start] else None] * 3), reader)
    for ask in (first.tags, first.parses, first.entities):
        assert ask(plain) == [() if one else (passage,) for one, passage in zip(known, plain, strict=True)]
        assert ask(passages)[1:] == [(passage,) for passage in passages[1:]]  # the first one is read as it stands
    assert reader.asked[::2] == [[one for one, answered in zip(plain, known, strict=True) if not answered]] * 3


def test_nothing_known_changes_nothing():
    texts = ["They saw her duck.", "The black boss is tired.", "We saw Austin dance."]
    rewriter = Rewriter(["gender", "race"], names={"gender": "swap"})
    assert list(rewriter.knowing(Known()).pipe(texts)) == list(rewriter.pipe(texts))


def test_a_rewriter_that_knows_more_leaves_the_one_it_was_made_of_alone():
    rewriter = Rewriter()
    told = rewriter.knowing(Known(tags=as_verb))
    assert [one(DUCK).text for one in (rewriter, told, rewriter)] == [
        "They saw his duck.",
        "They saw him duck.",
        "They saw his duck.",
    ]
    assert (told.options(), told.lexicons) == (rewriter.options(), rewriter.lexicons)


def test_a_pickled_rewriter_goes_by_its_model_again():
    told = Rewriter(to="masculine").knowing(Known(tags=as_verb))
    again = pickle.loads(pickle.dumps(told))  # noqa: S301 - our own bytes
    assert again(DUCK).text == "They saw his duck."


def test_of_two_who_know_the_one_that_was_told_last_is_asked_first():
    possessive = Known(tags=lambda passage: (Token(0, len(passage.words), "PRP$"),))
    assert Rewriter().knowing(possessive).knowing(Known(tags=as_verb))(DUCK).text == "They saw him duck."
