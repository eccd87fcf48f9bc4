from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Span

from cda.reading import Known
from cda.resolution.choose import resolver_for
from cda.resolution.coref import CorefResolver, KnownResolver, has_coref
from cda.resolution.nearest import NearestResolver

BLANK = spacy.blank("en")


def coref(*clusters):
    """A pipeline whose component found these clusters: lists of first and last token."""

    def pipeline(text):
        doc = BLANK(text)
        for number, cluster in enumerate(clusters, 1):
            doc.spans[f"coref_clusters_{number}"] = [Span(doc, first, last) for first, last in cluster]
        doc.spans["other"] = [doc[:]]
        return doc

    return CorefResolver(pipeline)


def test_mentions_of_a_cluster_are_one_person(persons):
    # The tall aunt wrote to the queen . She was tired .
    found = persons("The tall aunt wrote to the queen. She was tired.", resolver=coref([(5, 7), (8, 9)], [(0, 3)]))
    assert found == [{"aunt"}, {"queen", "She"}]


def test_a_pronoun_within_the_span_of_somebody_else_is_not_that_person(persons):
    # Her brother left . He slept .
    found = persons("Her brother left. He slept.", resolver=coref([(0, 2), (4, 5)]))
    assert found == [{"Her"}, {"brother", "He"}]


def test_a_name_is_the_person_of_its_cluster(persons):
    found = persons("Robin Oak left. He slept.", "Robin Oak", resolver=coref([(0, 2), (4, 5)]))
    assert found == [{"He", "Robin Oak"}]


def test_a_cluster_of_two_groups_is_taken_for_two_persons(persons):
    found = persons("The aunt left. He slept. She sang.", resolver=coref([(0, 2), (4, 5), (7, 8)]))
    assert found == [{"aunt", "She"}, {"He"}]


def test_without_clusters_everybody_is_a_person_of_their_own(persons):
    assert persons("The aunt left. She slept.", resolver=coref()) == [{"aunt"}, {"She"}]


def test_a_lone_surrogate_moves_nothing(persons):
    assert persons("\ud800 The aunt left. She slept.", resolver=coref([(1, 3), (5, 6)])) == [{"aunt", "She"}]


@pytest.mark.parametrize(("pipeline", "expected"), [('["ner","coref"]', True), ('["ner"]', False), ("", False)])
def test_the_pipeline_of_a_model_says_whether_it_has_the_component(tmp_path, pipeline, expected):
    line = f"pipeline = {pipeline}\n" if pipeline else ""
    (tmp_path / "config.cfg").write_text(f"[nlp]\nlang = en\n{line}", encoding="utf-8")
    assert has_coref(str(tmp_path)) is expected
    assert isinstance(resolver_for(str(tmp_path)), CorefResolver if expected else NearestResolver)


def test_the_default_model_has_no_such_component():
    assert isinstance(resolver_for(None), NearestResolver)


def test_known_clusters_decide_and_without_them_the_other_resolver_does(persons):
    text = "The aunt left the queen. She sang."
    queen = [[(18, 23), (25, 28)]]
    for known, expected in ((queen, [{"aunt"}, {"queen", "She"}]), ([], [{"aunt"}, {"queen"}, {"She"}])):
        resolver = KnownResolver(Known(clusters={text: known}.get), NearestResolver())
        assert persons(text, resolver=resolver) == expected
    other = KnownResolver(Known(clusters={"another": queen}.get), NearestResolver())
    assert persons(text, resolver=other) == persons(text) == [{"aunt", "She"}, {"queen"}]


def test_where_clusters_are_known_anybody_may_be_meant():
    resolver = KnownResolver(Known(clusters={"It rained.": []}.get), NearestResolver())
    assert resolver.reaches("It rained.", (), ())
    assert not resolver.reaches("It snowed.", (), ())
