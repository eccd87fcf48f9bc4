"""Lists of tokens, and their tags, after edits to the text that they make up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda import Rewriter
from cda.dataset.spans.tags import Scheme
from cda.dataset.spans.tokens import follow, joined
from cda.errors import SpanCut
from cda.swapping.apply import apply
from cda.types import Edit, Rewrite

BIO = Scheme(("O", "B-PER", "I-PER", "B-ORG", "I-ORG"))


@pytest.fixture(scope="module")
def swapping():
    return Rewriter(names="swap")


def rewrite(tokens, *changes):
    """The rewriting in which each old text, searched for from left to right, becomes the new one."""
    text = joined(tokens).text
    edits, at = [], 0
    for old, new in changes:
        start = text.index(old, at)
        at = start + len(old)
        edits.append(Edit(start, at, old, new, "e"))
    new, applied = apply(text, edits)
    return Rewrite(text, new, applied)


def followed(tokens, tags, *changes, scheme=None):
    new, columns = follow(tokens, {"tags": tags}, rewrite(tokens, *changes), {"tags": scheme} if scheme else {})
    return new, columns["tags"]


def entities(tags):
    """The spans of tokens that BIO, IOB1, BIOES or BILOU tags mean."""
    found, start = [], None
    for place, (before, tag) in enumerate(pairwise(["O", *tags, "O"])):
        begins = tag[0] in "BSU" or (tag[0] in "IEL" and (before[0] in "OESLU" or before[1:] != tag[1:]))
        if start is not None and (tag == "O" or begins):
            found.append((tags[start][2:], start, place))
            start = None
        if begins:
            start = place
    return found


def test_the_place_of_a_token_is_where_it_stands_in_the_text():
    tokens = ["Her", "", None, "New York", "\U0001f469‍"]
    made = joined(tokens)
    assert [made.text[start:end] for start, end in made.places] == [token or "" for token in tokens]
    assert joined([]).text == ""


def test_words_of_the_same_number_keep_their_tags_one_by_one():
    tokens, tags = ["The", "grand", "father", "of", "Ann"], ["O", "x", "y", "O", "B-PER"]
    new, kept = followed(tokens, tags, ("grand father", "grand mother"), ("Ann", "Tom"))
    assert new == ["The", "grand", "mother", "of", "Tom"]
    assert kept == tags


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "O", "O"], ["O", "O", "O", "O"]),
        (["O", "B-PER", "O"], ["O", "B-PER", "I-PER", "O"]),
        (["B-PER", "I-PER", "O"], ["B-PER", "I-PER", "I-PER", "O"]),
        (["I-PER", "I-PER", "I-PER"], ["I-PER", "I-PER", "I-PER", "I-PER"]),  # IOB1
        (["I-PER", "B-PER", "O"], ["I-PER", "B-PER", "I-PER", "O"]),  # IOB1, a second person at once
        (["O", "S-PER", "O"], ["O", "B-PER", "E-PER", "O"]),
        (["O", "U-PER", "O"], ["O", "B-PER", "L-PER", "O"]),
        (["B-PER", "E-PER", "O"], ["B-PER", "I-PER", "E-PER", "O"]),
        (["B-PER", "L-PER", "O"], ["B-PER", "I-PER", "L-PER", "O"]),
        (["O", "B-PER", "L-PER"], ["O", "B-PER", "I-PER", "L-PER"]),
        (["O", "B_PER", "O"], ["O", "B_PER", "I_PER", "O"]),
        (["O", "B", "I"], ["O", "B", "I", "I"]),
        (["DET", "NOUN", "VERB"], ["DET", "NOUN", "NOUN", "VERB"]),
        ([7, 4, 7], [7, 4, 4, 7]),
        ([None, None, None], [None, None, None, None]),
    ],
)
def test_one_word_that_becomes_two_stays_one_entity(tags, expected):
    assert followed(["a", "b", "c"], tags, ("b", "b1 b2")) == (["a", "b1", "b2", "c"], expected)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "O", "O", "O"], ["O", "O"]),
        (["B-PER", "I-PER", "I-PER", "O"], ["B-PER", "O"]),
        (["I-PER", "I-PER", "I-PER", "I-PER"], ["I-PER", "I-PER"]),
        (["B-PER", "I-PER", "E-PER", "O"], ["S-PER", "O"]),
        (["B-PER", "I-PER", "L-PER", "O"], ["U-PER", "O"]),
        (["B-PER", "I-PER", "I-PER", "E-PER"], ["B-PER", "E-PER"]),
        (["I-PER", "I-PER", "E-PER", "O"], ["E-PER", "O"]),
        (["NOUN", "NOUN", "NOUN", "VERB"], ["NOUN", "VERB"]),
        ([4, 4, 4, 5], [4, 5]),
    ],
)
def test_three_words_that_become_one_stay_one_entity(tags, expected):
    assert followed(["a", "b", "c", "d"], tags, ("a b c", "x")) == (["x", "d"], expected)


@pytest.mark.parametrize(
    "tags",
    [
        ["O", "B-PER"],
        ["B-PER", "O"],
        ["B-PER", "B-PER"],
        ["B-PER", "I-ORG"],
        ["S-PER", "B-PER"],
        ["E-PER", "I-PER"],
        ["DET", "NOUN"],
        [1, 2],
        ["B-PER", None],
    ],
)
def test_words_of_different_things_that_become_another_number_of_words_are_cut(tags):
    with pytest.raises(SpanCut) as caught:
        followed(["a", "b"], tags, ("a b", "x"))
    assert "tags" in caught.value.where
    assert str(tags[0]) in caught.value.message
    with pytest.raises(SpanCut):
        followed(["a", "b"], tags, ("a b", "x y z"))


def test_numbers_with_names_are_read_by_their_names():
    assert followed(["a", "b", "c"], [0, 1, 2], ("b", "b1 b2"), scheme=BIO) == (["a", "b1", "b2", "c"], [0, 1, 2, 2])
    assert followed(["a", "b", "c"], [0, 3, 4], ("b c", "x"), scheme=BIO) == (["a", "x"], [0, 3])
    assert followed(["a", "b"], [-100, 0], ("a", "a1 a2"), scheme=BIO) == (["a1", "a2", "b"], [-100, -100, 0])


def test_a_label_that_the_column_lacks_is_an_error_that_names_it():
    with pytest.raises(SpanCut, match="'E-PER'"):
        followed(["a"], [1], ("a", "a b"), scheme=Scheme(("O", "S-PER", "B-PER")))


def test_an_odd_tag_does_not_hide_that_the_others_are_those_of_entities():
    assert followed(["a", "b"], ["X", "B-PER"], ("b", "b c"))[1] == ["X", "B-PER", "I-PER"]
    assert followed(["a", "b"], ["X", "B-PER"], ("a", "a c"))[1] == ["X", "X", "B-PER"]


def test_several_columns_follow_at_once_each_in_its_scheme():
    tags = {"ner_tags": [0, 1], "pos_tags": ["DET", "NOUN"], "chunk_tags": ["B-NP", "I-NP"]}
    new, columns = follow(["a", "b"], tags, rewrite(["a", "b"], ("b", "c d")), {"ner_tags": BIO})
    assert new == ["a", "c", "d"]
    assert columns == {
        "ner_tags": [0, 1, 2],
        "pos_tags": ["DET", "NOUN", "NOUN"],
        "chunk_tags": ["B-NP", "I-NP", "I-NP"],
    }


@pytest.mark.parametrize(
    ("tokens", "change", "expected"),
    [
        (["Mary's", "dog"], ("Mary", "John"), ["John's", "dog"]),
        (["her-self", "!"], ("her", "him"), ["him-self", "!"]),
        (["(she)", "left"], ("she", "they all"), ["(they", "all)", "left"]),
        ([" her", " dog"], ("her", "his"), [" his", " dog"]),
        (["Ann Lee", "left"], ("Ann", "Mary Jo"), ["Mary Jo Lee", "left"]),
        (["Ann Lee", "Fox"], ("Lee Fox", "Roy Elk"), ["Ann Roy", "Elk"]),
        (["fire", "man\n", "x"], ("fire man", "fire woman"), ["fire", "woman\n", "x"]),
        (["her", "self"], (" self", "-self"), ["her-self"]),
        (["a", "", "b"], ("a  b", "c  d"), ["c", "", "d"]),
        (["a", "", "b"], ("a  b", "c d"), ["c", "d"]),
        (["a", None, "b"], ("b", "c"), ["a", None, "c"]),
    ],
)
def test_an_edit_changes_just_what_it_covers_of_a_token(tokens, change, expected):
    assert follow(tokens, {}, rewrite(tokens, change), {})[0] == expected


def test_a_neighbour_of_which_only_the_space_was_touched_keeps_its_tag():
    tokens = ["old", "Mary", "Lee", "sang"]
    tags = ["O", "B-PER", "I-PER", "O"]
    assert followed(tokens, tags, ("old ", "the old ")) == (["the", "old", *tokens[1:]], ["O", *tags])
    assert followed(tokens, tags, (" sang", " sang on")) == ([*tokens, "on"], [*tags, "O"])
    assert follow(["my", "New York"], {}, rewrite(["my", "New York"], ("my ", "")), {}) == (["New York"], {})


def test_words_that_vanish_with_their_tags_are_an_error():
    with pytest.raises(SpanCut, match="no word is left"):
        followed(["the", "old", "Ann"], ["O", "O", "B-PER"], ("old ", ""))


def test_two_edits_of_one_token_and_edits_that_share_a_token_are_made_together():
    assert followed(["he/she", "x"], ["B-A", "O"], ("he", "she"), ("she", "he")) == (["she/he", "x"], ["B-A", "O"])
    tokens = ["a", "b-c", "d"]
    assert followed(tokens, ["B-A", "I-A", "I-A"], ("a b", "1"), ("c d", "2")) == (["1-2"], ["B-A"])


def test_a_list_of_tags_of_another_length_is_an_error_that_says_so():
    with pytest.raises(SpanCut) as caught:
        followed(["a", "b"], ["O"], ("a", "c"))
    assert "1 tags for 2 tokens" in caught.value.message
    assert caught.value.where == "column 'tags'"


def test_the_rewriting_of_another_text_is_refused():
    with pytest.raises(ValueError, match="not that of these tokens"):
        follow(["a"], {}, Rewrite("b", "b"), {})


PIECES = st.text(st.sampled_from("ab'-é"), min_size=1, max_size=4)


@st.composite
def tagged(draw):
    """Tokens with entities in one of the schemes, and edits of some of their text."""
    tokens = draw(st.lists(PIECES | st.sampled_from(["", "New York"]), min_size=1, max_size=8))
    style = draw(st.sampled_from(["BIO", "BIOES", "BILOU", "IOB1"]))
    tags: list[str] = []
    while len(tags) < len(tokens):
        size = draw(st.integers(1, len(tokens) - len(tags)))
        kind = draw(st.sampled_from(["", "PER", "ORG"]))
        tags += _written(kind, size, style, tags[-1] if tags else "O")
    text = joined(tokens).text
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        new = draw(st.lists(st.text("XY", min_size=1, max_size=3), max_size=3).map(" ".join))
        if new != text[start:end] and not (edits and edits[-1].end == start):
            edits.append(Edit(start, end, text[start:end], new, "e"))
    new, applied = apply(text, edits)
    return tokens, tags, Rewrite(text, new, applied)


def _written(kind, size, style, before):
    if not kind:
        return ["O"] * size
    if style == "IOB1":
        return ["B-" * (before[2:] == kind) + "I-" * (before[2:] != kind) + kind] + [f"I-{kind}"] * (size - 1)
    inner = [f"B-{kind}"] + [f"I-{kind}"] * (size - 1)
    if style == "BIO":
        return inner
    end, alone = ("E", "S") if style == "BIOES" else ("L", "U")
    return [f"{alone}-{kind}"] if size == 1 else [*inner[:-1], f"{end}-{kind}"]


@given(tagged())
def test_tags_stay_as_many_as_tokens_and_entities_stay_the_same_or_the_row_is_cut(made):
    tokens, tags, change = made
    try:
        new, columns = follow(tokens, {"tags": tags}, change, {})
    except SpanCut:
        return
    assert len(new) == len(columns["tags"])
    assert [kind for kind, _, _ in entities(columns["tags"])] == [kind for kind, _, _ in entities(tags)]
    assert " ".join(new).split() == change.text.split()
    if all(edit.new for edit in change.edits):  # where all of a token goes, so does the space beside it
        assert " ".join(new) == change.text
    if not change.edits:
        assert (new, columns["tags"]) == (tokens, tags)


@given(tagged())
def test_tokens_before_and_after_all_edits_are_the_same_with_the_same_tags(made):
    tokens, tags, change = made
    try:
        new, columns = follow(tokens, {"tags": tags}, change, {})
    except SpanCut:
        return
    places = joined(tokens).places
    if change.edits:
        before = sum(end < change.edits[0].start for _, end in places)
        after = sum(start > change.edits[-1].end for start, _ in places)
        assert (new[:before], columns["tags"][:before]) == (tokens[:before], tags[:before])
        assert new[len(new) - after :] == tokens[len(tokens) - after :]
        assert columns["tags"][len(new) - after :] == tags[len(tags) - after :]


@given(
    st.lists(
        st.sampled_from(["Mary", "Smith", "met", "his", "step mother", "and", "'s", "her", "king", "."]), min_size=1
    )
)
def test_what_the_rewriter_does_to_tokens_is_what_it_does_to_their_text(swapping, tokens):
    change = swapping(joined(tokens).text)
    new, columns = follow(tokens, {"place": list(range(len(tokens)))}, change, {})
    assert joined(new).text == change.text
    assert len(columns["place"]) == len(new)


def test_real_rewritings_of_several_words_keep_the_entities():
    rewriter = Rewriter(to="neutral")
    tokens = ["Ladies", "and", "gentlemen", ",", "the", "maid", "of", "honor", "met", "Al", "."]
    tags = ["O", "O", "O", "O", "O", "B-ROLE", "I-ROLE", "I-ROLE", "O", "B-PER", "O"]
    new, columns = follow(tokens, {"tags": tags}, rewriter(joined(tokens).text), {})
    assert new == ["People", ",", "the", "honor", "attendant", "met", "Al", "."]
    assert columns["tags"] == ["O", "O", "O", "B-ROLE", "I-ROLE", "O", "B-PER", "O"]
