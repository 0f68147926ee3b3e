"""Whatever a document says, a reader's browser runs none of it, and nothing leaves the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from miner.comparing.answering import Comparer
from miner.report import write_comparison, write_report
from miner.store import Reader
from tests.browser.conftest import SAMPLE, Watched, run_miner
from tests.browser.hostile import Listener, hostile_inputs, listening, poison

RUNS_NOTHING = """() => [
  window.pwned === undefined,
  document.querySelectorAll('img:not([src^="charts/"]), iframe, object, embed, style, base, form[action]').length === 0,
  [...document.scripts].every((s) => s.type === "application/json" || (s.src && !s.textContent)),
  [...document.querySelectorAll("*")].every((e) => [...e.attributes].every((a) => !a.name.startsWith("on"))),
  [...document.links].every((a) => ["file:", "http:"].includes(a.protocol) && !a.href.includes("etc/passwd")),
]"""


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Path:
    """A run over hostile names, its database poisoned, its report written from that."""
    folder = tmp_path_factory.mktemp("hostile")
    out = folder / "out"
    run_miner("run", hostile_inputs(SAMPLE, folder / "in"), "-o", out)
    poison(out / "miner.db", listener.attack())
    with closing(sqlite3.connect(out / "miner.db")) as database, database:  # what is of no known kind is not compared
        database.execute("UPDATE documents SET kind = 'final_accounts' WHERE rowid > 1")
    write_report(out, comparing=Comparer(out))
    assert "<h2" in (out / "report" / "corpus.html").read_text()
    with Reader.open(out / "miner.db") as reader:
        one, other = [document.doc_id for document in reader.documents() if document.kind == "final_accounts"][:2]
    write_comparison(out, one, other, Comparer(out))
    return out


def test_no_page_of_the_report_runs_anything(hostile: Path, listener: Listener, context: BrowserContext) -> None:
    pages = sorted((hostile / "report").rglob("*.html"))
    assert len(pages) > 20
    watched = Watched(context.new_page())
    for path in pages:
        watched.page.goto(path.as_uri())
        assert watched.page.evaluate(RUNS_NOTHING) == [True] * 5, path.name
    assert [line for line in watched.complaints if not line.startswith("error: Failed to load resource")] == []
    assert {url.partition(":")[0] for url in watched.requests} <= {"file", "data"}
    assert listener.heard == []


def test_the_panel_and_the_lists_run_nothing(hostile: Path, listener: Listener, context: BrowserContext) -> None:
    watched = Watched(context.new_page())
    page = watched.page
    page.goto((hostile / "report" / "findings.html").as_uri())
    assert page.locator("#listing tbody tr").count() > 0
    documents = sorted((hostile / "report" / "doc").glob("*.html"), key=lambda path: path.read_text().count("<mark "))
    page.goto(documents[-1].as_uri())
    page.locator("mark.fig").first.click()
    page.locator("#panel").wait_for()
    assert page.evaluate(RUNS_NOTHING) == [True] * 5
    assert watched.complaints == []
    assert listener.heard == []


def test_nothing_is_written_outside_the_folder(hostile: Path) -> None:
    assert {path.name for path in hostile.parent.iterdir()} == {"in", "out"}
    assert {path.name for path in hostile.iterdir()} == {"miner.db", "report"}
