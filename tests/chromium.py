"""Debian's Chromium with Chinese fonts, for tests that need a browser: found, or installed where that is allowed."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

PACKAGES = ("chromium", "fonts-noto-cjk")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps the browser from talking to the network on its own; and root has no sandbox."""


def chromium() -> str | None:
    """The browser, if there is one and it has a font with Chinese characters."""
    fonts = shutil.which("fc-list")
    if (
        fonts is not None
        and not subprocess.run([fonts, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip()
    ):
        return None
    return shutil.which("chromium") or shutil.which("chromium-browser")


def required_chromium() -> str:
    """The browser; the test is skipped, saying so, where there is none, and fails where it is a CI that lacks it.

    As root on Debian the packages are installed first: the command that runs the tests brings all that they need.
    """
    found = chromium() or _installed()
    if found is None:
        words = f"no Chromium with Chinese fonts: apt-get install {' '.join(PACKAGES)}"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@cache
def _installed() -> str | None:
    """Install the packages where we are root and there is apt; one process at a time."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with (Path(tempfile.gettempdir()) / "miner-tests-apt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if chromium() is None:
            for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
                subprocess.run(["apt-get", *words], env=environment, capture_output=True, check=False)
    return chromium()
