"""Shards on Spark: one task each, in Python workers that keep the model."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from cda.errors import CdaError, OptionError, WorkerLost
from cda.run.engines.engine import J, Mapper, T, packed, run_packed
from cda.run.work import RunConfig

_TRIES = 4
"""How often Spark gives out a task whose worker was lost."""
_PYTHON = "PYSPARK_PYTHON"
"""The variable that says which Python the workers are; without it Spark takes the first ``python3`` on the path."""


@contextmanager
def on_spark(config: RunConfig, number: int, address: str | None) -> Iterator[Mapper]:
    """Run shards as tasks of ``parallelize(jobs).map``.

    Args:
        config: What all shards share.
        number: How many tasks run at a time on a master of this machine.
        address: The master; ``None`` for one on this machine, which ends with the run.

    Yields:
        The mapper.

    Raises:
        OptionError: If Spark or Java is not installed.
    """
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise OptionError("Spark is not installed", hint="pip install 'cda-toolkit[spark]'") from missing
    there, heard = SparkSession.getActiveSession(), signal.getsignal(signal.SIGINT)
    master = address or f"local[{number},{_TRIES}]"
    builder = (
        SparkSession.builder.master(master)
        .appName("cda")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.python.worker.reuse", "true")
        .config("spark.task.maxFailures", str(_TRIES))
    )
    try:
        with _own_python(here=master.startswith("local")):
            session = there or builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as problem:
        hint = "Spark needs Java 17 or newer: install it, and set JAVA_HOME where it is not found"
        raise OptionError(f"Spark does not start: {problem}", hint=hint) from problem
    if there is None and heard is not None and threading.current_thread() is threading.main_thread():
        # What Spark does at Ctrl-C is to speak to Java while this process may be speaking to it.
        signal.signal(signal.SIGINT, heard)
    context = session.sparkContext
    context.setLogLevel("OFF")
    sent = context.broadcast(packed(config))

    def mapped(function: Callable[[J, RunConfig], T], jobs: Iterable[J]) -> Iterator[T]:
        given = list(jobs)
        if not given:
            return
        tasks = context.parallelize(given, len(given)).map(lambda job: _run(function, job, sent.value))
        try:
            found = _collected(context, tasks)
        except Exception as problem:
            hint = "run it on --engine local with --workers 2: that finds the row"
            raise WorkerLost(f"a task of Spark failed: {str(problem)[:2000]}", hint=hint) from problem
        for result, error in found:
            if error is not None:
                raise error
            yield result

    try:
        yield mapped
    finally:
        sent.unpersist()
        if there is None:
            session.stop()


@contextmanager
def _own_python(*, here: bool) -> Iterator[None]:
    """On a master of this machine the workers are this Python, unless said otherwise: no other has to have cda."""
    if not here or _PYTHON in os.environ:
        yield
        return
    os.environ[_PYTHON] = sys.executable
    try:
        yield
    finally:
        del os.environ[_PYTHON]


def _collected(context: Any, tasks: Any) -> list[tuple[Any, CdaError | None]]:
    """Run the tasks from a thread of their own: Ctrl-C breaks no conversation with Java, which Spark would show."""
    with ThreadPoolExecutor(1) as thread:
        collected = thread.submit(tasks.collect)
        try:
            wait([collected])
        except KeyboardInterrupt:
            context.cancelAllJobs()
            raise
    found: list[tuple[Any, CdaError | None]] = collected.result()
    return found


def _run(function: Callable[[J, RunConfig], T], job: J, sent: bytes) -> tuple[Any, CdaError | None]:
    """Run a shard; what people can put right is no failure of a task, which would be run again."""
    try:
        return run_packed(function, job, sent), None
    except CdaError as error:
        return None, error
