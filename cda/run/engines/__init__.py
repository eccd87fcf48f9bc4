"""What runs shards: processes of this machine, Ray or Spark. All of them call the same function."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

from cda.errors import OptionError
from cda.run.engines.engine import Mapper, RunEngine
from cda.run.engines.local import on_this_machine
from cda.run.engines.ray import on_ray
from cda.run.engines.spark import on_spark
from cda.run.job import AugmentJob
from cda.run.work import RunConfig

ENGINES: Mapping[str, RunEngine] = {
    "local": RunEngine(on_this_machine),
    "ray": RunEngine(on_ray, addressed=True),
    "spark": RunEngine(on_spark, addressed=True),
}
"""The engines there are, by name; one that is not installed says so when it starts."""


def check_engine(job: AugmentJob) -> None:
    """Refuse an engine that is not there, and options that it does not have.

    Args:
        job: What was asked.

    Raises:
        OptionError: If there is no such engine, no worker, or an address for an engine that has none.
    """
    if job.engine not in ENGINES:
        raise OptionError(f"there is no engine {job.engine!r}", hint=f"the engines are: {', '.join(ENGINES)}")
    if job.workers < 1:
        raise OptionError("there is no worker", hint="give --workers 1 or more")
    if job.address is not None and not ENGINES[job.engine].addressed:
        clusters = " or ".join(name for name, engine in ENGINES.items() if engine.addressed)
        hint = f"give --engine {clusters}, or no --address"
        raise OptionError(f"the {job.engine} engine has no address", hint=hint)


def engine_of(job: AugmentJob, config: RunConfig) -> AbstractContextManager[Mapper]:
    """Give what runs shards.

    Args:
        job: What was asked, after `check_engine`.
        config: What all shards share.

    Returns:
        The mapper, to be entered; what it gives does not depend on the engine or its workers.

    Raises:
        OptionError: If the engine is not installed.
    """
    return ENGINES[job.engine].start(config, job.workers, job.address)
