"""Pictures of the pages that carry evidence, drawn again from the source files for the report.

The picture of a page is the page as `reading` saw it: the visible box, turned as the file says and then as most of the
writing stands, and straightened. Stretched to the page's width and height in points it lies under the stored boxes.

A source file may be hostile, and it may have changed since it was read. It is opened in a worker with limits of time and
memory, only if its bytes still have the stored SHA-256; what cannot be drawn gets a reason in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from miner.bilingual import say
from miner.isolation import Crew, Limits, Stopped, work_through
from miner.model import PageSize

LIMITS = Limits(seconds=60.0, megabytes=1024, by_options=False)
"""Of one document's pictures."""


@dataclass(frozen=True, slots=True)
class PictureJob:
    """The pages of one document that are to be drawn."""

    doc_id: str
    sha256: str
    """What the bytes of its file must have."""
    sources: tuple[str, ...]
    """Paths at which the file may be found, in the order in which they are tried."""
    pages: tuple[tuple[int, PageSize], ...]
    """Their numbers, from 1, and how they were read."""


@dataclass(slots=True)
class Pictures:
    """What came of a job."""

    doc_id: str
    drawn: dict[int, tuple[float, float]] = field(default_factory=dict)
    """Width and height in points of each page that there is a picture of, by its number."""
    reasons: dict[int, str] = field(default_factory=dict)
    """Why there is no picture of a page, in words, by its number."""


def picture_path(doc_id: str, page: int) -> str:
    """Where the picture of a page stands below the folder of pictures."""
    return f"{doc_id}/{page}.png"


def draw_pages(
    jobs: Iterable[PictureJob],
    folder: Path,
    workers: int,
    *,
    limits: Limits = LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Pictures]:
    """Draw pages of many documents as PNG files, ``folder/ID/12.png``, each written whole.

    Args:
        jobs: the documents and their pages, each document once; those without pages cost nothing.
        folder: made if absent.
        workers: how many documents at once.
        limits: of each document.
        progress: told after every document how many of how many are done.

    Returns:
        What there is a picture of, and why of the other pages there is none, by the id of the document.

    Raises:
        OSError: the folder cannot be written.
    """
    orders = [_Order(job, folder) for job in jobs if job.pages]
    if orders:
        folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Pictures] = {}
    crew = Crew(_draw, component="pictures", preload="miner.report.drawing")
    with closing(work_through(orders, crew, limits, workers)) as results:
        for done in results:
            job = done.piece.job
            result = done.result
            found[job.doc_id] = _what_stands(job, folder, result) if isinstance(result, Stopped) else result
            if progress is not None:
                progress(len(found), len(orders))
    return found


@dataclass(frozen=True, slots=True)
class _Order:
    """A job and where its pictures go: what a worker is given."""

    job: PictureJob
    folder: Path


def _draw(order: _Order) -> Pictures:
    """In the worker: the only place in which a source file is opened by the drawing library."""
    from miner.report.drawing import draw_document

    return draw_document(order.job, order.folder)


def _what_stands(job: PictureJob, folder: Path, stopped: Stopped) -> Pictures:
    """The pictures that a worker had written before it was stopped, and why the others are lacking."""
    pictures = Pictures(job.doc_id)
    words = _joined([problem.message for problem in stopped.problems])
    for number, size in job.pages:
        if (folder / picture_path(job.doc_id, number)).is_file():
            pictures.drawn[number] = size.width, size.height
        else:
            pictures.reasons[number] = say(f"页面图未能绘制：{words}", f"the page could not be drawn: {words}")
    return pictures


def _joined(messages: Sequence[str]) -> str:
    return say("；", "; ").join(messages)
