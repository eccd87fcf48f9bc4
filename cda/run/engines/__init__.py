"""What runs shards: processes of this machine, Ray or Spark. All of them call the same function."""

from __future__ import annotations

from contextlib import AbstractContextManager

from cda.errors import OptionError
from cda.run.engines.engine import Mapper
from cda.run.job import AugmentJob
from cda.run.work import RunConfig

ENGINES = ("local", "ray", "spark")
"""The engines there are."""


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
    if job.address is not None and job.engine == "local":
        raise OptionError("the local engine has no address", hint="give --engine ray or spark, or no --address")


def engine_of(job: AugmentJob, config: RunConfig) -> AbstractContextManager[Mapper]:
    """Give what runs shards.

    Args:
        job: What was asked.
        config: What all shards share.

    Returns:
        The mapper, to be entered; what it gives does not depend on the engine or its workers.

    Raises:
        OptionError: If the engine is not installed.
    """
    if job.engine == "ray":
        from cda.run.engines.ray import on_ray  # noqa: PLC0415 - an extra

        return on_ray(config, job.workers, job.address)
    if job.engine == "spark":
        from cda.run.engines.spark import on_spark  # noqa: PLC0415 - an extra

        return on_spark(config, job.workers, job.address)
    from cda.run.engines.local import in_processes, in_this_process  # noqa: PLC0415 - as the others

    return in_this_process(config) if job.workers == 1 else in_processes(config, job.workers)
