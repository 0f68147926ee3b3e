"""docx by python-docx: headings as styles, tables with merged cells, a section for each sheet.

Tables are written as XML: python-docx merges cells one by one, which for a page of cells takes longer than all the rest.
Neither the dates in the file nor those of its parts change, so that the same blocks give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from miner.county.blocks import Block, Box, Cover, Entry, Heading, Paragraph, PrintedTable, placed
from miner.county.layout import Layout, PageNumbers, Rules
from miner.county.renderings.grids import title_lines
from miner.county.renderings.sheets import Sheet, SheetKind, sheets
from miner.county.renderings.sizes import PROSE, TABLE, UPRIGHT, gap, room, type_size
from miner.county.renderings.texts import clean

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows."""
_BORDERS = {
    Rules.RULED: ("single", 4, "000000"),
    Rules.PIECES: ("single", 4, "000000"),
    Rules.GREY: ("single", 2, "A6A6A6"),
    Rules.DASHED: ("dashed", 4, "000000"),
    Rules.UNRULED: ("nil", 0, "auto"),
    Rules.THREE_LINE: ("single", 8, "000000"),
}
_FACES = {"serif": "仿宋", "sans": "等线"}
_CENTER, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_LEVELS = 4


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks as a Word document."""
    document = Document()
    _set_styles(document, layout)
    for number, sheet in enumerate(sheets(blocks, layout)):
        section = document.sections[0] if number == 0 else _new_section(document)
        _set_paper(section, sheet)
        section.different_first_page_header_footer = number == 0 and sheet.kind is SheetKind.COVER
        above = len(document.element.body) - 1
        for block in sheet.blocks:
            _add(document, block, layout)
        if sheet.kind in (SheetKind.COVER, SheetKind.DIVIDER):
            first = WordParagraph(document.element.body[above], document)
            first.paragraph_format.space_before = Pt(0.22 * UPRIGHT[1])
    _furnish(document.sections[0], layout)
    properties = document.core_properties
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)
    properties.author, properties.title, properties.comments = "", "", ""
    written = io.BytesIO()
    document.save(written)
    return _undated(written)


def _undated(package: io.BytesIO) -> bytes:
    """The package with all its parts of one date."""
    written = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return written.getvalue()


# ------------------------------------------------------------------------------------------------------ styles and pages


def _set_styles(document: WordDocument, layout: Layout) -> None:
    for language in document.styles.element.iter(qn("w:lang")):  # punctuation has other shapes in other languages
        language.set(qn("w:eastAsia"), "zh-CN")
    _set_style(document, "Normal", _FACES[layout.font], layout.size)
    for level in range(1, _LEVELS + 1):
        face = "黑体" if level < 3 else _FACES[layout.font]
        _set_style(document, f"Heading {level}", face, layout.size * (1.3 if level == 1 else 1))


def _set_style(document: WordDocument, name: str, face: str, size: float) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(round(size * 2) / 2), False
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.5


def _new_section(document: WordDocument) -> Section:
    section: Section = document.add_section()
    # The paragraph that ends the section before is empty: made small, lest it begin a page of its own.
    last = WordParagraph(document.element.body[-2], document)
    last.paragraph_format.line_spacing = Pt(1)
    return section


def _set_paper(section: Section, sheet: Sheet) -> None:
    margins = TABLE if sheet.kind is SheetKind.TABLE else PROSE
    width, height = UPRIGHT[::-1] if sheet.turned else UPRIGHT
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(margins.side)
    section.top_margin, section.bottom_margin = Pt(margins.top), Pt(margins.bottom)


def _furnish(section: Section, layout: Layout) -> None:
    """What stands on every page; the sections after the first take it over."""
    pieces = {
        PageNumbers.NONE: (),
        PageNumbers.PLAIN: ("=PAGE",),
        PageNumbers.DASHED: ("— ", "=PAGE", " —"),
        PageNumbers.OF: ("第 ", "=PAGE", " 页 共 ", "=NUMPAGES", " 页"),
    }[layout.page_numbers]
    foot = section.footer.paragraphs[0]
    foot.alignment = _CENTER
    for piece in pieces:
        if piece.startswith("="):
            foot._p.append(
                parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{piece[1:]}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
            )
        else:
            foot.add_run(piece)
    heads = [section.header]
    if section.different_first_page_header_footer:
        heads.append(section.first_page_header)
    for header in heads:
        head = header.paragraphs[0]
        head.alignment = _CENTER
        if layout.running_head:
            head.add_run(clean(layout.running_head)).font.size = Pt(9)
        if layout.watermark:
            head._p.append(parse_xml(_watermark(clean(layout.watermark))))


def _watermark(text: str) -> str:
    width = min(420, 70 * len(text))
    style = (
        f"position:absolute;width:{width}pt;height:{width / len(text):.0f}pt;rotation:322;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    return (
        f"<w:r {nsdecls('w')} {names}><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m,l21600,m,21600l21600,21600e">'
        '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="{style}" fillcolor="#dcdcdc" stroked="f">'
        f'<v:textpath style="font-family:&quot;宋体&quot;" string={quoteattr(text)}/></v:shape></w:pict></w:r>'
    )


# ----------------------------------------------------------------------------------------------------------------- text


def _add(document: WordDocument, block: Block, layout: Layout) -> None:
    size = layout.size
    match block:
        case Cover(text):
            _line(document, text, 28, centred=True)
        case Entry(text, level):
            if level == 0:
                _line(document, text, 1.3 * size, centred=True)
            else:
                _line(document, text, size).paragraph_format.left_indent = Pt((level - 1) * 2 * size)
        case Heading(text, level):
            heading = document.add_paragraph(clean(text), style=f"Heading {min(level, _LEVELS)}")
            if level == 1:
                heading.alignment = _CENTER
            else:
                heading.paragraph_format.first_line_indent = Pt(2 * size)
        case Paragraph(text):
            document.add_paragraph(clean(text.text)).paragraph_format.first_line_indent = Pt(2 * size)
        case PrintedTable():
            _add_table(document, block, layout)
        case _:
            assert_never(block)


def _line(document: WordDocument, text: str, size: float, centred: bool = False) -> WordParagraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(clean(text)).font.size = Pt(round(size * 2) / 2)
    if centred:
        paragraph.alignment = _CENTER
    return paragraph


# --------------------------------------------------------------------------------------------------------------- tables


def _add_table(document: WordDocument, table: PrintedTable, layout: Layout) -> None:
    size = type_size(table, layout)
    title, number, owner, unit = title_lines(table)
    if title:
        _line(document, title, size * (1.75 if table.statutory else 1), centred=True)
    if number:
        _line(document, number, size).alignment = _RIGHT
    if owner and unit:  # on one line, the unit at a tab on the right
        paragraph = _line(document, owner, size)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(room(table, layout)), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"\t{unit}").font.size = Pt(round(size * 2) / 2)
    elif owner:
        _line(document, owner, size)
    elif unit:
        _line(document, unit, size).alignment = _RIGHT
    document.element.body.insert_element_before(parse_xml("".join(_xml(table, layout, size))), "w:sectPr")
    for note in table.notes:
        _line(document, note, size)


def _xml(table: PrintedTable, layout: Layout, size: float) -> Iterator[str]:
    kind, weight, colour = _BORDERS[layout.rules]
    sides = (
        ("top", "bottom")
        if layout.rules is Rules.THREE_LINE
        else ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides_xml = "".join(f'<w:{side} w:val="{kind}" w:sz="{weight}" w:space="0" w:color="{colour}"/>' for side in sides)
    points = room(table, layout) / sum(table.widths)
    pad = round(20 * gap(layout))
    columns = [round(20 * share * points) for share in table.widths]
    yield (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides_xml}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr><w:tblGrid>"
    )
    yield from (f'<w:gridCol w:w="{column}"/>' for column in columns)
    yield "</w:tblGrid>"
    starts = {(row, column): box for row, column, box in placed((*table.head, *table.body))}
    below = {  # the places below the first row of a box over several rows, at its first column
        (row + more, column): box for (row, column), box in starts.items() for more in range(1, box.rows)
    }
    for row in range(len(table.head) + len(table.body)):
        heading = row < len(table.head)
        options = "" if layout.split_rows else "<w:cantSplit/>"
        options += f'<w:trHeight w:val="{round(20 * size * (1.5 if layout.crowded else 2.2))}"/>'
        options += "<w:tblHeader/>" if heading and layout.repeat_head else ""
        yield f"<w:tr><w:trPr>{options}</w:trPr>"
        column = 0
        while column < len(columns):
            box = starts.get((row, column)) or below.get((row, column)) or Box()
            merge = "" if box.rows == 1 else "<w:vMerge/>" if (row, column) in below else '<w:vMerge w:val="restart"/>'
            end = row == len(table.head) - 1 and layout.rules is Rules.THREE_LINE
            yield _cell_xml(box, sum(columns[column : column + box.columns]), merge, end, size)
            column += box.columns
        yield "</w:tr>"
    yield "</w:tbl>"


def _cell_xml(box: Box, width: int, merge: str, ends_head: bool, size: float) -> str:
    span = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    rule = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
        if ends_head
        else ""
    )
    text = "" if merge == "<w:vMerge/>" else escape(clean(box.text))
    halves = round(2 * size)
    run = f'<w:r><w:rPr><w:sz w:val="{halves}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{rule}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="{box.align}"/></w:pPr>{run}</w:p></w:tc>'
    )
