"""`cda report`: of every strategy and format, the same each time, small enough, and no file of others is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from audit.handmade import compared
from click.testing import CliRunner
from counted import steps
from page.spoiled import SPOILING, STEERING, spoiled
from report.folders import PLAIN, chat, pairs_of, rows, run, written
from run.corpus import job, write_parquet

from cda import Rewriter
from cda.clean import clean, clean_lines
from cda.cli import cli
from cda.errors import InputError, OutputError, OutputExists, RunUnfinished
from cda.export.parquet import Limits
from cda.page.file import write_page
from cda.report.counts import Counted, Counting
from cda.report.drawing import Drawing
from cda.report.folder import report_of
from cda.report.page import Report, report_page
from cda.report.ran import ran_in
from cda.report.shown import shown
from cda.run.augment import augment_files
from cda.run.export import export_folder
from cda.storage.places import at
from cda.storage.store import store_at
from cda.verify.content import content_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return written(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def page(folder):
    return report_of(folder)


def called(*arguments):
    result = CliRunner().invoke(cli, ["report", *map(str, arguments)], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


def words(html):
    """The words of a page, or of a part of it, as they are read."""
    body = re.sub(r"<(style|script|title|desc)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def part(page, name):
    return re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)[0]


def articles(page):
    return re.findall(r'<article class="pair".*?</article>', page, re.DOTALL)


def test_the_same_folder_gives_the_same_page(folder, page):
    assert report_of(folder) == page
    assert report_of(folder, seed=1) != page


def test_it_says_what_was_run_and_how_to_run_it_again(page):
    said = words(part(page, "ran"))
    assert "gender; words are exchanged for those of another group" in said
    assert "Lexicon gender 1.1.0" in said
    assert "Gender is treated as binary here" in said
    assert "cda" in words(part(page, "again"))


def test_it_says_before_and_after_of_groups_labels_and_words(page):
    moved = part(page, "moved")
    assert "Counted in all 71 rows" in words(moved)
    assert {"gender-rows", "gender-cross-0", "gender-word-0"} <= set(re.findall(r'<figure[^>]* id="([^"]*)"', moved))


def test_names_of_people_stand_in_rows_and_in_no_table(tmp_path):
    people = [
        {"text": f"Tom Hanks met Mary Jones, who told John Brown that she left. {n}", "label": 1} for n in range(9)
    ]
    page = report_of(written(tmp_path, people, names="swap", keep_columns=("label",)))
    before, _, after = page.partition('<section id="rows"')
    for name in ("Tom", "Hanks", "Mary", "John"):
        assert name in words(after)
        assert name not in words(before)
    assert re.search(r"names\s+18 ", words(before))


def test_the_sample_has_the_number_that_was_asked_for_and_examples(folder):
    page = report_of(folder, number=5)
    at_random = [one for one in articles(page) if 'data-drawn="at%20random"' in one]
    assert len(at_random) == 5
    assert all("<ins" in one for one in at_random)
    assert len(articles(page)) > 5


@pytest.mark.parametrize(("way", "said"), [("parquet", "Burger King"), ("jsonl", "Burger King")])
def test_formats_with_the_columns_of_the_input_show_their_texts(tmp_path, way, said):
    page = report_of(written(tmp_path, format=way))
    assert said in words(part(page, "rows"))
    assert "does not show the texts" not in words(page)


@pytest.mark.parametrize("way", ["csv", "trl-dpo"])
def test_of_other_formats_it_says_what_cannot_be_shown_and_shows_the_words(tmp_path, way):
    if way == "csv":
        page = report_of(written(tmp_path, format=way))
    else:
        some = [{"prompt": "Who is she?", "chosen": f"My aunt {n}.", "rejected": "A waitress."} for n in range(9)]
        page = report_of(written(tmp_path, some, format=way))
    said = words(page)
    if way == "csv":
        assert "does not show the texts as they were rewritten" in said
        assert "Before and after could not be compared" in said
        assert any(re.search(r"<del>She</del><ins>He</ins>", one) for one in articles(page))
    else:
        assert "waitress waiter" in said


def test_a_chat_is_shown_by_who_speaks(tmp_path):
    page = report_of(chat(tmp_path))
    assert "assistant · messages[1].content" in words(part(page, "rows"))
    assert "user · messages[0].content" in words(part(page, "rows"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"strategy": "substitute"}, "replaced by a counterfactual"),
        ({"strategy": "only-pairs"}, "A row that is not in the dataset"),
        ({"strategy": "balance", "by": "label"}, "Made equal by label, counted by rows"),
        ({"to": "neutral"}, "words are made neutral"),
        ({"split": 0.6}, "split test"),
        ({"attribute": ["gender", "race"], "names": "keep"}, "gender and race"),
    ],
)
def test_every_way_to_run_has_its_report(tmp_path, options, said):
    page = report_of(written(tmp_path, rows(30), keep_columns=("label",), **options))
    assert said in words(page)
    assert "<ins" in page


def test_names_to_keep_are_counted_and_not_listed(tmp_path):
    source = write_parquet(tmp_path / "in.parquet", [{"text": "Ann Quillfeather said she left."}] * 3)
    augment_files(job(source, tmp_path / "out"), Rewriter(keep_names=["Ann Quillfeather"]))
    before, _, after = report_of(str(tmp_path / "out")).partition('<section id="rows"')
    assert "1 names" in words(before)
    assert "Quillfeather" not in before
    assert "kept because it was asked for : 2 words" in words(after)


def test_rows_that_failed_say_why(tmp_path):
    source = write_parquet(tmp_path / "in.parquet", [{"text": "She left.", "spans": [{"start": 0, "end": 2}]}] * 3)
    augment_files(job(source, tmp_path / "out", spans=("text=spans",), max_failed=9), Rewriter())
    page = report_of(str(tmp_path / "out"))
    assert "What went wrong: " in words(page)
    assert "CDA-D09" in words(page)


def test_long_rows_and_many_of_them_stay_small(tmp_path):
    one = "&<>'\" She told him that the aunt of her host was there, and 'no' \U0001f469 & <b> more was said. "
    some = [{"text": f"{n} {one * 16}", "label": n % 2} for n in range(1_100)]
    folder = written(tmp_path, some, keep_columns=("label",), limits=Limits(), shard_rows=None)
    size = write_page(str(tmp_path / "report.html"), report_of(folder, number=1_000, rows=50))
    assert 1_000_000 < size < 3_000_000


def test_the_command_writes_a_page_and_replaces_it_and_no_other_file(folder, tmp_path):
    path = tmp_path / "report.html"
    assert called(folder, "-o", path, "-n", "3", "--rows", "20") == f"report: {path}; open it in a browser\n"
    first = path.read_text("utf-8")
    assert called(folder, "-q", "-o", path, "-n", "4", "--seed", "1", "--rows", "20") == ""
    assert path.read_text("utf-8") != first
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]
    path.write_text("<!doctype html><title>My thesis</title>", "utf-8")
    with pytest.raises(OutputExists, match="no page of cda"):
        called(folder, "-o", path)
    assert "My thesis" in path.read_text("utf-8")
    called(folder, "-o", path, "--overwrite", "-n", "3", "--rows", "20")
    assert path.read_text("utf-8") == first


def test_what_cannot_be_written_is_told(folder, tmp_path):
    with pytest.raises(OutputExists, match="is a folder"):
        called(folder, "-o", tmp_path)
    with pytest.raises(OutputError, match="cannot be written: there is no folder for it"):
        called("no folder of a run is looked at", "-o", tmp_path / "no" / "such" / "folder.html")


def test_a_page_goes_to_a_store_of_objects_too(folder):
    for _ in range(2):
        called(folder, "-o", "memory://pages/report.html", "-n", "1", "--rows", "5")
    assert at("memory://pages/report.html").read_bytes().startswith(b"<!doctype html>")


def test_folders_without_a_run_and_exported_ones_are_refused(folder, tmp_path):
    with pytest.raises(RunUnfinished, match="no run has finished"):
        report_of(str(tmp_path))
    export_folder(folder, str(tmp_path / "exported"), "jsonl", ("cda", "export"))
    with pytest.raises(InputError, match="does not say what was run") as refused:
        report_of(str(tmp_path / "exported"))
    assert "from which it was exported" in refused.value.hint


def test_a_folder_that_lost_its_plan_is_told(tmp_path):
    folder = written(tmp_path, [{"text": text} for text in PLAIN])
    (store_at(folder).path(".cda/plan.json")).write_text("{}", "utf-8")
    with pytest.raises(InputError, match="does not say what was run"):
        report_of(folder)


def test_what_went_with_a_group_is_drawn_before_and_after(folder):
    report = Report("made", ran_in(store_at(folder)), Counted(0, {}, {}, {}, {}, (), (), ()), (), 0, 0, compared())
    moved = part(report_page(report), "moved")
    assert "Counted in 10,000 of the 25,000 rows" in words(moved)
    assert "nurse ×8.2 → ×1.1" in words(moved)
    assert "label = neg, before" in words(moved)


def test_a_folder_without_rows_has_a_page(tmp_path):
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "none.parquet")
    page = report_of(run(tmp_path, str(tmp_path / "none.parquet")))
    assert "0 rows came in" in words(page)
    assert articles(page) == []


def test_a_row_without_words_has_a_page(tmp_path):
    page = report_of(written(tmp_path, [{"text": ""}]))
    assert "1 row came in" in words(page)
    assert len(articles(page)) == 1


def told(folder):
    """What a report of a folder tells, with an audit that was made by hand."""
    drawing, counting, store = Drawing(50, 0), Counting(), store_at(folder)
    for split, pair in pairs_of(folder):
        drawing.add(split, pair)
        counting.add(split, pair)
    found = tuple(shown(store, content_of(store), drawing.drawn(), {}))
    return Report("made", ran_in(store), counting.counted({}), found, 50, 0, compared(), "not told")


def test_nothing_in_a_page_is_forgotten(folder):
    report = spoiled(told(folder), keep=("outcome", "outcomes", "splits", "kind", "strength"))
    page = unescape(report_page(report))
    assert not STEERING.search(page.replace("\n", ""))
    for name in ("made", "train", "label", "neg", "nurse", "feminine", "Burger King", "not told"):
        assert name + clean(SPOILING) in page or name + clean_lines(SPOILING) in page


def test_half_a_surrogate_pair_in_what_is_filtered_by_is_a_letter_like_any_other(folder):
    report = told(folder)
    odd = replace(report.rows[0], group="a\ud800", split="b\udfff c")
    page = report_page(replace(report, rows=(odd, *report.rows)))
    assert 'data-group="a%5Cud800"' in page
    assert 'data-split="b%5Cudfff%20c"' in page


def test_what_could_not_be_compared_is_said_in_sentences_with_what_to_do(tmp_path):
    said = words(report_of(written(tmp_path, format="csv")))
    assert re.search(r"could not be compared: [a-z][^.]*\. [A-Z][^.]+\.", said)


def test_rows_of_one_id_that_were_replaced_are_counted(tmp_path):
    same = [{"text": f"She left. {n}", "id": "a"} for n in range(5)]
    page = report_of(written(tmp_path, same, id_column="id", strategy="substitute", p=1.0, shard_rows=1))
    assert "5 rows came in" in words(page)


def test_a_long_row_takes_as_many_steps_as_it_is_long(tmp_path):
    def of_row(number):
        place = tmp_path / str(number)
        place.mkdir()
        folder = written(place, [{"text": "She met Barack Obama. " * number}])
        store = store_at(folder)
        drawing = Drawing(9, 0)
        for split, pair in pairs_of(folder):
            drawing.add(split, pair)
        return steps(lambda: shown(store, content_of(store), drawing.drawn(), {}))

    assert of_row(800) < 4.5 * of_row(200)
