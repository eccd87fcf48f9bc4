"""Whose place a page may take, and what is said before the work."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cda.audit.page import audit_page
from cda.audit.values import Audit
from cda.cli import cli
from cda.errors import OutputError, OutputExists
from cda.page.file import refuse, write_page


def test_a_page_that_could_not_be_written_is_refused_before_the_work(tmp_path):
    (tmp_path / "file").write_text("mine", "utf-8")
    for path in (tmp_path / "none" / "a.html", tmp_path / "file" / "a.html"):
        with pytest.raises(OutputError, match="there is no folder for it"):
            refuse(str(path))
        with pytest.raises(OutputError, match="there is no folder for it"):
            refuse(str(path), overwrite=True)
    with pytest.raises(OutputExists, match="is a folder"):
        refuse(str(tmp_path), overwrite=True)


def test_a_name_alone_stands_in_the_folder_where_one_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refuse("page.html")
    assert write_page("page.html", audit_page(Audit(0, 0, "text (text)", ()))) > 1_000
    refuse("page.html")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_a_store_of_objects_has_no_folders():
    refuse("memory://a/b/c/page.html")


def test_an_audit_does_not_begin_where_its_page_has_no_place(tmp_path):
    arguments = ["audit", "no-such-input.jsonl", "--html", str(tmp_path / "x" / "a.html")]
    with pytest.raises(OutputError, match="there is no folder for it"):
        CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
