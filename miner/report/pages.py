"""Writing the report: ``OUT/report/index.html`` and the pages that it leads to, from the store and the source files.

The pages are complete HTML that needs no server and no network, and without scripts shows the same. They are written
into a new folder that takes the place of the old one when it is complete, so that an interruption leaves the last report
whole. Pages of documents, departments and clusters are written side by side by several processes.
"""

from __future__ import annotations

import contextvars
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from miner.bilingual import Language, current_language, say, set_language
from miner.errors import StoreError, UsageError
from miner.isolation import Crew, Limits, Stopped, work_through
from miner.report.comparing import Comparing
from miner.report.paths import page_name
from miner.report.pictures import PictureJob, Pictures, draw_pages
from miner.report.site import ASSETS, FIRST, OVERVIEW, Site, asset
from miner.store import Reader
from miner.store.stored import StoredDocument

DATABASE = "miner.db"
FOLDER = "report"
COMPARISONS = "compare"
_ASKED = f"{COMPARISONS}/asked.json"
MOST_PICTURES = 2_000
"""Up to so many, a report has pictures of all pages where something stands; else, up to as many, of those that findings
cite; else of those that errors and warnings cite. `miner.cli.reporting` says so, too."""
_DOCUMENTS_OF_A_PIECE = 20
_ADDRESSES_OF_A_PIECE = 300
_LIMITS = Limits(seconds=600.0, megabytes=4096, by_options=False)
"""Of one piece of the pages: they are made from our own records, so that this is a last resort."""

Wanted = Literal["auto", "all", "cited", "none"]


def write_report(
    out: Path,
    language: Language | None = None,
    *,
    pictures: Wanted = "auto",
    workers: int | None = None,
    comparing: Comparing | None = None,
) -> Path:
    """Write the report of ``out/miner.db`` to ``out/report``.

    Args:
        out: the folder of the database.
        language: of the report; the one in force where it is not given. What the database quotes stays as it is.
        pictures: of which pages: ``all`` where something stands, those that findings have ``cited``, ``none``, or
            ``auto``: all in a small corpus (`MOST_PICTURES`), the cited ones in a larger one, and in a large one those
            that errors and warnings cite.
        workers: processes; the number of cores where it is not given.
        comparing: puts departments side by side, in any process; without it the report has no pages of that.

    Returns:
        Its first page.

    Raises:
        StoreError: the database cannot be read, or the report cannot be written.
    """
    how = _How(language or current_language(), pictures, workers or os.cpu_count() or 1, comparing)
    return contextvars.copy_context().run(_write_report, out, how)


@dataclass(frozen=True, slots=True)
class _How:
    language: Language
    pictures: Wanted
    workers: int
    comparing: Comparing | None


def _write_report(out: Path, how: _How) -> Path:
    set_language(how.language)
    place = out / FOLDER
    fresh = out / f".report-{os.getpid()}"
    try:
        with Reader.open(out / DATABASE) as reader:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            documents = reader.documents()
            jobs = picture_jobs(reader, documents, how.pictures)
            drawn = draw_pages(jobs, fresh / "pictures", how.workers)
            for name in ASSETS:
                _put(fresh, name, asset(name))
            site = Site(reader, how.language, comparing=how.comparing)
            for address in site.addresses():
                _put(fresh, address, site.render(address))
            many = list(site.many_addresses())
            _compare_again(site, place, fresh)
        _write_pieces(_pieces(out, fresh, many, [d.doc_id for d in documents], drawn, how), how)
        _take_place(fresh, place)
    except OSError as error:
        raise StoreError(
            say(f"报告不能写入 {place}：{error}", f"The report cannot be written to {place}: {error}"),
            say("请检查写权限和磁盘空间后重试。", "Check permissions and free space, then try again."),
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place / FIRST


# ---------------------------------------------------------------------------------------------------------- comparisons


def write_comparison(
    out: Path, a: str, b: str, comparing: Comparing, *, peers: str = "auto", language: Language | None = None
) -> Path:
    """Write the page of two sides into the report that is there. A report that is written later writes it anew.

    Args:
        out: the folder of the database and of the report.
        a: the one side, as `miner.comparing.selecting` describes it.
        b: the other.
        comparing: compares them.
        peers: whom they are measured against.
        language: of the page; the one in force where it is not given.

    Returns:
        The page.

    Raises:
        UsageError: a side is not understood, fits nothing or several things, both are the same, or there is no report.
        StoreError: the database cannot be read, or the page cannot be written.
    """
    return contextvars.copy_context().run(
        _write_comparison, out, _Sides(a, b, peers), comparing, language or current_language()
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    a: str
    b: str
    peers: str

    @property
    def address(self) -> str:
        return f"{COMPARISONS}/{page_name(chr(31).join((self.a, self.b, self.peers)))}.html"


def _write_comparison(out: Path, sides: _Sides, comparing: Comparing, language: Language) -> Path:
    set_language(language)
    place = out / FOLDER
    if not (place / FIRST).is_file():
        raise UsageError(
            say(f"{place} 里还没有报告", f"There is no report in {place} yet"),
            say(f"先运行 miner report {out}", f"Run miner report {out} first"),
        )
    with Reader.open(out / DATABASE) as reader:
        text = Site(reader, language, comparing=comparing).comparison("../", sides.a, sides.b, sides.peers)
    try:
        known = [one for one in _asked(place) if one.address != sides.address]
        _put_whole(place, sides.address, text)
        _put_whole(place, _ASKED, _told([*known, sides]))
    except OSError as error:
        raise StoreError(
            say(f"对照不能写入 {place}：{error}", f"The comparison cannot be written to {place}: {error}"),
            say("请检查写权限和磁盘空间后重试。", "Check permissions and free space, then try again."),
        ) from error
    return place / sides.address


def _compare_again(site: Site, place: Path, fresh: Path) -> None:
    """Into a new report, the comparisons of the one before, as they are now; without those that fit nothing any more."""
    kept = []
    for one in _asked(place):
        with suppress(UsageError):
            _put(fresh, one.address, site.comparison("../", one.a, one.b, one.peers))
            kept.append(one)
    if kept:
        _put(fresh, _ASKED, _told(kept))


def _asked(place: Path) -> list[_Sides]:
    """What was compared in a report; nothing where that cannot be read."""
    try:
        told = json.loads((place / _ASKED).read_text(encoding="utf-8"))
        return [_Sides(str(a), str(b), str(peers)) for a, b, peers in told]
    except (OSError, ValueError, TypeError):
        return []


def _told(asked: Sequence[_Sides]) -> str:
    return json.dumps([(one.a, one.b, one.peers) for one in asked], ensure_ascii=False, indent=1)


# ------------------------------------------------------------------------------------------------------------- pictures


def picture_jobs(reader: Reader, documents: Iterable[StoredDocument], wanted: Wanted) -> list[PictureJob]:
    """Which pages of which documents are to be drawn; see `write_report`."""
    if wanted == "none":
        return []
    pages = reader.cited_pages()
    if wanted != "cited":
        every = _joined(pages, reader.marked_pages())
        if wanted == "all" or _count(every) <= MOST_PICTURES:
            pages = every
        elif _count(pages) > MOST_PICTURES:
            pages = reader.cited_pages(hints=False)
    return [_job(reader, document, pages[document.doc_id]) for document in documents if document.doc_id in pages]


def _count(pages: Mapping[str, set[int]]) -> int:
    return sum(map(len, pages.values()))


def _joined(one: Mapping[str, set[int]], other: Mapping[str, set[int]]) -> dict[str, set[int]]:
    return {doc_id: one.get(doc_id, set()) | other.get(doc_id, set()) for doc_id in one.keys() | other.keys()}


def _job(reader: Reader, document: StoredDocument, pages: set[int]) -> PictureJob:
    sizes = reader.page_sizes(document.doc_id)
    sources = (*reader.files(document.doc_id), document.source)
    known = tuple((number, sizes[number]) for number in sorted(pages) if number in sizes)
    return PictureJob(document.doc_id, document.sha256, sources, known)


# --------------------------------------------------------------------------------------------------------------- pieces


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some pages that are written together."""

    database: Path
    folder: Path
    language: Language
    addresses: Sequence[str] = ()
    doc_ids: Sequence[str] = ()
    pictures: Mapping[str, Pictures] = field(default_factory=dict)
    comparing: Comparing | None = None


def _pieces(
    out: Path,
    folder: Path,
    addresses: Sequence[str],
    doc_ids: Sequence[str],
    drawn: Mapping[str, Pictures],
    how: _How,
) -> list[_Piece]:
    make = partial(_Piece, out / DATABASE, folder, how.language, comparing=how.comparing)
    documents = _parted(doc_ids, _DOCUMENTS_OF_A_PIECE)
    return [
        *([make(addresses=(OVERVIEW,))] if how.comparing else []),
        *(make(addresses=some) for some in _parted(addresses, _ADDRESSES_OF_A_PIECE)),
        *(make(doc_ids=some, pictures={d: drawn[d] for d in some if d in drawn}) for some in documents),
    ]


def _parted(items: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    return (items[at : at + most] for at in range(0, len(items), most))


def _write_pieces(pieces: Sequence[_Piece], how: _How) -> None:
    if len(pieces) < 2 or how.workers < 2:  # a process takes longer to start than a few pages take
        for piece in pieces:
            _write_piece(piece)
        return
    crew = Crew(_write_piece, component="report", preload="miner.report.site")
    with closing(work_through(pieces, crew, _LIMITS, how.workers)) as results:
        for done in results:
            if isinstance(done.result, Stopped):
                raise OSError("; ".join(problem.message for problem in done.result.problems))


def _write_piece(piece: _Piece) -> None:
    set_language(piece.language)
    with Reader.open(piece.database) as reader:
        site = Site(reader, piece.language, pictures=piece.pictures, comparing=piece.comparing)
        for address in piece.addresses:
            _put(piece.folder, address, site.render(address))
        for doc_id in piece.doc_ids:
            for address, text in site.of_document(doc_id).items():
                _put(piece.folder, address, text)


# ---------------------------------------------------------------------------------------------------------------- files


def _put(folder: Path, address: str, text: str) -> None:
    path = folder / address
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _put_whole(folder: Path, address: str, text: str) -> None:
    """Whole or not at all: who reads it meanwhile has the one before."""
    beside = f"{address}.{os.getpid()}"
    try:
        _put(folder, beside, text)
        (folder / beside).replace(folder / address)
    finally:
        (folder / beside).unlink(missing_ok=True)


def _take_place(fresh: Path, place: Path) -> None:
    old = place.with_name(f".report-old-{os.getpid()}")
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        with suppress(OSError):
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
