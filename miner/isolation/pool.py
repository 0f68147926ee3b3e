"""Many pieces of work at once, each in a worker process that may die without harm to the others.

A 2 KB PDF can ask for gigabytes, and some never end. So every worker has a limit of memory (set in the worker itself)
and of time (kept by the parent); who breaks one is stopped, and only the piece in hand is lost.

Workers are forked from a *fork server*: a process without threads that has loaded once what they need. Forking the
parent itself would be faster by nothing and unsafe (it has threads: pebble's, the progress bar's), starting an
interpreter for every worker would load all that again each time one is replaced. Where there is no fork server, workers
are spawned.

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
from miner.isolation.wording import in_words, unforeseen
from miner.model import Problem

try:
    import resource
except ImportError:
    _HAS_LIMITS = False
else:
    _HAS_LIMITS = True
"""Whether this system can limit a process."""

A = TypeVar("A")
T = TypeVar("T")

_OUT_OF_MEMORY = 87
"""Exit code by which a worker says that it broke its limit of memory; a fresh one takes its place."""
_PIECES_OF_A_WORKER = 200
"""After so many pieces a worker is replaced: what libraries never give back cannot grow without end."""
DIED = "died"
_SILENCE = 5.0
"""Seconds without news after which the pool is asked whether it still lives."""
YIELDING = 10
"""By how much workers give way to other programs (``nice``): who reads the report meanwhile does not wait for them."""
_MATHS_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work, as a rule a document, may take."""

    seconds: float = 120.0
    megabytes: int = 1536
    """Of memory that is the worker's own (RLIMIT_DATA): programs and what is mapped from files do not count."""
    by_options: bool = True
    """The user sets them, by --timeout and --memory; who is stopped by them is told so."""

    def __str__(self) -> str:
        return f"{self.seconds:g}s {self.megabytes}MB"


@dataclass(frozen=True, slots=True)
class Stopped:
    """A piece of work without a result, and why."""

    problems: tuple[Problem, ...]
    seconds: float = 0.0
    limits: str | None = None
    """Under which limits it was stopped, where another try under others might do; `DIED` where any other try might."""


@dataclass(frozen=True, slots=True)
class Crew(Generic[A, T]):
    """What workers do with each piece."""

    work: Callable[[A], T]
    """A function of a module (workers import it); what it is given and returns must be picklable."""
    component: str
    """What is named where something goes wrong; an error's own ``component`` goes before it."""
    preload: str
    """The module that the fork server loads once for all workers."""


@dataclass(frozen=True, slots=True)
class Done(Generic[A, T]):
    """A piece of work and what came of it."""

    piece: A
    result: T | Stopped


def work_through(
    pieces: Sequence[A], crew: Crew[A, T], limits: Limits, workers: int
) -> Generator[Done[A, T], None, None]:
    """Do some work on every piece (a file), in isolated workers; yield what comes of each as it comes.

    Args:
        pieces: what to work on.
        crew: what to do with each.
        limits: of each.
        workers: how many at once.

    Yields:
        One `Done` for each piece, in any order. Close the generator to stop the workers.
    """
    with tempfile.TemporaryDirectory(prefix="miner-") as folder:
        spool = Path(folder)
        waiting = deque(enumerate(pieces))
        tried: set[int] = set()
        while waiting:
            yield from _pool_through(waiting, tried, crew, limits, workers, spool)


def _pool_through(
    waiting: deque[tuple[int, A]],
    tried: set[int],
    crew: Crew[A, T],
    limits: Limits,
    workers: int,
    spool: Path,
) -> Iterator[Done[A, T]]:
    """Work with one pool until all is done or the pool itself breaks; then what was in hand waits again, once."""
    pool: Any = ProcessPool(  # only half of its methods have types
        max_workers=max(1, min(workers, len(waiting))),
        max_tasks=_PIECES_OF_A_WORKER,
        initializer=_begin_worker,
        initargs=(limits.megabytes, current_language()),
        context=_context(crew.preload),
    )
    running: dict[Future[Any], tuple[int, A]] = {}
    try:
        while running or waiting:
            while waiting and len(running) < 2 * workers:
                number, piece = waiting[0]
                future = pool.schedule(_one, args=(crew, piece, spool / str(number)), timeout=limits.seconds)
                running[future] = waiting.popleft()
            news = wait(running, timeout=_SILENCE, return_when=FIRST_COMPLETED).done
            if not news and not pool.active:
                raise BrokenProcessPool
            for future in news:
                number, piece = running[future]
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    raise error
                del running[future]
                stopped = None if error is None else _stopped(error, limits, crew.component)
                yield Done(piece, stopped or _collect(spool / str(number), crew.component))
    except RuntimeError as error:  # BrokenProcessPool is one; a pool that is no longer active raises the plain one
        # A worker died that had nothing in hand, and pebble gives the pool up. What was in hand waits again, each once.
        if not running or pool.active:
            raise
        for number, piece in running.values():
            if number in tried:
                yield Done(piece, _stopped(error, limits, crew.component))
            else:
                tried.add(number)
                waiting.append((number, piece))
    finally:
        pool.stop()
        pool.join()


def _context(preload: str) -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    from multiprocessing import forkserver

    # One piece, one core: the pieces are what runs side by side.
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
    if _HAS_LIMITS:
        limit = megabytes * 1024 * 1024
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(YIELDING)


def _one(crew: Crew[Any, Any], piece: Any, spool: Path) -> None:
    """Runs in the worker for every piece."""
    try:
        result: Any = _worked(crew, piece)
        with spool.open("wb") as file:
            pickle.dump(result, file, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # nothing can be relied on here any more


def _worked(crew: Crew[Any, Any], piece: Any) -> Any:
    try:
        return crew.work(piece)
    except MemoryError:
        raise
    except MinerError as error:
        component = getattr(error, "component", crew.component)
        return Stopped((Problem(component, in_words(error)),))
    except Exception as error:
        return Stopped((Problem(crew.component, unforeseen(error)),))


def _collect(spool: Path, component: str) -> Any:
    try:
        with spool.open("rb") as file:
            return pickle.load(file)  # written by our own worker, in a folder that only this user can enter
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        message = say(f"结果没有传回：{error}", f"the result did not come back: {error}")
        return Stopped((Problem(component, message),), limits=DIED)
    finally:
        with suppress(OSError):
            spool.unlink()


def _stopped(error: BaseException, limits: Limits, component: str) -> Stopped:
    """Why a worker gave no result, in words."""
    if isinstance(error, FutureTimeout | TimeoutError):
        message = say(
            f"超过每份文件 {limits.seconds:g} 秒的时限，已停止{_option(limits, '--timeout')}",
            f"took longer than the {limits.seconds:g} s that a document may take and was stopped"
            f"{_option(limits, '--timeout')}",
        )
        return Stopped((Problem(component, message),), limits.seconds, str(limits))
    if isinstance(error, ProcessExpired) and error.exitcode == _OUT_OF_MEMORY:
        message = say(
            f"所需内存超过每份文件 {limits.megabytes} MB 的上限，已停止{_option(limits, '--memory')}",
            f"needed more than the {limits.megabytes} MB that a document may take and was stopped"
            f"{_option(limits, '--memory')}",
        )
        return Stopped((Problem(component, message),), limits=str(limits))
    how = f"{error.exitcode}" if isinstance(error, ProcessExpired) else f"{type(error).__name__}: {error}"
    message = say(
        f"处理它的进程意外终止（{how}），其他文件不受影响；下次运行会再试",
        f"the process that worked on it died ({how}); other documents are not touched; the next run will try again",
    )
    return Stopped((Problem(component, message),), limits=DIED)


def _option(limits: Limits, name: str) -> str:
    return say(f"；可用 {name} 放宽", f"; see {name}") if limits.by_options else ""
