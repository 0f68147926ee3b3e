"""A small disclosure of an invented department, built by hand, with a record in every table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from miner.model import (
    Cell,
    CellRef,
    CellState,
    Check,
    CheckVerdict,
    Cluster,
    CorpusTold,
    Direction,
    Disclosure,
    DisclosureKind,
    Evidence,
    Explanation,
    Figure,
    FigureKind,
    Finding,
    HealthVerdict,
    Identity,
    IdentityEvidence,
    Link,
    Measure,
    Mined,
    NamedCause,
    Narrative,
    NarrativeKind,
    PageHealth,
    PageSize,
    PlacedText,
    Problem,
    Project,
    Run,
    Scope,
    Section,
    SectionRole,
    Severity,
    StatutoryTable,
    TableKind,
    Verdict,
)

PROSE = "本年支出合计120.50万元，比上年增加20.50万元，主要原因是人员增加。"
REASON = "人员增加"


def sha_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def placed(text: str, page: int | None = 1, width: int = 20, top: float = 100.0) -> PlacedText:
    """A text that stands in lines of ``width`` characters, 10 points each; with ``page`` none, nowhere."""
    runs = []
    for number, start in enumerate(range(0, len(text), width)):
        piece = text[start : start + width]
        xs = tuple(50.0 + 10 * index for index in range(len(piece)))
        lefts, rights = (xs, tuple(x + 10 for x in xs)) if page is not None else ((), ())
        y = top + 20 * number
        runs.append(Run(start, start + len(piece), page, y, y + 12, lefts, rights, piece, tuple(range(len(piece)))))
    return PlacedText(text, tuple(runs))


def section(ordinal: int, title: str, body: str, parent: int | None = None, page: int | None = 1) -> Section:
    return Section(
        ordinal, parent, 1 if parent is None else 2, title, placed(f"{title}\n{body}", page), SectionRole.EXPLANATION
    )


def cell(row: int, column: int, label: str, path: str, raw: str, page: int | None = 2) -> Cell:
    number = raw.replace(",", "")
    value = Decimal(number) if number.replace(".", "").isdigit() else None
    state = CellState.NUMBER if value is not None else CellState.TEXT if raw else CellState.BLANK
    bbox = None if page is None else (50.0 + 60 * column, 100.0 + 20 * row, 110.0 + 60 * column, 120.0 + 20 * row)
    return Cell(row, column, label, "2010601" if row else "", str(row + 1), path, raw, value, state, page, bbox)


def table(page: int | None = 2) -> StatutoryTable:
    cells = (
        cell(0, 1, "合计", "支出 / 本年支出合计", "120.50", page),
        cell(0, 2, "合计", "支出 / 基本支出", "", page),
        cell(1, 1, "行政运行", "支出 / 本年支出合计", "120.50", page),
        cell(1, 2, "行政运行", "支出 / 基本支出", "0.00", page),
    )
    return StatutoryTable(
        0,
        TableKind.EXPENDITURE,
        "支出决算表",
        "公开03表",
        "万元",
        "注：本表反映部门本年度各项支出情况。",
        ("科目名称", "支出 / 本年支出合计", "支出 / 基本支出"),
        cells,
        page,
        page,
    )


def disclosure(name: str = "a", department: str = "青河县档案馆", year: int = 2024, page: int | None = 1) -> Disclosure:
    identity = Identity(
        department,
        "青河县",
        year,
        DisclosureKind.FINAL_ACCOUNTS,
        Scope.UNIT,
        (IdentityEvidence("department", department, "cover", f"{department}{year}年度部门决算", page, None),),
    )
    sections = (
        section(0, "第三部分 部门决算情况说明", "", page=page),
        section(1, "一、支出决算情况说明", PROSE, parent=0, page=page),
    )
    health = (PageHealth(HealthVerdict.GOOD, 400, 0.8, 0.0, 0.0), PageHealth(HealthVerdict.GOOD, 90, 0.4, 0.0, 0.0))
    return Disclosure(
        f"{name}.pdf",
        sha_of(name),
        identity,
        sections,
        (table(None if page is None else page + 1),),
        health if page is not None else health[:1],
        contents=("第三部分 部门决算情况说明",),
        page_sizes=() if page is None else (PageSize(595.28, 841.89, 0, 0.0), PageSize(841.89, 595.28, 90, 0.4)),
    )


def mined(name: str = "a", department: str = "青河县档案馆", year: int = 2024, page: int | None = 1) -> Mined:
    """All records of a document whose bytes are named ``name``; without ``page``, of a text input."""
    made = disclosure(name, department, year, page)
    text = made.sections[1].text.text
    at = text.index(PROSE)
    reason_at = text.index(REASON)
    first, second = text.index("120.50万元"), text.index("20.50万元", text.index("增加"))
    return Mined(
        made,
        narratives=(
            Narrative(
                0,
                1,
                NarrativeKind.VARIANCE,
                "支出合计",
                "",
                PROSE,
                REASON,
                Direction.UP,
                at,
                at + len(PROSE),
                "last_year",
                reason_at,
                reason_at + len(REASON),
            ),
            Narrative(
                1,
                1,
                NarrativeKind.PROJECT,
                "档案数字化",
                "",
                PROSE[:10],
                "",
                Direction.UNSTATED,
                at,
                at + 10,
                project=Project("档案数字化", Decimal("12.30"), "万元", "扫描馆藏档案", "完成八万页"),
            ),
        ),
        figures=(
            Figure(
                0,
                1,
                0,
                "120.50万元",
                Decimal("120.50"),
                "万元",
                FigureKind.AMOUNT,
                "支出决算",
                "2024",
                first,
                first + 8,
            ),
            Figure(
                1, 1, 0, "20.50万元", Decimal("20.50"), "万元", FigureKind.DELTA, "增减额", "2024", second, second + 7
            ),
        ),
        links=(
            Link(
                0, CellRef(0, 0, 1), "", None, Verdict.MATCH, 0.97, {"value": 1.0, "label": 0.5}, "与支出决算表合计一致"
            ),
            Link(
                1,
                None,
                "120.50 - 100.00",
                Decimal("20.50"),
                Verdict.ARITHMETIC_OK,
                0.8,
                {"formula": 1.0},
                "计算结果一致",
            ),
        ),
        checks=(
            Check(
                "rows_sum",
                "各行之和等于合计",
                Decimal("120.50"),
                Decimal("120.51"),
                Decimal("-0.01"),
                Decimal("0.01"),
                CheckVerdict.ROUNDING,
                "差额在四舍五入范围内",
                (Evidence("left", "120.50", made.tables[0].page_first, cell=CellRef(0, 0, 1)),),
            ),
        ),
        findings=(
            Finding(
                "reason_direction",
                Severity.WARNING,
                "原因与增减方向不一致",
                (
                    Evidence("stated", "增加20.50万元", page, None, 1, second - 2, second + 7),
                    Evidence(
                        "cell", "120.50", made.tables[0].page_first, made.tables[0].cells[0].bbox, cell=CellRef(0, 0, 1)
                    ),
                ),
            ),
        ),
        seconds=1.25,
    )


def with_problem(record: Mined, message: str = "第二页没有文字层") -> Mined:
    return replace(record, problems=(Problem("reading", message, 2),))


def explanation(record: Mined, ordinal: int = 0, template: str = "人员增加") -> Explanation:
    made = record.disclosure
    return Explanation(
        f"{made.doc_id}-e{ordinal}",
        f"{made.doc_id}-n0",
        made.doc_id,
        made.identity.department,
        made.identity.fiscal_year,
        REASON,
        template,
        Direction.UP,
        record.narratives[0].subject,
        record.narratives[0].basis,
    )


def cluster_of(*explanations: Explanation) -> Cluster:
    years = [item.fiscal_year for item in explanations if item.fiscal_year is not None]
    return Cluster(
        "c-" + sha_of(explanations[0].template)[:12],
        explanations[0].template,
        explanations[0].template,
        "staff",
        tuple(item.explanation_id for item in explanations),
        len({item.department for item in explanations}),
        len({item.doc_id for item in explanations}),
        min(years, default=None),
        max(years, default=None),
        "f-" + sha_of(explanations[0].template)[:12],
        tuple(1.0 for _ in explanations),
    )


def told(clusters: Sequence[Cluster], measures: Sequence[Measure] = ()) -> CorpusTold:
    """What a corpus tells whose explanations all name the cause of their cluster."""
    causes = {member: (NamedCause(one.cause, 0.9),) for one in clusters for member in one.members}
    return CorpusTold(tuple(clusters), tuple(measures), causes, version="1")


def measure(record: Mined, name: str = "explained", value: float | None = 0.5, note: str = "") -> Measure:
    return Measure(record.disclosure.doc_id, name, value, note)
