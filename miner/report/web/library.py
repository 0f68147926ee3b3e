"""The store behind the server: readers that requests share, and what all pages need of it, kept up to date beside them.

A page of one document reads the database as it is. Pages over the whole store (the index, all findings, all clusters) rest
on records that take long to read; these are kept, and read anew in the background when a run has written, every few
seconds while it goes on. What reviewers say is read for each page.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, Thread

from miner.bilingual import say
from miner.errors import StoreError
from miner.report.common import Common
from miner.store import Reader, ReviewBook

PAUSE = 3.0
"""Seconds between two readings of the whole store."""
SHARE = 10.0
"""A reading is followed by a pause at least so many times as long as it took: pages come first."""
LONGEST_PAUSE = 10.0
OLDEST = 30.0
"""Seconds for which records may be behind the database; after that a request waits for new ones."""
MOST_PAGES = 64
"""Pages over the whole store that are kept rendered."""

_File = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page over the whole store was made from."""

    stored: object
    """What runs wrote."""
    judged: object
    """What reviewers said of what it shows."""


@dataclass(slots=True)
class _Page:
    state: PageState
    text: str
    made: float
    waiting: bool = False
    """True while it is rendered again."""


class Library:
    """One database, for all threads of a server."""

    def __init__(self, path: Path) -> None:
        """Open it, and bring one of an older miner up to date, where it can be written.

        Raises:
            StoreError: it cannot be read.
        """
        self.path = path
        self._lock = Lock()
        self._free: list[tuple[_File, Reader]] = []
        self._book: tuple[_File, ReviewBook] | None = None
        self._shelf = Shelf(self.reader)
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()
        self._background = ThreadPoolExecutor(1, "miner-pages")
        with suppress(StoreError):  # what may only be read can still be read
            self.reviews()
        with self.reader():
            pass

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader of one state of the database.

        Raises:
            StoreError: the database cannot be read.
        """
        file = self._file()
        with self._lock:
            reader = next((one for known, one in self._free if known == file), None)
            kept = [pair for pair in self._free if pair[0] == file and pair[1] is not reader]
            gone = [pair[1] for pair in self._free if pair[0] != file]
            self._free = kept
        for one in gone:
            one.close()
        if reader is None:
            reader = Reader.open(self.path)
        try:
            with reader.snapshot():
                yield reader
        except BaseException:
            reader.close()
            raise
        with self._lock:
            self._free.append((file, reader))

    def reviews(self) -> ReviewBook:
        """Where judgements are added.

        Raises:
            StoreError: the database cannot be written.
        """
        file = self._file()
        with self._lock:
            if self._book is not None and self._book[0] != file:
                self._book[1].close()
                self._book = None
            if self._book is None:
                self._book = (file, ReviewBook.open(self.path))
            return self._book[1]

    def warm(self, prepare: Callable[[], None]) -> None:
        """Begin to read what pages over the whole store need, and to do what else makes the first pages fast."""
        self._shelf.want()
        self._background.submit(prepare)

    def common(self, reader: Reader) -> Common:
        """What is known of the whole store, as new as it has to be."""
        return self._shelf.common(reader)

    def page(self, key: tuple[str, ...], state: PageState, render: Callable[[Reader], str], reader: Reader) -> str:
        """A page over the whole store, rendered again only when what it rests on is another.

        Where only a run has written, it is rendered again in the background, and the one before is good for so long.

        Args:
            key: address and language.
            state: what the page rests on.
            render: makes it from a reader.
            reader: the request's.
        """
        with self._lock:
            known = self._pages.get(key)
            if known is not None:
                self._pages.move_to_end(key)
        if known is not None and known.state == state:
            return known.text
        if known is not None and known.state.judged == state.judged and time.monotonic() - known.made < OLDEST:
            with self._lock:
                if known.waiting:
                    return known.text
                known.waiting = True
            with suppress(RuntimeError):  # the server is stopping
                self._background.submit(self._again, key, state, render)
            return known.text
        return self._keep(key, state, render(reader))

    def _again(self, key: tuple[str, ...], state: PageState, render: Callable[[Reader], str]) -> None:
        try:
            with self.reader() as reader:
                self._keep(key, state, render(reader))
        finally:
            with self._lock:
                self._pages[key].waiting = False

    def _keep(self, key: tuple[str, ...], state: PageState, text: str) -> str:
        with self._lock:
            self._pages[key] = _Page(state, text, time.monotonic())
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return text

    def close(self) -> None:
        """Close everything."""
        self._shelf.close()
        self._background.shutdown(cancel_futures=True)
        with self._lock:
            for _, reader in self._free:
                reader.close()
            self._free = []
            if self._book is not None:
                self._book[1].close()
                self._book = None

    def _file(self) -> _File:
        """Which file the path leads to: a database that was moved away is not read on."""
        try:
            status = self.path.stat()
        except OSError:
            return (0, 0)
        return (status.st_dev, status.st_ino)


class Shelf:
    """The records of the whole store, read anew beside the requests."""

    def __init__(self, reader: Callable[[], AbstractContextManager[Reader]]) -> None:
        self._reader = reader
        self._changed = Condition()
        self._held: _Held | None = None
        self._wanted = False
        self._closed = False
        self._error: Exception | None = None
        self._thread: Thread | None = None

    def want(self) -> None:
        """Have the records read soon."""
        with self._changed:
            self._want()

    def common(self, reader: Reader) -> Common:
        """The records; older ones than the database has, for a few seconds, rather than wait.

        Raises:
            StoreError: the database cannot be read.
        """
        stamp = reader.stamp()
        with self._changed:
            held = self._held
            if held is not None and held.common.stamp == stamp:
                return held.common
            self._want()
            if held is not None and time.monotonic() - held.finished < OLDEST:
                return held.common
            self._changed.wait_for(lambda: self._held is not held or self._error is not None or self._closed)
            error, self._error = self._error, None
            if self._held is None or (error is not None and self._held is held):
                raise error or StoreError(say("服务正在停止", "The server is stopping"))
            return self._held.common

    def close(self) -> None:
        """Read no more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _want(self) -> None:
        self._wanted = True
        self._changed.notify_all()
        if self._thread is None and not self._closed:
            self._thread = Thread(target=self._work, name="miner-shelf", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        pause = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed, timeout=pause)
                self._changed.wait_for(lambda: self._wanted or self._closed)
                if self._closed:
                    return
                self._wanted = False
            begun = time.monotonic()
            held, error = self._read()
            finished = time.monotonic()
            pause = min(LONGEST_PAUSE, max(PAUSE, SHARE * (finished - begun)))
            with self._changed:
                self._held = _Held(held, finished) if held is not None else self._held
                self._error = error
                self._changed.notify_all()

    def _read(self) -> tuple[Common | None, Exception | None]:
        try:
            with self._reader() as reader:
                return Common.whole(reader), None
        except Exception as error:  # it is told to whoever waits
            return None, error


@dataclass(frozen=True, slots=True)
class _Held:
    common: Common
    finished: float
