"""Names in tool calls and JSON: what changes in the text changes there, and nothing else does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.lexicon.names import load_names
from cda.swapping.apply import apply
from cda.swapping.calls import NOTE, Renamed, call_edits, carried, renamings
from cda.types import AppliedEdit, Edit, Held, Mention, Rewrite, RowRewrite

MARY = {"Mary": Renamed("Zoë", "name.mary")}


@pytest.fixture(scope="module")
def rewriter():
    return Rewriter(names="swap")


@pytest.fixture(scope="module")
def john():
    return load_names().get("Mary").counterpart


def rewritten(text, names=MARY):
    return apply(text, call_edits(text, names))[0]


def test_a_name_that_changes_in_a_message_changes_in_the_values_of_the_call(rewriter, john):
    call = (
        '{"name": "book_table", "arguments": {"guest": "Mary Jones", "mail": "mary@example.org", "her": "her table"}}'
    )
    row = rewriter.row({"said": "Book a table for Mary Jones, please: she is late.", "call": call})
    assert json.loads(row.texts["call"]) == {
        "name": "book_table",
        "arguments": {"guest": f"{john} Jones", "mail": "mary@example.org", "her": "her table"},
    }
    assert [(edit.old, edit.note) for edit in row["call"].edits] == [("Mary", NOTE)]
    assert row["call"].inverse() == call


def test_a_name_in_a_call_alone_stays(rewriter):
    row = rewriter.row({"said": "Book a table, please.", "call": '{"arguments": {"guest": "Mary Jones"}}'})
    assert not row.changed


def test_prose_around_a_call_is_rewritten_and_the_call_is_not(rewriter):
    text = 'She said: <functioncall> {"name": "tell", "arguments": \'{"to": "the actress"}\'} and he left.'
    assert rewriter(text).text == text.replace("She", "He").replace("and he", "and she")


@pytest.mark.parametrize(
    ("value", "new"),
    [
        ("Mary", "Zoë"),
        ("Mary and Mary", "Zoë and Zoë"),
        ("Maryland", "Maryland"),
        ("mary", "mary"),
        ("mary@example.org Mary@example.org", "mary@example.org Mary@example.org"),
        ("id_Mary", "id_Mary"),
        ("https://example.org/Mary", "https://example.org/Mary"),
        ("Mary.", "Zoë."),
        ("one\nMary", "one\nZoë"),
        ("one\\nMary", "one\\nMary"),
    ],
)
def test_names_are_whole_words_of_values(value, new):
    assert json.loads(rewritten(json.dumps({"to": value, "n": 1}, ensure_ascii=False)))["to"] == new


def test_a_name_that_is_written_in_escapes_is_found_and_written_in_escapes():
    names = {"Zoë": Renamed("José", "name.zoe")}
    assert rewritten('{"to": "Zo\\u00eb"}', names) == '{"to": "Jos\\u00e9"}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"to": "Zo\\u00EB"}', '{"to": "J\\u00D3"}'),
        ('{"to": "\\u005a\\u006f\\u00eb"}', '{"to": "\\u004a\\u00d3"}'),
        ('{"to": "Zoë"}', '{"to": "JÓ"}'),
        ('{"to": "\\u201cZoë\\u2014"}', '{"to": "\\u201cJÓ\\u2014"}'),
        ('{"to": "\\ud83d\\ude00 Zoë\\ud83d"}', '{"to": "\\ud83d\\ude00 JÓ\\ud83d"}'),
    ],
)
def test_escapes_are_written_as_they_were(text, expected):
    assert rewritten(text, {"Zoë": Renamed("JÓ", "name.zoe")}) == expected


def test_a_new_name_is_escaped_so_that_json_stays_json():
    names = {"Mary": Renamed('J"o\\', "name.mary")}
    assert json.loads(rewritten('{"to": "Mary"}', names)) == {"to": 'J"o\\'}
    inner = json.dumps({"to": "Mary"})
    assert json.loads(json.loads(rewritten(json.dumps({"in": inner}), names))["in"]) == {"to": 'J"o\\'}


def test_the_name_of_a_function_is_no_name_and_a_name_beside_other_keys_is():
    assert rewritten('{"name": "Mary", "arguments": {}}') == '{"name": "Mary", "arguments": {}}'
    assert rewritten('{"name": "Mary", "age": 3}') == '{"name": "Zoë", "age": 3}'


def test_json_within_a_string_of_json_is_followed_too():
    inner = json.dumps({"to": "Mary"})
    changed = json.loads(rewritten(json.dumps({"function": {"arguments": inner}})))
    assert json.loads(changed["function"]["arguments"]) == {"to": "Zoë"}


def test_keys_and_names_of_functions_stay_within_a_string_of_json_too():
    inner = {"name": "Mary", "arguments": {"Mary": "Hi\nMary", "n": 3}}
    changed = json.loads(rewritten(json.dumps({"call": json.dumps(inner)})))
    assert json.loads(changed["call"]) == {"name": "Mary", "arguments": {"Mary": "Hi\nZoë", "n": 3}}


def test_json_between_single_quotes_is_followed_as_it_stands():
    text = '<functioncall> {"name": "tell", "arguments": \'{"Mary": "Mary says \\"hi\\""}\'} <|endoftext|>'
    assert rewritten(text) == text.replace("Mary says", "Zoë says")


def test_json_ever_deeper_in_strings_ends_somewhere():
    text = '{"a": "Mary"}'
    for _ in range(8):
        text = json.dumps({"a": text})
    assert rewritten(text) == text


@pytest.mark.parametrize(
    "value",
    [
        "https://example.org/?for=Mary",
        "run `greet(Mary)` now",
        "Mary.jpg",
        "users.Mary",
        "Mary-Ann",
        "C:\\Users\\Mary",
        "D'Mary",
        "#Mary",
        "Mary/Ann",
        "@Mary",
    ],
)
def test_what_is_no_prose_in_a_value_stays(value):
    text = json.dumps({"to": value})
    assert rewritten(text) == text


@pytest.mark.parametrize("text", ["Mary left.", "[Mary]", '{"Mary": 1}', '["Mary," she said.]', "{Mary}"])
def test_what_is_no_value_stays(text):
    assert rewritten(text) == text


@pytest.mark.parametrize("marks", ["```json\n{}\n```", "```\n{}\n```", "`{}`", "~~~\n{}\n\n{}\n~~~"])
def test_code_that_is_nothing_but_json_is_json(marks):
    assert rewritten(marks.replace("{}", '{"to": "Mary"}')) == marks.replace("{}", '{"to": "Zoë"}')


@pytest.mark.parametrize("code", ['```python\nMary = {"to": "Mary"}\n```', '`f({"to": "Mary"})`'])
def test_other_code_stays(code):
    assert rewritten(code) == code


def test_an_opening_that_runs_into_prose_does_not_break_the_row(rewriter, john):
    text = 'Mary Jones left. See https://example.org/`{"to":` Mary said "Mary" and left.'
    assert rewriter(text).text == text.replace("Mary", john)


def test_a_possessive_leaves_the_bare_name():
    edit = Edit(0, 6, "James'", "Catherine's", "name.james")
    assert renamings([edit]) == {"James": Renamed("Catherine", "name.james")}


def test_a_name_with_a_hyphen_is_followed_where_all_of_it_changes():
    edits = [Edit(0, 4, "Anne", "John", "name.anne"), Edit(5, 10, "Marie", "Paul", "name.marie")]
    mention = Mention(0, 17, "Anne-Marie Dubois", "gender", "feminine", "name", "name.anne")
    assert rewritten('{"to": "Anne-Marie Low, Anne Low"}', renamings(edits, [mention])) == (
        '{"to": "John-Paul Low, John Low"}'
    )
    assert rewritten('{"to": "Anne-Marie"}', renamings(edits[:1], [mention])) == '{"to": "Anne-Marie"}'


def test_who_is_held_keeps_the_name_in_json_as_well():
    names = renamings([Edit(0, 4, "Mary", "John", "name.mary")], held=[Held(20, 28, "Mary Low", "user", "Mary Low")])
    assert rewritten('{"a": "Mary Low", "b": "Mary", "c": "Mary  Low"}', names) == (
        '{"a": "Mary Low", "b": "John", "c": "Mary  Low"}'
    )


def test_a_longer_name_comes_before_a_word_of_it():
    names = {"Van": Renamed("Ann", "name.van"), "Van der Berg": Renamed("Low", "last.berg")}
    assert rewritten('["Van der Berg", "Van"]', names) == '["Low", "Ann"]'


def test_words_of_titles_and_nouns_are_no_names():
    assert renamings([Edit(0, 3, "Mrs", "Mr", "title.mrs"), Edit(4, 9, "queen", "king", "noun.queen")]) == {}


def test_names_by_race_are_followed_with_their_surnames():
    row = Rewriter("race", names="swap").row(
        {"said": "Tyrone Washington called.", "call": '{"to": "Tyrone Washington"}'}
    )
    assert json.loads(row.texts["call"]) == {"to": row.texts["said"].removesuffix(" called.")}
    assert "Washington" not in row.texts["call"]


words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="`~@/[]{}\ue000"), max_size=8)
phrases = st.lists(words | st.just("\ue000"), max_size=5).map(" ".join)
planted = st.recursive(
    st.none() | st.booleans() | st.integers() | phrases,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


def filled(value, name):
    if isinstance(value, str):
        return value.replace("\ue000", name)
    if isinstance(value, list):
        return [filled(one, name) for one in value]
    return {key: filled(one, name) for key, one in value.items()} if isinstance(value, dict) else value


@given(
    st.dictionaries(words, planted, min_size=1),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["Mary", "Zoë", "Mary Ann"]),
    st.sampled_from(["John", "José", "Ян", "𝒥o", 'a"b\\']),
)
def test_planted_names_alone_change_in_any_json(value, ascii_only, nested, old, new):
    def written(name):
        text = json.dumps(filled(value, name), ensure_ascii=ascii_only)
        return json.dumps({"arguments": text}, ensure_ascii=ascii_only) if nested else text

    out = json.loads(rewritten(f"{written(old)}", {old: Renamed(new, "name.x")}))
    assert (json.loads(out["arguments"]) if nested else out) == filled(value, new)


values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from(["Mary", "Mary Low", "x", 'a "b" \\ Mary', "é"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["Mary", "to", "k"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def swapped(value):
    if isinstance(value, str):
        return value.replace("Mary", "Zoë")
    if isinstance(value, list):
        return [swapped(one) for one in value]
    return {key: swapped(one) for key, one in value.items()} if isinstance(value, dict) else value


@given(value=st.dictionaries(st.sampled_from(["Mary", "to", "k"]), values, min_size=1), ascii_only=st.booleans())
def test_only_values_change_and_json_stays_json(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert json.loads(rewritten(text)) == swapped(value)


def test_arguments_in_columns_of_their_own_follow_as_words():
    edit = AppliedEdit(0, 4, 0, 3, "Mary", "Zoë", "name.mary")
    row = RowRewrite({"said": Rewrite("Mary left.", "Zoë left.", (edit,))}, (), "gender", "masculine")
    more = carried(row, {"guest": "Mary Low", "id": "Mary_1", "all": '{"to": "Mary", "Mary": 1}'})
    assert {name: more.texts[name] for name in ("guest", "id", "all")} == {
        "guest": "Zoë Low",
        "id": "Mary_1",
        "all": '{"to": "Zoë", "Mary": 1}',
    }
    assert renamings(row["said"].edits) == MARY


def test_a_value_of_its_own_follows_in_prose_and_in_json_and_unchanged_values_are_there_too():
    edit = AppliedEdit(0, 4, 0, 3, "Mary", "Zoë", "name.mary")
    row = RowRewrite({"said": Rewrite("Mary left.", "Zoë left.", (edit,))}, (), "gender", "masculine")
    more = carried(row, {"a": 'For Mary: {"to": "Mary", "Mary": 1}', "b": "nobody", "c": ""})
    assert more["a"].text == 'For Zoë: {"to": "Zoë", "Mary": 1}'
    assert [one.note for one in more["a"].edits] == [NOTE, NOTE]
    assert (more["b"].text, more["c"].text, more["b"].edits) == ("nobody", "", ())
    assert list(more) == ["said", "a", "b", "c"]


def test_where_no_name_changed_values_are_carried_as_they_are():
    row = RowRewrite({"said": Rewrite("Hello.", "Hello.")})
    assert carried(row, {"guest": "Mary"}).texts == {"said": "Hello.", "guest": "Mary"}


def test_what_was_seen_in_json_and_follows_is_not_said_to_be_held(rewriter):
    row = rewriter.row({"said": "Charity Low is late. She waved.", "call": '{"to": "Charity Low", "her": "she"}'})
    for held in row["call"].held:
        assert not any(edit.start < held.end and held.start < edit.end for edit in row["call"].edits)
    assert "json" in {held.cue for held in row["call"].held}
