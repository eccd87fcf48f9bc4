from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.resolution.nearest import NearestResolver
from cda.resolution.resolver import Name
from cda.types import Mention


def test_a_pronoun_goes_to_the_nearest_noun_of_its_group_before_it(persons):
    assert persons("The aunt met an uncle. She left.") == [{"aunt", "She"}, {"uncle"}]


def test_a_pronoun_goes_to_the_subject_before_others(persons):
    assert persons("The aunt wrote to the queen. She was tired.") == [{"aunt", "She"}, {"queen"}]


def test_a_noun_after_a_preposition_is_no_subject(persons):
    assert persons("With the queen the aunt left. She was tired.") == [{"queen"}, {"aunt", "She"}]


def test_the_nearest_sentence_comes_first(persons):
    assert persons("The aunt slept. The queen woke. She rang.") == [{"aunt"}, {"queen", "She"}]


def test_a_pronoun_looks_back_three_sentences_and_no_further(persons):
    near = "The aunt left. It rained. It snowed. She slept."
    far = "The aunt left. It rained. It snowed. It froze. She slept."
    assert persons(near) == [{"aunt", "She"}]
    assert persons(far) == [{"aunt"}, {"She"}]


def test_a_story_goes_on_through_pronouns(persons):
    text = "The aunt left. She ran. She sat. She sang. She ate. She slept."
    assert persons(text) == [{"aunt", "She"}]


def test_a_plural_binds_nothing(persons):
    assert persons("The women left. She slept.") == [{"She"}]


def test_pronouns_without_antecedent_go_together_by_group(persons):
    assert persons("She left. It rained. It rained. It rained. It rained. He slept and she sang.") == [
        {"She", "she"},
        {"He"},
    ]


def test_a_new_name_is_a_new_person_and_takes_the_pronouns_after_it(persons):
    text = "Robin Oak left. He slept. Kim Elm came. He sang."
    assert persons(text, "Robin Oak", "Kim Elm") == [{"Robin Oak", "He"}, {"Kim Elm", "He"}]


def test_a_last_name_alone_is_the_bearer_of_the_whole_name(persons):
    text = "Robin Oak left. Kim Elm came. Oak slept. He snored."
    assert persons(text, "Robin Oak", "Kim Elm", "Oak") == [{"Robin Oak", "Oak", "He"}, {"Kim Elm"}]


def test_two_whole_names_with_one_last_name_are_two_persons(persons):
    text = "Peter Oak left. Mary Oak came. Oak slept."
    assert persons(text, "Peter Oak", "Mary Oak", "Oak") == [{"Peter Oak"}, {"Mary Oak", "Oak"}]


def test_a_name_that_stood_alone_may_be_told_whole_later(persons):
    text = "Oak left. Mary Oak came. Peter Oak slept."
    assert persons(text, "Oak", "Mary Oak", "Peter Oak") == [{"Oak", "Mary Oak"}, {"Peter Oak"}]


def test_a_common_first_name_shows_which_pronoun_goes_on(persons):
    text = "Peter saw Mary. She waved. He smiled."
    assert persons(text, "Peter", "Mary") == [{"Mary", "She"}, {"Peter", "He"}]


def test_a_pronoun_shows_the_group_of_a_name(persons):
    text = "Robin lost her hat. Kim lost his coat. She laughed."
    assert persons(text, "Robin", "Kim") == [{"her", "Robin", "She"}, {"his", "Kim"}]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs. Oak left. She slept.",
        "The queen, Oak, left. She slept.",
        "The sister Oak left. She slept.",
        "Oak, a famous queen, left. She slept.",
        "Oak was a famous queen. She slept.",
        "Oak (the queen) left. She slept.",
    ],
)
def test_titles_appositions_and_predicate_nouns_are_one_person_with_the_name(persons, text):
    (everybody,) = persons(text, "Oak")
    assert {"Oak", "She"} < everybody
    assert len(everybody) == 3


def test_bearers_of_one_last_name_with_titles_of_two_groups_are_two_persons(persons):
    text = "Mr. Oak sat. Mrs. Oak stood. He sang. She danced."
    assert persons(text, "Oak", "Oak") == [{"Mr", "Oak", "He"}, {"Mrs", "Oak", "She"}]


def test_a_noun_again_is_the_same_person_unless_introduced_anew(persons):
    assert persons("A girl sat. The girl rose.") == [{"girl"}]
    assert persons("A girl sat. Another girl rose.") == [{"girl"}, {"girl"}]


def test_a_series_is_no_apposition(persons):
    assert persons("Oak, the queen and the king left.", "Oak") == [{"queen"}, {"king"}, {"Oak"}]


def test_nothing_at_all_has_no_persons():
    assert NearestResolver().resolve("", ()).mentions == ()


@given(st.text(max_size=60), st.data())
def test_any_text_and_any_places_give_a_person_for_each_mention_that_is_no_plural(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    mentions, names = [], []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if data.draw(st.booleans()):
            names.append(Name(start, end, text[start:end]))
        else:
            group = data.draw(st.sampled_from(["masculine", "feminine"]))
            kind = data.draw(st.sampled_from(["pronoun", "noun", "title", "adjective"]))
            mentions.append(Mention(start, end, text[start:end], "gender", group, kind, f"{kind}.{group}"))
    plurals = data.draw(st.sets(st.integers(0, 4)))
    clusters = NearestResolver().resolve(text, mentions, names, plurals)
    assert [person is None for person in clusters.mentions] == [place in plurals for place in range(len(mentions))]
    assert len(clusters.names) == len(names)
    groups: dict[int, set[str]] = {}
    for mention, person in zip(mentions, clusters.mentions, strict=True):
        if person is not None:
            groups.setdefault(person, set()).add(mention.group)
    assert all(len(found) == 1 for found in groups.values())


def test_time_is_linear_where_no_sentence_ends():
    def seconds(count: int) -> float:
        text = "he saw her and " * count
        mentions = [
            Mention(15 * one + at, 15 * one + at + len(word), word, "gender", group, "pronoun", "p")
            for one in range(count)
            for at, word, group in ((0, "he", "masculine"), (7, "her", "feminine"))
        ]
        began = time.perf_counter()
        NearestResolver().resolve(text, mentions)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(800), 0.005)
