"""``cda doctor``: is everything there, and is it what it should be?"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from cda._version import __version__
from cda.cli.manners import manners
from cda.errors import CdaError

_PACKAGES = ("spacy", "ahocorasick-rs", "pyarrow", "pandas", "datasets", "pydantic", "click", "rich")


@click.command()
@click.option("--model", default=None, metavar="NAME", help="Look at another model than the default.")
@manners
def doctor(model: str | None) -> None:
    """Say what is installed, which model is used and whether it is intact, and which lexicons there are."""
    from cda.lexicon.find import load, published  # noqa: PLC0415 - the help must not wait for it
    from cda.lexicon.read import read_manifest  # noqa: PLC0415 - as above
    from cda.model import verify_model  # noqa: PLC0415 - as above

    failed = False
    click.echo(f"cda {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for package in _PACKAGES:
        try:
            click.echo(f"  ok    {package} {version(package)}")
        except PackageNotFoundError:
            failed = True
            click.echo(f"  FAIL  {package} is not installed: pip install {package}")
    try:
        ref = verify_model(model)
        click.echo(f"  ok    model {ref.name} {ref.version} from {ref.package}, intact (sha256 {ref.sha256[:16]}...)")
    except CdaError as error:
        failed = True
        click.echo(f"  FAIL  {error}")
    for one in published():
        spec = f"{one.name}@{'.'.join(map(str, one.version))}"
        try:
            lexicon = load(spec)
            rows = sum(read_manifest(one.folder).rows.values())
            click.echo(f"  ok    lexicon {lexicon.ref}, {rows} rows (sha256 {lexicon.ref.sha256[:16]}...)")
        except CdaError as error:
            failed = True
            click.echo(f"  FAIL  {error}")
    if failed:
        raise SystemExit(1)
    click.echo("all is well")
