"""A browser and the sample's report."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, sync_playwright

from tests.chromium import QUIET, required_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "corpus" / "sample"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = required_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        started.close()


class Watched:
    """A page, with everything that must not happen on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._requested)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", self._asked)

    def _asked(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1300, "height": 900}, locale="zh-CN")
    yield opened
    opened.close()


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Watched]:
    """A page that only looks at files and never complains."""
    seen = Watched(context.new_page())
    yield seen
    assert seen.complaints == []


def run_miner(*arguments: str | Path) -> str:
    """The command line in a process of its own; its standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "miner", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main job over the sample."""
    folder = tmp_path_factory.mktemp("browser") / "out"
    run_miner("run", SAMPLE, "-o", folder)
    return folder


@pytest.fixture(scope="session")
def report(out: Path) -> Path:
    """The folder of the sample's report."""
    return out / "report"
