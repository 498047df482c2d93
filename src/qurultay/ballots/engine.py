"""Where the work is done: here, in processes of this machine, or on the machines of a Dask cluster.

One code path serves all of them: functions that can be sent elsewhere, behind `concurrent.futures`. Threads would not
help: a chain of squarings is thousands of short products, and the interpreter's lock is held between any two.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from multiprocessing import get_context
from typing import Any, TypeVar

from qurultay.ballots.errors import Refused

T = TypeVar("T")

ENGINES = ("local", "dask")
AHEAD = 3
"""So many pieces for every worker are under way, and no more are read: memory does not grow with the archive."""


class Inline(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """The work, done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as raised:
            future.set_exception(raised)
        return future


HERE = Inline()
"""Where work is done unless others help."""


def spread(executor: Executor, task: Callable[..., T], pieces: Iterable[tuple[Any, ...]]) -> list[T]:
    """What a task gives for each of some pieces, all under way at once, in their order."""
    return [future.result() for future in [executor.submit(task, *piece) for piece in pieces]]


def workers_here() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


def engine(name: str = "local", workers: int | None = None) -> AbstractContextManager[Executor]:
    """An executor: `local` with so many processes (one works in this process), or a `dask` cluster.

    For `dask` the scheduler's address stands in DASK_SCHEDULER_ADDRESS; without one, a cluster of this machine is made.
    Raises `Refused` (`engine`).
    """
    count = workers_here() if workers is None else workers
    if count < 1:
        raise Refused("engine", f"{count} workers do no work; give 1 or more")
    match name:
        case "local":
            return nullcontext(Inline()) if count == 1 else _processes(count)
        case "dask":
            return _dask(count)
        case _:
            raise Refused("engine", f"the engine {name!a} is none of {', '.join(ENGINES)}")


class Pieces:
    """Work that is under way, a bounded number of pieces at a time; the results are taken in the order of the pieces."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self.executor, self._most = executor, AHEAD * workers
        self._waiting: deque[tuple[Future[Any], Callable[[Any], None]]] = deque()

    def submit(self, take: Callable[[T], None], task: Callable[..., T], *arguments: Any) -> None:
        """Begins a piece of work; `take` is given its result."""
        self._waiting.append((self.executor.submit(task, *arguments), take))
        while len(self._waiting) > self._most:
            self._take()

    def finish(self) -> None:
        """Waits for all of it."""
        while self._waiting:
            self._take()

    def _take(self) -> None:
        future, take = self._waiting.popleft()
        take(future.result())


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    # Fresh processes: a forked one would inherit locks that other threads of a server may hold.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def _dask(count: int) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise Refused("engine", "the engine dask needs its extra: pip install 'qurultay[cluster]'") from None
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    if address:
        with distributed.Client(address) as client:
            yield client.get_executor(pure=False)
    else:
        local = distributed.LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None)
        with local as cluster, distributed.Client(cluster) as client:
            yield client.get_executor(pure=False)
