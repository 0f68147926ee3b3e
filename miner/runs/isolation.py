"""Many documents at once, each in a worker process that may die without harm to the others.

A 2 KB PDF can ask for gigabytes, and some never end. So every worker has a limit of memory (set in the worker itself)
and of time (kept by the parent); who breaks one is stopped, and only the document in hand is lost.

Workers are forked from a *fork server*: a process without threads that has loaded the stages once. Forking the parent
itself would be faster by nothing and unsafe (it has threads: pebble's, the progress bar's), starting an interpreter for
every worker would load the stages again each time one is replaced. Where there is no fork server, workers are spawned.

Results travel through files in a temporary folder, not through pebble's pipe: a worker that is killed while it writes
would leave half a message there, and all others waiting.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from miner.bilingual import Language, current_language, say, set_language
from miner.errors import MinerError
from miner.model import Problem
from miner.runs.wording import in_words, unforeseen

try:
    import resource
except ImportError:  # no such limits on this system
    resource = None  # type: ignore[assignment]

T = TypeVar("T")

_OUT_OF_MEMORY = 87
"""Exit code by which a worker says that it broke its limit of memory; a fresh one takes its place."""
_DOCUMENTS_OF_A_WORKER = 200
"""After so many documents a worker is replaced: what libraries never give back cannot grow without end."""
DIED = "died"
_SILENCE = 5.0
"""Seconds without news after which the pool is asked whether it still lives."""
_MATHS_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    seconds: float = 120.0
    megabytes: int = 1536
    """Of memory that is the worker's own (RLIMIT_DATA): programs and what is mapped from files do not count."""

    def __str__(self) -> str:
        return f"{self.seconds:g}s {self.megabytes}MB"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A document without a result, and why."""

    problems: tuple[Problem, ...]
    seconds: float = 0.0
    limits: str | None = None
    """Under which limits it was stopped, where another try under others might do; `DIED` where any other try might."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A document and what came of it."""

    path: Path
    result: T | Stopped


def work_through(
    paths: Sequence[Path], work: Callable[[Path], T], limits: Limits, workers: int
) -> Generator[Done[T], None, None]:
    """Do some work on every file, in isolated workers; yield what comes of each as it comes.

    Args:
        paths: the files.
        work: a function of a module (workers import it); what it returns must be picklable.
        limits: of each file.
        workers: how many at once.

    Yields:
        One `Done` for each file, in any order. Close the generator to stop the workers.
    """
    with tempfile.TemporaryDirectory(prefix="miner-") as folder:
        spool = Path(folder)
        waiting = deque(enumerate(paths))
        tried: set[int] = set()
        while waiting:
            yield from _pool_through(waiting, tried, work, limits, workers, spool)


def _pool_through(
    waiting: deque[tuple[int, Path]],
    tried: set[int],
    work: Callable[[Path], T],
    limits: Limits,
    workers: int,
    spool: Path,
) -> Iterator[Done[T]]:
    """Work with one pool until all is done or the pool itself breaks; then what was in hand waits again, once."""
    pool: Any = ProcessPool(  # only half of its methods have types
        max_workers=max(1, min(workers, len(waiting))),
        max_tasks=_DOCUMENTS_OF_A_WORKER,
        initializer=_begin_worker,
        initargs=(limits.megabytes, current_language()),
        context=_context(),
    )
    running: dict[Future[Any], tuple[int, Path]] = {}
    try:
        while running or waiting:
            while waiting and len(running) < 2 * workers:
                number, path = waiting[0]
                future = pool.schedule(_one, args=(work, path, spool / str(number)), timeout=limits.seconds)
                running[future] = waiting.popleft()
            news = wait(running, timeout=_SILENCE, return_when=FIRST_COMPLETED).done
            if not news and not pool.active:
                raise BrokenProcessPool
            for future in news:
                number, path = running[future]
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    raise error
                del running[future]
                yield Done(path, _collect(spool / str(number)) if error is None else _stopped(error, limits))
    except RuntimeError as error:  # BrokenProcessPool is one; a pool that is no longer active raises the plain one
        # A worker died that had nothing in hand, and pebble gives the pool up. What was in hand waits again, each once.
        if not running or pool.active:
            raise
        for number, path in running.values():
            if number in tried:
                yield Done(path, _stopped(error, limits))
            else:
                tried.add(number)
                waiting.append((number, path))
    finally:
        pool.stop()
        pool.join()


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["miner.runs.mining"])
    from multiprocessing import forkserver

    # One document, one core: the documents are what runs side by side.
    before = {name: os.environ.get(name) for name in _MATHS_THREADS}
    os.environ.update({name: value or "1" for name, value in before.items()})
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
    return context


def _begin_worker(megabytes: int, language: Language) -> None:
    """Runs first in every worker."""
    set_language(language)
    logging.disable(logging.WARNING)  # libraries' remarks on broken files; what matters is in the results
    if resource is not None:
        limit = megabytes * 1024 * 1024
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _one(work: Callable[[Path], Any], path: Path, spool: Path) -> None:
    """Runs in the worker for every document."""
    try:
        result: Any = _worked(work, path)
        with spool.open("wb") as file:
            pickle.dump(result, file, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # nothing can be relied on here any more


def _worked(work: Callable[[Path], Any], path: Path) -> Any:
    try:
        return work(path)
    except MemoryError:
        raise
    except MinerError as error:
        component = getattr(error, "component", "reading")
        return Stopped((Problem(component, in_words(error)),))
    except Exception as error:
        return Stopped((Problem("reading", unforeseen(error)),))


def _collect(spool: Path) -> Any:
    try:
        with spool.open("rb") as file:
            return pickle.load(file)  # written by our own worker, in a folder that only this user can enter
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        message = say(f"结果没有传回：{error}", f"the result did not come back: {error}")
        return Stopped((Problem("reading", message),), limits=DIED)
    finally:
        with suppress(OSError):
            spool.unlink()


def _stopped(error: BaseException, limits: Limits) -> Stopped:
    """Why a worker gave no result, in words."""
    if isinstance(error, FutureTimeout | TimeoutError):
        message = say(
            f"超过每份文件 {limits.seconds:g} 秒的时限，已停止；可用 --timeout 放宽",
            f"took longer than the {limits.seconds:g} s that a document may take and was stopped; see --timeout",
        )
        return Stopped((Problem("reading", message),), limits.seconds, str(limits))
    if isinstance(error, ProcessExpired) and error.exitcode == _OUT_OF_MEMORY:
        message = say(
            f"所需内存超过每份文件 {limits.megabytes} MB 的上限，已停止；可用 --memory 放宽",
            f"needed more than the {limits.megabytes} MB that a document may take and was stopped; see --memory",
        )
        return Stopped((Problem("reading", message),), limits=str(limits))
    how = f"{error.exitcode}" if isinstance(error, ProcessExpired) else f"{type(error).__name__}: {error}"
    message = say(
        f"读取它的进程意外终止（{how}），其他文件不受影响；下次运行会再试",
        f"the process that read it died ({how}); other documents are not touched; the next run will try again",
    )
    return Stopped((Problem("reading", message),), limits=DIED)
