"""Input and output behind addresses: what lies in a store of objects is what lies in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from run.corpus import files, job, rows, write_csv, write_lines, write_parquet

from cda import Rewriter
from cda.cli import cli
from cda.errors import CdaError, InputError, OptionError, OutputExists, RunChanged
from cda.run.augment import augment_files
from cda.storage.store import store_at
from cda.verify import digest_of, verify_folder


@pytest.fixture(scope="module")
def s3():
    """A server of objects on this machine, as the storage of others is one far away."""
    server = pytest.importorskip("moto.server", reason="moto is an extra for tests")
    pytest.importorskip("s3fs")
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        fsspec.filesystem("s3").mkdir("rows")
        yield "s3://rows"
    running.stop()


@pytest.fixture
def memory():
    yield "memory://rows"
    found = fsspec.filesystem("memory")
    found.store.clear()
    found.pseudo_dirs[:] = [""]


@pytest.fixture(params=["memory", "s3"])
def place(request):
    return f"{request.getfixturevalue(request.param)}/{request.node.name.replace('[', '-').rstrip(']')}"


def uploaded(path, place):
    address = f"{place}/in/{Path(path).name}"
    with fsspec.open(address, "wb") as file:
        file.write(Path(path).read_bytes())
    return address


def objects(address):
    store = store_at(address)
    return {name: store.path(name).read_bytes() for name in store.names()}


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "jsonl.gz", "csv"])
def test_a_run_from_and_to_a_store_writes_what_one_on_a_disk_writes(kind, place, tmp_path):
    write = {"parquet": write_parquet, "csv": write_csv}.get(kind, write_lines)
    local = write(tmp_path / f"in.{kind}", rows(17))
    augment_files(job(local, tmp_path / "out"), Rewriter())
    augment_files(job(uploaded(local, place), f"{place}/out"), Rewriter())
    there, here = objects(f"{place}/out"), files(tmp_path / "out")
    assert there.keys() == here.keys()
    assert {name for name in there if there[name] != here[name]} <= {
        ".cda/plan.json",  # where the input was
        ".cda/run.json",
        *(name for name in there if name.startswith("pairs/")),
        "README.md",
    }
    assert digest_of(f"{place}/out")["default/train"] == digest_of(str(tmp_path / "out"))["default/train"]
    assert verify_folder(f"{place}/out").figures["rows in"] == 17


def test_a_run_to_a_store_is_continued_and_done_once(place, tmp_path):
    source = uploaded(write_parquet(tmp_path / "in.parquet", rows(20)), place)
    augment_files(job(source, f"{place}/out", shard=(1, 2)), Rewriter())
    with pytest.raises(OutputExists, match="did not end"):
        augment_files(job(source, f"{place}/out"), Rewriter())
    augment_files(job(source, f"{place}/out", resume=True), Rewriter())
    augment_files(job(source, f"{place}/whole"), Rewriter())
    one, other = objects(f"{place}/out"), objects(f"{place}/whole")
    assert one == other
    assert augment_files(job(source, f"{place}/out", resume=True), Rewriter()).before


def test_a_run_to_a_store_is_written_over_when_asked(place, tmp_path):
    source = uploaded(write_parquet(tmp_path / "in.parquet", rows(20)), place)
    augment_files(job(source, f"{place}/out"), Rewriter())
    with pytest.raises(OutputExists, match="not empty"):
        augment_files(job(source, f"{place}/out"), Rewriter())
    augment_files(job(source, f"{place}/out", overwrite=True, shard_rows=20), Rewriter())
    assert [name for name in objects(f"{place}/out") if name.startswith("data/")] == [
        "data/train-00000-of-00001.parquet"
    ]
    assert verify_folder(f"{place}/out").figures["files"] == 3


def test_an_object_that_changed_is_refused(place, tmp_path):
    source = uploaded(write_parquet(tmp_path / "in.parquet", rows(20)), place)
    augment_files(job(source, f"{place}/out", shard=(1, 2)), Rewriter())
    uploaded(write_parquet(tmp_path / "in.parquet", rows(21)), place)
    with pytest.raises(RunChanged, match="input has changed"):
        augment_files(job(source, f"{place}/out", resume=True), Rewriter())


def test_folders_and_patterns_behind_an_address_are_read(place, tmp_path):
    for number in range(2):
        uploaded(write_parquet(tmp_path / f"train-{number:05d}-of-00002.parquet", rows(4)), place)
    assert augment_files(job(f"{place}/in", f"{place}/folder"), Rewriter()).rows == 8
    assert augment_files(job(f"{place}/in/*-00001-*.parquet", f"{place}/pattern"), Rewriter()).rows == 4


def test_several_processes_write_to_a_server(s3, tmp_path):
    source = uploaded(write_parquet(tmp_path / "in.parquet", rows(20)), f"{s3}/many")
    augment_files(job(source, f"{s3}/many/one"), Rewriter())
    augment_files(job(source, f"{s3}/many/two", workers=2), Rewriter())
    assert objects(f"{s3}/many/one") == objects(f"{s3}/many/two")


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("memory://nothing/here.parquet", InputError, "no file"),
        ("nosuch://rows/a.parquet", InputError, "address cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(name, error, said, tmp_path):
    with pytest.raises(error, match=said):
        augment_files(job(name, tmp_path / "out"), Rewriter())


def test_an_output_within_an_input_behind_an_address_is_refused(memory):
    with pytest.raises(OptionError, match="in one another"):
        augment_files(job(f"{memory}/in", f"{memory}/in/out"), Rewriter())


def test_the_command_line_takes_addresses(memory, tmp_path):
    source = uploaded(write_lines(tmp_path / "in.jsonl", rows(6)), memory)
    result = CliRunner().invoke(cli, ["augment", source, "-o", f"{memory}/out"], standalone_mode=False)
    assert not isinstance(result.exception, CdaError)
    assert "rows in: 6" in result.output
    assert json.loads(store_at(f"{memory}/out").text(".cda/run.json"))["summary"]["rows"] == 6
