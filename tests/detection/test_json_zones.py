"""Where JSON stands in a text, what only looks like it, and that looking for it takes linear time."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.detection.json_zones import json_spans, may_hold_json, string_values
from cda.detection.zones import zones


def spans(text):
    return [text[start:end] for start, end in json_spans(text)]


def values(text):
    return [text[one.start : one.end] for one in string_values(text, 0, len(text))]


@pytest.mark.parametrize(
    "found",
    [
        '{"name": "find", "arguments": {"who": "her"}}',
        '{"brace": "a } in a string", "quote": "a \\" and a }"}',
        '{\n  "list": [1, "she"],\n  "none": null\n}',
        '[{"name": "find"}, {"name": "tell"}]',
        '["she", "he"]',
        '[1, "she"]',
        '[["she"], ["he"]]',
        '{"name": "find", "arguments": \'{"who": "her"}\'}',
        "{'said': \"it's his\", 'to': 'the boys\\' club'}",
        '{"when": new Date(), "who": her}',
    ],
)
def test_json_is_found_alone_and_between_sentences(found):
    assert spans(found) == [found]
    assert spans(f"She called <call> {found} <|end|> and left.") == [found]


@pytest.mark.parametrize(
    "text",
    [
        '["Yes," he said.]',
        '"So," she said, ["Her own words."] and left.',
        "See [1, 2] and [sic] and [[1, 2], [3, 4]].",
        "Dear {name}, she left {{ her }} {% if he %}.",
        r"\textbf{her} and K{\"o}nig and K{\"u}hn{\"e}",
        'K{"o}nig said "so": her',
        "{'Tis so,' she said: yes}",
        'function() { "use strict"; return her; }',
        '[[File:her.png|she]] and "him"',
        "",
    ],
)
def test_brackets_and_braces_of_prose_are_no_json(text):
    assert spans(text) == []


def test_one_string_in_brackets_is_json_where_it_is_the_whole_text():
    assert spans(' ["She left."]\n') == ['["She left."]']


def test_an_object_that_nothing_closes_reaches_to_the_end_of_its_line():
    assert spans('Look: {"who": "her", "to": {"x": 1}\nShe left.') == ['{"who": "her", "to": {"x": 1}']
    assert spans('Look: {\n"who": "her",\nShe left.') == ['{\n"who": "her",']


def test_what_stands_after_an_object_that_nothing_closes_is_still_found():
    assert spans('{"who": "her\nand {"to": "him"} and') == ['{"who": "her', '{"to": "him"}']


def test_json_that_begins_in_code_ends_there():
    text = 'Begin with `{"who":` and she adds {"to": "him"} then.'
    found = [(text[zone.start : zone.end], zone.what) for zone in zones(text)]
    assert found == [('`{"who":`', "code"), ('{"to": "him"}', "json")]


def test_code_within_json_is_json_and_json_in_code_after_it_is_bounded_by_that_code():
    text = '{"run": "`her`"} and `{"who":` or she'
    found = [(text[zone.start : zone.end], zone.what) for zone in zones(text)]
    assert found == [('{"run": "`her`"}', "json"), ('`{"who":`', "code")]


def test_several_openings_in_one_stretch_of_code_are_all_bounded_by_it():
    text = 'Use `["her", x {"a": x {"b":` and she left. He stayed.'
    assert [text[zone.start : zone.end] for zone in zones(text)] == ['`["her", x {"a": x {"b":`']


def test_an_address_in_json_is_no_zone_of_its_own():
    text = '{"mail": "her@example.org", "to": "https://example.org/her"}'
    assert [(zone.start, zone.end, zone.what) for zone in zones(text)] == [(0, len(text), "json")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"her": "his", "n": [1, "he", {"she": null}]}', ["his", "he"]),
        ('{"name": "tell", "arguments": {"name": "Ann"}}', ["Ann"]),
        ('{"parameters": {}, "name": "tell"}', []),
        ('[{"name": "Ann"}, {"name": "tell", "arguments": "{}"}]', ["Ann", "{}"]),
        ('{"a": {"name": 1}, "name" : "Ann"}', ["Ann"]),
        ('{"a": \'{"b": "Ann"}\'}', ['{"b": "Ann"}']),
        ('{"a": "cut of', ["cut of"]),
        ('{"a": "cut of\\', ["cut of"]),
        ('{"name": "Ann", "x": "y"', ["Ann", "y"]),
    ],
)
def test_strings_that_are_values_are_told_from_keys_and_names_of_functions(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize("text", ["She left.", '"She left."', "{her}", "[her]", "She's {at} home", '{ "she" }'])
def test_a_text_in_which_no_json_begins_is_not_looked_at(text):
    assert not may_hold_json(text)


keys = st.text().filter(lambda key: key != "name")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


def strings(value):
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for some in inner for one in strings(some)]


@given(st.dictionaries(keys, anything, min_size=1), st.booleans(), st.sampled_from([None, 1]))
def test_any_object_is_one_zone_wherever_it_stands_and_its_strings_are_all_read(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert spans(f"She said {text} and left.") == [text]
    assert [json.loads(f'"{one}"') for one in values(text)] == strings(value)


PIECES = st.sampled_from(["{", "}", "[", "]", '"', "'", ":", ",", "\\", "\n", " ", "her", '{"a":', "`", "1", "```\n"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_are_sorted_disjoint_and_within_the_text_whatever_it_is(text):
    last = 0
    for start, end in json_spans(text):
        assert last <= start < end <= len(text)
        last = end
    for value in string_values(text, 0, len(text)):
        assert 0 <= value.start <= value.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "[",
        '{"a": ',
        '{"a":\n',
        '["a", ',
        '["a",\n',
        '["a" ',
        '{"a',
        '{"a": {"b: ',
        "{'a': '",
        "{'a': {\"b: ",
        '{"\\',
        "{ ",
        '[ "',
        '`{"a": ',
        '{"a": "b"} ',
        '[1, "',
        '{"a":\n"\n',
    ],
)
def test_the_worst_texts_take_linear_time(piece):
    text = piece * (400_000 // len(piece))
    begin = time.perf_counter()
    assert len(zones(text)) <= len(text)
    assert time.perf_counter() - begin < 20  # what is quadratic takes hours


def test_deep_nesting_is_no_error():
    array = "[" * 50_000 + '"a", "b"' + "]" * 50_000
    assert '["a", "b"]' in "".join(spans(array))  # as much of it as can be read
    deep = '{"a": ' * 50_000 + "1" + "}" * 50_000
    assert spans(deep) == [deep]
