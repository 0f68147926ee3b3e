"""The sheets of findings: one row each with both sides and the reviewer's columns; all evidence where there is more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miner import labels
from miner.bilingual import say
from miner.report.workbook.book import Book
from miner.report.workbook.papers import Papers, choices, known_by
from miner.report.workbook.places import Places
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import TONES, Answer, Linked, Toned, Value
from miner.store.stored import StoredDocument, StoredFinding

SIDES = 2


def add_findings(book: Book, papers: Papers) -> None:
    """Write the findings, and the evidence of those that have more than two pieces."""
    found = papers.reader.findings()
    places = _places(papers, found)
    book.add(_name(), _columns(), _rows(papers, found, places), frozen=2, printed=18, links=3 * len(found))
    more = [finding for finding in found if len(finding.evidence) > SIDES]
    pieces = sum(len(finding.evidence) for finding in more)
    book.add(say("线索证据", "Evidence"), _evidence_columns(), _evidence(papers, more, places), frozen=2, links=pieces)


def _name() -> str:
    return say("审计线索", "Findings")


def _columns() -> tuple[Column, ...]:
    first, second = say("一处·", "One side: "), say("另一处·", "Other side: ")
    sides = [
        column
        for side, which in ((first, say("第一处", "the first side")), (second, say("另一处", "the other side")))
        for column in (
            Column(
                side + say("位置", "where"),
                20,
                say(
                    f"{which}是什么，在哪个标题下或哪张表的哪行哪列",
                    f"What {which} is, and its headings, or its table, row and column",
                ),
                "findings.evidence",
                wrap=True,
            ),
            Column(
                side + say("页", "page"),
                6,
                say("所在页；点开是报告中的这一处", "Its page; opens the place in the report"),
                "findings.evidence",
            ),
            Column(
                side + say("原文", "words"),
                28,
                say("原文，未改动", "The words as printed"),
                "findings.evidence",
                wrap=True,
            ),
        )
    ]
    return (
        Column(say("序号", "No."), 5, say("本表的序号，最严重的在前", "In this sheet, the gravest first")),
        Column(say("程度", "Severity"), 7, say("错误、警告或提示", "Error, warning or hint"), "findings.severity"),
        Column(say("部门（单位）", "Department"), 16, say("公开文件的部门", "Who published"), "documents.department", wrap=True),
        Column(say("年度", "Year"), 6, say("财政年度", "Fiscal year"), "documents.fiscal_year"),
        Column(say("规则", "Rule"), 14, say("不符的是哪条规则", "The rule that does not hold"), "findings.rule", wrap=True),
        Column(say("内容", "Finding"), 34, say("什么不一致，不判断哪一边对", "What does not agree; neither side is called right"),
               "findings.message", wrap=True),
        *sides,
        Column(say("证据数", "Evidence"), 7, say("证据共几条；多于两条的全部列在“线索证据”",
               "Pieces of evidence; of more than two, all are in the sheet Evidence"), "findings.evidence"),
        Column(say("查看", "See"), 7, say("打开报告中的这条线索（或原文件的所在页）",
               "Opens the finding in the report (or the page of the source)")),
        Column(say("结论", "Conclusion"), 9, say("复核人的结论，从列表选择", "The reviewer's conclusion, from a list"),
               "judgements.verdict", answer=True, choices=choices()),
        Column(say("备注", "Remark"), 18, say("复核人的说明", "The reviewer's remark"), "judgements.note", wrap=True, answer=True),
        Column(say("复核人", "Reviewer"), 9, say("谁复核", "Who reviewed"), "judgements.reviewer", answer=True),
        Column(say("日期", "Date"), 11, say("复核日期", "When"), "judgements.made_at", answer=True),
        Column(say("公开文件", "File"), 30, say("读的是哪个文件", "The file that was read"), "documents.source"),
        Column(say("规则代码", "Rule code"), 15, say("规则的代码", "Code of the rule"), "findings.rule"),
        Column(say("线索编号", "Finding id"), 34, say("再次运行也不变", "The same in every run"), "findings.finding_id"),
    )  # fmt: skip


def _rows(papers: Papers, found: Sequence[StoredFinding], places: Mapping[str, str]) -> Iterator[Sequence[Value]]:
    for number, finding in enumerate(found, start=1):
        document = papers.documents[finding.doc_id]
        one, other = sides(finding.evidence)
        verdict, note, reviewer, when = papers.conclusion("finding", finding.finding_id)
        yield (
            number,
            Toned(labels.name_of(labels.SEVERITIES, finding.severity), TONES.get(finding.severity)),
            known_by(document),
            document.fiscal_year,
            papers.rule(finding.rule),
            finding.message,
            *_side(papers, document, one, places),
            *_side(papers, document, other, places),
            len(finding.evidence),
            papers.addresses.opening(document, finding.finding_id, one.get("page") if one else None),
            Answer(verdict),
            Answer(note),
            Answer(reviewer),
            Answer(when),
            document.source,
            finding.rule,
            finding.finding_id,
        )


def sides(evidence: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """The two sides of a finding: the first piece of evidence, and the first of another role, else the second."""
    if not evidence:
        return None, None
    first = evidence[0]
    others = [item for item in evidence[1:] if item.get("role") != first.get("role")]
    return first, next(iter(others or evidence[1:]), None)


def _side(
    papers: Papers, document: StoredDocument, item: Mapping[str, Any] | None, places: Mapping[str, str]
) -> tuple[Value, Value, Value]:
    if item is None:
        return None, None, None
    target = str(item.get("cell_id") or item.get("section_id") or "")
    page = item.get("page")
    where = places.get(target, "")
    address = papers.addresses.of(document, target, page)
    role = labels.name_of(labels.ROLES, str(item.get("role", "")))
    shown = Linked(page if isinstance(page, int) else say("打开", "open"), address, weighty=False) if address else page
    return role + (say("：", ": ") + where if where else ""), shown, str(item.get("quote") or "")


def _evidence_columns() -> tuple[Column, ...]:
    return (
        Column(say("线索序号", "Finding no."), 8, say("“审计线索”中的序号", "Its number in the sheet Findings")),
        Column(say("第几条", "Piece"), 7, say("第几条证据", "Which piece of evidence"), "findings.evidence"),
        Column(say("部门（单位）", "Department"), 22, say("公开文件的部门", "Who published"), "documents.department"),
        Column(say("年度", "Year"), 7, say("财政年度", "Fiscal year"), "documents.fiscal_year"),
        Column(say("性质", "What"), 10, say("这条证据是什么", "What the piece is"), "findings.evidence"),
        Column(say("位置", "Where"), 44, say("标题，或表、行、列", "Headings, or table, row and column"),
               "findings.evidence", wrap=True),
        Column(say("页", "Page"), 6, say("所在页", "Its page"), "findings.evidence"),
        Column(say("原文", "Words"), 70, say("原文，未改动", "The words as printed"), "findings.evidence", wrap=True),
        Column(say("查看", "See"), 7, say("打开这条证据", "Opens the piece")),
        Column(say("线索编号", "Finding id"), 34, say("再次运行也不变", "The same in every run"), "findings.finding_id"),
    )  # fmt: skip


def _evidence(papers: Papers, more: Sequence[StoredFinding], places: Mapping[str, str]) -> Iterator[Sequence[Value]]:
    numbers = {finding.finding_id: number for number, finding in enumerate(papers.reader.findings(), start=1)}
    for finding in more:
        document = papers.documents[finding.doc_id]
        for piece, item in enumerate(finding.evidence, start=1):
            target = str(item.get("cell_id") or item.get("section_id") or "")
            yield (
                numbers[finding.finding_id],
                piece,
                known_by(document),
                document.fiscal_year,
                labels.name_of(labels.ROLES, str(item.get("role", ""))),
                places.get(target, ""),
                item.get("page"),
                str(item.get("quote") or ""),
                papers.addresses.opening(document, target, item.get("page"), weighty=False),
                finding.finding_id,
            )


def _places(papers: Papers, found: Sequence[StoredFinding]) -> dict[str, str]:
    """Where each section and cell stands that a finding speaks of."""
    cited: dict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for finding in found:
        cited[finding.doc_id].update((item.get("cell_id"), item.get("section_id")) for item in finding.evidence)
    known: dict[str, str] = {}
    for doc_id, targets in cited.items():
        reader = papers.reader
        cells = reader.cells(doc_id) if any(cell for cell, _ in targets) else []
        places = Places(reader.sections(doc_id), reader.tables(doc_id), cells)
        known |= {str(cell or section): places.of(cell, section) for cell, section in targets if cell or section}
    return known
