"""The entity recognizer: each sentence alone, whatever stands beside it in a batch."""

from __future__ import annotations

import pytest

from cda.recognition import Recognizer

SENTENCES = ["Peter Okafor met Laura in Paris.", "It rained.", "Nobody told Susan \ud800 Low.", "", "It rained."]


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer()


def test_entities_stand_where_they_say(recognizer):
    (found,) = recognizer.entities(SENTENCES[:1])
    assert (SENTENCES[0][found[0].start : found[0].end], found[0].label) == ("Peter Okafor", "PERSON")


def test_what_is_found_in_a_sentence_does_not_depend_on_the_others(recognizer):
    assert recognizer.entities(SENTENCES) == [recognizer.entities([one])[0] for one in SENTENCES]


def test_the_model_is_not_loaded_where_nothing_is_asked():
    asked = Recognizer("no-such-model")
    assert asked.entities([]) == []
