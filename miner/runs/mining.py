"""All of one document: the stages composed.

A stage that stumbles over a document costs only what it would have added: the failure becomes a `Problem` with the
component's name, and what the other stages found stands. Only without a disclosure there is nothing to stand on; then
the document is unreadable.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from miner.bilingual import say
from miner.comparison import measures_of
from miner.disclosure import disclose
from miner.errors import MinerError, UnreadableDocument
from miner.explanations import explain
from miner.figures import Bench, check_content, check_identities, collect_findings, find_figures, link_figures
from miner.isolation import in_words, unforeseen
from miner.layout import lay_out
from miner.model import (
    Disclosure,
    Explanation,
    HealthVerdict,
    Measure,
    Mined,
    Outcome,
    PageHealth,
    Problem,
)
from miner.narratives import find_narratives
from miner.reading import read
from miner.runs.differences import differences_of

T = TypeVar("T")

_SICK = (HealthVerdict.SCANNED, HealthVerdict.UNREADABLE)
"""Pages that say something which cannot be read; an empty page says nothing."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a worker hands back: all that one document tells alone."""

    mined: Mined
    form: str
    """``pdf``, ``txt``, ``md``, ``docx`` or ``html``."""
    explanations: tuple[Explanation, ...] = ()
    measures: tuple[Measure, ...] = ()


class BrokenStage(UnreadableDocument):
    """A stage that everything else needs failed in a way that nobody foresaw."""

    component = ""


def mine(path: Path) -> Mined:
    """Mine one document.

    Args:
        path: the file.

    Raises:
        UnreadableDocument: it cannot be read, or nothing can be understood of it.
    """
    return _mine(path)[0]


def harvest(path: Path) -> Harvest:
    """Mine one document, with its explanations and the measures that it gives alone.

    Raises:
        UnreadableDocument: it cannot be read, or nothing can be understood of it.
    """
    mined, form = _mine(path)
    problems: list[Problem] = []
    explanations: tuple[Explanation, ...] = ()
    measures: tuple[Measure, ...] = ()
    if mined.disclosure.outcome is not Outcome.FAILED:
        disclosure, narratives = mined.disclosure, mined.narratives
        explanations = _attempt("explanations", lambda: explain(disclosure, narratives), problems)
        measures = _attempt("comparison", lambda: measures_of(mined, differences_of(mined)), problems)
    if problems:
        mined = replace(mined, problems=(*mined.problems, *problems))
    return Harvest(mined, form, explanations, measures)


def _mine(path: Path) -> tuple[Mined, str]:
    begun = time.perf_counter()
    with _needed("reading"):
        source = read(path)
    with _needed("layout"):
        blocks = lay_out([page for page in source.pages if page.health.minable])
    with _needed("disclosure"):
        disclosure = disclose(source, blocks)
    failed = disclosure.outcome is Outcome.FAILED
    mined = Mined(_set_aside(disclosure)) if failed else mine_disclosure(disclosure)
    return replace(mined, seconds=time.perf_counter() - begun), source.format


def mine_disclosure(disclosure: Disclosure) -> Mined:
    """Everything that is mined from an understood document: narratives, figures, links, checks, findings."""
    problems = list(_sick_pages(disclosure.health, disclosure.problems))
    narratives = _attempt("narratives", lambda: find_narratives(disclosure), problems)
    figures = _attempt("figures", lambda: find_figures(disclosure, narratives), problems)
    bench = cache(lambda: Bench.read(disclosure, figures))  # once for all stages; where it fails, each of them says so
    links = _attempt("links", lambda: link_figures(bench(), narratives), problems)
    checks = _attempt("checks", lambda: check_identities(bench(), narratives, links), problems)
    checks += _attempt("content", lambda: check_content(bench(), narratives, links), problems)
    findings = _attempt("findings", lambda: collect_findings(bench(), links, checks), problems)
    return Mined(disclosure, narratives, figures, links, checks, findings, problems=tuple(problems))


def _set_aside(disclosure: Disclosure) -> Disclosure:
    """The disclosure of what is none, or of what could not be read: who it seems to be and why it was not mined."""
    problems = disclosure.problems
    if disclosure.health and not any(page.minable for page in disclosure.health):
        known = [problem for problem in problems if problem.page is not None]
        problems = (_nothing_readable(disclosure.health), *known, *_sick_pages(disclosure.health, known))
    elif not any(problem.page is None for problem in problems):
        message = say("不是部门或单位的决算或预算公开，未作挖掘", "not a department's accounts or budget: not mined")
        problems = (*problems, Problem("identity", message))
    return replace(disclosure, sections=(), tables=(), problems=tuple(problems))


def _nothing_readable(health: Sequence[PageHealth]) -> Problem:
    pages = len(health)
    if any(page.verdict is HealthVerdict.SCANNED for page in health):
        return Problem(
            "reading",
            say(
                f"全部 {pages} 页都没有可用的文字（扫描件），需要文字识别后再读",
                f"none of the {pages} pages has text that can be used (a scan): it needs text recognition first",
            ),
        )
    return Problem(
        "reading",
        say(f"全部 {pages} 页都没有可识读的文字", f"none of the {pages} pages has text that can be read"),
    )


def _sick_pages(health: Sequence[PageHealth], known: Sequence[Problem]) -> Iterator[Problem]:
    said = {problem.page for problem in known if problem.component == "reading"}
    for number, page in enumerate(health, start=1):
        if page.verdict in _SICK and number not in said:
            unread = say("文字无法识读，本页未读取", "the text cannot be read; the page was left out")
            yield Problem("reading", page.note or unread, number)


@contextmanager
def _needed(component: str) -> Iterator[None]:
    """Run a stage without which there is nothing; what nobody foresaw becomes a `BrokenStage`."""
    try:
        yield
    except (MinerError, MemoryError):
        raise
    except Exception as error:
        broken = BrokenStage(unforeseen(error))
        broken.component = component
        raise broken from error


def _attempt(component: str, stage: Callable[[], tuple[T, ...]], problems: list[Problem]) -> tuple[T, ...]:
    """What a stage gives, or nothing and a problem. Lack of memory is not the stage's: it ends the worker."""
    try:
        return stage()
    except MemoryError:
        raise
    except MinerError as error:
        problems.append(Problem(component, in_words(error)))
    except Exception as error:
        problems.append(Problem(component, unforeseen(error)))
    return ()
