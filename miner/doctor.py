"""Is everything that the miner needs on this machine, and does it work? One line for each thing, with what to do."""

from __future__ import annotations

import importlib.metadata
import multiprocessing
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from miner.bilingual import say

DISTRIBUTION = "juesuan-miner"
OLDEST_PYTHON = (3, 11)
_PACKAGE = Path(__file__).resolve().parent

_GREEDY = """
import resource
limit = 400 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
try:
    bytearray(2 * limit)
except MemoryError:
    print("held")
"""


class State(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    """The miner works, but something is not as it is tested."""
    FAIL = "fail"
    """The miner, or a part of it, does not work."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine() -> tuple[Diagnosis, ...]:
    """Look at everything. Never raises for what it finds; takes about a second."""
    return (
        python_version(),
        *dependencies(),
        model_files(),
        temporary_folder(),
        sqlite_features(),
        worker_processes(),
        memory_limits(),
        terminal_encoding(),
    )


def python_version() -> Diagnosis:
    """Is Python young enough?"""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Diagnosis("Python", State.OK, found)
    oldest = ".".join(str(part) for part in OLDEST_PYTHON)
    return Diagnosis(
        "Python", State.FAIL, found, say(f"请用 Python {oldest} 或更新版本。", f"Use Python {oldest} or later.")
    )


def beside_package(name: str) -> Path:
    """Where a file or folder that travels in the wheel stands: inside the package, or in a checkout above it."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def tested_versions() -> dict[str, str]:
    """The versions that the miner is tested with, by normalised name; empty where the list did not travel along."""
    path = beside_package("constraints.txt")
    if not path.is_file():
        return {}
    pins = (line.partition("#")[0].strip().partition("==") for line in path.read_text(encoding="utf-8").splitlines())
    return {_normal(name): version for name, _, version in pins if version}


def dependencies() -> Iterator[Diagnosis]:
    """Is each package there, in the version that the miner is tested with?"""
    install = say("请重新安装：pip install -c constraints.txt .", "Install again: pip install -c constraints.txt .")
    try:
        required = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        yield Diagnosis(
            DISTRIBUTION, State.WARN, say("没有安装，从源码运行", "not installed, run from its source"), install
        )
        return
    tested = tested_versions()
    for requirement in required:
        if "extra ==" in requirement:
            continue
        found = re.match(r"[\w.-]+", requirement)
        assert found is not None, requirement
        yield _dependency(found[0], exact="==" in requirement, tested=tested.get(_normal(found[0])), install=install)


def _dependency(name: str, *, exact: bool, tested: str | None, install: str) -> Diagnosis:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis(name, State.FAIL, say("没有安装", "not installed"), install)
    if tested is None or version == tested:
        return Diagnosis(name, State.OK, version)
    differs = say(f"{version}（测试用的是 {tested}）", f"{version} (tested with {tested})")
    return Diagnosis(name, State.FAIL if exact else State.WARN, differs, install)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def model_files() -> Diagnosis:
    """Is what the language layer loads here, and not empty?"""
    name = say("模型与词典", "Models and dictionaries")
    folder = beside_package("models")
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    remedy = say(
        "models/ 应当随程序安装；请从完整的源码或 wheel 重新安装。",
        "models/ comes with the program; install again from a whole checkout or wheel.",
    )
    if not files:
        return Diagnosis(name, State.FAIL, say(f"{folder} 里没有文件", f"no files in {folder}"), remedy)
    hollow = [path.relative_to(folder).as_posix() for path in files if not path.stat().st_size]
    if hollow:
        return Diagnosis(name, State.FAIL, say(f"空文件：{'、'.join(hollow)}", f"empty: {', '.join(hollow)}"), remedy)
    return Diagnosis(name, State.OK, say(f"{len(files)} 个文件，在 {folder}", f"{len(files)} files in {folder}"))


def temporary_folder() -> Diagnosis:
    """Can a file be written where temporary files go?"""
    name = say("临时文件夹", "Temporary folder")
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"0" * 65_536)
        return Diagnosis(name, State.OK, tempfile.gettempdir())
    except OSError as error:
        remedy = say("请腾出空间，或用环境变量 TMPDIR 指定别处。", "Make room, or name another folder in TMPDIR.")
        return Diagnosis(name, State.FAIL, str(error), remedy)


def sqlite_features() -> Diagnosis:
    """Does SQLite have full-text search and write-ahead logging?"""
    lacking = []
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "try.db")
        try:
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                lacking.append("WAL")
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        except sqlite3.OperationalError:
            lacking.append("FTS5")
        finally:
            connection.close()
    if lacking:
        remedy = say("请换用带新版 SQLite 的 Python。", "Use a Python with a newer SQLite.")
        version = sqlite3.sqlite_version
        found = say(f"{version}，缺 {'、'.join(lacking)}", f"{version}, lacks {', '.join(lacking)}")
        return Diagnosis("SQLite", State.FAIL, found, remedy)
    return Diagnosis("SQLite", State.OK, f"{sqlite3.sqlite_version} (FTS5, WAL)")


def worker_processes() -> Diagnosis:
    """Can processes of ours talk to each other? Containers without shared memory forbid it."""
    name = say("工作进程", "Worker processes")
    try:
        multiprocessing.get_context("spawn").Lock()
    except (OSError, ImportError) as error:
        remedy = say("请检查 /dev/shm 是否存在、可写。", "See that /dev/shm exists and can be written.")
        return Diagnosis(name, State.FAIL, str(error), remedy)
    return Diagnosis(name, State.OK, say("可用", "usable"))


def memory_limits() -> Diagnosis:
    """Does the system hold a process to its memory limit? Tried in a process of its own."""
    name = say("内存上限", "Memory limits")
    tried = subprocess.run([sys.executable, "-c", _GREEDY], capture_output=True, text=True, check=False)
    if tried.stdout.strip() == "held":
        return Diagnosis(name, State.OK, say("有效", "kept"))
    remedy = say(
        "超大文件可能占满内存：请只处理可信的文件，或放进有内存上限的容器里运行。",
        "A hostile file may fill the memory: mine only files that you trust, or run in a container with a limit.",
    )
    return Diagnosis(name, State.WARN, say("本系统不支持", "not kept by this system"), remedy)


def terminal_encoding() -> Diagnosis:
    """Can the terminal show Chinese?"""
    name = say("终端编码", "Terminal encoding")
    encoding = sys.stdout.encoding or "ascii"
    try:
        "决算“三公”经费".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        remedy = say("请设置环境变量 PYTHONUTF8=1。", "Set the environment variable PYTHONUTF8=1.")
        return Diagnosis(name, State.WARN, encoding, remedy)
    return Diagnosis(name, State.OK, encoding)
