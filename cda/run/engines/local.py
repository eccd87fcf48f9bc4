"""Shards in this process, or in several of this machine."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any

from cda.errors import CdaError, WorkerLost
from cda.run.engines.engine import J, Mapper, T, packed, run_packed
from cda.run.engines.isolate import lost_rows
from cda.run.shard import try_shard
from cda.run.work import RunConfig, ShardJob

_AHEAD = 2
"""Shards a worker that are given out before their turn, so that none waits for this process."""

_ALONE = 2
"""How often a shard is tried alone before its rows are thought to end workers: the system may end any process."""


def on_this_machine(config: RunConfig, number: int, _: str | None = None) -> AbstractContextManager[Mapper]:
    """Run shards in this process where one is asked for, else in several.

    Args:
        config: What all shards share.
        number: How many processes work.

    Returns:
        The mapper, to be entered.
    """
    return in_this_process(config) if number == 1 else in_processes(config, number)


@contextmanager
def in_this_process(config: RunConfig) -> Iterator[Mapper]:
    """Run shards one after the other in this process.

    Args:
        config: What all shards share.

    Yields:
        The mapper. A row that raises is set aside; one that ends the process ends the run.
    """

    def survives(job: ShardJob) -> bool:
        try:
            try_shard(job, config)
        except CdaError:
            raise
        except Exception:  # noqa: BLE001 - whatever a row does, the others go on
            return False
        return True

    def run(function: Callable[[J, RunConfig], T], job: J) -> T:
        try:
            return function(job, config)
        except CdaError:
            raise
        except Exception:
            if not isinstance(job, ShardJob):
                raise
            return function(replace(job, lost=lost_rows(job, survives)), config)

    yield lambda function, jobs: (run(function, job) for job in jobs)


@contextmanager
def in_processes(config: RunConfig, number: int) -> Iterator[Mapper]:
    """Run shards in several processes.

    Args:
        config: What all shards share.
        number: How many processes work.

    Yields:
        The mapper. A worker that is killed is replaced, and its shard is run again alone; where it ends a worker again,
        the rows that do so are found and set aside.
    """
    pool = _Pool(packed(config), number)
    try:
        yield pool.map
    finally:
        pool.close()


class _Pool:
    def __init__(self, sent: bytes, number: int) -> None:
        self._sent, self._number = sent, number
        self._many: ProcessPoolExecutor | None = None
        self._one: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[J, RunConfig], T], jobs: Iterable[J]) -> Iterator[T]:
        stream = iter(jobs)
        waiting: dict[Future[T], J] = {}
        while True:
            suspects: list[J] = []
            try:
                for job in islice(stream, _AHEAD * self._number - len(waiting)):
                    suspects.append(job)  # in case that the pool is broken already
                    pool = self._executor()
                    with _interrupts_held():
                        future = pool.submit(run_packed, function, job, self._sent)
                    waiting[future] = suspects.pop()
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            except BrokenProcessPool:
                done = set()
            broken = bool(suspects)
            for future in done:
                job = waiting.pop(future)
                problem = future.exception()
                if problem is None:
                    yield future.result()
                elif isinstance(problem, CdaError):
                    raise problem
                else:
                    suspects.append(job)
                    broken |= isinstance(problem, BrokenProcessPool)
            if broken:
                # Nobody knows whose shard it was: all that were given out are run alone.
                suspects += waiting.values()
                waiting.clear()
                _end(self._many)
                self._many = None
            for job in suspects:
                yield self._alone(function, job)

    def _alone(self, function: Callable[[J, RunConfig], T], job: J) -> T:
        for _ in range(_ALONE):
            done, result = self._attempt(function, job)
            if done:
                break
        if not done and isinstance(job, ShardJob):
            lost = lost_rows(job, lambda some: self._attempt(try_shard, some)[0])
            done, result = self._attempt(function, replace(job, lost=lost))
        if not done or result is None:
            hint = "the system ends processes when memory runs out: give fewer --workers"
            raise WorkerLost("a worker process ended before its work was done", hint=hint)
        return result

    def _attempt(self, function: Callable[[Any, RunConfig], T], job: object) -> tuple[bool, T | None]:
        """Run one shard in a process of its own: whether it came through, and what it gave."""
        self._one = self._one or _executor(1)
        try:
            with _interrupts_held():
                future = self._one.submit(run_packed, function, job, self._sent)
            return True, future.result()
        except CdaError:
            raise
        except BrokenProcessPool:
            _end(self._one)
            self._one = None
        except Exception:  # noqa: BLE001 - whatever a row does, the others go on
            return False, None
        return False, None

    def _executor(self) -> ProcessPoolExecutor:
        self._many = self._many or _executor(self._number)
        return self._many

    def close(self) -> None:
        _end(self._many)
        _end(self._one)


def _executor(number: int) -> ProcessPoolExecutor:
    # A fork would copy threads and locks of Arrow in whatever state they are.
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_begin)


def _end(executor: ProcessPoolExecutor | None) -> None:
    if executor is not None:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait: a process that begins meanwhile leaves it to this one, from its first instruction on.

    The queues of a pool are made before: with them begins the tracker of resources, which ends such a wait.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Ctrl-C reaches all processes of a terminal: the parent stops the workers once their shards are done.

    A worker holds both ends of the queue that it reads, and would wait for ever for a parent that was killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
