"""An audit of files: counted by hand, the same however it is cut, and before and after a run."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from run.corpus import job, write_lines, write_parquet

from cda import Rewriter
from cda.again import job_in
from cda.audit.figures import groups_moved
from cda.audit.files import audit_files
from cda.audit.folder import compare_folder
from cda.cli import cli
from cda.errors import InputError, MissingField, OptionError, OutputExists
from cda.lexicon.find import find
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

ROWS = [
    *({"text": f"She is a nurse and she is gentle, number {n}.", "label": "care"} for n in range(20)),
    *({"text": f"He is a lawyer. His uncle is a stern judge, number {n}.", "label": "law"} for n in range(30)),
    *({"text": f"He is a nurse, number {n}.", "label": "care"} for n in range(4)),
    {"text": "She met him.", "label": "law"},
    {"text": "It rained on Burger King.", "label": "care"},
    {"text": "She is pregnant.", "label": None},
    {"text": "", "label": "law"},
]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return write_parquet(tmp_path_factory.mktemp("audit") / "rows.parquet", ROWS)


def audited(source, *, rewriter=None, **options):
    return audit_files(AugmentJob((source,), "", **options), rewriter or Rewriter(guards="hold"))


@pytest.fixture(scope="module")
def audit(source):
    return audited(source)


def called(*arguments):
    result = CliRunner().invoke(cli, ["audit", *map(str, arguments)], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def test_rows_and_mentions_are_those_that_one_can_count_by_hand(audit):
    gender = audit.attributes[0]
    assert (audit.rows, audit.failed, audit.splits) == (58, 0, {"train": 58})
    assert gender.rows == {"masculine": 34, "feminine": 21, "mixed": 1, "none": 2}
    assert gender.rows_with == {"masculine": 35, "feminine": 22}
    assert gender.mentions == {
        "masculine": {"pronoun": 65, "noun": 30},
        "feminine": {"pronoun": 42},
    }
    assert gender.words["masculine"] == (("he", 34), ("his", 30), ("uncle", 30), ("him", 1))


def test_rows_stand_by_label_and_group(audit):
    cross = audit.attributes[0].crosses[0]
    assert cross.column == "label"
    assert cross.rows["care"] == {"feminine": 20, "masculine": 4, "none": 1}
    assert cross.rows["law"] == {"masculine": 30, "mixed": 1, "none": 1}


def test_words_occupations_and_labels_go_with_the_group_that_they_stand_beside(audit):
    gender = audit.attributes[0]
    assert [(one.term, one.count, one.elsewhere) for one in gender.associated_occupations["feminine"]] == [
        ("nurse", 20, 4)
    ]
    assert {one.term for one in gender.associated_occupations["masculine"]} == {"judge", "lawyer"}
    assert gender.associated_words["feminine"][0].term in {"gentle", "nurse"}
    assert "stern" in {one.term for one in gender.associated_words["masculine"]}
    assert [one.term for one in gender.associated_labels["feminine"]] == ["label=care"]


def test_what_is_left_alone_stands_with_its_reason(audit):
    left = {one.reason: one for one in audit.left}
    assert (left["protected"].words, left["protected"].rows) == (1, 1)
    assert left["protected"].cues == (("Burger King", 1),)
    assert left["guard"].cues == (("pregnant", 1),)
    assert [(one.category, one.strength, one.rows) for one in audit.flagged] == [("pregnancy_birth", "block", 1)]


@pytest.mark.parametrize("options", [{"workers": 2, "shard_rows": 7}, {"shard_rows": 1}, {"shard_rows": 40}])
def test_an_audit_does_not_depend_on_how_the_rows_are_cut(source, audit, options):
    assert audited(source, **options) == audit


def test_names_are_counted_where_a_swap_of_them_is_asked_for_and_never_listed(tmp_path):
    text = "Julia met Robert. She thanked emma and Stephen King. The nurse saw Julia."
    source = write_parquet(tmp_path / "rows.parquet", [{"text": text}] * 8)
    found = audited(source, rewriter=Rewriter(names="swap", guards="hold", keep_names=["Robert"]))
    assert found.names
    assert found.attributes[0].mentions["feminine"]["name"] == 16
    told = repr(found).lower()
    assert [name for name in ("julia", "robert", "emma", "stephen") if name in told] == []


def test_names_that_both_genders_have_count_for_none(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "Taylor met Jordan."}])
    found = audited(source, rewriter=Rewriter(names="swap"))
    assert found.attributes[0].groups == ()
    assert found.attributes[0].rows == {"mixed": 0, "none": 1}


def test_a_column_with_too_many_values_is_no_label(tmp_path):
    some = [{"text": "She left.", "id": f"row {n}", "n": n % 3} for n in range(60)]
    source = write_parquet(tmp_path / "rows.parquet", some)
    for shard_rows in (None, 7):
        found = audited(source, shard_rows=shard_rows)
        assert [one.column for one in found.attributes[0].crosses] == ["n"]


def test_class_labels_are_shown_by_their_names(tmp_path):
    from datasets import ClassLabel, Dataset, Features, Value  # noqa: PLC0415 - slow to import

    features = Features({"text": Value("string"), "label": ClassLabel(names=["bad", "good"])})
    ds = Dataset.from_dict({"text": ["She left.", "He left."], "label": [1, 0]}, features=features)
    ds.to_parquet(tmp_path / "rows.parquet")
    cross = audited(str(tmp_path / "rows.parquet")).attributes[0].crosses[0]
    assert cross.rows == {"bad": {"masculine": 1}, "good": {"feminine": 1}}


def test_all_texts_of_a_chat_are_looked_at(tmp_path):
    chat = [{"role": "user", "content": "Who is she?"}, {"role": "assistant", "content": "A king's aunt."}]
    source = write_lines(tmp_path / "rows.jsonl", [{"messages": chat}])
    found = audited(source)
    assert found.fields == "messages (chat)"
    assert found.attributes[0].rows_with == {"masculine": 1, "feminine": 1}
    assert audited(source, roles=("user",)).attributes[0].rows_with == {"feminine": 1}


def test_several_attributes_have_a_value_each(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "A Black actress met a white farmer."}])
    found = audited(source, rewriter=Rewriter(["gender", "race"], to={"race": "all"}))
    assert [(one.attribute, one.rows_with) for one in found.attributes] == [
        ("gender", {"feminine": 1}),
        ("race", {"white": 1, "black": 1}),
    ]


def test_rows_that_cannot_be_read_are_counted_as_failed(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "She left."}\n{no json\n{"text": "He left."}\n', "utf-8")
    found = audited(str(path))
    assert (found.rows, found.failed) == (3, 1)
    assert found.attributes[0].rows == {"masculine": 1, "feminine": 1, "mixed": 0, "none": 0}


def test_a_row_that_breaks_the_engine_is_counted_as_failed(source, monkeypatch):
    variants = Rewriter.variants

    def breaks(self, rows, ids=None):
        some = list(rows)
        if any("Burger" in row["text"] for row in some):
            raise RuntimeError("broken")
        return variants(self, some, ids)

    monkeypatch.setattr(Rewriter, "variants", breaks)
    assert audited(source).failed == 1


def test_a_label_that_is_not_there_is_told(source):
    with pytest.raises(MissingField, match="there is no column 'lable'"):
        audited(source, by="lable")


def test_a_split_that_is_not_there_is_told(source):
    with pytest.raises(OptionError, match="there is no split 'dev'"):
        audited(source, splits=("dev",))


def test_the_command_prints_tables_and_json(source):
    told = called(source, "--by", "label", "--names", "keep")
    assert "gender: rows by label" in told
    assert "nurse 20:4" in told
    assert "names were not looked for" in told
    found = json.loads(called(source, "--json"))
    assert found["rows"] == 58
    assert found["attributes"][0]["rows_with"]["masculine"] == 35


def test_the_tables_show_what_a_label_holds_as_it_is(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left.", "label": "[bold]odd[/bold] \x1b[31m"}] * 6)
    told = called(source, "--by", "label")
    assert "[bold]odd[/bold]" in told
    assert "\x1b" not in told


@pytest.fixture(scope="module", params=["augment", "substitute", "balance"])
def folder(request, source, tmp_path_factory):
    place = tmp_path_factory.mktemp("compared") / "out"
    options = {"strategy": request.param, "p": 1.0} if request.param == "substitute" else {"strategy": request.param}
    augment_files(job(source, place, shard_rows=10, keep_columns=("label",), **options), Rewriter(guards="hold"))
    return str(place)


def test_after_a_run_the_groups_are_those_of_what_was_written(folder):
    found = compare_folder(folder, *job_in(folder))
    before, after = found.before.attributes[0], found.after.attributes[0]
    assert (found.rows, found.looked_at, found.before.rows) == (58, 58, 58)
    assert before.rows == {"masculine": 34, "feminine": 21, "mixed": 1, "none": 2}
    assert found.after.rows == pq.ParquetDataset(f"{folder}/data").read().num_rows
    # Every row of one group but the one that is held gets a row of the other.
    expected = {
        "augment": {"masculine": 54, "feminine": 55, "mixed": 2, "none": 2},
        "substitute": {"masculine": 20, "feminine": 35, "mixed": 1, "none": 2},
        "balance": {"masculine": 34, "feminine": 34, "mixed": 1, "none": 2},
    }
    assert after.rows == expected[job_in(folder)[0].strategy]


def test_associations_are_followed_to_what_was_written(folder):
    found = compare_folder(folder, *job_in(folder))
    shift = next(one for one in found.occupations["gender"] if one.before.term == "nurse")
    assert (shift.group, shift.before.count, shift.before.elsewhere) == ("feminine", 20, 4)
    if job_in(folder)[0].strategy == "augment":
        assert (shift.after.count, shift.after.elsewhere) == (24, 24)
    if job_in(folder)[0].strategy == "substitute":
        assert (shift.after.count, shift.after.elsewhere) == (4, 20)


def test_fewer_rows_are_drawn_by_their_ids(folder):
    some = compare_folder(folder, *job_in(folder), rows=10)
    assert (some.rows, some.looked_at) == (58, 10)
    assert compare_folder(folder, *job_in(folder), rows=10) == some
    assert compare_folder(folder, *job_in(folder), rows=10, seed=1) != some


def test_labels_of_a_counterfactual_are_its_own(tmp_path):
    some = [{"text": "She left.", "sex": "F"}] * 3 + [{"text": "He left.", "sex": "M"}] * 2
    source = write_parquet(tmp_path / "rows.parquet", some)
    augment_files(job(source, tmp_path / "out", maps=("sex:F=M",)), Rewriter(guards="hold"))
    found = compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))
    assert found.before.attributes[0].crosses[0].rows == {"F": {"feminine": 3}, "M": {"masculine": 2}}
    assert found.after.attributes[0].crosses[0].rows == {"F": {"feminine": 5}, "M": {"masculine": 5}}


def test_a_format_without_the_columns_of_the_input_is_told(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left."}])
    augment_files(job(source, tmp_path / "out", format="csv"), Rewriter())
    with pytest.raises(InputError, match="csv"):
        compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))


def test_an_input_without_rows_gives_an_empty_audit(tmp_path):
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "rows.parquet")
    found = audited(str(tmp_path / "rows.parquet"))
    assert (found.rows, found.attributes[0].groups) == (0, ())


def test_slurs_are_counted_and_not_listed(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "The towelheads met two Arabs."}])
    found = audited(source, rewriter=Rewriter("race", to="all", guards="hold"))
    assert found.attributes[0].mentions["mena"] == {"noun": 2}
    assert found.attributes[0].words["mena"] == (("arabs", 1),)
    assert [one.category for one in found.flagged] == ["slur"]


def test_protected_names_of_people_are_counted_and_not_listed(tmp_path):
    text = "Jack Black met Stephen King in the White House."
    source = write_parquet(tmp_path / "rows.parquet", [{"text": text}])
    found = audited(source, rewriter=Rewriter(["gender", "race"], guards="hold", to={"race": "all"}))
    left = next(one for one in found.left if one.reason == "protected")
    assert left.words == 3
    assert left.cues == (("names and titles of works", 2), ("the White House", 1))


def test_the_command_writes_a_page_and_replaces_nobody_s_file(source, tmp_path):
    page = tmp_path / "audit.html"
    called(source, "--names", "keep", "--html", page)
    assert "<title>" in page.read_text("utf-8")
    page.write_text("<html>mine</html>", "utf-8")
    with pytest.raises(OutputExists):
        called(source, "--names", "keep", "--html", page)
    assert page.read_text("utf-8") == "<html>mine</html>"
    called(source, "--names", "keep", "--html", page, "--overwrite")
    assert "Burger King" in page.read_text("utf-8")


INSULTS = [
    *({"text": "The Muslim reads a book, a retard, the slut."} for _ in range(40)),
    *({"text": "The Christian sings a song with grace, the papist."} for _ in range(40)),
]


@pytest.mark.parametrize("guards", ["hold", "flag", "off"])
@pytest.mark.parametrize("own", [False, True])
def test_insults_are_listed_nowhere(tmp_path, guards, own):
    source = write_parquet(tmp_path / "rows.parquet", INSULTS)
    lexicon = None
    if own:
        shutil.copytree(find("religion"), tmp_path / "own")
        manifest = json.loads((tmp_path / "own" / "manifest.json").read_text("utf-8"))
        (tmp_path / "own" / "manifest.json").write_text(json.dumps({**manifest, "id": "mine"}), "utf-8")
        lexicon = str(tmp_path / "own")
    found = audited(source, rewriter=Rewriter("religion", guards=guards, lexicon=lexicon))
    assert "sings" in {one.term for one in found.attributes[0].associated_words["christian"]}
    told = repr((found.attributes, found.left))
    assert [word for word in ("retard", "slut", "papist") if word in told] == []


def test_columns_of_names_are_no_labels_unless_they_are_named(tmp_path):
    some = [{"text": "She left.", "author": "Jane Doe", "kind": "news"}] * 20
    some += [{"text": "He left.", "author": "John B. Low", "kind": "fiction"}] * 20
    source = write_parquet(tmp_path / "rows.parquet", some)
    assert [one.column for one in audited(source).attributes[0].crosses] == ["kind"]
    assert [one.column for one in audited(source, by="author").attributes[0].crosses] == ["author", "kind"]


def test_labels_that_are_numbers_stand_in_their_order(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left.", "stars": n} for n in (10, 2, 1, 11)] * 3)
    assert list(audited(source).attributes[0].crosses[0].rows) == ["1", "2", "10", "11"]


def test_a_label_with_too_many_values_is_said_to_be_none(tmp_path):
    some = [{"text": "She left.", "user": f"user {n % 60}"} for n in range(200)]
    told = called(write_parquet(tmp_path / "rows.parquet", some), "--by", "user")
    assert "column 'user' has no value, or more than 50" in told


def test_before_and_after_have_the_groups_of_both(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left."}] * 3 + [{"text": "It rained."}])
    augment_files(job(source, tmp_path / "out"), Rewriter(guards="hold"))
    found = compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))
    chart = groups_moved(found.before.attributes[0], found.after.attributes[0])
    assert [row[0] for row in chart.rows] == ["feminine", "masculine", "no group"]


@pytest.mark.parametrize("strategy", ["augment", "substitute"])
def test_rows_that_share_an_id_are_rows_of_their_own(tmp_path, strategy):
    some = [{"id": "a", "text": "Her long story is told here."}, {"id": "a", "text": "He left."}] * 3
    source = write_parquet(tmp_path / "rows.parquet", some)
    replaced = {"p": 1.0} if strategy == "substitute" else {}
    asked = job(source, tmp_path / "out", id_column="id", strategy=strategy, shard_rows=1, **replaced)
    augment_files(asked, Rewriter(guards="hold"))
    found = compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))
    assert (found.rows, found.looked_at) == (6, 6)
    assert found.before.attributes[0].rows_with == {"masculine": 3, "feminine": 3}


def test_columns_that_come_back_as_something_else_do_no_harm(tmp_path):
    when = pa.array([datetime(2020, 1, 2, tzinfo=UTC)] * 2, pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"text": ["She left.", "He left."], "when": when}), tmp_path / "rows.parquet")
    augment_files(job(str(tmp_path / "rows.parquet"), tmp_path / "out", format="jsonl"), Rewriter(guards="hold"))
    found = compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))
    assert found.after.attributes[0].rows_with == {"masculine": 2, "feminine": 2}


def test_rows_that_are_not_written_are_told_apart_from_rows_that_were_not_drawn(tmp_path):
    source = write_parquet(tmp_path / "rows.parquet", [{"text": "She left."}, {"text": "It rained."}] * 4)
    augment_files(job(source, tmp_path / "out", strategy="only-pairs"), Rewriter(guards="hold"))
    found = compare_folder(str(tmp_path / "out"), *job_in(str(tmp_path / "out")))
    assert (found.rows, found.drawn, found.looked_at) == (8, 8, 4)
