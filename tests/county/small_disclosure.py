"""A small disclosure of an invented town, and what a reader finds in its renderings."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from miner.county.blocks import Align, Block, Box, Cover, Entry, Heading, Paragraph, PrintedTable, Row
from miner.county.layout import Layout
from miner.county.marked import Marked
from miner.county.renderings import RENDERINGS
from miner.model import TableKind

PDFS = ("typst", "reportlab", "weasyprint")
"""The renderings that print PDFs with glyphs."""
NEEDED = {
    "typst": ("typst", "pylopdf_fonts_zh_cn", "pypdfium2"),
    "reportlab": ("reportlab",),
    "weasyprint": ("weasyprint", "pylopdf_fonts_zh_cn", "pypdfium2"),
    "scan": ("typst", "pylopdf_fonts_zh_cn", "pypdfium2", "PIL"),
    "scan_text": ("typst", "pylopdf_fonts_zh_cn", "pypdfium2", "PIL"),
    "docx": ("docx",),
}
"""The libraries by rendering."""
AWKWARD = "甲#乙$丙*丁_戊<己>庚&amp;辛\\壬@癸“子”{丑}[寅](卯)|辰~巳^午`未\"申'酉%戌/亥--§"
"""Each of these means something to Typst, XML, CSS, Markdown or PDF."""


def print_out(name: str, blocks: Sequence[Block], layout: Layout) -> bytes:
    """A document by a rendering; the test is skipped where its libraries are absent."""
    for library in NEEDED.get(name, ()):
        try:
            pytest.importorskip(library, reason=f"{library} is absent (pip install 'juesuan-miner[corpus]')")
        except OSError as error:
            pytest.skip(f"{library} misses a library of the system: {error}")
    return RENDERINGS[name].render(blocks, layout)


@cache
def disclosure() -> tuple[Block, ...]:
    """The whole document: cover, contents, prose with a small table, three statutory tables."""
    contents = [
        ("目录", 0),
        ("第一部分 浅湾镇概况", 1),
        ("一、职责", 2),
        ("二、人员", 2),
        ("第二部分 决算表", 1),
        ("一、收入支出决算总表", 2),
        ("二、一般公共预算财政拨款支出决算表", 2),
        ("第三部分 决算情况说明", 1),
        ("一、收支总体情况", 2),
    ]
    return (
        Cover("青螺县浅湾镇人民政府"),
        Cover("2024年度部门决算"),
        Cover("2025年8月"),
        *(Entry(text, level) for text, level in contents),
        Heading("第一部分 浅湾镇概况", 1),
        Heading("一、职责", 2),
        prose(f"浅湾镇管着一座码头和三片滩涂，镇志里写着{AWKWARD}这一串记号，至今无人能解。"),
        Heading("（一）码头", 3),
        prose("渡船清晨六时开出，逢大雾停航，镇上派两人值守，夜里换班，风灯长明，账目另册登记。"),
        Heading("1、滩涂", 4),
        prose("滩涂上种着海草，每年春分前后分给各户看管，收成的四分之一交回镇里，用来修补堤岸。"),
        Heading("二、人员", 2),
        prose("全镇在编二十一人，退休九人，借调一人。"),
        staff(),
        Heading("第二部分 决算表", 1),
        summary(),
        general(),
        three_public(),
        Heading("第三部分 决算情况说明", 1),
        Heading("一、收支总体情况", 2),
        *(
            prose(f"第{number}段说到码头，{'潮水涨落之间，船只往来如常，' * 6}收支相抵后略有结余。")
            for number in range(1, 9)
        ),
    )


def prose(text: str) -> Paragraph:
    """A paragraph without marks."""
    return Paragraph(Marked(text))


def cells(*texts: str, align: Align = "center") -> Row:
    """Boxes of one place each."""
    return tuple(Box(text, align=align) for text in texts)


def summary() -> PrintedTable:
    """Two halves side by side."""
    head = (
        (Box("收入", 2), Box("支出", 2)),
        cells("项目", "决算数", "项目", "决算数"),
    )
    left = [("一、一般公共预算财政拨款收入", "812.40"), ("二、其他收入", "3.15"), ("", ""), ("本年收入合计", "815.55")]
    right = [("一、一般公共服务支出", "640.00"), ("二、农林水支出", "170.05"), ("", ""), ("本年支出合计", "810.05")]
    left += [("年初结转和结余", "1.20"), ("总计", "816.75")]
    right += [("年末结转和结余", "6.70"), ("总计", "816.75")]
    body = tuple(
        (Box(a, align="left"), Box(x, align="right"), Box(b, align="left"), Box(y, align="right"))
        for (a, x), (b, y) in zip(left, right, strict=True)
    )
    kind = TableKind.INCOME_EXPENDITURE_SUMMARY
    above = ("收入支出决算总表", "公开01表", "部门：浅湾镇人民政府", "万元")
    return PrintedTable(kind, *above, (30, 12, 30, 12), head, body, ("注：本表说明收支的总数。",))


def general() -> PrintedTable:
    """Long enough for two pages, however low its rows are."""
    head: tuple[Row, ...] = (
        (Box("项目", 2), Box("本年支出合计", rows=2), Box("基本支出", rows=2), Box("项目支出", rows=2)),
        cells("功能分类科目编码", "科目名称"),
        (Box("栏次", 2), *cells("1", "2", "3")),
    )
    rows: list[Row] = [(Box("合计", 2), *cells("2,145.00", "1,430.00", "715.00", align="right"))]
    for number in range(65):
        name = f"第{number + 1}号滩涂的看护和堤岸的修补以及春天海草的分发支出"
        amounts = (f"{33}.00", f"{22}.00", f"{11}.00")
        rows.append((Box(f"21301{number + 1:02d}"), Box(name, align="left"), *cells(*amounts, align="right")))
    kind = TableKind.GENERAL_BUDGET_EXPENDITURE
    above = ("一般公共预算财政拨款支出决算表", "公开05表", "部门：浅湾镇人民政府", "万元")
    return PrintedTable(kind, *above, (12, 34, 14, 14, 14), head, tuple(rows), ("注：本表说明支出的去处。",))


def three_public() -> PrintedTable:
    """Twelve columns under a head of three rows."""
    half = (
        Box("合计", rows=2),
        Box("因公出国（境）费", rows=2),
        Box("公务用车购置及运行维护费", 3),
        Box("公务接待费", rows=2),
    )
    head = (
        (Box("预算数", 6), Box("决算数", 6)),
        half * 2,
        cells(*("小计", "公务用车购置费", "公务用车运行维护费") * 2),
    )
    amounts = ("9.00", "0.00", "7.50", "0.00", "7.50", "1.50", "8.10", "0.00", "7.20", "0.00", "7.20", "0.90")
    kind = TableKind.THREE_PUBLIC
    above = ("财政拨款“三公”经费支出决算表", "公开07表", "部门：浅湾镇人民政府", "万元")
    notes = ("注：本表说明“三公”经费。", "说明：码头的渡船不是公务用车。")
    return PrintedTable(kind, *above, (10,) * 12, head, (cells(*amounts, align="right"),), notes, wide=True)


def staff() -> PrintedTable:
    """A small table in the text, with boxes over rows in its body and every awkward character."""
    head = (cells("股室", "岗位", "人数"),)
    body = (
        (Box("值守组", rows=2), *cells("渡口", "4")),
        cells("灯塔", "2"),
        (Box(AWKWARD, 2), Box("15")),
    )
    return PrintedTable(TableKind.OTHER, "人员分布", "", "", "人", (3, 3, 1), head, body)


def texts_of(blocks: Sequence[Block]) -> list[str]:
    """All that must come out of a rendering, without blanks."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, PrintedTable):
            found += [block.title, block.number, block.owner, *block.notes]
            found += [box.text for row in (*block.head, *block.body) for box in row]
        else:
            found.append(str(block.text))
    return [without_blanks(text) for text in found if text]


def without_blanks(text: str) -> str:
    """Blanks come and go when text is set."""
    return "".join(text.split())


def pages_of(data: bytes) -> list[LTPage]:
    """The pages of a PDF as pdfminer draws them, glyph by glyph."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    pages = []
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        pages.append(device.get_result())
    return pages


def glyphs_of(page: LTPage) -> list[LTChar]:
    """The glyphs of a page in the order of drawing."""
    return [item for item in page if isinstance(item, LTChar)]


def page_texts(data: bytes) -> list[str]:
    """The text of each page in the order of drawing, without blanks."""
    return [without_blanks("".join(glyph.get_text() for glyph in glyphs_of(page))) for page in pages_of(data)]


def turned_pages(data: bytes) -> Counter[str]:
    """How many pages lie on their side, and in which way: wide, rotated, or with their glyphs drawn sideways."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2 is absent (pip install 'juesuan-miner[test]')")
    ways: Counter[str] = Counter()
    document = pypdfium2.PdfDocument(data)
    for index, page in enumerate(pages_of(data)):
        x0, y0, x1, y1 = document[index].get_mediabox()
        glyphs = glyphs_of(page)
        sideways = 2 * sum(abs(glyph.matrix[1]) > abs(glyph.matrix[0]) for glyph in glyphs) > len(glyphs)
        if document[index].get_rotation():
            ways["rotated"] += 1
        elif x1 - x0 > y1 - y0:
            ways["wide"] += 1
        elif sideways:
            ways["sideways"] += 1
    return ways
