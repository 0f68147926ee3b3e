import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from miner.bilingual import current_language, set_language
from miner.isolation import Crew, Limits, Stopped, work_through

T = TypeVar("T")


def crew(work: Callable[[Path], T]) -> Crew[Path, T]:
    return Crew(work, component="testing", preload="tests.isolation.test_pool")


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def language_and_process(_: Path) -> tuple[str, int]:
    return current_language(), os.getpid()


def unpicklable(_: Path) -> object:
    return lambda: None


def exit_now(path: Path) -> str:
    if path.name.startswith("bad"):
        os._exit(3)
    return path.name


@pytest.mark.usefixtures("english")
def test_workers_are_other_processes_that_speak_the_same_language() -> None:
    [done] = work_through([Path("a")], crew(language_and_process), Limits(), 1)
    assert not isinstance(done.result, Stopped)
    language, process = done.result
    assert language == "en"
    assert process != os.getpid()


def test_every_file_is_answered_once_even_when_most_workers_die() -> None:
    paths = [Path(f"bad{number}") for number in range(8)] + [Path(f"good{number}") for number in range(4)]
    done = list(work_through(paths, crew(exit_now), Limits(), 2))
    assert sorted(item.piece for item in done) == sorted(paths)
    assert sorted(item.result for item in done if isinstance(item.result, str)) == [f"good{n}" for n in range(4)]


def test_a_result_that_cannot_travel_costs_only_its_document() -> None:
    [done] = work_through([Path("a")], crew(unpicklable), Limits(), 1)
    assert isinstance(done.result, Stopped)


def test_closing_early_stops_the_workers() -> None:
    with closing(work_through([Path(str(number)) for number in range(50)], crew(exit_now), Limits(), 2)) as results:
        assert next(results).result is not None


def test_no_files_no_workers() -> None:
    assert list(work_through([], crew(exit_now), Limits(), 2)) == []
