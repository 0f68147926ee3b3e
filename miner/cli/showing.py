"""One mined document in the terminal: who it is, its outline, its tables, what was mined from its prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from miner.bilingual import say
from miner.cli.tables import FoldingTable
from miner.labels import BASES, FIELDS, ORIGINS, label, name_of, value_label
from miner.model import (
    Disclosure,
    IdentityEvidence,
    Mined,
    Narrative,
    NarrativeKind,
    Outcome,
    Section,
    Severity,
    StatutoryTable,
)

PARTS = ("sections", "tables", "narratives", "figures")
"""What can be asked for by itself."""


def show_document(mined: Mined, parts: Sequence[str], console: Console) -> None:
    """Print a document.

    Args:
        mined: the document.
        parts: those of ``PARTS`` that were asked for, each then in full; empty for the whole document in outline.
        console: where to print.
    """
    show_identity(mined, console)
    if mined.disclosure.outcome is Outcome.FAILED:
        return
    asked = parts or PARTS
    in_full = bool(parts)
    if "sections" in asked:
        show_sections(mined.disclosure, in_full, console)
    if "tables" in asked:
        show_tables(mined.disclosure, in_full, console)
    if "narratives" in asked:
        show_narratives(mined, in_full, console)
    if "figures" in asked:
        show_figures(mined, in_full, console)
        show_findings(mined, console)


def show_identity(mined: Mined, console: Console) -> None:
    """Who published it, for which year, what it is, and the words that say so."""
    disclosure = mined.disclosure
    identity = disclosure.identity
    unknown = say("未知", "unknown")
    _heading(console, disclosure.source)
    facts = _plain_table()
    facts.add_row(say("部门（单位）", "Department"), _text(identity.department or unknown))
    facts.add_row(say("地区", "Region"), _text(identity.region or unknown))
    facts.add_row(say("年度", "Fiscal year"), str(identity.fiscal_year or unknown))
    facts.add_row(say("类别", "Kind"), label(identity.kind))
    facts.add_row(say("口径", "Scope"), label(identity.scope))
    facts.add_row(say("结果", "Outcome"), label(disclosure.outcome))
    facts.add_row(say("页面", "Pages"), _health(disclosure))
    console.print(facts)
    if identity.evidence:
        console.print(_evidence(identity.evidence))
    for problem in (*disclosure.problems, *mined.problems):
        place = say(f"第 {problem.page} 页", f"page {problem.page}") if problem.page else problem.component
        console.print(Text(f"! {place}: {problem.message}", style="yellow"))


def show_sections(disclosure: Disclosure, in_full: bool, console: Console) -> None:
    """The tree of headings; in full with the text below each."""
    _heading(console, say(f"章节 {len(disclosure.sections)} 个", f"Sections: {len(disclosure.sections)}"))
    branches: dict[int, Tree] = {}
    roots: list[Tree] = []
    for section in disclosure.sections:
        branch = Tree(_section(section, in_full))
        branches[section.ordinal] = branch
        above = branches.get(section.parent) if section.parent is not None else None
        if above is None:
            roots.append(branch)
        else:
            above.children.append(branch)
    for root in roots:
        console.print(root)


def show_tables(disclosure: Disclosure, in_full: bool, console: Console) -> None:
    """What tables there are; in full with every cell."""
    _heading(console, say(f"表 {len(disclosure.tables)} 张", f"Tables: {len(disclosure.tables)}"))
    if in_full:
        for table in disclosure.tables:
            show_cells(table, console)
        return
    listing = FoldingTable(
        say("种类", "Kind"),
        say("标题", "Title"),
        say("表号", "Number"),
        say("单位", "Unit"),
        say("行×列", "Rows × columns"),
        say("页", "Pages"),
        box=None,
    )
    for table in disclosure.tables:
        empty = say("（空表）", " (empty)") if table.empty else ""
        listing.add_row(
            label(table.kind),
            _text(table.title),
            _text(table.number),
            _text(table.unit),
            f"{_row_count(table)}×{len(table.columns)}{empty}",
            _page_range(table.page_first, table.page_last),
        )
    console.print(listing)


def show_cells(table: StatutoryTable, console: Console) -> None:
    """One table as it is printed, row by row, under its header paths."""
    printed = FoldingTable(title=_text(table.title))
    for column in table.columns:
        printed.add_column(_text(column))
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row_index, {})[cell.column_index] = cell.raw
    for _, row in sorted(rows.items()):
        printed.add_row(*(_text(row.get(column, "")) for column in range(len(table.columns))))
    console.print(printed)
    if table.note:
        console.print(_text(table.note))


def show_narratives(mined: Mined, in_full: bool, console: Console) -> None:
    """What was mined from the prose; in full with the words themselves."""
    _heading(console, say(f"叙述 {len(mined.narratives)} 条", f"Narratives: {len(mined.narratives)}"))
    listing = FoldingTable(
        say("种类", "Kind"),
        say("对象", "Subject"),
        say("科目", "Account"),
        say("比较", "Against"),
        say("方向", "Direction"),
        say("原文", "Words") if in_full else say("原因或内容", "Reason or content"),
        say("页", "Page"),
        box=None,
    )
    sections = {section.ordinal: section for section in mined.disclosure.sections}
    for narrative in mined.narratives:
        place = sections[narrative.section].text.place(narrative.char_start, narrative.char_end)
        listing.add_row(
            label(narrative.kind),
            _text(narrative.subject),
            narrative.account_code,
            name_of(BASES, narrative.basis),
            label(narrative.direction) if narrative.kind is NarrativeKind.VARIANCE else "",
            _text(narrative.text if in_full else _gist(narrative)),
            _page(place.page if place else None),
        )
    console.print(listing)


def show_figures(mined: Mined, in_full: bool, console: Console) -> None:
    """How many stated figures came out how; in full each figure with what backs it."""
    _heading(console, say(f"数字 {len(mined.figures)} 个", f"Figures: {len(mined.figures)}"))
    links = {link.figure: link for link in mined.links}
    if not in_full:
        counts = Counter(link.verdict for link in mined.links)
        summary = _plain_table()
        for verdict, count in counts.most_common():
            summary.add_row(label(verdict), str(count))
        console.print(summary)
        return
    listing = FoldingTable(
        say("数字", "Figure"),
        say("种类", "Kind"),
        say("指标", "Measure"),
        say("时期", "Period"),
        say("核对", "Verdict"),
        say("算式", "Formula"),
        say("理由", "Why"),
        say("页", "Page"),
        box=None,
    )
    for figure in mined.figures:
        link = links.get(figure.ordinal)
        place = mined.disclosure.sections[figure.section].text.place(figure.char_start, figure.char_end)
        listing.add_row(
            _text(figure.text),
            label(figure.kind),
            _text(figure.measure),
            _text(figure.period),
            label(link.verdict) if link else "",
            _text(link.formula) if link else "",
            _text(link.why) if link else "",
            _page(place.page if place else None),
        )
    console.print(listing)


def show_findings(mined: Mined, console: Console) -> None:
    """What an auditor would look at, the gravest first."""
    if not mined.findings:
        return
    _heading(console, say(f"发现 {len(mined.findings)} 条", f"Findings: {len(mined.findings)}"))
    listing = _plain_table()
    order = list(Severity)
    for finding in sorted(mined.findings, key=lambda finding: order.index(finding.severity)):
        listing.add_row(label(finding.severity), _text(finding.message))
    console.print(listing)


def _evidence(evidence: Sequence[IdentityEvidence]) -> FoldingTable:
    """For each field and what it was read as, the first words that say so, and where else the same was read."""
    said: dict[tuple[str, str], list[IdentityEvidence]] = {}
    for item in evidence:
        said.setdefault((item.field, item.value), []).append(item)
    listing = FoldingTable(
        say("依据", "Evidence"),
        say("读作", "Read as"),
        say("原文", "Words"),
        say("页", "Page"),
        say("出处", "Where"),
        box=None,
    )
    for (field, value), items in said.items():
        origins = Counter(item.origin for item in items)
        listing.add_row(
            name_of(FIELDS, field),
            _text(value_label(field, value)),
            _text(items[0].quote),
            _page(items[0].page),
            say("、", ", ").join(
                name_of(ORIGINS, origin) + (f"×{count}" if count > 1 else "") for origin, count in origins.items()
            ),
        )
    return listing


def _heading(console: Console, title: str) -> None:
    console.print()
    console.rule(_text(title), align="left")


def _plain_table() -> FoldingTable:
    table = FoldingTable(box=None, show_header=False)
    table.add_column(style="bold")
    table.add_column()
    return table


def _text(words: str) -> Text:
    """Words of a document, which are never markup."""
    return Text(words)


def _section(section: Section, in_full: bool) -> Text:
    line = Text(section.title, style="bold")
    page = _page(section.page_first)
    if page:
        line.append(f"  {page}", style="dim")
    body = section.text.text.removeprefix(section.title).strip()
    if in_full and body:
        line.append(f"\n{body}", style="not bold")
    return line


def _health(disclosure: Disclosure) -> str:
    counts = Counter(page.verdict for page in disclosure.health)
    return "，".join(f"{label(verdict)} {count}" for verdict, count in counts.most_common())


def _row_count(table: StatutoryTable) -> int:
    return len({cell.row_index for cell in table.cells})


def _gist(narrative: Narrative) -> str:
    """The reason of a variance, or that there is none; a project's money and purpose; of the others, how they begin."""
    if narrative.reason:
        return narrative.reason
    if narrative.kind is NarrativeKind.VARIANCE:
        return say("（未给出原因）", "(no reason given)")
    project = narrative.project
    if project is not None and project.purpose:
        spending = "" if project.spending is None else f"{project.spending}{project.unit}"
        return say("：", ": ").join(part for part in (spending, project.purpose) if part)
    return _shortened(narrative.text)


def _shortened(words: str, length: int = 40) -> str:
    flat = "".join(words.split())
    return flat if len(flat) <= length else f"{flat[:length]}…"


def _page(page: int | None) -> str:
    return "" if page is None else str(page)


def _page_range(first: int | None, last: int | None) -> str:
    pages = sorted({page for page in (first, last) if page is not None})
    return "–".join(str(page) for page in pages)
