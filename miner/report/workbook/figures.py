"""The sheet of figures: each number of the prose, its verdict, and the cell or the recomputation that backs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from miner import labels
from miner.bilingual import say
from miner.report.workbook.book import Book
from miner.report.workbook.papers import Papers, known_by
from miner.report.workbook.places import Places, sentence
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import TONES, Toned, Value
from miner.store.keys import link_keys
from miner.store.stored import StoredDocument, StoredFigure

_WEIGHTY = ("mismatch", "arithmetic_mismatch", "ambiguous")
"""Verdicts whose rows keep their link where a sheet cannot hold all of them."""


def add_figures(book: Book, papers: Papers) -> None:
    """Write the figures of all documents, document by document, in reading order."""
    expected = sum(papers.reader.counts("figures", "doc_id").values())
    book.add(say("数字与核对", "Figures"), _columns(), _rows(papers), frozen=3, links=expected)


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("部门（单位）", "Department"), 22, say("公开文件的部门", "Who published"), "documents.department"),
        Column(say("年度", "Year"), 7, say("财政年度", "Fiscal year"), "documents.fiscal_year"),
        Column(say("正文数字", "Figure"), 14, say("正文中的写法，连同单位", "As printed, with its unit"), "figures.text"),
        Column(say("数值", "Value"), 14, say("数值，以“单位”计", "The number, in the unit"), "figures.value"),
        Column(say("单位", "Unit"), 7, say("万元、%、个等", "万元, %, 个 …"), "figures.unit"),
        Column(say("种类", "Kind"), 8, say("金额、百分比、百分点、数量或增减额",
               "Amount, percent, percentage point, count or difference"), "figures.kind"),
        Column(say("指标", "Measure"), 14, say("支出决算、年初预算、占比、增长率等；不明的为空",
               "支出决算, 年初预算, 占比, 增长率 …; empty where unknown"), "figures.measure"),
        Column(say("期间", "Period"), 10, say("说的是哪一期", "The period it speaks of"), "figures.period"),
        Column(say("核对结果", "Verdict"), 12,
               say("与表格或复算核对的结果，见封面图例", "Against the tables or a recomputation; see the cover"),
               "links.verdict"),
        Column(say("表", "Table"), 28, say("核对所用的格在哪张表", "The table of the cell that backs it"), "tables.title"),
        Column(say("行", "Row"), 20, say("该格的行", "The cell's row"), "cells.row_label"),
        Column(say("列", "Column"), 20, say("该格的列（表头各层以 / 相连）", "The cell's column, levels joined by /"),
               "cells.column_path"),
        Column(say("表中原文", "Cell"), 14, say("该格印着什么", "The cell as printed"), "cells.raw"),
        Column(say("表中数值", "Cell value"), 14, say("该格的数值，以“表单位”计", "The cell's number, in the table's unit"),
               "cells.value"),
        Column(say("表单位", "Table unit"), 8, say("该表的金额单位", "Unit of the table"), "tables.unit"),
        Column(say("算式", "Formula"), 26, say("复算的算式（文字，不会执行）", "The recomputation, as text"), "links.formula"),
        Column(say("复算结果", "Computed"), 14, say("算式的结果", "What it gives"), "links.computed"),
        Column(say("理由", "Why"), 50, say("核对结果的一句话理由", "The verdict in a sentence"), "links.why"),
        Column(say("所在句子", "Sentence"), 60, say("这个数字所在的句子", "The sentence that the figure stands in"), "sections.text"),
        Column(say("标题", "Headings"), 30, say("所在章节的各级标题", "The headings above"), "sections.title"),
        Column(say("页", "Page"), 6, say("所在页", "Its page"), "figures.page"),
        Column(say("查看", "See"), 7, say("打开报告中的这个数字；链接过多时只有不符的可点，其余写出地址",
               "Opens the figure; where there are too many links, only doubtful ones can be clicked, the others say the address")),
        Column(say("复核意见", "Judgements"), 24, say("现行的复核意见", "What reviewers say"), "judgements.verdict"),
        Column(say("公开文件", "File"), 30, say("读的是哪个文件", "The file that was read"), "documents.source"),
        Column(say("数字编号", "Figure id"), 24, say("数据库中的编号", "Its id in the database"), "figures.figure_id"),
    )  # fmt: skip


def _rows(papers: Papers) -> Iterator[Sequence[Value]]:
    judged = any(kind == "link" for kind, _ in papers.review.judged)
    for document in papers.documents.values():
        figures = papers.reader.figures(document.doc_id)
        if not figures:
            continue
        sections = papers.reader.sections(document.doc_id)
        cells = papers.reader.cells(document.doc_id) if any(figure.cell_id for figure in figures) else []
        places = Places(sections, papers.reader.tables(document.doc_id), cells)
        keys = link_keys(sections, figures) if judged else {}
        for figure in figures:
            yield _row(papers, document, figure, places, keys.get(figure.figure_id, ""))


def _row(papers: Papers, document: StoredDocument, figure: StoredFigure, places: Places, key: str) -> tuple[Value, ...]:
    cell = places.cells.get(figure.cell_id or "")
    table = places.tables.get(cell.table_id) if cell else None
    section = places.sections.get(figure.section_id)
    weighty = figure.verdict in _WEIGHTY
    nothing: Decimal | None = None
    return (
        known_by(document),
        document.fiscal_year,
        figure.text,
        figure.value,
        figure.unit,
        labels.name_of(labels.FIGURES, figure.kind),
        figure.measure,
        figure.period,
        Toned(labels.name_of(labels.VERDICTS, figure.verdict), TONES.get(figure.verdict)),
        table.title if table else "",
        cell.row_label if cell else "",
        cell.column_path if cell else "",
        cell.raw if cell else "",
        cell.value if cell else nothing,
        table.unit if table else "",
        figure.formula,
        figure.computed,
        figure.why,
        sentence(section.text, figure.char_start, figure.char_end) if section else "",
        places.section(figure.section_id),
        figure.page,
        papers.addresses.opening(document, figure.figure_id, figure.page, weighty),
        papers.judged("link", key) if key else "",
        document.source,
        figure.figure_id,
    )
