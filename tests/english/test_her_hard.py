from __future__ import annotations

import pytest

from cda.english.use import use_by_text


def use(text):
    """The use of the pronoun between stars, as far as the text decides it."""
    start = text.index("*")
    end = text.index("*", start + 1) - 1
    return use_by_text(text.replace("*", ""), start, end)


@pytest.mark.parametrize(
    "text",
    [
        "The bakery paid *her* overtime.",
        "A neighbour brought *her* homemade jam.",
        "They served *her* lukewarm coffee.",
        "They made *her* manager of the branch.",
        "I saw *her* wave from the ferry.",
        "The fall cost *her* two teeth.",
        "We saw *her* most mornings.",
        "They judged *her* unworthy of the prize.",
        'They nicknamed *her* "Flint".',
        "They fined *her* $90.",
        "i miss *her* sm",
        "We heard *her* speak.",
    ],
)
def test_her_is_an_object_where_the_verb_has_room_for_one(text):
    assert use(text) == "PRON"


@pytest.mark.parametrize(
    "text",
    [
        "She hurt *her* back at work.",
        "She ran *her* 50th marathon.",
        "They copied *her* every gesture.",
        "*Her* now retired coach waved.",
        "He admired *her* brilliantly simple plan.",
        "She earned *her* fame slowly.",
        "They bring *her* body back.",
        "They found *her* great beauty rather boring.",
        'We read *her* "Winter Diary" aloud.',
        "*Her* not very funny joke failed.",
        "*Her* (and his) café closed.",
    ],
)
def test_her_is_a_possessive_where_a_noun_phrase_goes_on(text):
    assert use(text) == "DET"
