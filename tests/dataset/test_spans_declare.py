"""Which columns hold spans and tags: as declared, and as known."""

from __future__ import annotations

import pyarrow as pa
import pytest
from datasets import ClassLabel, Features, Sequence, Value

from cda.dataset.spans.declare import known, parse, resolve, undeclared
from cda.dataset.spans.keys import Keys
from cda.errors import SpanDeclaration

TEXT, INT, TEXTS, INTS = pa.string(), pa.int32(), pa.list_(pa.string()), pa.list_(pa.int64())
SQUAD = pa.struct([("text", TEXTS), ("answer_start", pa.list_(INT))])
ENTITY = pa.struct([("start", INT), ("end", INT), ("label", TEXT)])


def schema(**types):
    return pa.schema(list(types.items()))


def keys(kind):
    return resolve(schema(text=TEXT, column=kind), ["text=column"])[0].keys


@pytest.mark.parametrize("spec", ["", "a", "=b", "a=", "a=b,", "a=b,,c", "a=b+", "a=+", " =b"])
def test_a_declaration_of_another_form_is_an_error_that_shows_the_form(spec):
    with pytest.raises(SpanDeclaration) as caught:
        parse(spec)
    assert "context=answers" in caught.value.hint
    assert repr(spec) in caught.value.message


def test_a_declaration_may_have_spaces_several_columns_and_groups():
    assert parse(" text = entities , start + end ").groups == (("entities",), ("start", "end"))


def test_tags_of_tokens_are_one_rule_however_they_are_declared():
    columns = schema(words=TEXTS, ner_tags=INTS, pos=pa.large_list(pa.large_string()))
    for specs in (["words=ner_tags,pos"], ["words=ner_tags", "words=pos"]):
        (rule,) = resolve(columns, specs)
        assert (rule.kind, rule.field, rule.columns) == ("tokens", "words", ("words", "ner_tags", "pos"))
        assert set(rule.schemes) == {"ner_tags", "pos"}


@pytest.mark.parametrize(
    "feature",
    [Sequence(ClassLabel(names=["O", "B-PER", "I-PER"])), [ClassLabel(names=["O", "B-PER", "I-PER"])]],
    ids=["sequence", "list"],
)
def test_the_names_of_labels_are_read_from_the_features(feature):
    features = Features({"tokens": Sequence(Value("string")), "ner_tags": feature, "pos_tags": Sequence(Value("int8"))})
    (rule,) = known(features.arrow_schema)
    assert rule.schemes["ner_tags"].names == ("O", "B-PER", "I-PER")
    assert rule.schemes["pos_tags"].names == ()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (SQUAD, Keys("copy", "answer_start", copies=("text",))),
        (pa.list_(pa.struct([("text", TEXT), ("answer_start", INT)])), Keys("copy", "answer_start", copies=("text",))),
        (pa.struct([("text", TEXT), ("start", INT)]), Keys("copy", "start", copies=("text",))),
        (pa.list_(ENTITY), Keys("end", "start", "end")),
        (pa.list_(pa.list_(ENTITY)), Keys("end", "start", "end")),
        (pa.struct([("start", INTS), ("end", INTS), ("word", TEXTS)]), Keys("end", "start", "end", ("word",))),
        (pa.list_(pa.struct([("offset", INT), ("length", INT)])), Keys("length", "offset", "length")),
        (pa.list_(pa.struct([("offsets", INTS), ("text", TEXT)])), Keys("pair", "offsets", copies=("text",))),
        (
            pa.list_(pa.struct([("offsets", pa.list_(INTS)), ("text", TEXTS)])),
            Keys("pair", "offsets", copies=("text",)),
        ),
        (INTS, None),
        (pa.list_(INTS), None),
        (pa.list_(pa.list_(INT, 2)), None),
    ],
    ids=str,
)
def test_what_a_column_is_is_read_from_its_type(kind, expected):
    assert keys(kind) == expected


@pytest.mark.parametrize(
    "pair",
    [
        "start end",
        "start_char end_char",
        "start_offset end_offset",
        "begin end",
        "start_idx end_idx",
        "char_start char_end",
    ],
)
def test_many_names_of_start_and_end_are_known(pair):
    start, end = pair.split()
    assert keys(pa.list_(pa.struct([(end, INT), ("mention", TEXT), (start, INT)]))) == Keys(
        "end", start, end, ("mention",)
    )


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("text=a+b", Keys("end", "a", "b")),
        ("text=a+b+s", Keys("end", "a", "b", ("s",))),
        ("text=a+s", Keys("copy", "a", copies=("s",))),
        ("text=offset+length", Keys("length", "offset", "length")),
        ("text=la+lb", Keys("end", "la", "lb")),
    ],
)
def test_columns_may_tell_a_span_together(spec, expected):
    types = {"a": INT, "b": INT, "s": TEXT, "offset": INT, "length": INT, "la": INTS, "lb": pa.list_(INT)}
    (rule,) = resolve(schema(text=TEXT, **types), [spec])
    assert (rule.kind, rule.keys, rule.columns) == ("columns", expected, tuple(spec.split("=")[1].split("+")))


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), TEXT)], ids=str)
def test_every_kind_of_text_may_be_followed(kind):
    assert resolve(schema(text=kind, spans=pa.list_(INTS)), ["text=spans"])[0].field == "text"


@pytest.mark.parametrize(
    ("spec", "types", "said", "hint"),
    [
        ("text=spans", {"spans": TEXT}, "'spans' holds string, not spans", "[start, end]"),
        ("text=spans", {"spans": INT}, "'spans' holds int32, not spans", "a+b"),
        ("text=spans", {"spans": pa.list_(pa.float64())}, "list<item: double>", "structs with a start"),
        ("text=spans", {"spans": pa.struct([("start", INT), ("end", INTS)])}, "struct<start: int32", "two columns"),
        ("text=spans", {"spans": pa.list_(pa.struct([("from", INT)]))}, "struct<from: int32>", "answer_start"),
        ("text=a+b", {"a": INT, "b": INTS}, "'a+b' hold int32, list<item: int64>", "a start and an end"),
        ("text=a+b", {"a": TEXT, "b": TEXT}, "'a+b' hold string, string", "whole numbers"),
        ("text=a+a", {"a": INT}, "'a+a'", "a start and an end"),
        (
            "tokens=tags",
            {"tokens": TEXTS, "tags": TEXT},
            "'tags' holds string, not tags of tokens",
            "a list of strings",
        ),
        (
            "tokens=a+b",
            {"tokens": TEXTS, "a": INTS, "b": INTS},
            "'tokens' holds list<item: string>",
            "column of strings",
        ),
        ("number=spans", {"number": INT, "spans": pa.list_(INTS)}, "'number' holds int32, not text", "strings"),
        ("text=text", {}, "'text' is declared twice", "not itself"),
        ("text=spans,spans", {"spans": pa.list_(INTS)}, "'spans' is declared twice", "one text"),
    ],
)
def test_a_declaration_that_does_not_fit_the_columns_says_what_is_there_and_what_would_do(spec, types, said, hint):
    with pytest.raises(SpanDeclaration) as caught:
        resolve(schema(**{"text": TEXT, **types}), [spec])
    assert said in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("spec", ["contxt=answers", "context=answer", "context=answers+answer"])
def test_a_misspelt_column_is_an_error_with_near_ones(spec):
    with pytest.raises(SpanDeclaration) as caught:
        resolve(schema(context=TEXT, answers=SQUAD), [spec])
    assert "did you mean" in caught.value.hint
    assert "the columns are: context, answers" in caught.value.hint


def test_tokens_and_tags_beside_them_are_known_by_their_names():
    columns = schema(
        words=TEXTS, ner_tags=INTS, labels=TEXTS, tags=TEXT, doc_labels=TEXTS, chunk_tags=pa.list_(pa.float32())
    )
    (rule,) = known(columns)
    assert (rule.kind, rule.columns) == ("tokens", ("words", "ner_tags", "labels"))


def test_tokens_without_tags_are_a_rule_and_a_text_called_tokens_is_none():
    assert known(schema(tokens=TEXTS))[0].columns == ("tokens",)
    assert known(schema(tokens=TEXT, ner_tags=INTS)) == ()


def test_answers_in_a_context_are_known_by_their_names():
    (rule,) = known(schema(id=TEXT, context=pa.large_string(), question=TEXT, answers=SQUAD))
    assert (rule.field, rule.columns, rule.kind) == ("context", ("answers",), "spans")
    for types in (
        {"answers": SQUAD},
        {"context": TEXT, "answers": TEXTS},
        {"context": INT, "answers": SQUAD},
        {"context": TEXT, "answers": pa.list_(ENTITY)},
    ):
        assert known(schema(**types)) == ()


@pytest.mark.parametrize(
    "kind",
    [
        SQUAD,
        pa.list_(ENTITY),
        pa.large_list(ENTITY),
        pa.struct([("start", INTS), ("end", INTS)]),
        pa.struct([("pages", pa.list_(ENTITY))]),
        pa.list_(pa.struct([("offset", INT), ("length", INT)])),
        pa.list_(pa.struct([("offsets", pa.list_(INTS)), ("text", TEXTS)])),
    ],
    ids=str,
)
def test_offsets_that_no_rule_covers_are_found(kind):
    columns = schema(text=TEXT, spans=kind, label=INT)
    assert undeclared(columns, ["text"], ()) == ("spans",)
    assert undeclared(columns, [], ()) == ()


def test_what_a_rule_covers_is_not_undeclared():
    columns = schema(text=TEXT, spans=pa.list_(ENTITY), context=TEXT, answers=SQUAD)
    assert undeclared(columns, ["text"], (*resolve(columns, ["text=spans"]), *known(columns))) == ()


@pytest.mark.parametrize(
    "kind",
    [
        TEXT,
        INTS,
        pa.list_(INTS),
        ENTITY,  # one start and end: perhaps years
        pa.list_(pa.struct([("start", pa.float64()), ("end", pa.float64()), ("text", TEXT)])),  # seconds
        pa.list_(pa.struct([("text", TEXT), ("start", INT)])),
        pa.list_(pa.struct([("arguments", ENTITY)])),
    ],
    ids=str,
)
def test_what_may_be_no_offsets_is_left_alone(kind):
    assert undeclared(schema(text=TEXT, other=kind), ["text"], ()) == ()


def test_tags_that_a_declaration_of_others_forgot_are_undeclared():
    columns = schema(tokens=TEXTS, ner_tags=INTS, pos_tags=TEXTS, labels=TEXTS)
    rules = resolve(columns, ["tokens=ner_tags"])
    assert undeclared(columns, ["tokens"], rules) == ("pos_tags",)
    assert undeclared(columns, ["tokens"], resolve(columns, ["tokens=ner_tags,pos_tags"])) == ()
