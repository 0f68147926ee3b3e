"""Who, when, what, and which statutory tables: every real document against facts read off its pages.

``python -m tests.evaluation.documents`` prints each document's identity, its tables and the announced headings that are
missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from miner.disclosure import disclose
from miner.disclosure.completeness import missing_headings
from miner.layout import lay_out
from miner.model import Disclosure, DisclosureKind, Scope, TableKind
from miner.reading import read
from tests.conftest import reference_folder

NINE = tuple(kind for kind in TableKind if kind.statutory)
EXCERPT = (TableKind.INCOME_EXPENDITURE_SUMMARY, TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.THREE_PUBLIC)
"""The tables that the two excerpts hold."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person reads off a document."""

    department: str
    region: str
    fiscal_year: int
    kind: DisclosureKind
    scope: Scope
    unit: str
    tables: tuple[TableKind, ...] = NINE
    unread: tuple[TableKind, ...] = ()
    """Tables that are there but honestly left unread."""


def _final(
    department: str,
    region: str,
    year: int,
    tables: tuple[TableKind, ...] = NINE,
    unread: tuple[TableKind, ...] = (),
) -> Facts:
    return Facts(department, region, year, DisclosureKind.FINAL_ACCOUNTS, Scope.DEPARTMENT, "万元", tables, unread)


def _budget(department: str, region: str, year: int, scope: Scope) -> Facts:
    return Facts(department, region, year, DisclosureKind.BUDGET, scope, "元")


_WANLI = "上海市普陀区人民政府万里街道办事处"
_OFFICE = "上海市普陀区人民政府办公室"
FACTS = {
    "万里街道办事处_2023_预算.pdf": _budget(_WANLI, "上海市普陀区", 2023, Scope.DEPARTMENT),
    "万里街道办事处_2024_预算.pdf": _budget(_WANLI, "上海市普陀区", 2024, Scope.DEPARTMENT),
    "万里街道办事处_2025_预算.pdf": _budget(_WANLI, "上海市普陀区", 2025, Scope.DEPARTMENT),
    "上海市财政局_2025_预算.pdf": _budget("上海市财政局", "上海市", 2025, Scope.UNIT),
    "普陀区人民政府办公室_2025_单位预算.pdf": _budget(_OFFICE, "上海市普陀区", 2025, Scope.UNIT),
    "普陀区人民政府办公室_2025_部门预算.pdf": _budget(_OFFICE, "上海市普陀区", 2025, Scope.DEPARTMENT),
    "上海市普陀区_部门决算模板.pdf": _final("上海市XX局", "上海市", 2024),
    "上海市普陀区规划和自然资源局_2024_部门决算.pdf": _final("上海市普陀区规划和自然资源局", "上海市普陀区", 2024),
    "天元区机关事务服务中心_2024_部门决算.txt": _final("株洲市天元区机关事务服务中心", "株洲市天元区", 2024),
    "普陀区生态环境局_2025_部门决算_说明节录.txt": _final(
        "上海市普陀区生态环境局", "上海市普陀区", 2025, tables=EXCERPT
    ),
    "普陀区文化和旅游局_2025_部门决算_说明节录.txt": _final(
        "上海市普陀区文化和旅游局", "上海市普陀区", 2025, tables=EXCERPT, unread=(TableKind.GENERAL_BUDGET_EXPENDITURE,)
    ),
}
"""By file name within ``real/`` of the reference folder. The summaries' “三公” tables of budgets are in 万元."""


def understand(path: Path) -> Disclosure:
    """A file through reading, layout and disclosure."""
    source = read(path)
    return disclose(source, lay_out(source.pages))


def faults(path: Path, facts: Facts) -> list[str]:
    """What the miner reads otherwise than a person, in words."""
    found = understand(path)
    identity = found.identity
    tables = [table for table in found.tables if table.kind.statutory]
    units = {table.unit for table in tables if table.kind is not TableKind.THREE_PUBLIC}
    pairs = (
        ("department", identity.department, facts.department),
        ("region", identity.region, facts.region),
        ("fiscal year", identity.fiscal_year, facts.fiscal_year),
        ("kind", identity.kind, facts.kind),
        ("scope", identity.scope, facts.scope),
        ("tables", sorted(table.kind for table in tables), sorted(facts.tables)),
        ("unread", tuple(table.kind for table in tables if table.unread), facts.unread),
        ("units", units, {facts.unit}),
        ("missing headings", missing_headings(found.contents, found.sections, found.tables), ()),
    )
    return [f"{name}: {mine!r}, a person reads {theirs!r}" for name, mine, theirs in pairs if mine != theirs]


def main() -> None:
    """Print each real document and what is wrong with its reading."""
    folder = reference_folder() / "real"
    for name, facts in FACTS.items():
        wrong = faults(folder / name, facts)
        print(
            f"{name}: {facts.department} {facts.fiscal_year} {facts.kind}, {len(facts.tables)} statutory tables:",
            end=" ",
        )
        print("all right" if not wrong else "; ".join(wrong))


if __name__ == "__main__":
    main()
