"""What is built and installed: everything the program reads, and types for those who check theirs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]

SCRIPT = """
import cda
import pandas as pd
import pyarrow as pa
from cda import Mention, Rewrite, Rewriter
from datasets import Dataset

text: str = cda.swap("She left.", to="masculine")
found: tuple[Mention, ...] = cda.detect(text, attribute="race")
rewriter = Rewriter(["gender", "race"], to={"race": "asian"}, names={"gender": "swap"}, keep_names=("Ada Byron",))
rewrite: Rewrite = rewriter(text)
new: list[str] = [edit.new for one in rewriter.pipe([text]) for edit in one.edits]
rows: list[dict[str, str]] = [row.texts for row in rewriter.rows([{"q": "Who is he?", "a": "Her uncle."}])]
table: pa.Table = cda.augment_table(pa.table({"text": [text]}), fields=["text"], to="feminine")
series: pd.Series = cda.swap_series(pd.Series([text]), to="feminine")
data: Dataset = cda.augment(Dataset.from_dict({"text": [text]}), strategy="substitute", p=0.5)
try:
    print(found[0].group.upper(), rewrite.inverse(), new, rows, table.num_rows, series.tolist(), data.num_rows)
except cda.CdaError as problem:
    print(problem.code, problem.hint)
"""

WRONG = """
import cda

cda.swap(1)
cda.Rewriter(seed="one")
number: int = cda.swap("She left.")
cda.swapp("She left.")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    return ZipFile(built)


def test_the_wheel_has_every_file_of_the_package_and_of_the_lexicons(wheel):
    names = set(wheel.namelist())
    assert "cda/py.typed" in names
    for folder, place in (("cda", "cda"), ("lexicons", "cda/_lexicons")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert len(files) > 20
        expected = {f"{place}/{path.relative_to(ROOT / folder).as_posix()}" for path in files}
        assert expected <= names, sorted(expected - names)


def test_the_wheel_says_where_its_command_and_its_component_are(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    said = wheel.read(name).decode().split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"]["cda"] in said
    assert project["entry-points"]["spacy_factories"]["cda_detector"] in said


@pytest.fixture(scope="module")
def checked(wheel, tmp_path_factory):
    """Checks a script as a user does who has installed the wheel, with what it depends on beside it."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place / "env", with_pip=False, symlinks=True)
    (site,) = (place / "env" / "lib").glob("python*/site-packages")
    wheel.extractall(site)
    (site / "beside.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    python = place / "env" / "bin" / "python"
    alone = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}

    def check(script):
        (place / "script.py").write_text(script, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "script.py"]
        options = ["--config-file", "", "--disable-error-code", "import-untyped"]  # of pandas and pyarrow
        done = subprocess.run([*command, *options], cwd=place, env=alone, capture_output=True, text=True, check=False)
        return done.stdout.splitlines()

    return check


def test_a_script_of_a_user_passes_the_strictest_check_of_its_types(checked):
    assert checked(SCRIPT) == ["Success: no issues found in 1 source file"]


def test_what_is_called_wrongly_is_told_by_the_types(checked):
    *told, _ = checked(WRONG)
    codes = [line.rpartition("[")[2].rstrip("]") for line in told]
    assert codes == ["arg-type", "arg-type", "assignment", "attr-defined"], told
