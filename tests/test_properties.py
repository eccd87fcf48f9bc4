"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cda.lexicon.find import load
from cda.types import Rewrite

LEXICON = load("gender")
FORMS = sorted({form for entry in LEXICON.entries for form in entry.forms.values()})
PHRASES = sorted(row.phrase for row in LEXICON.protected)
ONE_TO_ONE = sorted(
    (entry.forms["masculine"], entry.forms["feminine"])
    for entry in LEXICON.entries
    if entry.directions == "both"
    and not entry.guards
    and entry.pos == "NOUN"
    and sum(other.forms.get("masculine", "").lower() == entry.forms["masculine"].lower() for other in LEXICON.entries)
    == 1
    and sum(other.forms.get("feminine", "").lower() == entry.forms["feminine"].lower() for other in LEXICON.entries)
    == 1
    and not any({entry.forms["masculine"], entry.forms["feminine"]} & set(sense.forms) for sense in LEXICON.senses)
)

pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(FORMS),
    st.sampled_from(FORMS).map(str.upper),
    st.sampled_from(FORMS).map(str.title),
    st.sampled_from(PHRASES),
    st.sampled_from(
        [
            " ",
            "\n",
            "\r\n",
            "\t",
            "\x00",
            "’s ",
            "'s ",
            "-",
            "/",
            "\u200d",
            "İ",
            "ß",
            "é",
            "`",
            "```\n",
            "@",
            "a ",
            "An ",
            "https://",
        ]
    ),
)
texts = st.lists(pieces, max_size=30).map(" ".join) | st.lists(pieces, max_size=30).map("".join)


def check_rewrite(text: str, out: Rewrite) -> None:
    assert out.original == text
    assert out.inverse() == text
    old = new = 0
    for edit in out.edits:
        assert text[old : edit.start] == out.text[new : edit.new_start]
        assert text[edit.start : edit.end] == edit.old != edit.new == out.text[edit.new_start : edit.new_end]
        assert edit.start >= old
        old, new = edit.end, edit.new_end
    assert text[old:] == out.text[new:]
    for span in (*out.mentions, *out.held, *out.flags):
        assert text[span.start : span.end] == span.text
    ends = [mention.end for mention in out.mentions]
    assert all(mention.start >= end for mention, end in zip(out.mentions[1:], ends, strict=False))


@given(texts)
@example("İ her İstanbul, she")
@example("She\x00he \ud800 her dog")
@example("HER" * 3 + " her\u0301 her")
def test_text_outside_the_edits_never_changes_and_the_inverse_restores_it(rewriter, text):
    check_rewrite(text, rewriter(text))


@given(st.lists(texts, max_size=6))
def test_a_text_is_rewritten_alike_alone_and_in_company(rewriter, batch):
    assert list(rewriter.pipe(batch)) == [rewriter(text) for text in batch]


@given(texts)
def test_detecting_twice_gives_the_same(rewriter, text):
    assert rewriter.detect(text) == rewriter.detect(text)


@given(st.dictionaries(st.text(max_size=5), texts, max_size=4))
def test_a_row_keeps_its_fields_and_their_order(rewriter, row):
    out = rewriter.row(row)
    assert list(out) == list(row)
    for field, text in row.items():
        check_rewrite(text, out[field])


@given(st.lists(st.sampled_from(ONE_TO_ONE), min_size=1, max_size=4), st.sampled_from([str, str.upper, str.capitalize]))
def test_swapping_twice_gives_the_original_where_entries_are_one_to_one(rewriter, pairs, case):
    text = case(" met ".join(f"my {pair[index % 2]}" for index, pair in enumerate(pairs))) + "."
    once = rewriter(text).text
    assert once != text
    assert rewriter(once).text == text
