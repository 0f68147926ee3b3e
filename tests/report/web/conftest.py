from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from miner.comparing.answering import Comparer
from miner.model import Mined
from miner.report.web import Serving, create_app
from miner.report.web.serving import listen, server_of
from miner.store import Store
from tests.store import factories

PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"
TOKEN = "the-token-of-this-start"
WRITE = {"X-Miner-Token": TOKEN, "Origin": BASE}
PDF = b"%PDF-1.4\n%%EOF\n"

Opened = Callable[..., httpx.Client]


def store_documents(out: Path, *records: Mined) -> None:
    with Store.open(out / "miner.db") as store:
        for record in records:
            said = [factories.explanation(record)]
            store.save(record, record.disclosure.source, explanations=said, measures=[factories.measure(record)])
        explanations = store.reader().explanation_records()
        store.save_corpus(factories.told([factories.cluster_of(*explanations)]))


def named(name: str, department: str) -> Mined:
    """A document whose department is called anything."""
    record = factories.mined(name)
    identity = replace(record.disclosure.identity, department=department)
    return replace(record, disclosure=replace(record.disclosure, identity=identity))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A store of two documents; the source of the first is there, with the hash that was stored."""
    folder = tmp_path / "out"
    store_documents(folder, factories.mined("a"), factories.mined("b", "青河县水务局"))
    source = tmp_path / "a.pdf"
    source.write_bytes(PDF)
    with sqlite3.connect(folder / "miner.db") as database:
        (first,) = database.execute("SELECT doc_id FROM documents WHERE source = 'a.pdf'").fetchone()
        sha = hashlib.sha256(PDF).hexdigest()
        database.execute("UPDATE documents SET source = ?, sha256 = ? WHERE doc_id = ?", (str(source), sha, first))
        database.execute("UPDATE document_details SET format = 'pdf'")
    return folder


@pytest.fixture
def first(out: Path) -> str:
    """The id of the first document."""
    with sqlite3.connect(out / "miner.db") as database:
        return str(database.execute("SELECT doc_id FROM documents ORDER BY rowid").fetchone()[0])


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Starts servers; what asks them has no token unless a request brings it.

    They listen on any port and think that it is `PORT`, which the client says, too.
    """
    with ExitStack() as stack:

        def open_(folder: Path, reviewer: str = "") -> httpx.Client:
            begun = threading.Event()
            server = server_of(
                create_app(folder, Serving(PORT, "zh", reviewer, TOKEN), started=begun.set, comparing=Comparer(folder))
            )
            listening = stack.enter_context(listen(0))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            stack.callback(thread.join)
            stack.callback(setattr, server, "should_exit", True)
            begun.wait()
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            return stack.enter_context(httpx.Client(base_url=base, headers={"Host": f"127.0.0.1:{PORT}"}, timeout=None))

        yield open_


@pytest.fixture
def bare(opened: Opened, out: Path) -> httpx.Client:
    """A client that has no token."""
    return opened(out)


@pytest.fixture
def client(bare: httpx.Client) -> httpx.Client:
    """A browser that opened the address with the token."""
    answer = bare.get(f"/?token={TOKEN}")
    assert answer.status_code == 303
    return bare
