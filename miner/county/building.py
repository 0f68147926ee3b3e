"""Builds the county: documents with their truth beside them, or only the explanations for clustering work.

Deterministic: what a document says depends on the settings, its department and its year alone, so that neither the number
of departments before it nor the number of processes changes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from miner import __version__
from miner.bilingual import say
from miner.county.blocks import Block, Paragraph
from miner.county.departments import Department, departments
from miner.county.dice import Dice
from miner.county.drafting import Drafter
from miner.county.errors import KINDS, Manuscript, plant
from miner.county.keeping import keep_books
from miner.county.layout import Layout, PageNumbers, Rules, Wide
from miner.county.material import form_names, is_form_file, read_form
from miner.county.notes import Because, Compared
from miner.county.renderings import RENDERINGS
from miner.county.telling import Teller, Told
from miner.county.truth import Truth, truth
from miner.county.truth_json import from_json, to_json
from miner.errors import UsageError

MIXED = "mixed"
MOST_DEPARTMENTS = 100_000
MOST_ERRORS = 20
_MIX = (
    ("typst", 60),
    ("weasyprint", 8),
    ("reportlab", 8),
    ("docx", 6),
    ("html", 6),
    ("txt", 4),
    ("md", 2),
    ("scan_text", 3),
    ("scan", 3),
)
"""How often each rendering is drawn where they are mixed."""


@dataclass(frozen=True, slots=True)
class CountySettings:
    """What is built."""

    departments: int = 60
    years: tuple[int, ...] = (2021, 2022, 2023, 2024)
    seed: int = 1
    errors: Mapping[str, float] = field(default_factory=dict)
    """By kind of error how many a document has on average; ``any`` for all kinds together. Empty: a clean county."""
    form: str = MIXED
    """A regional form, the path of one's own (``.toml``), or ``mixed``: each place has one of those shipped."""
    rendering: str = "typst"
    """One of `RENDERINGS`, several with commas between them (drawn evenly), or ``mixed`` (as real folders are)."""
    boilerplate: float | None = None
    """The share of reasons that each department takes from others; drawn for each where none is given."""
    plain: bool = False
    """Every document in the default layout."""

    def checked(self) -> CountySettings:
        """The same.

        Raises:
            UsageError: something named does not exist.
        """
        for what, given, known in (
            (say("地区格式", "form"), [self.form], [MIXED, *form_names(), *[self.form] * is_form_file(self.form)]),
            (
                say("渲染方式", "rendering"),
                [] if self.rendering == MIXED else self.rendering.split(","),
                [*RENDERINGS] if "," in self.rendering else [MIXED, *RENDERINGS],
            ),
            (say("错误类型", "kind of error"), list(self.errors), ["any", *KINDS]),
        ):
            for name in given:
                if name not in known:
                    raise UsageError(
                        say(f"没有这种{what}：{name}", f"No such {what}: {name}"),
                        say(f"可选：{'、'.join(known)}", f"There are: {', '.join(known)}"),
                    )
        if not self.years or list(self.years) != list(range(self.years[0], self.years[-1] + 1)):
            raise UsageError(
                say("年度必须连续", "The years must follow each other"),
                say("例如 2021-2024。", "For example 2021-2024."),
            )
        if not 1 <= self.departments <= MOST_DEPARTMENTS:
            raise UsageError(
                say(f"部门数应在 1 到 {MOST_DEPARTMENTS} 之间", f"From 1 to {MOST_DEPARTMENTS} departments"),
                say("部门再多就没有地名可用了。", "There are no names for more places."),
            )
        if not all(0 <= rate <= MOST_ERRORS for rate in self.errors.values()):
            raise UsageError(
                say(f"错误率应在 0 到 {MOST_ERRORS} 之间", f"Rates of errors lie between 0 and {MOST_ERRORS}"),
                say("例如 0.5，或 wrong_sum=0.2。", "For example 0.5, or wrong_sum=0.2."),
            )
        return self


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it is printed."""

    name: str
    """Its file's name without suffix."""
    told: Told
    manuscript: Manuscript
    layout: Layout
    rendering: str
    boilerplate: float

    @property
    def blocks(self) -> Sequence[Block]:
        """What is printed."""
        return self.manuscript.blocks

    @property
    def file(self) -> str:
        """Its file's name."""
        return self.name + RENDERINGS[self.rendering].suffix

    def truth(self) -> Truth:
        """What there is to find in it."""
        return truth(
            self.told,
            self.blocks,
            self.manuscript.whole,
            self.file,
            self.rendering,
            self.layout.rules.value,
            self.boilerplate,
        )

    def render(self) -> bytes:
        """The file."""
        return RENDERINGS[self.rendering].render(self.blocks, self.layout)


def county(settings: CountySettings) -> Iterator[Document]:
    """Every document of a county, before it is printed."""
    for department in departments(settings.seed, settings.departments, settings.form):
        yield from documents(settings, department)


def documents(settings: CountySettings, department: Department) -> Iterator[Document]:
    """A department's documents, one a year."""
    for told, drafter in _told(settings, department):
        dice = Dice(settings.seed, department.key, told.books.year)
        among = _MIX if settings.rendering == MIXED else tuple((name, 1) for name in settings.rendering.split(","))
        rendering = dice.of("rendering").weighted([name for name, _ in among], [weight for _, weight in among])
        layout = Layout() if settings.plain else draw_layout(dice.of("layout"), department, told.books.year)
        manuscript = plant(told, settings.errors, dice.of("errors"))
        name = f"{department.name}_{told.books.year}_{department.scope}决算"
        yield Document(name, told, manuscript, layout, rendering, drafter.share)


def told(settings: CountySettings, department: Department) -> Iterator[Told]:
    """A department's documents, one a year, before errors and layout."""
    for one, _ in _told(settings, department):
        yield one


def _told(settings: CountySettings, department: Department) -> Iterator[tuple[Told, Drafter]]:
    form = read_form(department.place.form)
    drafter = Drafter(settings.seed, department, settings.boilerplate)
    books = keep_books(settings.seed, department, settings.years)
    office = Dice(settings.seed, "office", department.place.name)
    for year in settings.years:
        drafter.begin(books[year])
        yield Teller(form, books[year], drafter, Dice(settings.seed, department.key, "voice"), office).tell(), drafter


def draw_layout(dice: Dice, department: Department, year: int) -> Layout:
    """How a document looks: of its own from year to year, as real ones are."""
    rules = dice.weighted(list(Rules), (40, 30, 10, 7, 7, 6))
    return Layout(
        rules=rules,
        wide=dice.weighted(list(Wide), (55, 20, 25)),
        repeat_head=dice.chance(0.6),
        split_rows=dice.chance(0.25),
        page_numbers=dice.weighted(list(PageNumbers), (12, 30, 40, 18)),
        running_head=f"{department.name}{year}年度部门决算" if dice.chance(0.15) else "",
        watermark=dice.choice((f"{department.place.name}政务公开", department.name, "公开"))
        if dice.chance(0.12)
        else "",
        font="serif" if dice.chance(0.75) else "sans",
        size=dice.choice((14.0, 15.0, 16.0)),
        table_size=dice.choice((8.0, 9.0, 10.0)),
        crowded=dice.chance(0.4),
    )


# ------------------------------------------------------------------------------------------------------------ writing


def build(
    settings: CountySettings, out: Path, *, texts_only: bool = False, workers: int = 1, progress: Callable[[int], None] = lambda _: None
) -> dict[str, int]:  # fmt: skip
    """Build the county into a folder.

    Args:
        settings: what is built.
        out: the folder; made where it is not there. What stands in it under other names stays.
        texts_only: only ``explanations.jsonl``.
        workers: processes.
        progress: called with the number of documents that are done.

    Returns:
        How many documents, explanations and planted errors there are.

    Raises:
        UsageError: the settings name what does not exist, or a library that the rendering needs is missing.
    """
    settings.checked()
    chosen = departments(settings.seed, settings.departments, settings.form)
    if out.exists() and not out.is_dir():
        raise UsageError(
            say(f"{out} 不是文件夹", f"{out} is no folder"), say("请另给一个文件夹。", "Name another folder.")
        )
    out.mkdir(parents=True, exist_ok=True)
    jobs = [(settings, department, out) for department in chosen]
    work = _texts_of if texts_only else _files_of
    entries: list[dict[str, Any]] = []
    done = 0
    for some in _mapped(work, jobs, workers):
        entries += some
        done += len(settings.years)
        progress(done)
    if texts_only:
        lines = (f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
        _write(out / "explanations.jsonl", "".join(lines).encode())
        return {"documents": done, "explanations": len(entries), "errors": 0}
    manifest = {
        "miner": __version__,
        "settings": {
            "departments": settings.departments, "years": list(settings.years), "seed": settings.seed,
            "errors": dict(settings.errors), "form": settings.form, "rendering": settings.rendering,
            "boilerplate": settings.boilerplate,
        },
        "documents": entries,
    }  # fmt: skip
    _write(out / "county.json", (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return {
        "documents": len(entries), "explanations": sum(e["explanations"] for e in entries),
        "errors": sum(len(e["errors"]) for e in entries),
    }  # fmt: skip


Job = tuple[CountySettings, Department, Path]


def _mapped(
    work: Callable[[Job], list[dict[str, Any]]], jobs: Sequence[Job], workers: int
) -> Iterator[list[dict[str, Any]]]:
    if workers <= 1:
        yield from map(work, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, jobs, chunksize=4)


def _files_of(job: Job) -> list[dict[str, Any]]:
    settings, department, out = job
    entries: list[dict[str, Any]] = []
    for document in documents(settings, department):
        found = document.truth()
        _write(out / document.file, document.render())
        _write(out / f"{document.name}.truth.json", (to_json(found) + "\n").encode())
        entry = {
            "file": document.file, "department": department.name, "region": department.place.name, "kind": department.kind.key,
            "fiscal_year": document.told.books.year, "form": found.form, "rendering": found.rendering, "rules": found.rules,
            "narratives": len(found.narratives), "explanations": len(found.reasons), "figures": len(found.figures),
            "errors": [error.kind for error in found.errors],
        }  # fmt: skip
        entries.append(entry)
    return entries


def _texts_of(job: Job) -> list[dict[str, Any]]:
    settings, department, _ = job
    return list(_explanations_of(settings, department))


def explanations(settings: CountySettings) -> Iterator[dict[str, Any]]:
    """Every explanation of a county with its truth, one after another: what ``texts_only`` writes."""
    for department in departments(settings.seed, settings.departments, settings.form):
        yield from _explanations_of(settings, department)


def _explanations_of(settings: CountySettings, department: Department) -> Iterator[dict[str, Any]]:
    for told, drafter in _told(settings, department):
        year, ordinal = told.books.year, 0
        for block in told.blocks:
            if not isinstance(block, Paragraph):
                continue
            compared = list(block.text.of(Compared))
            for mark, because in block.text.of(Because):
                note = next(n for m, n in compared if m.start <= mark.start and mark.end <= m.end)
                yield {
                    "id": f"{department.name}-{year}-{ordinal}", "text": block.text.text[mark.start : mark.end],
                    "department": department.name, "region": department.place.name, "fiscal_year": year,
                    "direction": note.direction.value, "basis": note.basis, "subject": note.subject,
                    "wording": because.wording, "family": because.family, "cause": because.cause, "change": because.change,
                    "source": because.source, "boilerplate": round(drafter.share, 4),
                }  # fmt: skip
                ordinal += 1


def _write(path: Path, data: bytes) -> None:
    """A file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def read_truths(folder: Path) -> Iterator[tuple[Path, Truth]]:
    """Every document of a built county with its truth, by file name.

    Raises:
        ValueError: a truth cannot be read.
    """
    for path in sorted(folder.glob("*.truth.json")):
        found = from_json(path.read_text(encoding="utf-8"))
        yield folder / found.file, found
