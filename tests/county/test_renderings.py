"""What is printed comes out again, looks as its layout says, and is the same tomorrow."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from miner.county.blocks import Block, Box, Cover, Entry, Heading, PrintedTable
from miner.county.layout import Layout, PageNumbers, Rules, Wide
from miner.county.renderings import RENDERINGS, MissingLibrary, libraries
from miner.county.renderings.contents import targets
from miner.county.renderings.sheets import SheetKind, sheets
from miner.county.renderings.sizes import type_size
from miner.model import CellState, FlowTable, FlowText, TableKind
from miner.reading import read
from miner.runs.mining import mine
from tests.county.small_disclosure import (
    AWKWARD,
    PDFS,
    disclosure,
    general,
    page_texts,
    print_out,
    prose,
    staff,
    texts_of,
    three_public,
    turned_pages,
    without_blanks,
)

PLAIN = Layout(page_numbers=PageNumbers.NONE)
"""Nothing but the text, so that sentences go on from page to page."""
LOOKS = [
    Layout(rules=rules, wide=wide, page_numbers=PageNumbers.NONE, crowded=wide is Wide.PORTRAIT, split_rows=wide is Wide.ROTATED)
    for rules, wide in zip(Rules, cycle(Wide), strict=False)
]  # fmt: skip
FLOWING = ("html", "docx", "txt", "md")


@cache
def printed(name: str, layout: Layout = PLAIN) -> bytes:
    return print_out(name, disclosure(), layout)


def written(tmp_path: Path, name: str, layout: Layout = PLAIN) -> Path:
    path = tmp_path / f"浅湾镇{RENDERINGS[name].suffix}"
    path.write_bytes(printed(name, layout))
    return path


# ----------------------------------------------------------------------------------------------------------- the words


@pytest.mark.parametrize("layout", LOOKS, ids=lambda layout: f"{layout.rules}-{layout.wide}")
@pytest.mark.parametrize("name", PDFS)
def test_every_word_comes_out_of_a_pdf(name: str, layout: Layout) -> None:
    text = "".join(page_texts(printed(name, layout)))
    assert [wanted for wanted in texts_of(disclosure()) if wanted not in text] == []


def test_every_word_stands_in_the_layer_of_a_scan() -> None:
    pages = page_texts(printed("scan_text", PLAIN))
    lines = [one for block in disclosure() if not isinstance(block, PrintedTable) for one in texts_of([block])]
    assert [line for line in lines if line not in "".join(pages)] == []


def test_a_scan_without_a_layer_has_no_text() -> None:
    assert set(page_texts(printed("scan", PLAIN))) == {""}


@pytest.mark.parametrize("name", FLOWING)
def test_every_word_comes_out_of_a_document_without_pages(name: str, tmp_path: Path) -> None:
    found: set[str] = set()
    for page in read(written(tmp_path, name)).pages:
        for item in page.flow:
            if isinstance(item, FlowText):
                found.add(without_blanks(item.text))
            elif isinstance(item, FlowTable):
                found.update(without_blanks(cell.text) for row in item.rows for cell in row)
    joined = "\n".join(found)  # the owner and the unit of a table may share a line
    assert [wanted for wanted in texts_of(disclosure()) if wanted not in joined] == []


@pytest.mark.parametrize("name", [name for name in RENDERINGS if name not in ("scan", "scan_text")])
def test_heads_and_watermarks_may_hold_any_character(name: str) -> None:
    print_out(name, disclosure()[:16], Layout(running_head=AWKWARD, watermark=AWKWARD))


@pytest.mark.parametrize("name", RENDERINGS)
def test_no_text_at_all_is_a_document_too(name: str) -> None:
    table = replace(staff(), title="", unit="", head=(), body=((Box(), Box(), Box()),))
    assert print_out(name, [prose(""), table, Heading("", 2)], PLAIN)


@pytest.mark.parametrize("name", RENDERINGS)
def test_controls_and_line_ends_do_no_harm(name: str) -> None:
    assert print_out(name, [Cover("浅\x00湾\ufffe镇"), prose("潮\t水\n涨\r落\x0b\ud800")], PLAIN)


# ------------------------------------------------------------------------------------------------------------ the looks


@pytest.mark.parametrize(
    ("name", "wide", "way"),
    [
        ("typst", Wide.LANDSCAPE, "wide"),
        ("reportlab", Wide.LANDSCAPE, "wide"),
        ("weasyprint", Wide.LANDSCAPE, "wide"),
        ("typst", Wide.ROTATED, "sideways"),
        ("reportlab", Wide.ROTATED, "rotated"),
        ("weasyprint", Wide.ROTATED, "rotated"),
        ("typst", Wide.PORTRAIT, ""),
        ("reportlab", Wide.PORTRAIT, ""),
        ("weasyprint", Wide.PORTRAIT, ""),
        ("scan", Wide.LANDSCAPE, "wide"),
        ("scan_text", Wide.ROTATED, "sideways"),
    ],
)
def test_a_wide_table_lies_as_it_should(name: str, wide: Wide, way: str) -> None:
    data = print_out(name, [prose("渡口"), three_public(), prose("码头")], replace(PLAIN, wide=wide))
    assert turned_pages(data) == ({way: 1} if way else {})


def test_a_section_of_a_word_document_lies_on_its_side() -> None:
    package = io.BytesIO(print_out("docx", [prose("渡口"), three_public()], PLAIN))
    document = zipfile.ZipFile(package).read("word/document.xml").decode()
    assert document.count('w:orient="landscape"') == 1


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("name", PDFS)
def test_the_head_of_a_long_table_is_repeated_or_not(name: str, repeated: bool) -> None:
    pages = page_texts(print_out(name, [general()], replace(PLAIN, repeat_head=repeated)))
    assert len(pages) >= 2
    assert [("科目名称" in page) for page in pages] == [True] + [repeated] * (len(pages) - 1)


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("name", PDFS)
def test_rows_are_split_between_pages_or_not(name: str, split: bool) -> None:
    long = "".join(f"灯塔{number}照见礁石；" for number in range(40))
    table = replace(staff(), body=tuple((Box(f"{row}号{long}"), Box(), Box()) for row in range(12)))
    pages = page_texts(print_out(name, [table], replace(PLAIN, split_rows=split, repeat_head=False)))
    assert len(pages) >= 2
    whole = [any(f"{row}号{long}" in page for page in pages) for row in range(12)]
    assert all(whole) is not split


@pytest.mark.parametrize("name", PDFS)
def test_the_contents_name_the_real_pages(name: str) -> None:
    blocks = disclosure()
    pages = page_texts(printed(name, Layout(page_numbers=PageNumbers.PLAIN)))
    contents = pages[1]
    for entry, target in targets(blocks).items():
        block, named = blocks[entry], blocks[target]
        assert isinstance(block, Entry)
        title = without_blanks(named.title if isinstance(named, PrintedTable) else str(getattr(named, "text", "")))
        [page] = [
            number for number, text in enumerate(pages, 1) if number != 2 and title in text and _holds(text, named)
        ]
        after = contents.partition(without_blanks(block.text))[2].lstrip(".")
        assert after.startswith(str(page)), block.text


def _holds(text: str, block: object) -> bool:
    """A table's title may recur in prose; its number does not."""
    return not isinstance(block, PrintedTable) or block.number in text


@pytest.mark.parametrize("name", PDFS)
def test_numbers_heads_and_watermarks_stand_on_the_pages(name: str) -> None:
    layout = Layout(page_numbers=PageNumbers.OF, running_head="浅湾镇决算", watermark="青螺县财政")
    pages = page_texts(printed(name, layout))
    total = len(pages)
    assert all(f"第{number}页共{total}页" in pages[number - 1] for number in range(2, total + 1))
    assert f"共{total}页" not in pages[0]
    assert all("浅湾镇决算" in page and "青螺县财政" in page for page in pages)


@pytest.mark.parametrize("name", PDFS)
def test_parts_and_tables_begin_pages(name: str) -> None:
    pages = page_texts(printed(name, PLAIN))
    for title in (
        "第一部分浅湾镇概况",
        "第二部分决算表",
        "收入支出决算总表",
        "一般公共预算财政拨款支出决算表",
        "第三部分",
    ):
        assert any(page.startswith(title) for page in pages), title


def test_headings_right_above_a_table_stand_on_its_page() -> None:
    made = sheets([prose("渡口"), Heading("一、甲", 2), Heading("（一）乙", 3), general(), prose("码头")], PLAIN)
    assert [(sheet.kind, len(sheet.blocks)) for sheet in made] == [
        (SheetKind.PROSE, 1),
        (SheetKind.TABLE, 3),
        (SheetKind.PROSE, 1),
    ]


def test_a_part_of_tables_has_a_page_for_its_title() -> None:
    kinds = [sheet.kind for sheet in sheets(disclosure(), PLAIN)]
    assert kinds == [
        SheetKind.COVER,
        SheetKind.CONTENTS,
        SheetKind.PROSE,
        SheetKind.DIVIDER,
        *[SheetKind.TABLE] * 3,
        SheetKind.PROSE,
    ]


def test_type_shrinks_until_the_longest_number_fits() -> None:
    body = (tuple(Box("1,234,567,890.12", align="right") for _ in range(12)),)
    table = replace(three_public(), body=body)
    assert type_size(table, replace(PLAIN, wide=Wide.PORTRAIT)) < type_size(table, PLAIN) < PLAIN.table_size


def test_half_of_the_web_pages_mark_their_headings() -> None:
    marked = printed("html", Layout(rules=Rules.RULED)).decode()
    bold = printed("html", Layout(rules=Rules.DASHED)).decode()
    assert "<h2" in marked
    assert "<h2" not in bold
    assert "<strong>一、职责</strong>" in bold


def test_a_scan_is_small() -> None:
    data = printed("scan_text", PLAIN)
    assert len(data) < 60_000 * len(page_texts(data))


# --------------------------------------------------------------------------------------------------- the same tomorrow


@pytest.mark.parametrize("wide", Wide)
@pytest.mark.parametrize("name", RENDERINGS)
def test_the_same_document_gives_the_same_bytes(name: str, wide: Wide) -> None:
    blocks: list[Block] = [Entry("一、职责", 1), Heading("一、职责", 2), three_public()]
    layout = Layout(wide=wide, watermark="青螺")
    assert print_out(name, blocks, layout) == print_out(name, list(blocks), replace(layout))


# ------------------------------------------------------------------------------------------------------------ the miner


@pytest.mark.parametrize("name", [name for name in RENDERINGS if name not in ("scan", "scan_text")])
def test_the_miner_reads_the_tables(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, Layout(wide=Wide.ROTATED, watermark="青螺县财政", running_head="浅湾镇决算"))
    tables = {table.kind: table for table in mine(path).disclosure.tables}
    for block in disclosure():
        if isinstance(block, PrintedTable) and block.statutory:
            printed = sorted(box.text for row in block.body for box in row if box.align == "right" and box.text)
            found = sorted(cell.raw for cell in tables[block.kind].cells if cell.state is CellState.NUMBER)
            assert found == printed
            assert tables[block.kind].unit == "万元"
    assert TableKind.OTHER not in tables or tables[TableKind.OTHER].cells


# ------------------------------------------------------------------------------------------------------ what is missing


def test_a_missing_library_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "miner.county.renderings.typst_pdf", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingLibrary, match="typst") as raised:
        RENDERINGS["typst"].render([prose("渡口")], PLAIN)
    assert "juesuan-miner[corpus]" in raised.value.remedy


def test_a_missing_library_of_the_system_is_named_with_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(libraries, "import_module", absent)
    with pytest.raises(MissingLibrary, match="libpango") as raised:
        RENDERINGS["weasyprint"].render([prose("渡口")], PLAIN)
    assert "libpangoft2-1.0-0" in raised.value.remedy
